//! Traits with the supertrait `Connected`, whose methods send the token of `self`.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use connect_participant::{
    Client, Connected, ConnectionToken, Participant, Result, SendMessageOutput,
    participant_operation,
};
use connect_participant_tests::{ManualClock, Recorder, Response, client, connection_token};

/// A session whose token changes each time that it is read.
struct Session {
    client: Client,
    reads: AtomicUsize,
}

impl Session {
    fn new(client: Client) -> Self {
        Self { client, reads: AtomicUsize::new(0) }
    }
}

impl Participant for Session {
    fn client(&self) -> &Client {
        &self.client
    }
}

impl Connected for Session {
    fn connection_token(&self) -> ConnectionToken {
        let read = self.reads.fetch_add(1, Ordering::Relaxed);
        ConnectionToken::new(format!("token-{read}")).unwrap()
    }
}

trait Desk: Connected {
    #[participant_operation(SendMessage, content_type = "text/plain")]
    async fn say(&self, content: &str) -> Result<SendMessageOutput>;

    #[participant_operation(DisconnectParticipant)]
    async fn remove(&self, connection_token: &ConnectionToken) -> Result<()>;
}

impl<T: Connected> Desk for T {}

#[async_trait::async_trait]
trait Boxed: Connected {
    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.typing"
    )]
    async fn typing(&self) -> Result<()>;
}

impl Boxed for Session {}

/// Returns the token of each request.
fn tokens(recorder: &Recorder) -> Vec<String> {
    let requests = recorder.requests();
    requests.iter().map(|request| request.values("x-amz-bearer").concat()).collect()
}

#[tokio::test]
async fn the_token_of_self_is_sent() {
    let recorder = Recorder::start(Response::ok("{}")).await;
    let session = Session::new(client(recorder.url()));
    session.say("Hello").await.unwrap();
    session.remove(&connection_token()).await.unwrap();
    Boxed::typing(&session).await.unwrap();
    let explicit = connection_token();
    assert_eq!(tokens(&recorder), ["token-0", explicit.expose(), "token-1"]);
}

#[tokio::test]
async fn the_token_behind_a_pointer_is_sent() {
    let recorder = Recorder::start(Response::ok("{}")).await;
    let session = Arc::new(Session::new(client(recorder.url())));
    session.say("Hello").await.unwrap();
    Desk::say(&&*session, "Hello").await.unwrap();
    let boxed: Box<dyn Connected + Send + Sync> = Box::new(session);
    boxed.say("Hello").await.unwrap();
    assert_eq!(tokens(&recorder), ["token-0", "token-1", "token-2"]);
}

/// The request is built before the future is polled, and each attempt sends the same token.
#[tokio::test]
async fn the_token_is_read_once_for_all_attempts() {
    let responses = [Response::status(503), Response::ok("{}")];
    let recorder = Recorder::start_with(responses).await;
    let session = Session::new(ManualClock::retrying(recorder.url()).build().unwrap());
    let future = session.say("Hello");
    assert_eq!(session.reads.load(Ordering::Relaxed), 1);
    future.await.unwrap();
    assert_eq!(tokens(&recorder), ["token-0", "token-0"]);
}
