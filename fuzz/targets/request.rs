//! Sends arbitrary bytes to the local service and checks its promises: it does not panic, it fails
//! with no 5xx, it leaks no token, and it goes on.
//!
//! The input is everything that a client sends on a connection, before it closes its side. In it,
//! `~` stands for the connection token of an agent, `^` for the contact id, and `` ` `` for the
//! agent's participant id. `seeds/request` has examples.

#![no_main]

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::mpsc::channel;
use std::time::Duration;

use connect_participant::ParticipantRole;
use connect_participant_local::{ChatParticipant, LocalService, ManualClock, RequestRecord};
use libfuzzer_sys::fuzz_target;

/// The statuses of responses, unless a fault sets another one.
const STATUSES: [u16; 10] = [200, 400, 403, 404, 405, 408, 409, 413, 415, 426];

fuzz_target!(|input: &[u8]| {
    let (sender, records) = channel();
    let service = LocalService::builder()
        .seed(7)
        .clock(ManualClock::default())
        .control(true)
        .on_request(move |record| sender.send(record.clone()).unwrap())
        .start_blocking()
        .unwrap();
    let chat = service.open_chat();
    let agent = chat.add_participant(ParticipantRole::Agent);
    let customer = chat.add_participant(ParticipantRole::Customer);

    let response = exchange(&service, &expand(input, chat.contact_id(), &agent));
    assert!(service.open_chat().add_participant(ParticipantRole::Customer).say("a").is_ok());
    // The service goes on.
    let next = exchange(&service, b"GET /_local/events HTTP/1.1\nHost: localhost\n\n");
    assert!(next.starts_with(b"HTTP/1.1 200 OK\r\n"));
    drop(service);

    let text = String::from_utf8_lossy(&response);
    let (agent, customer) = (secrets(&agent), secrets(&customer));
    // Nobody gets the tokens of a participant who is there already.
    assert!(customer.iter().all(|secret| !text.contains(secret)));
    let records: Vec<_> = records.try_iter().collect();
    for record in &records {
        check_record(record, agent.iter().chain(&customer));
    }
    if !records.iter().any(|record| record.fault) {
        assert!(response.is_empty() || response.starts_with(b"HTTP/1."), "{text}");
    }
});

/// Sends bytes on a connection of their own, and returns what the service sends.
fn exchange(service: &LocalService, bytes: &[u8]) -> Vec<u8> {
    let address = service.url().strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(8))).unwrap();
    let mut response = Vec::new();
    // The service closes the connection early if it does not like the input.
    let sent = stream.write_all(bytes).and_then(|()| stream.shutdown(Shutdown::Write));
    let received = sent.and_then(|()| stream.read_to_end(&mut response));
    if let Err(error) = received {
        assert!(error.kind() != ErrorKind::WouldBlock, "the service is silent");
    }
    response
}

fn check_record<'a>(record: &RequestRecord, secrets: impl Iterator<Item = &'a String>) {
    let line = record.to_string();
    assert!(!line.contains(char::is_control), "{line}");
    let printed = format!("{line} {record:?}");
    for secret in secrets {
        assert!(!printed.contains(secret), "{line}");
    }
    if let Some(status) = record.status.filter(|_| !record.fault) {
        assert!(STATUSES.contains(&status.as_u16()), "{line}");
        assert!(record.reason.is_none() || status != 200, "{line}");
        assert!(record.reason.is_some() || status != 403, "{line}");
    }
}

fn secrets(participant: &ChatParticipant) -> [String; 2] {
    [
        participant.connection_token().expose().to_owned(),
        participant.participant_token().expose().to_owned(),
    ]
}

/// Replaces the bytes that stand for a token or an id.
fn expand(input: &[u8], contact_id: &str, agent: &ChatParticipant) -> Vec<u8> {
    let mut expanded = Vec::with_capacity(input.len());
    for byte in input {
        match byte {
            b'~' => expanded.extend(agent.connection_token().expose().bytes()),
            b'^' => expanded.extend(contact_id.bytes()),
            b'`' => expanded.extend(agent.id().bytes()),
            byte => expanded.push(*byte),
        }
    }
    expanded
}
