//! The transport in memory, on runtimes that have no sockets and no real time.

use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use connect_participant::{
    AttachmentBody, Bytes, ErrorKind, GetAttachmentInput, GetTranscriptInput, Socket, Transport,
    http,
};
use connect_participant_local::{
    Fault, LocalService, LocalServiceBuilder, RequestRecord, SocketFault,
};
use futures_util::{FutureExt, StreamExt};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::runtime::Builder;
use tokio::time::{Instant, sleep, timeout};
use tokio_tungstenite::client_async;
use tokio_tungstenite::tungstenite::Error;

use crate::scene::Scene;
use crate::socket::{Client, HEARTBEAT, event_name, websocket_url};

const SECOND: Duration = Duration::from_secs(1);
const HOUR: Duration = Duration::from_secs(3600);

/// Runs a test without I/O driver, on paused time. A socket of the machine would panic.
fn run<F: Future>(test: F) -> F::Output {
    Builder::new_current_thread().enable_time().start_paused(true).build().unwrap().block_on(test)
}

fn builder() -> LocalServiceBuilder {
    LocalService::builder().without_port()
}

/// Sends a raw request. Returns the status and the body of the response.
async fn get(scene: &Scene, url: &str) -> (u16, Bytes) {
    let request = http::Request::get(url).body(Bytes::new()).unwrap();
    let response = scene.service.transport().send(request).await.unwrap();
    (response.status().as_u16(), response.into_body())
}

/// Opens a websocket of the customer. The error is the status of a handshake that is refused.
async fn open(scene: &Scene) -> Result<Client<Socket>, u16> {
    let (url, _) = websocket_url(scene, &scene.customer).await;
    let stream = scene.client.open_socket(&url).await.unwrap();
    match client_async(&*url, stream).await {
        Ok((stream, _)) => Ok(Client(stream)),
        Err(Error::Http(response)) => Err(response.status().as_u16()),
        Err(error) => panic!("{error}"),
    }
}

async fn subscribed(scene: &Scene) -> Client<Socket> {
    let mut client = open(scene).await.unwrap();
    client.subscribe().await;
    client
}

#[test]
fn calls_and_attachments_need_no_sockets() {
    run(async {
        let scene = Scene::in_memory(builder()).await;
        assert_eq!(scene.service.url(), "http://127.0.0.1:1");
        scene.say(&scene.customer, "Hello?").await;
        // More than a connection buffers.
        let bytes = b"0123456789".repeat(100_000);
        let parts = Arc::new(Mutex::new(0));
        let counted = Arc::clone(&parts);
        let body = AttachmentBody::from(bytes.clone());
        let body = body.on_progress(move |_| *counted.lock().unwrap() += 1);
        let token = scene.agent.connection_token();
        let id = scene.client.upload_attachment("text/csv", "1.csv", body, token).await.unwrap();
        assert!(*parts.lock().unwrap() > 10, "the upload is streamed");

        let input = GetAttachmentInput::new(id, token.clone());
        let url = scene.client.call(input).await.unwrap().url.unwrap();
        assert_eq!(get(&scene, &url).await, (200, Bytes::from(bytes)));
        let output = scene.client.call(GetTranscriptInput::new(token.clone())).await.unwrap();
        assert_eq!(output.transcript.unwrap().len(), 2);
    });
}

#[test]
fn time_only_passes_in_delays() {
    run(async {
        let scene = Scene::in_memory(builder()).await;
        let token = scene.agent.connection_token();
        let began = Instant::now();
        scene.typing(token).await.unwrap();
        assert_eq!(began.elapsed(), Duration::ZERO);

        scene.service.inject(Fault::delay(5 * SECOND));
        scene.typing(token).await.unwrap();
        // Timers have a precision of one millisecond.
        assert_eq!(began.elapsed().as_secs(), 5);

        scene.service.inject(Fault::delay(HOUR));
        let error = scene.typing(token).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Timeout);
        assert_eq!(began.elapsed().as_secs(), 15);
        assert_eq!(scene.chat.events().len(), 3);
    });
}

#[test]
fn connections_in_memory_break() {
    run(async {
        let scene = Scene::in_memory(builder()).await;
        let token = scene.agent.connection_token();
        for (fault, kind, events) in [
            (Fault::reset(), ErrorKind::Transport, 0),
            (Fault::cut_short(), ErrorKind::UnreadableResponse, 1),
            (Fault::throttling(), ErrorKind::Throttling, 1),
            (Fault::status(503), ErrorKind::Service, 1),
        ] {
            scene.service.inject(fault);
            assert_eq!(scene.typing(token).await.unwrap_err().kind(), kind);
            assert_eq!(scene.chat.events().len(), events);
        }
        scene.typing(token).await.unwrap();
    });
}

#[test]
fn websockets_in_memory_hear_and_fail() {
    run(async {
        let scene = Scene::in_memory(builder()).await;
        let mut client = subscribed(&scene).await;
        scene.agent.say("Hi").unwrap();
        assert_eq!(client.item().await["Content"], "Hi");
        scene.say(&scene.customer, "Hello?").await;
        assert_eq!(client.item().await["Content"], "Hello?");

        let began = Instant::now();
        scene.service.inject_socket_fault(SocketFault::delay_push(9 * SECOND));
        scene.agent.typing().unwrap();
        assert_eq!(event_name(&client.item().await), "typing");
        assert_eq!(began.elapsed().as_secs(), 9);

        scene.customer.sockets()[0].send_frame("{}");
        assert_eq!(client.frame().await, json!({}));
        scene.customer.sockets()[0].close(1001, "");
        assert_eq!(client.close_code().await, 1001);

        let mut client = subscribed(&scene).await;
        scene.customer.sockets()[0].silence();
        client.send(HEARTBEAT).await;
        assert!(timeout(HOUR, client.0.next()).await.is_err());
        scene.customer.sockets()[0].reset();
        let error = client.message().await.unwrap().unwrap_err();
        let Error::Io(error) = error else { panic!("{error}") };
        assert_eq!(error.kind(), io::ErrorKind::ConnectionReset);
    });
}

#[test]
fn handshakes_in_memory_are_refused() {
    run(async {
        let scene = Scene::in_memory(builder()).await;
        scene.service.inject(Fault::status(503).on("websocket"));
        assert_eq!(open(&scene).await.err(), Some(503));
        let mut clients = Vec::new();
        for _ in 0..5 {
            clients.push(subscribed(&scene).await);
        }
        assert_eq!(open(&scene).await.err(), Some(403));
        // The service sees that a client has left.
        drop(clients.pop());
        sleep(SECOND).await;
        assert_eq!(scene.customer.sockets().len(), 4);
        subscribed(&scene).await;
    });
}

#[test]
fn a_client_that_does_not_read_is_not_buffered_in_memory() {
    run(async {
        let scene = Scene::in_memory(builder()).await;
        let mut client = subscribed(&scene).await;
        let socket = scene.customer.sockets().remove(0);
        // One frame is being sent, and 4 MiB wait.
        for _ in 0..6 {
            assert!(scene.customer.sockets()[0].is_subscribed());
            socket.send_frame("a".repeat(1024 * 1024));
            sleep(SECOND).await;
        }
        assert!(scene.customer.sockets().is_empty());
        let error = client.message().await.unwrap().unwrap_err();
        assert!(matches!(error, Error::Io(_)), "{error}");
    });
}

#[test]
fn the_host_is_checked_in_memory() {
    run(async {
        let scene = Scene::in_memory(builder()).await;
        for (host, status) in [("localhost:7", 200), ("127.0.0.1:1", 200), ("a.example", 403)] {
            assert_eq!(get(&scene, &format!("http://{host}/_local/events")).await.0, status);
        }
    });
}

#[test]
fn a_client_of_a_region_calls_the_service_in_memory() {
    run(async {
        let records = Arc::new(Mutex::new(Vec::new()));
        let recorded = Arc::clone(&records);
        let on_request = move |record: &RequestRecord| recorded.lock().unwrap().push(record.status);
        let mut scene = Scene::in_memory(builder().on_request(on_request)).await;
        let region = connect_participant::Client::builder().region("eu-central-1");
        scene.client = region.transport(scene.service.transport()).build().unwrap();
        scene.typing(scene.agent.connection_token()).await.unwrap();
        let ok = Some(http::StatusCode::OK);
        assert_eq!(*records.lock().unwrap(), [ok]);

        // A call that is dropped is noticed, and recorded without a response.
        scene.service.inject(Fault::delay(HOUR));
        let call = scene.typing(scene.agent.connection_token());
        assert!(timeout(SECOND, call).await.is_err());
        sleep(3 * SECOND).await;
        assert_eq!(*records.lock().unwrap(), [ok, None]);
    });
}

#[test]
fn a_dropped_service_refuses_connections_in_memory() {
    run(async {
        let Scene { service, client, chat, customer, agent } = Scene::in_memory(builder()).await;
        let transport = service.transport();
        let mut socket = transport.open_socket("http://localhost/".parse().unwrap()).await.unwrap();
        socket.write_all(b"GET").await.unwrap();
        sleep(SECOND).await; // The service reads it.
        drop(service);
        let read = socket.read(&mut [0]).now_or_never();
        assert_eq!(read.expect("the connection is closed").unwrap(), 0);
        let error = transport.open_socket("http://localhost/".parse().unwrap()).await.unwrap_err();
        assert!(format!("{error:?}").contains("ConnectionRefused"), "{error:?}");
        let service = builder().start().await.unwrap();
        let scene = Scene { service, client, chat, customer, agent };
        let error = scene.typing(scene.agent.connection_token()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Transport);
    });
}

#[tokio::test]
async fn a_service_with_a_port_is_reached_both_ways() {
    let mut scene = Scene::in_memory(LocalService::builder().own_thread()).await;
    assert_ne!(scene.service.url(), "http://127.0.0.1:1");
    scene.say(&scene.customer, "in memory").await;
    let client = connect_participant::Client::builder().endpoint_url(scene.service.url());
    scene.client = client.build().unwrap();
    scene.say(&scene.agent, "by the port").await;
    assert_eq!(scene.chat.said(), ["CUSTOMER: in memory", "AGENT: by the port"]);
}
