//! Traits on custom participants, and traits that another macro transforms first.

use connect_participant::{Client, ConnectionToken, Participant, Result, participant_operation};
use connect_participant_tests::{Recorder, Response, client, connection_token};
use serde_json::json;

type BoxError = Box<dyn std::error::Error + Send + Sync>;

const BODY: &str = r#"{"Id":"1"}"#;

/// A participant with a client and a token.
struct Session {
    client: Client,
    connection_token: ConnectionToken,
}

impl Participant for Session {
    fn client(&self) -> &Client {
        &self.client
    }
}

trait Desk: Participant {
    fn connection_token(&self) -> &ConnectionToken;

    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.message.read",
        connection_token = self.connection_token(),
        client_token = format!("read-{message_id}"),
    )]
    async fn read(&self, message_id: &str) -> Result<()>;
}

impl Desk for Session {
    fn connection_token(&self) -> &ConnectionToken {
        &self.connection_token
    }
}

#[tokio::test]
async fn expressions_see_self_and_the_parameters() {
    let recorder = Recorder::start(Response::ok(BODY)).await;
    let token = ConnectionToken::new("another-token").unwrap();
    let session = Session { client: client(recorder.url()), connection_token: token };
    session.read("7").await.unwrap();
    let request = recorder.request();
    assert_eq!(request.values("x-amz-bearer"), ["another-token"]);
    assert_eq!(
        request.json(),
        json!({
            "ContentType": "application/vnd.amazonaws.connect.event.message.read",
            "Content": r#"{"messageId":"7"}"#,
            "ClientToken": "read-7",
        })
    );
}

#[async_trait::async_trait]
trait Boxed: Participant {
    /// The error type is a boxed error, which is common in applications.
    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.message.read"
    )]
    async fn read(
        &self,
        connection_token: &ConnectionToken,
        message_id: &str,
    ) -> Result<(), BoxError>;
}

impl Boxed for Client {}

#[tokio::test]
async fn a_trait_with_async_trait_is_dyn_compatible() {
    let recorder = Recorder::start(Response::ok(BODY)).await;
    let boxed: Box<dyn Boxed + Send + Sync> = Box::new(client(recorder.url()));
    tokio::spawn(async move { boxed.read(&connection_token(), "7").await }).await.unwrap().unwrap();
    assert_eq!(recorder.request().member("Content"), r#"{"messageId":"7"}"#);
}

#[trait_variant::make(Send)]
trait Variant: Participant {
    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.typing"
    )]
    async fn typing(&self, connection_token: &ConnectionToken) -> Result<()>;
}

impl Variant for Client {}

#[tokio::test]
async fn a_trait_with_trait_variant_has_send_futures() {
    async fn spawned<T: Variant + Send + Sync + 'static>(participant: T) -> Result<()> {
        tokio::spawn(async move { participant.typing(&connection_token()).await }).await.unwrap()
    }

    let recorder = Recorder::start(Response::ok(BODY)).await;
    spawned(client(recorder.url())).await.unwrap();
    recorder.assert_one_request();
}
