//! HTTP/2. The calls are made in a child process, which trusts the authority of the test. The server
//! writes its frames itself, because a library would not do what a broken server does.

use std::io::{self, BufRead as _, BufReader, Lines, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::pin::pin;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use connect_participant_tests::{ManualClock, server_config};
use futures_util::FutureExt as _;
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::{builder, call, current_thread, nap};

const ENDPOINT: &str = "ENDPOINT_OF_THE_CALLS";
const CALLS: &str = "NUMBER_OF_CALLS";
/// The time limit of an attempt.
const LIMIT: Duration = Duration::from_secs(10);

/// The types of frames, and their flags.
const DATA: u8 = 0;
const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
const PING: u8 = 6;
const GOAWAY: u8 = 7;
const END_STREAM: u8 = 1;
const ACK: u8 = 1;
const END_HEADERS: u8 = 4;
const REFUSED_STREAM: u8 = 7;

/// What the server does with a request.
#[derive(Clone, Copy)]
enum Reply {
    Status(u16),
    /// Responds when the test says so.
    Later,
    /// The connection works, but there is no response on this stream.
    Nothing,
    Refuse,
    /// Names the stream before this one as the last, and keeps the connection open.
    GoAway,
}

type Stream = StreamOwned<ServerConnection, TcpStream>;

struct Server {
    port: u16,
    authority: String,
    connections: Arc<AtomicUsize>,
    /// A message for each request.
    requests: Receiver<()>,
    respond: Sender<()>,
}

/// The part of the server that its connections share.
struct Shared {
    reply: fn(usize) -> Reply,
    requests: AtomicUsize,
    report: Sender<()>,
    respond: Mutex<Receiver<()>>,
}

impl Server {
    /// Starts a server that replies by the number of the request, from 1, on all connections.
    fn start(reply: fn(usize) -> Reply) -> Self {
        let (mut config, authority) = server_config("localhost");
        config.alpn_protocols = vec![b"h2".to_vec()];
        let config = Arc::new(config);
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let connections = Arc::<AtomicUsize>::default();
        let ((report, requests), (respond, responded)) = (channel(), channel());
        let (requests_so_far, responded) = (AtomicUsize::new(0), Mutex::new(responded));
        let shared =
            Arc::new(Shared { reply, requests: requests_so_far, report, respond: responded });
        let count = Arc::clone(&connections);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                count.fetch_add(1, Ordering::SeqCst);
                let (config, shared) = (Arc::clone(&config), Arc::clone(&shared));
                // It fails when the client closes the connection.
                thread::spawn(move || shared.serve(stream, config));
            }
        });
        Self { port, authority, connections, requests, respond }
    }

    fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    /// Makes this number of calls in a child process.
    fn calls(&self, calls: usize) -> Caller {
        self.run("calls_for_the_parent_process", calls)
    }

    fn run(&self, test: &str, calls: usize) -> Caller {
        let file = std::env::temp_dir().join(format!("{}-{}.pem", std::process::id(), self.port));
        std::fs::write(&file, &self.authority).unwrap();
        let mut process = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", &format!("http2::{test}"), "--ignored", "--nocapture"])
            .env(ENDPOINT, format!("https://localhost:{}", self.port))
            .env(CALLS, calls.to_string())
            .env("SSL_CERT_FILE", file)
            .env("NO_PROXY", "localhost")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let output = BufReader::new(process.stdout.take().unwrap()).lines();
        Caller { input: process.stdin.take().unwrap(), output, process }
    }

    /// Waits for a number of requests.
    fn wait_for(&self, requests: usize) {
        for _ in 0..requests {
            self.requests.recv_timeout(Duration::from_secs(20)).unwrap();
        }
    }
}

/// A child process that makes calls.
struct Caller {
    process: Child,
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
}

impl Caller {
    /// Tells the process to go on.
    fn go_on(&mut self) {
        self.input.write_all(b"\n").unwrap();
    }

    /// Returns the rest of the next line that contains a text.
    fn line(&mut self, text: &str) -> String {
        let mut lines = self.output.by_ref().map(Result::unwrap);
        let found = lines.find_map(|line| Some(line.split_once(text)?.1.to_owned()));
        found.expect("the process prints the line")
    }

    /// Returns the ids of the responses.
    fn ids(&mut self) -> String {
        let ids = self.line("ids: ");
        assert!(self.process.wait().unwrap().success());
        ids
    }
}

impl Shared {
    fn serve(&self, stream: TcpStream, config: Arc<ServerConfig>) -> io::Result<()> {
        stream.set_nodelay(true)?;
        // A connection that nobody closes ends nevertheless.
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        let tls = ServerConnection::new(config).map_err(io::Error::other)?;
        let mut stream = StreamOwned::new(tls, stream);
        // The preface of the client.
        stream.read_exact(&mut [0; 24])?;
        send(&mut stream, SETTINGS, 0, 0, &[])?;
        loop {
            let mut head = [0; 9];
            stream.read_exact(&mut head)?;
            let [_, length @ .., kind, flags, _, _, _, _] = head;
            let mut payload = vec![0; usize::from(u16::from_be_bytes(length))];
            stream.read_exact(&mut payload)?;
            let id = u32::from_be_bytes([head[5], head[6], head[7], head[8]]);
            match kind {
                SETTINGS if flags & ACK == 0 => send(&mut stream, SETTINGS, ACK, 0, &[])?,
                PING if flags & ACK == 0 => send(&mut stream, PING, ACK, 0, &payload)?,
                HEADERS => self.reply(&mut stream, id)?,
                _ => {}
            }
        }
    }

    fn reply(&self, stream: &mut Stream, id: u32) -> io::Result<()> {
        let request = self.requests.fetch_add(1, Ordering::SeqCst) + 1;
        self.report.send(()).unwrap();
        match (self.reply)(request) {
            Reply::Nothing => Ok(()),
            Reply::Refuse => send(stream, RST_STREAM, 0, id, &[0, 0, 0, REFUSED_STREAM]),
            Reply::GoAway => {
                let last = id.saturating_sub(2).to_be_bytes();
                send(stream, GOAWAY, 0, 0, &[last, [0; 4]].concat())
            }
            Reply::Status(status) => respond(stream, id, status, request),
            Reply::Later => {
                self.respond.lock().unwrap().recv().unwrap();
                respond(stream, id, 200, request)
            }
        }
    }
}

/// Sends a response whose body has the number of the request as its id.
fn respond(stream: &mut Stream, id: u32, status: u16, request: usize) -> io::Result<()> {
    // A literal header field with the indexed name `:status`, of which the value has 3 bytes.
    let header = [&[8, 3], status.to_string().as_bytes()].concat();
    send(stream, HEADERS, END_HEADERS, id, &header)?;
    send(stream, DATA, END_STREAM, id, format!(r#"{{"Id":"{request}"}}"#).as_bytes())
}

fn send(stream: &mut Stream, kind: u8, flags: u8, id: u32, payload: &[u8]) -> io::Result<()> {
    let length = u8::try_from(payload.len()).unwrap();
    stream.write_all(&[&[0, 0, length, kind, flags], &id.to_be_bytes()[..], payload].concat())?;
    stream.flush()
}

/// Makes calls one after another. Each line of the input ends the time of an attempt.
#[test]
#[ignore = "needs the environment that other tests set"]
fn calls_for_the_parent_process() {
    let clock = ManualClock::new();
    let client = builder(std::env::var(ENDPOINT).unwrap()).clock(clock.clone()).build().unwrap();
    thread::spawn(move || {
        for _ in io::stdin().lines() {
            clock.advance(LIMIT);
        }
    });
    let calls: usize = std::env::var(CALLS).unwrap().parse().unwrap();
    let mut seen = Vec::new();
    current_thread().block_on(async {
        for _ in 0..calls {
            let id = call(&client).await;
            seen.push(if id.parse::<usize>().is_ok() { id } else { "-".to_owned() });
        }
    });
    println!("ids: {}", seen.join(" "));
}

/// The first connection leads to a machine that responds with this status.
fn connections_of_two_calls(reply: fn(usize) -> Reply) -> (String, usize) {
    let server = Server::start(reply);
    (server.calls(2).ids(), server.connections())
}

#[test]
fn calls_share_a_connection() {
    let all = connections_of_two_calls(|_| Reply::Status(200));
    assert_eq!(all, ("1 2".to_owned(), 1));
}

#[test]
fn a_failure_is_followed_by_another_connection() {
    let replies: [fn(usize) -> Reply; 5] = [
        |request| Reply::Status(if request == 1 { 408 } else { 200 }),
        |request| Reply::Status(if request == 1 { 500 } else { 200 }),
        |request| Reply::Status(if request == 1 { 502 } else { 200 }),
        |request| Reply::Status(if request == 1 { 503 } else { 200 }),
        |request| Reply::Status(if request == 1 { 504 } else { 200 }),
    ];
    for reply in replies {
        assert_eq!(connections_of_two_calls(reply), ("- 2".to_owned(), 2));
    }
}

#[test]
fn throttling_keeps_the_connection() {
    let throttled = |request| Reply::Status(if request == 1 { 429 } else { 200 });
    assert_eq!(connections_of_two_calls(throttled), ("- 2".to_owned(), 1));
}

/// The peer responds to pings and not to requests.
#[test]
fn silence_is_followed_by_another_connection() {
    for (silent, ids) in [(1, "- 2 3"), (2, "1 - 3")] {
        let server = Server::start(match silent {
            1 => |request| if request == 1 { Reply::Nothing } else { Reply::Status(200) },
            _ => |request| if request == 2 { Reply::Nothing } else { Reply::Status(200) },
        });
        let mut caller = server.calls(3);
        server.wait_for(silent);
        caller.go_on();
        assert_eq!((&*caller.ids(), server.connections()), (ids, 2));
    }
}

/// The call has a single attempt. The request is sent again at once, also if the connection is new.
#[test]
fn a_refused_request_is_sent_again() {
    let first: fn(usize) -> Reply =
        |request| if request == 1 { Reply::Refuse } else { Reply::Status(200) };
    assert_eq!(connections_of_two_calls(first), ("2 3".to_owned(), 2));
    let second: fn(usize) -> Reply =
        |request| if request == 2 { Reply::Refuse } else { Reply::Status(200) };
    assert_eq!(connections_of_two_calls(second), ("1 3".to_owned(), 2));
}

#[test]
fn a_request_after_the_last_stream_is_sent_again() {
    let first: fn(usize) -> Reply =
        |request| if request == 1 { Reply::GoAway } else { Reply::Status(200) };
    assert_eq!(connections_of_two_calls(first), ("2 3".to_owned(), 2));
    let second: fn(usize) -> Reply =
        |request| if request == 2 { Reply::GoAway } else { Reply::Status(200) };
    assert_eq!(connections_of_two_calls(second), ("1 3".to_owned(), 2));
}

#[test]
fn a_request_that_is_refused_again_is_a_failed_attempt() {
    let server = Server::start(|_| Reply::Refuse);
    assert_eq!((server.calls(1).ids(), server.connections()), ("-".to_owned(), 2));
}

/// Makes two calls. The task is busy until after the deadline of the second one.
#[test]
#[ignore = "needs the environment that other tests set"]
fn late_call_for_the_parent_process() {
    let clock = ManualClock::new();
    let client = builder(std::env::var(ENDPOINT).unwrap()).clock(clock.clone()).build().unwrap();
    current_thread().block_on(async {
        let first = call(&client).await;
        let mut second = pin!(call(&client));
        assert!(second.as_mut().now_or_never().is_none());
        for _ in 0..50 {
            // The task of the connection sends the request.
            tokio::task::yield_now().await;
        }
        println!("busy");
        io::stdin().read_line(&mut String::new()).unwrap();
        nap();
        clock.advance(LIMIT);
        println!("ids: {first} {}", second.await);
    });
}

#[test]
fn a_response_that_arrived_before_the_deadline_counts() {
    let server =
        Server::start(|request| if request == 2 { Reply::Later } else { Reply::Status(200) });
    let mut caller = server.run("late_call_for_the_parent_process", 2);
    server.wait_for(2);
    caller.line("busy");
    server.respond.send(()).unwrap();
    nap();
    caller.go_on();
    assert_eq!(caller.ids(), "1 2");
}
