//! The start and the end of a service, on a runtime and on a thread of its own.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Mutex};
use std::thread;
use std::time::Duration;

use connect_participant::{Client, EventContentType, ParticipantRole, SendEventInput};
use connect_participant_local::{ChatParticipant, Fault, LocalService, LocalServiceBuilder};
use tokio::runtime::Runtime;
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout};

use crate::scene::{Scene, WAIT};

/// The service that the tests of this file share.
static SHARED: LazyLock<LocalService> =
    LazyLock::new(|| LocalService::builder().start_blocking().unwrap());

fn port(service: &LocalService) -> u16 {
    service.url().rsplit(':').next().unwrap().parse().unwrap()
}

fn current_thread() -> Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

fn typing(agent: &ChatParticipant) -> SendEventInput {
    SendEventInput::new(EventContentType::Typing, agent.connection_token().clone())
}

/// Sends a request without a Tokio runtime.
fn send_blocking(service: &LocalService, request: &str) -> TcpStream {
    let mut stream = TcpStream::connect(service.url().strip_prefix("http://").unwrap()).unwrap();
    stream.set_read_timeout(Some(WAIT)).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    stream
}

fn read_blocking(mut stream: TcpStream) -> String {
    let mut response = String::new();
    stream.read_to_string(&mut response).unwrap();
    response
}

/// Starts a service and drops it, 1,000 times, and starts another one on the same port at once.
async fn restart(builder: fn() -> LocalServiceBuilder) {
    let mut responses = 0;
    for _ in 0..1_000 {
        let service = builder().start().await.unwrap();
        let client = Client::builder().endpoint_url(service.url()).max_attempts(1).build().unwrap();
        let chat = service.open_chat();
        let agent = chat.add_participant(ParticipantRole::Agent);
        client.call(typing(&agent)).await.unwrap();
        let port = port(&service);
        drop(service);
        responses += usize::from(client.call(typing(&agent)).await.is_ok());
        assert_eq!(chat.events().len(), 1);
        let again = builder().port(port).start().await.unwrap();
        assert_eq!(self::port(&again), port);
    }
    assert_eq!(responses, 0, "responses of services that were dropped");
}

#[tokio::test]
async fn a_dropped_service_is_gone_on_one_thread() {
    restart(LocalService::builder).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dropped_service_is_gone_on_several_threads() {
    restart(LocalService::builder).await;
}

#[tokio::test]
async fn a_dropped_service_is_gone_on_its_own_thread() {
    restart(|| LocalService::builder().own_thread()).await;
}

/// Requests are under way on other threads while the service is dropped.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_recorded_after_a_drop() {
    for own_thread in [false, true] {
        for _ in 0..100 {
            let builder = LocalService::builder();
            let builder = if own_thread { builder.own_thread() } else { builder };
            let scene = Scene::at(builder).await;
            let mut calls = JoinSet::new();
            for _ in 0..8 {
                let (client, agent) = (scene.client.clone(), scene.agent.clone());
                calls.spawn(async move { while client.call(typing(&agent)).await.is_ok() {} });
            }
            while scene.chat.events().is_empty() {
                tokio::task::yield_now().await;
            }
            drop(scene.service);
            let recorded = scene.chat.events().len();
            timeout(WAIT, calls.join_all()).await.expect("all calls fail");
            assert_eq!(scene.chat.events().len(), recorded);
        }
    }
}

#[tokio::test]
async fn dropping_a_service_ends_a_delayed_response() {
    for own_thread in [false, true] {
        let builder = LocalService::builder();
        let builder = if own_thread { builder.own_thread() } else { builder };
        let (reported, requests) = std::sync::mpsc::channel();
        let scene = Scene::at(builder.on_request(move |_| reported.send(()).unwrap())).await;
        scene.service.inject(Fault::delay(Duration::from_secs(3600)));
        let call = tokio::spawn({
            let (client, agent) = (scene.client.clone(), scene.agent.clone());
            async move { client.call(typing(&agent)).await }
        });
        while scene.chat.events().is_empty() {
            tokio::task::yield_now().await;
        }
        timeout(WAIT, scene.service.stop()).await.expect("the service stops");
        assert!(requests.try_recv().is_ok(), "the request is reported before `stop` returns");
        timeout(WAIT, call).await.expect("the call fails").unwrap().unwrap_err();
    }
}

#[tokio::test]
async fn stop_waits_for_a_callback_that_is_running() {
    let (sender, receiver) = std::sync::mpsc::channel();
    let reported = Arc::new(AtomicUsize::new(0));
    let gate = Arc::new(Mutex::new(receiver));
    let builder = LocalService::builder().own_thread().on_request({
        let reported = Arc::clone(&reported);
        move |_| {
            reported.fetch_add(1, Ordering::SeqCst);
            let _ = gate.lock().unwrap().recv_timeout(WAIT);
            reported.fetch_add(1, Ordering::SeqCst);
        }
    });
    let service = builder.start().await.unwrap();
    let _stream = send_blocking(&service, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    while reported.load(Ordering::SeqCst) == 0 {
        tokio::task::yield_now().await;
    }
    let mut stopping = Box::pin(service.stop());
    assert!(timeout(Duration::from_millis(1), &mut stopping).await.is_err(), "the callback runs");
    sender.send(()).unwrap();
    timeout(WAIT, stopping).await.expect("the service stops");
    assert_eq!(reported.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_callback_may_drop_the_service() {
    for own_thread in [false, true] {
        let builder = LocalService::builder();
        let builder = if own_thread { builder.own_thread() } else { builder };
        let slot = Arc::new(Mutex::new(None::<LocalService>));
        let builder = builder.on_request({
            let slot = Arc::clone(&slot);
            move |_| drop(slot.lock().unwrap().take())
        });
        let service = builder.start().await.unwrap();
        let client = Client::builder().endpoint_url(service.url()).max_attempts(1).build().unwrap();
        let agent = service.open_chat().add_participant(ParticipantRole::Agent);
        *slot.lock().unwrap() = Some(service);
        let call = timeout(WAIT, client.call(typing(&agent))).await;
        call.expect("the call ends").unwrap_err();
    }
}

#[test]
fn a_service_ends_with_its_runtime() {
    let runtime = current_thread();
    let service = runtime.block_on(LocalService::start()).unwrap();
    let address = service.url().strip_prefix("http://").unwrap().to_owned();
    drop(runtime);
    let error = TcpStream::connect(&address).unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::ConnectionRefused);
    // The port is free, also while the service exists.
    let again = LocalService::builder().port(port(&service)).start_blocking().unwrap();
    assert_eq!(again.url(), service.url());
}

/// `Command::output` and the like block the thread of the test.
#[tokio::test]
async fn a_blocking_test_does_not_stop_a_service_on_its_own_thread() {
    let service = LocalService::builder().own_thread().start().await.unwrap();
    let chat = service.open_chat();
    let agent = chat.add_participant(ParticipantRole::Agent);
    let url = service.url().to_owned();
    let program = thread::spawn(move || {
        let client = Client::builder().endpoint_url(url).build().unwrap();
        current_thread().block_on(client.call(typing(&agent))).map(drop)
    });
    program.join().unwrap().unwrap();
    assert_eq!(chat.events().len(), 1);
}

#[tokio::test]
async fn a_service_in_a_static_serves_one_test() {
    let agent = SHARED.open_chat().add_participant(ParticipantRole::Agent);
    let client = Client::builder().endpoint_url(SHARED.url()).build().unwrap();
    client.call(typing(&agent)).await.unwrap();
}

#[test]
fn a_service_in_a_static_serves_another_test() {
    let agent = SHARED.open_chat().add_participant(ParticipantRole::Agent);
    for _ in 0..3 {
        let client = Client::builder().endpoint_url(SHARED.url()).build().unwrap();
        current_thread().block_on(client.call(typing(&agent))).unwrap();
    }
}

#[test]
fn start_errors_are_the_same_on_a_thread_of_its_own() {
    let service = LocalService::builder().start_blocking().unwrap();
    let error = LocalService::builder().port(port(&service)).start_blocking().unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::AddrInUse);
    let quotas = connect_participant_local::Quotas::none().limit("Nope", 1, 1);
    let error = LocalService::builder().quotas(quotas).start_blocking().unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::InvalidInput);
}

#[tokio::test(start_paused = true)]
async fn paused_time_works_on_the_runtime_of_the_test() {
    let scene = Scene::new().await;
    scene.service.inject(Fault::delay(Duration::from_secs(5)));
    let began = Instant::now();
    scene.typing(scene.agent.connection_token()).await.unwrap();
    assert!(began.elapsed() >= Duration::from_secs(5));
}

#[test]
fn a_half_closed_client_gets_its_response() {
    let service = LocalService::builder().start_blocking().unwrap();
    let close = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    let keep = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
    for request in [close, keep, "GET / HTTP/1.0\r\n\r\n", &format!("{keep}{keep}{close}")] {
        for fault in [None, Some(Fault::delay(Duration::from_millis(20)).always())] {
            service.clear_faults();
            if let Some(fault) = fault {
                service.inject(fault);
            }
            let stream = send_blocking(&service, request);
            stream.shutdown(Shutdown::Write).unwrap();
            let response = read_blocking(stream);
            let count = request.matches("GET").count();
            assert_eq!(response.matches("404 Not Found\r\n").count(), count, "{response}");
        }
    }
}
