//! The program `connect-participant-local`.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking, and clippy does not see `#[test]` for helpers"
)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use serde_json::Value;

/// The maximum time that a test waits.
const WAIT: Duration = Duration::from_secs(30);

fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_connect-participant-local"));
    command.args(arguments).stdin(Stdio::null());
    command
}

/// The program while it serves. Dropping it stops the program.
struct Program {
    child: Child,
    /// The line of JSON.
    startup: Value,
    log: Receiver<String>,
}

impl Program {
    fn start(arguments: &[&str]) -> Self {
        let mut command = program(arguments);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let stdout = lines(child.stdout.take().unwrap());
        let log = lines(child.stderr.take().unwrap());
        let line = stdout.recv_timeout(WAIT).expect("the program prints a line");
        let startup = serde_json::from_str(&line).unwrap_or_else(|_| panic!("{line}"));
        Self { child, startup, log }
    }

    fn participant(&self, role: &str) -> &Value {
        let participants = self.startup["participants"].as_array().unwrap();
        participants.iter().find(|participant| participant["role"] == role).expect(role)
    }

    /// Sends a request, and returns the response and the line of the log.
    fn exchange(&self, line: &str, headers: &str, body: &str) -> (String, String) {
        let address = self.startup["url"].as_str().unwrap().strip_prefix("http://").unwrap();
        let mut stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(WAIT)).unwrap();
        let length = body.len();
        let request = format!(
            "{line} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n{body}"
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut response = String::new();
        stream.read_to_string(&mut response).unwrap();
        (response, self.log.recv_timeout(WAIT).expect("each request is logged"))
    }

    /// Calls an operation as the agent.
    fn call(&self, line: &str, body: &str) -> (String, String) {
        let token = self.participant("AGENT")["connection_token"].as_str().unwrap();
        let headers = format!("X-Amz-Bearer: {token}\r\nContent-Type: application/json\r\n");
        self.exchange(line, &headers, body)
    }

    /// Sends an event as the agent.
    fn send_typing(&self) -> (String, String) {
        let body = r#"{"ContentType":"application/vnd.amazonaws.connect.event.typing"}"#;
        self.call("POST /participant/event", body)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The lines of a stream, read on a thread so that a test can stop waiting for them.
fn lines(stream: impl Read + Send + 'static) -> Receiver<String> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                break;
            }
        }
    });
    receiver
}

/// Runs the program to its end. Returns its standard output.
#[track_caller]
fn output(arguments: &[&str]) -> String {
    let Output { status, stdout, stderr } = program(arguments).output().unwrap();
    assert_eq!((status.code(), stderr.len()), (Some(0), 0), "{arguments:?}");
    String::from_utf8(stdout).unwrap()
}

/// Checks that the program fails with one line on standard error, and returns the line.
#[track_caller]
fn failure(arguments: &[&str]) -> String {
    let Output { status, stdout, stderr } = program(arguments).output().unwrap();
    assert_eq!((status.code(), stdout.len()), (Some(2), 0), "{arguments:?}");
    let text = String::from_utf8(stderr).unwrap();
    assert_eq!(text.lines().count(), 1, "{arguments:?}: {text}");
    text.trim_end().to_owned()
}

#[test]
fn the_program_prints_its_url_and_participants() {
    let program = Program::start(&[]);
    let url = program.startup["url"].as_str().unwrap();
    assert!(url.starts_with("http://127.0.0.1:"), "{url}");
    let participants = program.startup["participants"].as_array().unwrap();
    let roles: Vec<_> = participants.iter().map(|participant| &participant["role"]).collect();
    assert_eq!(roles, ["AGENT", "CUSTOMER"]);
    for participant in participants {
        let keys: Vec<_> = participant.as_object().unwrap().keys().collect();
        let expected = ["connection_token", "participant_id", "participant_token", "role"];
        assert_eq!(keys, expected);
    }
}

#[test]
fn calls_work_and_are_logged() {
    let program = Program::start(&[]);
    let (response, line) = program.send_typing();
    assert!(response.starts_with("HTTP/1.1 200 "), "{response}");
    let agent = program.participant("AGENT")["participant_id"].as_str().unwrap();
    let expected = format!(
        "POST /participant/event SendEvent application/vnd.amazonaws.connect.event.typing 200 AGENT {agent} request id "
    );
    assert!(line.starts_with(&expected), "{line}");

    let (response, line) = program.exchange("GET /_local/events", "", "");
    assert!(response.contains(r#""Type":"TYPING""#), "{response}");
    assert!(line.starts_with("GET /_local/events 200 request id "), "{line}");

    let (response, _) = program.exchange("POST /participant/message", "", "");
    assert!(response.starts_with("HTTP/1.1 403 "), "{response}");
    assert!(response.contains("x-amzn-errortype: AccessDeniedException\r\n"), "{response}");
}

#[test]
fn options_are_applied() {
    let arguments = [
        "--port",
        "0",
        "--seed=7",
        "--supervisor-barged-in",
        "--quota",
        "--error-type-header",
        "off",
        "--fault",
        "418@SendEvent*2",
    ];
    let program = Program::start(&arguments);
    let same = Program::start(&arguments);
    assert_eq!(program.startup["participants"], same.startup["participants"]);
    program.participant("SUPERVISOR");

    let (response, _) = program.exchange("GET /_local/events", "", "");
    assert!(response.contains(r#""items":[]"#), "{response}");
    for _ in 0..2 {
        let (response, line) = program.exchange("POST /participant/event", "", "");
        assert!(response.starts_with("HTTP/1.1 418 "), "{response}");
        assert!(line.contains("SendEvent 418 fault request id "), "{line}");
    }
    let (response, line) = program.exchange("POST /participant/message", "", "");
    assert!(response.starts_with("HTTP/1.1 403 "), "{response}");
    assert!(!response.contains("x-amzn-errortype"), "{response}");
    assert!(line.contains("SendMessage 403"), "{line}");

    // The documented quota is two calls per second, with a burst of five.
    let status = |_| {
        let (response, _) = program.call("POST /participant/start-attachment-upload", "{}");
        response.split(' ').nth(1).unwrap().to_owned()
    };
    let statuses: Vec<_> = (0..40).map(status).collect();
    assert_eq!(statuses[..5], ["400"; 5]);
    assert!(statuses.contains(&"429".to_owned()), "{statuses:?}");
}

#[test]
fn all_kinds_of_faults_are_accepted() {
    let faults = ["429", "reset@SendEvent", "cut-short*3", "delay=1@SendMessage*always"];
    let arguments: Vec<_> = faults.iter().flat_map(|fault| ["--fault", fault]).collect();
    let program = Program::start(&arguments);
    let (response, line) = program.send_typing();
    assert!(response.starts_with("HTTP/1.1 429 "), "{response}");
    assert!(line.contains(" fault "), "{line}");
}

#[test]
fn the_program_is_controlled_over_http() {
    let program = Program::start(&["--public-url=http://connect:8080"]);
    // The URL is for other machines.
    assert_eq!(program.startup["url"], "http://connect:8080");
    drop(program);

    let program = Program::start(&["--address=127.0.0.1"]);
    let (response, line) = program.exchange("POST /_local/chats", "", r#"{"participants":[]}"#);
    assert!(response.contains(r#"{"contactId":""#), "{response}");
    assert!(line.starts_with("POST /_local/chats 200 request id "), "{line}");
    let contact_id = program.startup["contact_id"].as_str().unwrap();
    let end = format!("POST /_local/chats/{contact_id}/end");
    assert!(program.exchange(&end, "", "").0.starts_with("HTTP/1.1 200 "));
    let (response, line) = program.send_typing();
    assert!(response.contains("Access denied"), "{response}");
    assert!(line.contains(" 403 (chat ended) AGENT "), "{line}");

    let program = Program::start(&["--control=off"]);
    assert!(program.exchange("GET /_local/chats", "", "").0.starts_with("HTTP/1.1 404 "));
}

#[test]
fn faults_of_websockets_are_arguments_too() {
    let program = Program::start(&["--fault=delay-push=500*always", "--fault=403@websocket"]);
    let (response, line) = program.exchange("GET /_local/websocket", "", "");
    assert!(response.starts_with("HTTP/1.1 403 "), "{response}");
    assert!(line.contains(" 403 fault "), "{line}");
    // Without the fault, it is not a handshake.
    let (response, _) = program.exchange("GET /_local/websocket", "", "");
    assert!(response.starts_with("HTTP/1.1 426 "), "{response}");
}

#[test]
fn figures_of_websockets_are_arguments() {
    let program = Program::start(&[
        "--websocket=refusal-status=410",
        "--websocket=url-lifetime=60",
        "--websocket=idle-timeout=600",
        "--websocket=max-age=7200",
        "--websocket=max-message=131072",
        "--websocket=max-per-participant=1",
        "--websocket=excess=close-oldest",
    ]);
    let handshake = "Connection: upgrade\r\nUpgrade: websocket\r\n\
                     Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: eA==\r\n";
    let (response, line) = program.exchange("GET /_local/websocket?x", handshake, "");
    assert!(response.starts_with("HTTP/1.1 410 "), "{response}");
    assert!(line.contains(" 410 (unknown URL) "), "{line}");
}

#[test]
fn wrong_arguments_are_reported() {
    for (arguments, message) in [
        (&["--port=x"][..], "invalid value 'x' for option '--port': "),
        (&["--port", "65536"], "invalid value '65536' for option '--port': "),
        (&["--port"], "missing argument for option '--port'"),
        (&["--seed=-1"], "invalid value '-1' for option '--seed': "),
        (&["--fault=nope"], "expected a status from 200 to 999, `reset`, `cut-short` or `delay="),
        (&["--fault=199"], "expected a status from 200 to 999"),
        (&["--fault=delay=x"], "`x` is not a number of milliseconds"),
        (&["--fault=500*x"], "`x` is not a number, or `always`"),
        (&["--fault=500@SendMail"], "`SendMail` is not an operation"),
        (&["--websocket=max-age"], "expected `NAME=VALUE`"),
        (&["--websocket=max-age=x"], "invalid value 'max-age=x' for option '--websocket': "),
        (&["--websocket=age=1"], "websockets have no setting `age`"),
        (&["--websocket=excess=x"], "expected `refuse` or `close-oldest`"),
        (&["--address=localhost"], "invalid value 'localhost' for option"),
        (&["--public-url=connect"], "the public URL is not an http or https URL without a path"),
        (&["--control=maybe"], "expected `on` or `off`"),
        (&["--error-type-header=maybe"], "expected `on` or `off`"),
        (&["--quota=1"], "unexpected argument for option '--quota'"),
        (&["--what"], "invalid option '--what'"),
        (&["what"], "unexpected argument \"what\""),
    ] {
        let line = failure(arguments);
        assert!(line.contains(message), "{arguments:?}: {line}");
    }
}

#[test]
fn a_port_that_is_in_use_is_reported() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    let line = failure(&["--port", &port]);
    assert_eq!(line, format!("port {port} of 127.0.0.1 is already in use"));
}

#[test]
fn help_lists_all_options() {
    let help = output(&["--help"]);
    assert_eq!(output(&["-h"]), help);
    for option in [
        "--port",
        "--address",
        "--public-url",
        "--control",
        "--seed",
        "--supervisor-barged-in",
        "--quota",
        "--websocket",
        "--error-type-header",
        "--fault",
        "--help",
        "--version",
    ] {
        assert!(help.contains(option), "{option}");
    }
    let longest = help.lines().map(|line| line.chars().count()).max();
    assert!(longest <= Some(100), "{longest:?}");
}

#[test]
fn version_is_printed() {
    let version = output(&["--version"]);
    assert_eq!(
        version.trim_end(),
        concat!("connect-participant-local ", env!("CARGO_PKG_VERSION"))
    );
    assert_eq!(output(&["-V"]), version);
}
