//! Many calls through a faulty network.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a failing test panics"
)]

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use connect_participant::{
    Client, ConnectionToken, EventContentType, ParticipantRole, Result, SendEventInput,
    SendEventOutput,
};
use connect_participant_local::{Chat, LocalService};
use connect_participant_tests::{Fault, FaultyProxy, ManualClock, Response, uses_reqwest};
use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinSet;

const EVENTS: usize = 10_000;

/// Returns a random fault: the service does not receive the request, or the client does not receive
/// the whole response, or the server says something, or nothing, and closes the idle connection.
fn fault(random: &mut fastrand::Rng) -> Fault {
    match random.u8(..18) {
        0 => Fault::Instead(Response::status(429)),
        1 => Fault::Instead(Response::status(500)),
        2 => Fault::Instead(Response::status(502).body("<html>bad gateway</html>")),
        3 => Fault::Instead(Response::status(503).header("retry-after", "1")),
        4 => Fault::Instead(Response::status(504)),
        5 => Fault::Instead(Response::status(400).body(r#"{"__type":"TooManyRequestsException"}"#)),
        6 => Fault::Instead(Response::nothing()),
        7 => Fault::Instead(Response::nothing().then_reset()),
        8 => Fault::Instead(Response::ok("{}").truncated_in_headers()),
        9..12 => Fault::CutOff(random.usize(..400)),
        12..14 => while_idle("HTTP/1.1 200 OK\r\ncontent-length: 14\r\n\r\n{\"Id\":\"stray\"}"),
        14..16 => while_idle("HTTP/1.1 408 Request Timeout\r\nconnection: close\r\n\r\n"),
        16 => while_idle("\n"),
        _ => while_idle(""),
    }
}

fn while_idle(bytes: &str) -> Fault {
    Fault::WhileIdle(bytes.into())
}

/// A service behind a faulty proxy, on a runtime of its own.
struct Scene {
    proxy: Arc<FaultyProxy>,
    chat: Chat,
    token: ConnectionToken,
    client: Client,
    attempts: Arc<AtomicUsize>,
    faults: Arc<AtomicUsize>,
    _service: LocalService,
    _server: Runtime,
}

impl Scene {
    fn new() -> Self {
        let server = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let service = server.block_on(LocalService::start()).unwrap();
        let chat = service.open_chat();
        let token = chat.add_participant(ParticipantRole::Agent).connection_token().clone();
        let attempts = Arc::new(AtomicUsize::new(0));
        let faults = Arc::new(AtomicUsize::new(0));
        let address = service.url().trim_start_matches("http://");
        let proxy = server.block_on(FaultyProxy::start(address, {
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
        }));
        // A call may fail ten times in a row.
        let client = ManualClock::retrying(proxy.url()).max_attempts(40).retry_quota(u32::MAX);
        Self {
            client: client.build().unwrap(),
            proxy: Arc::new(proxy),
            chat,
            token,
            attempts,
            faults,
            _service: service,
            _server: server,
        }
    }

    /// Sends events from some tasks at once, and returns the content of each with its
    /// response. After `pause_after` events, a task blocks its thread, so that no other one on it
    /// runs.
    async fn send(
        &self,
        tasks: std::ops::Range<usize>,
        events: usize,
        pause_after: Option<usize>,
    ) -> Vec<(String, Result<SendEventOutput>)> {
        let mut sending = JoinSet::new();
        for task in tasks {
            let (client, token) = (self.client.clone(), self.token.clone());
            let proxy = Arc::clone(&self.proxy);
            sending.spawn(async move {
                let mut sent = Vec::new();
                for event in 0..events {
                    let message_id = format!("{task}-{event}");
                    let input = SendEventInput::new(EventContentType::MessageRead, token.clone());
                    let output = client.call(input.message_id(&message_id)).await;
                    sent.push((format!(r#"{{"messageId":"{message_id}"}}"#), output));
                    if pause_after.is_some_and(|events| (event + task) % events == 0) {
                        proxy.pause();
                    }
                }
                sent
            });
        }
        // If a call hangs, the test fails.
        let sent = tokio::time::timeout(Duration::from_secs(120), sending.join_all()).await;
        sent.expect("no call hangs").into_iter().flatten().collect()
    }

    /// Compares the events of the chat with the responses.
    fn check(&self, sent: &[(String, Result<SendEventOutput>)]) {
        assert_eq!(sent.len(), EVENTS);
        let mut recorded = HashMap::new();
        for event in self.chat.events() {
            let duplicate = recorded.insert(event.content.clone().unwrap(), event.id);
            assert_eq!(duplicate, None, "{:?} is recorded twice", event.content);
        }
        let failed: Vec<_> = sent.iter().filter_map(|(_, sent)| sent.as_ref().err()).collect();
        let is_wrong = |(content, sent): &&(String, Result<SendEventOutput>)| {
            sent.as_ref().is_ok_and(|output| output.id.as_ref() != recorded.get(content))
        };
        let wrong: Vec<_> = sent.iter().filter(is_wrong).collect();
        assert!(
            failed.is_empty() && wrong.is_empty(),
            "{} calls failed: {:?}, and {} got a wrong response: {:?}",
            failed.len(),
            failed.first(),
            wrong.len(),
            wrong.first()
        );
        assert_eq!(recorded.len(), EVENTS);

        let attempts = self.attempts.load(Ordering::Relaxed);
        let faults = self.faults.load(Ordering::Relaxed);
        println!("{EVENTS} events in {attempts} attempts, of which {faults} had a fault");
        assert!(faults * 10 > attempts * 2, "{faults} of {attempts}");
    }
}

/// Returns the number of events after which a task pauses. reqwest uses idle connections without a
/// look at them, so there are no pauses with it.
fn pause_after() -> Option<usize> {
    (!uses_reqwest()).then_some(20)
}

fn current_thread() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

#[test]
fn each_event_is_recorded_once_despite_faults() {
    let scene = Scene::new();
    let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    scene.check(&runtime.block_on(scene.send(0..200, EVENTS / 200, None)));
}

/// A task often blocks the only thread of the runtime. Meanwhile, the server closes idle
/// connections, or sends a response that nobody asked for.
#[test]
fn pauses_of_a_runtime_cause_no_wrong_response() {
    let scene = Scene::new();
    scene.check(&current_thread().block_on(scene.send(0..10, EVENTS / 10, pause_after())));
}

/// Three runtimes make calls in turn, and none is driven between its turns. In each round, one of
/// them is replaced.
#[test]
fn runtimes_share_a_client_despite_faults() {
    const ROUNDS: usize = 50;
    const TASKS: usize = 5;
    let scene = Scene::new();
    let mut runtimes = [current_thread(), current_thread(), current_thread()];
    let mut sent = Vec::new();
    for round in 0..ROUNDS {
        let tasks = round * TASKS..(round + 1) * TASKS;
        let runtime = &runtimes[round % 3];
        sent.extend(runtime.block_on(scene.send(tasks, EVENTS / ROUNDS / TASKS, pause_after())));
        if round % 4 == 0 {
            runtimes[round % 3] = current_thread();
        }
    }
    scene.check(&sent);
}
