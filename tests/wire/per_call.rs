//! Clients with other settings for some of the calls.

use std::time::Duration;

use connect_participant::{
    Client, Connected, ConnectionToken, ErrorKind, Participant, Result, UploadMetadata,
    participant_operation,
};
use connect_participant_tests::{
    Outcome, Recorder, Response, ScriptedTransport, client, connection_token, typing,
};
use tokio::time::Instant;

trait Desk: Participant {
    #[participant_operation(SendMessage, content_type = "text/plain")]
    async fn say(&self, content: &str, connection_token: &ConnectionToken) -> Result<()>;
}

impl Desk for Client {}

#[tokio::test(start_paused = true)]
async fn a_call_has_a_timeout_of_its_own() {
    let client = ScriptedTransport::new(|_| Outcome::Never).client();
    let quick = client.with_operation_timeout(Duration::from_secs(2));
    let start = Instant::now();
    let error = quick.say("Hello", &connection_token()).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 1));
    assert_eq!(start.elapsed().as_secs(), 2);
    assert!(error.to_string().contains("the call took longer than 2s"), "{error}");
    // The client itself keeps its settings.
    let start = Instant::now();
    client.say("Hello", &connection_token()).await.unwrap_err();
    assert_eq!(start.elapsed().as_secs(), 30);
}

#[tokio::test(start_paused = true)]
async fn an_attempt_has_a_timeout_of_its_own() {
    let transport = ScriptedTransport::new(|_| Outcome::Never);
    let client = transport.client().with_operation_attempt_timeout(Duration::from_secs(4));
    let error = client.call(typing()).await.unwrap_err();
    assert!(error.to_string().contains("the attempt took longer than 4s"), "{error}");
    // The attempt, and the first delay.
    assert_eq!(transport.delays()[0] / 1_000, 5);
}

#[tokio::test(start_paused = true)]
async fn a_call_has_a_number_of_attempts_of_its_own() {
    let transport = ScriptedTransport::new(|_| Outcome::refused());
    let client = transport.client();
    for (max_attempts, expected) in [(0, 1), (1, 1), (2, 2), (4, 4)] {
        let client = client.with_max_attempts(max_attempts);
        assert_eq!(client.call(typing()).await.unwrap_err().attempts(), expected);
    }
    assert_eq!(client.call(typing()).await.unwrap_err().attempts(), 3);
}

/// The time until a deadline may be over.
#[tokio::test]
async fn nothing_is_sent_without_time() {
    let transport = ScriptedTransport::new(|_| Outcome::ok());
    for client in [
        transport.client().with_operation_timeout(Duration::ZERO),
        transport.client().with_operation_attempt_timeout(Duration::ZERO).with_max_attempts(1),
    ] {
        let error = client.call(typing()).await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 1));
    }
    // A server sees no byte of it, nor of an upload.
    let recorder = Recorder::start(Response::ok("{}")).await;
    let client = client(recorder.url()).with_operation_timeout(Duration::ZERO);
    assert_eq!(client.call(typing()).await.unwrap_err().kind(), ErrorKind::Timeout);
    let metadata = UploadMetadata::default().with_url(recorder.url());
    let error = client.put_attachment(&metadata, "Hello".into()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(recorder.connections(), 0);
}

#[tokio::test]
async fn the_connections_are_shared() {
    let recorder = Recorder::start(Response::ok("{}")).await;
    let client = client(recorder.url());
    client.call(typing()).await.unwrap();
    for _ in 0..3 {
        let other = client.with_operation_timeout(Duration::from_secs(5)).with_max_attempts(2);
        other.call(typing()).await.unwrap();
    }
    assert_eq!((recorder.requests().len(), recorder.connections()), (4, 1));
}

/// A retry takes 5 from the quota, whichever client makes it.
#[tokio::test(start_paused = true)]
async fn the_retry_quota_is_shared() {
    let transport = ScriptedTransport::new(|_| Outcome::refused());
    let client = transport.builder().retry_quota(10).build().unwrap();
    let attempts = async |client: &Client| client.call(typing()).await.unwrap_err().attempts();
    assert_eq!(attempts(&client.with_max_attempts(2)).await, 2);
    assert_eq!(attempts(&client).await, 2);
    assert_eq!(attempts(&client.with_max_attempts(5)).await, 1);
}

/// A type with a client offers the same with a copy of itself.
#[derive(Clone)]
struct Session(Client);

impl Session {
    fn within(&self, timeout: Duration) -> Self {
        Self(self.0.with_operation_timeout(timeout))
    }
}

impl Participant for Session {
    fn client(&self) -> &Client {
        &self.0
    }
}

impl Connected for Session {
    fn connection_token(&self) -> ConnectionToken {
        connection_token()
    }
}

trait Chat: Connected {
    #[participant_operation(SendMessage, content_type = "text/plain")]
    async fn say(&self, content: &str) -> Result<()>;
}

impl Chat for Session {}

#[tokio::test(start_paused = true)]
async fn a_session_passes_the_settings_on() {
    let session = Session(ScriptedTransport::new(|_| Outcome::Never).client());
    let start = Instant::now();
    session.within(Duration::from_secs(2)).say("Hello").await.unwrap_err();
    assert_eq!(start.elapsed().as_secs(), 2);
}
