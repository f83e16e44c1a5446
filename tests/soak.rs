//! Many calls through a faulty network.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a failing test panics"
)]

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use connect_participant::{EventContentType, ParticipantRole, SendEventInput};
use connect_participant_local::LocalService;
use connect_participant_tests::{Fault, FaultyProxy, ManualClock, Response};
use tokio::task::JoinSet;

const TASKS: usize = 200;
const EVENTS: usize = 10_000;

/// Returns a random fault: the service does not receive the request, or the client does not receive
/// the whole response.
fn fault(random: &mut fastrand::Rng) -> Fault {
    match random.u8(..12) {
        0 => Fault::Instead(Response::status(429)),
        1 => Fault::Instead(Response::status(500)),
        2 => Fault::Instead(Response::status(502).body("<html>bad gateway</html>")),
        3 => Fault::Instead(Response::status(503).header("retry-after", "1")),
        4 => Fault::Instead(Response::status(504)),
        5 => Fault::Instead(Response::status(400).body(r#"{"__type":"TooManyRequestsException"}"#)),
        6 => Fault::Instead(Response::nothing()),
        7 => Fault::Instead(Response::nothing().then_reset()),
        8 => Fault::Instead(Response::ok("{}").truncated_in_headers()),
        _ => Fault::CutOff(random.usize(..400)),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_event_is_recorded_once_despite_faults() {
    let service = LocalService::start().await.unwrap();
    let chat = service.open_chat();
    let agent = chat.add_participant(ParticipantRole::Agent);

    let attempts = Arc::new(AtomicUsize::new(0));
    let faults = Arc::new(AtomicUsize::new(0));
    let proxy = FaultyProxy::start(service.url().trim_start_matches("http://"), {
        let random = Mutex::new(fastrand::Rng::with_seed(0x5eed));
        let (attempts, faults) = (Arc::clone(&attempts), Arc::clone(&faults));
        move || {
            let mut random = random.lock().unwrap();
            attempts.fetch_add(1, Ordering::Relaxed);
            (random.u8(..10) < 3).then(|| {
                faults.fetch_add(1, Ordering::Relaxed);
                fault(&mut random)
            })
        }
    })
    .await;

    // A call may fail ten times in a row.
    let client =
        ManualClock::retrying(proxy.url()).max_attempts(40).retry_quota(u32::MAX).build().unwrap();
    let mut tasks = JoinSet::new();
    for task in 0..TASKS {
        let (client, token) = (client.clone(), agent.connection_token().clone());
        tasks.spawn(async move {
            let mut sent = Vec::new();
            for event in 0..EVENTS / TASKS {
                let message_id = format!("{task}-{event}");
                let input = SendEventInput::new(EventContentType::MessageRead, token.clone());
                let output = client.call(input.message_id(&message_id)).await.unwrap();
                sent.push((message_id, output.id.unwrap()));
            }
            sent
        });
    }
    let sent: Vec<_> = tasks.join_all().await.into_iter().flatten().collect();
    assert_eq!(sent.len(), EVENTS);

    let mut recorded = HashMap::new();
    for event in chat.events() {
        let duplicate = recorded.insert(event.content.clone().unwrap(), event.id);
        assert_eq!(duplicate, None, "{:?} is recorded twice", event.content);
    }
    assert_eq!(recorded.len(), EVENTS);
    for (message_id, id) in sent {
        assert_eq!(recorded[&format!(r#"{{"messageId":"{message_id}"}}"#)], id);
    }

    let (attempts, faults) = (attempts.load(Ordering::Relaxed), faults.load(Ordering::Relaxed));
    println!("{EVENTS} events in {attempts} attempts, of which {faults} had a fault");
    assert!((28..=32).contains(&(100 * faults / attempts)), "{faults} of {attempts}");
}
