//! Sends arbitrary bytes on a websocket of the local service and checks its promises: it does not
//! panic, it sends valid frames only, it leaks no token, and nothing else is disturbed.
//!
//! The first byte of the input says what the rest is. `m`: each line is a text message. Any other
//! byte: everything that a client sends after its handshake. `seeds/frame` has examples.

#![no_main]

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

use connect_participant::ParticipantRole;
use connect_participant_local::{ChatParticipant, LocalService, ManualClock};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

/// The size of a frame above which the service closes the websocket, in bytes.
const LIMIT: usize = 256 * 1024;

fuzz_target!(|input: &[u8]| {
    let service = LocalService::builder()
        .seed(7)
        .clock(ManualClock::default())
        .on_request(|record| assert!(record.status.is_some_and(|status| status.as_u16() < 500)))
        .start_blocking()
        .unwrap();
    let chat = service.open_chat();
    let customer = chat.add_participant(ParticipantRole::Customer);
    let agent = chat.add_participant(ParticipantRole::Agent);

    let mut stream = open(&service, &customer);
    let mut witness = open(&service, &agent);
    let subscribe = br#"{"topic":"aws/subscribe","content":{"topics":["aws/chat"]}}"#;
    witness.write_all(&message(subscribe)).unwrap();
    let bytes = match input.split_first() {
        Some((b'm', lines)) => lines.split(|byte| *byte == b'\n').flat_map(message).collect(),
        _ => input.to_vec(),
    };
    // The service closes the connection early if it does not like the input.
    let sent = stream.write_all(&bytes).and_then(|()| stream.shutdown(Shutdown::Write));
    let mut received = Vec::new();
    let end = sent.and_then(|()| stream.read_to_end(&mut received));
    match end {
        Ok(_) => {
            check_frames(&received);
        }
        Err(error) => assert!(error.kind() != ErrorKind::WouldBlock, "the service is silent"),
    }
    let text = String::from_utf8_lossy(&received);
    for participant in [&customer, &agent] {
        assert!(!text.contains(participant.connection_token().expose()));
        assert!(!text.contains(participant.participant_token().expose()));
    }

    // The service goes on, and has heard nothing.
    agent.say("Hi").unwrap();
    drop(service);
    let mut received = Vec::new();
    // The service may be dropped before it has sent the frame.
    let _ = witness.read_to_end(&mut received);
    assert!(check_frames(&received) <= 2);
    assert_eq!(chat.transcript().len(), 1);
});

/// Opens a websocket of a participant.
fn open(service: &LocalService, participant: &ChatParticipant) -> TcpStream {
    let token = participant.participant_token().expose();
    let body = r#"{"Type":["WEBSOCKET"]}"#;
    let (stream, head, body) = exchange(
        service,
        &format!(
            "POST /participant/connection HTTP/1.1\r\nHost: localhost\r\nX-Amz-Bearer: {token}\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        ),
    );
    assert!(head.starts_with("HTTP/1.1 200 "), "{head}");
    stream.shutdown(Shutdown::Both).unwrap();
    let output: Value = serde_json::from_str(&body).unwrap();
    let url = output["Websocket"]["Url"].as_str().unwrap();
    let path = url.splitn(4, '/').nth(3).unwrap();
    let (stream, head, _) = exchange(
        service,
        &format!(
            "GET /{path} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n\
             Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\
             Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        ),
    );
    assert!(head.starts_with("HTTP/1.1 101 "), "{head}");
    stream
}

/// Sends a request on a new connection. Returns the head and the body of the response.
fn exchange(service: &LocalService, request: &str) -> (TcpStream, String, String) {
    let address = service.url().strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(8))).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte).unwrap();
        head.push(byte[0]);
    }
    let head = String::from_utf8(head).unwrap().to_lowercase().replacen("http", "HTTP", 1);
    let length = head.split("content-length: ").nth(1).and_then(|rest| rest.split('\r').next());
    let mut body = vec![0; length.map_or(0, |length| length.parse().unwrap())];
    stream.read_exact(&mut body).unwrap();
    (stream, head, String::from_utf8(body).unwrap())
}

/// A text message of a client in one frame, with a mask of zeros.
fn message(text: &[u8]) -> Vec<u8> {
    // The short forms of a length are for shorter messages, but the service takes this one too.
    let mut frame = vec![0x81, 0xff];
    frame.extend((text.len() as u64).to_be_bytes());
    frame.extend([0; 4]);
    frame.extend(text);
    frame
}

/// Checks that the service has sent unmasked texts, pongs and close frames, and that each text is a
/// JSON object. Returns the number of texts.
fn check_frames(mut bytes: &[u8]) -> usize {
    let mut texts = 0;
    while let [first, second, rest @ ..] = bytes {
        assert!(matches!(first, 0x81 | 0x88 | 0x8a), "{first:x}");
        assert!(second & 0x80 == 0, "the frame is masked");
        let (length, rest) = match second {
            126 => (usize::from(u16::from_be_bytes([rest[0], rest[1]])), &rest[2..]),
            127 => panic!("no frame of the service is that large"),
            length => (usize::from(*length), rest),
        };
        assert!(length < LIMIT);
        let Some((payload, rest)) = rest.split_at_checked(length) else { break };
        if *first == 0x81 {
            let value: Value = serde_json::from_slice(payload).unwrap();
            assert!(value.is_object(), "{value}");
            texts += 1;
        }
        bytes = rest;
    }
    texts
}
