//! Measures the websockets of the local service from outside.
//!
//! The program runs in a process of its own, with one thread. The clients are in this process, also
//! on one thread. They read bytes and count frames, so most of the time is the program's.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::mpsc;

/// The number of websockets of a chat, each of a participant of their own.
const SOCKETS_PER_CHAT: usize = 100;

/// The number of starts of the program, of which the fastest counts.
const STARTS: usize = 5;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let [program, sockets, seconds] = &arguments[..] else {
        bail!("usage: connect-participant-websockets PROGRAM SOCKETS SECONDS");
    };
    let (sockets, seconds) = (sockets.parse::<usize>()?, seconds.parse()?);

    let mut start = Duration::MAX;
    for _ in 0..STARTS {
        start = start.min(Program::start(program)?.1);
    }
    println!("start of the program: {:.1} ms", start.as_secs_f64() * 1e3);

    let (program, _) = Program::start(program)?;
    let mut chats = Vec::new();
    for _ in 0..sockets.div_ceil(SOCKETS_PER_CHAT) {
        chats.push(Chat::open(&program.address, SOCKETS_PER_CHAT.min(sockets)).await?);
    }
    let idle = program.resident_bytes()?;
    let (frames, mut received) = mpsc::unbounded_channel();
    for chat in &chats {
        for token in &chat.participant_tokens {
            let stream = subscribe(&program.address, token).await?;
            tokio::spawn(count_frames(stream, frames.clone()));
        }
    }
    let open: usize = chats.iter().map(|chat| chat.participant_tokens.len()).sum();
    let by_socket = (program.resident_bytes()? - idle) / open;
    println!("memory of the program by open websocket, of {open}: {by_socket} bytes");

    let mut speakers = Vec::new();
    for chat in &chats {
        speakers.push((TcpStream::connect(&program.address).await?, chat.say.clone()));
    }
    let began = Instant::now();
    let (mut pushed, mut rounds) = (0, 0);
    while began.elapsed() < Duration::from_secs(seconds) {
        for (stream, request) in &mut speakers {
            stream.write_all(request.as_bytes()).await?;
            read_response(stream).await?;
        }
        pushed += open;
        rounds += 1;
        // All websockets have received everything before the next round.
        while received.len() < pushed {
            tokio::task::yield_now().await;
            tokio::time::sleep(Duration::from_micros(200)).await;
            ensure!(!received.is_closed(), "all websockets are closed");
        }
    }
    let elapsed = began.elapsed().as_secs_f64();
    let mut longest = 0;
    while let Ok(bytes) = received.try_recv() {
        longest = longest.max(bytes);
    }
    #[allow(clippy::cast_precision_loss, reason = "the number of pushes is small")]
    let per_second = pushed as f64 / elapsed;
    println!(
        "pushes: {pushed} in {elapsed:.1} s and {rounds} rounds, {per_second:.0} a second, \
         of at most {longest} bytes"
    );
    println!("memory of the program at the end: {} KiB", program.resident_bytes()? / 1024);
    Ok(())
}

/// The local service in a process of its own, which is stopped in the end.
struct Program {
    child: Child,
    address: String,
}

impl Program {
    /// Starts the program. Returns the time until it has printed its URL.
    fn start(program: &str) -> Result<(Self, Duration)> {
        let began = Instant::now();
        let mut command = Command::new(program);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn()?;
        let mut line = String::new();
        BufReader::new(child.stdout.take().context("the output")?).read_line(&mut line)?;
        let elapsed = began.elapsed();
        let startup: Value = serde_json::from_str(&line)?;
        let url = startup["url"].as_str().context("the URL")?;
        let address = url.strip_prefix("http://").context("an http URL")?.to_owned();
        Ok((Self { child, address }, elapsed))
    }

    /// Returns the memory that the program has in use.
    fn resident_bytes(&self) -> Result<usize> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kib = line.and_then(|line| line.split_whitespace().next()).context("VmRSS")?;
        Ok(kib.parse::<usize>()? * 1024)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct Chat {
    participant_tokens: Vec<String>,
    /// The request with which an agent says something.
    say: String,
}

impl Chat {
    async fn open(address: &str, sockets: usize) -> Result<Self> {
        let roles = vec!["CUSTOMER"; sockets];
        let body = json!({ "participants": roles }).to_string();
        let mut stream = TcpStream::connect(address).await?;
        let request = post("/_local/chats", "", &body);
        stream.write_all(request.as_bytes()).await?;
        let opened: Value = serde_json::from_str(&read_response(&mut stream).await?)?;
        let participants = opened["participants"].as_array().context("the participants")?;
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let chat = text(&opened["contactId"]);
        let speaker = text(&participants.first().context("a participant")?["participantId"]);
        let path = format!("/_local/chats/{chat}/participants/{speaker}/say");
        let say = post(&path, "", &json!({ "content": "How can I help you?" }).to_string());
        let participant_tokens =
            participants.iter().map(|participant| text(&participant["participantToken"])).collect();
        Ok(Self { participant_tokens, say })
    }
}

fn post(path: &str, headers: &str, body: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nHost: localhost\r\n{headers}Content-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

/// Opens a websocket and subscribes. Returns its stream after the response.
async fn subscribe(address: &str, participant_token: &str) -> Result<TcpStream> {
    let mut stream = TcpStream::connect(address).await?;
    let headers =
        format!("Content-Type: application/json\r\nX-Amz-Bearer: {participant_token}\r\n");
    let request = post("/participant/connection", &headers, r#"{"Type":["WEBSOCKET"]}"#);
    stream.write_all(request.as_bytes()).await?;
    let output: Value = serde_json::from_str(&read_response(&mut stream).await?)?;
    let url = output["Websocket"]["Url"].as_str().context("the URL of a websocket")?;
    let path = url.splitn(4, '/').nth(3).context("its path")?;
    let request = format!(
        "GET /{path} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await?;
    let head = read_head(&mut stream).await?;
    ensure!(head.starts_with("HTTP/1.1 101 "), "{head}");
    let text = br#"{"topic":"aws/subscribe","content":{"topics":["aws/chat"]}}"#;
    let mut frame = vec![0x81, 0x80 | u8::try_from(text.len())?, 0, 0, 0, 0];
    frame.extend(text);
    stream.write_all(&frame).await?;
    read_frame(&mut stream, &mut Vec::new()).await?;
    Ok(stream)
}

/// Reports the size of each frame that comes.
async fn count_frames(mut stream: TcpStream, frames: mpsc::UnboundedSender<usize>) {
    let mut buffer = Vec::new();
    while let Ok(bytes) = read_frame(&mut stream, &mut buffer).await {
        if frames.send(bytes).is_err() {
            return;
        }
    }
}

/// Reads a frame. Returns its size.
async fn read_frame(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Result<usize> {
    loop {
        let frame = match &buffer[..] {
            [_, 126, high, low, ..] => Some(4 + usize::from(u16::from_be_bytes([*high, *low]))),
            [_, length @ 0..126, ..] => Some(2 + usize::from(*length)),
            [_, 126 | 127, ..] | [] | [_] => None,
            _ => bail!("a masked frame"),
        };
        match frame {
            Some(size) if buffer.len() >= size => {
                buffer.drain(..size);
                return Ok(size);
            }
            _ => ensure!(stream.read_buf(buffer).await? > 0, "the end of the connection"),
        }
    }
}

async fn read_head(stream: &mut TcpStream) -> Result<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await?);
    }
    Ok(String::from_utf8(head)?)
}

/// Reads a response with the status 200. Returns its body.
async fn read_response(stream: &mut TcpStream) -> Result<String> {
    let head = read_head(stream).await?;
    ensure!(head.starts_with("HTTP/1.1 200 "), "{head}");
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    let mut body = vec![0; length.context("the length")?.parse()?];
    stream.read_exact(&mut body).await?;
    Ok(String::from_utf8(body)?)
}
