//! Sockets for other protocols, opened by a client. The URL of a websocket is a secret.

use std::time::Duration;

use connect_participant::{
    Bytes, Client, ErrorKind, Socket, SocketFuture, Transport, TransportFuture, http,
};
use connect_participant_tests::{
    CapturingTransport, ManualClock, Recorder, Response, closed_port, everything_in,
};

use crate::child_process::converse;

const SECRET: &str = "/secretsecret?token=secretsecret";

/// A client with the default transport: that of reqwest has no sockets.
fn client() -> Client {
    Client::builder().endpoint_url("http://127.0.0.1:1").build().unwrap()
}

#[tokio::test]
async fn a_plain_socket_is_opened_to_this_machine() {
    for (from, to) in [("http", "ws"), ("http", "http"), ("http://127.0.0.1", "WS://localhost")] {
        let recorder = Recorder::start(Response::ok("{}")).await;
        let url = recorder.url().replace(from, to) + SECRET;
        let socket = client().open_socket(&url).await.unwrap();
        assert!(
            !format!("{socket:?}").contains("secret") && !format!("{socket:?}").contains("127")
        );
        converse(socket).await;
        assert_eq!(recorder.request().target, "/socket");
    }
}

#[tokio::test]
async fn an_invalid_or_unencrypted_url_is_rejected_without_its_secret() {
    const UNENCRYPTED: &str =
        "is unencrypted: use wss or https (ws and http are for a loopback address only)";
    for (url, problem) in [
        ("ws://example.com", UNENCRYPTED),
        ("http://example.com", UNENCRYPTED),
        ("ws://10.0.0.1:80", UNENCRYPTED),
        ("ws://localhost.example.com", UNENCRYPTED),
        ("ftp://127.0.0.1", "is neither wss, https, ws nor http"),
        ("", "is neither wss, https, ws nor http"),
        ("wss://user:secretsecret@example.com", "contains a user or a password"),
        ("wss://example.com:65536", "has an invalid port"),
        ("wss://127.1", "has an invalid host"),
        ("wss://exa mple.com", "is not a valid URL: invalid uri character"),
    ] {
        let error = client().open_socket(&format!("{url}{SECRET}")).await.unwrap_err();
        let expected = format!("InvalidInput: the URL of the socket {problem}");
        assert_eq!(error.to_string(), expected, "{url}");
        assert!(!everything_in(&error).contains("secret"), "{error:?}");
    }
}

#[tokio::test]
async fn a_refused_connection_is_reported_without_the_secret() {
    let url = closed_port().await;
    let error = client().open_socket(&(url.replace("http", "ws") + SECRET)).await.unwrap_err();
    let expected = format!("Transport: no connection to {url}: Connection refused");
    assert!(error.to_string().starts_with(&expected), "{error}");
    assert!(error.is_retryable() && !everything_in(&error).contains("secret"), "{error:?}");
}

#[tokio::test(start_paused = true)]
async fn a_socket_has_the_connect_timeout() {
    let silent = Recorder::start(Response::never()).await;
    let url = silent.url().replace("http", "wss") + SECRET;
    let start = tokio::time::Instant::now();
    let error = client().open_socket(&url).await.unwrap_err();
    assert_eq!((error.kind(), start.elapsed().as_millis()), (ErrorKind::Timeout, 3_100));
    let reason = "the connection took longer than 3s 100ms to open";
    assert!(error.to_string().ends_with(reason), "{error}");
    assert!(!everything_in(&error).contains("secret"), "{error:?}");
}

/// Opens sockets with one end in memory, or never.
struct InMemory {
    opens: bool,
}

impl Transport for InMemory {
    fn send(&self, _: http::Request<Bytes>) -> TransportFuture<'_> {
        Box::pin(std::future::pending())
    }

    fn open_socket(&self, url: http::Uri) -> SocketFuture<'_> {
        assert_eq!(url, "https://example.com:8443/");
        Box::pin(async {
            if self.opens {
                return Ok(Socket::new(tokio::io::duplex(16).0));
            }
            std::future::pending().await
        })
    }
}

const URL: &str = "wss://example.com:8443/secretsecret?token=secretsecret";

fn client_of(transport: impl Transport, clock: &ManualClock) -> Client {
    let builder = Client::builder().region("eu-central-1").transport(transport);
    builder.clock(clock.clone()).build().unwrap()
}

#[tokio::test]
async fn a_wrapped_transport_gets_the_origin_only() {
    let transport: Box<dyn Transport> = Box::new(std::sync::Arc::new(InMemory { opens: true }));
    client_of(transport, &ManualClock::new()).open_socket(URL).await.unwrap();
}

#[tokio::test]
async fn a_custom_transport_has_the_time_of_an_attempt() {
    let clock = ManualClock::new();
    let client = client_of(InMemory { opens: false }, &clock);
    let opened = tokio::spawn(async move { client.open_socket(URL).await });
    tokio::task::yield_now().await;
    clock.advance(Duration::from_secs(10));
    let error = opened.await.unwrap().unwrap_err();
    let expected = "Timeout: no connection to https://example.com:8443: it took longer than 10s";
    assert_eq!(error.to_string(), expected);
}

#[tokio::test]
async fn a_transport_without_sockets_is_reported() {
    let client = client_of(CapturingTransport::default(), &ManualClock::new());
    let error = client.open_socket(URL).await.unwrap_err();
    assert_eq!(error.to_string(), "InvalidInput: the transport cannot open sockets");
    assert!(!error.is_retryable());
}
