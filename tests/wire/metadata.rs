//! The metadata of a successful response.

use connect_participant::{
    Client, ConnectionToken, ErrorKind, Item, Participant, ResponseMetadata, Result,
    SendMessageOutput, WithMetadata, participant_operation,
};
use connect_participant_tests::{
    CONNECTION_TOKEN, Outcome, ScriptedTransport, connection_token, typing,
};

trait Desk: Participant {
    #[participant_operation(SendMessage, content_type = "text/plain")]
    async fn say(
        &self,
        content: &str,
        connection_token: &ConnectionToken,
    ) -> Result<WithMetadata<SendMessageOutput>>;

    #[participant_operation(DisconnectParticipant)]
    async fn leave(&self, connection_token: &ConnectionToken) -> Result<WithMetadata<()>>;

    #[participant_operation(GetTranscript)]
    async fn items(&self, connection_token: &ConnectionToken) -> Result<WithMetadata<Vec<Item>>>;
}

impl Desk for Client {}

/// The second attempt succeeds.
fn transport(body: &'static str) -> ScriptedTransport {
    ScriptedTransport::new(move |attempt| match attempt {
        1 => Outcome::status(503).header("x-amzn-requestid", "1b2c"),
        _ => Outcome::ok().body(body).header("x-amzn-requestid", "3d4e"),
    })
}

fn assert_second_attempt(metadata: &ResponseMetadata) {
    assert_eq!(metadata.request_id(), Some("3d4e"));
    assert_eq!((metadata.status().as_u16(), metadata.attempts()), (200, 2));
}

#[tokio::test(start_paused = true)]
async fn a_method_returns_the_metadata_with_each_value() {
    let token = connection_token();
    let said = transport(r#"{"Id":"6bd8e4a7"}"#).client().say("Hello", &token).await.unwrap();
    assert_second_attempt(&said.metadata);
    assert_eq!(said.value, SendMessageOutput::default().with_id("6bd8e4a7"));

    let left = transport("{}").client().leave(&token).await.unwrap();
    assert_second_attempt(&left.metadata);

    let transcript = r#"{"Transcript":[{"Content":"Hello"}]}"#;
    let items = transport(transcript).client().items(&token).await.unwrap();
    assert_second_attempt(&items.metadata);
    assert_eq!(items.value, [Item::default().with_content("Hello")]);
}

#[tokio::test(start_paused = true)]
async fn a_plain_call_returns_the_metadata() {
    let client = transport(r#"{"Id":"6bd8e4a7"}"#).client();
    let sent = client.call_with_metadata(typing()).await.unwrap();
    assert_second_attempt(&sent.metadata);
    assert_eq!(sent.value.id.as_deref(), Some("6bd8e4a7"));
}

/// The output lacks the transcript, so the value fails, and not the metadata.
#[tokio::test]
async fn a_missing_value_is_still_an_error() {
    let client = ScriptedTransport::new(|_| Outcome::ok()).client();
    let error = client.items(&connection_token()).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::UnreadableResponse, 1));
}

#[tokio::test]
async fn a_token_in_the_request_id_is_redacted() {
    let echo = |_| Outcome::ok().header("x-amzn-requestid", CONNECTION_TOKEN);
    let client = ScriptedTransport::new(echo).client();
    let sent = client.call_with_metadata(typing()).await.unwrap();
    assert_eq!(sent.metadata.request_id(), Some("…"));
    let none = ScriptedTransport::new(|_| Outcome::ok()).client();
    let sent = none.call_with_metadata(typing()).await.unwrap();
    assert_eq!(sent.metadata.request_id(), None);
}

/// A fake makes its own metadata.
struct Fake;

impl Participant for Fake {
    fn client(&self) -> &Client {
        panic!("a fake makes no call")
    }
}

impl Desk for Fake {
    async fn leave(&self, _: &ConnectionToken) -> Result<WithMetadata<()>> {
        let metadata = ResponseMetadata::default().with_request_id("7e8f");
        Ok(WithMetadata::new((), metadata))
    }
}

#[tokio::test]
async fn a_fake_returns_metadata() {
    let left = Fake.leave(&connection_token()).await.unwrap();
    assert_eq!(left.metadata.request_id(), Some("7e8f"));
    assert_ne!(left, WithMetadata::from(()));
}

#[tokio::test]
async fn the_date_is_that_of_the_service() {
    let dated = |date: &'static str| {
        ScriptedTransport::new(move |_| Outcome::ok().header("date", date)).client()
    };
    let sent = dated("Fri, 08 Nov 2019 02:41:28 GMT").call_with_metadata(typing()).await.unwrap();
    let date = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_573_180_888);
    assert_eq!(sent.metadata.date(), Some(date));
    let sent = dated("yesterday").call_with_metadata(typing()).await.unwrap();
    assert_eq!(sent.metadata.date(), None);
}
