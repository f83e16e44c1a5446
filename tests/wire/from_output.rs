//! The types that an annotated method can return, for every operation.

use connect_participant::*;
use connect_participant_tests::{CONNECTION_TOKEN, Outcome, ScriptedTransport, connection_token};
use serde_json::{Value, json};

const SESSION_ID: &str = "0ebd5e8d-6a5a-4a8f-93b1-9b4a0b4e8a0f";

/// The id of a message, an event or an attachment.
#[derive(Debug, PartialEq)]
struct Id(String);

fn id(id: Option<String>) -> Result<Id> {
    let id = id.ok_or_else(|| Error::unreadable_response("the response has no\nid"))?;
    Ok(Id(id))
}

impl FromOutput<SendEventOutput> for Id {
    fn from_output(output: SendEventOutput) -> Result<Self> {
        id(output.id)
    }
}

impl FromOutput<SendMessageOutput> for Id {
    fn from_output(output: SendMessageOutput) -> Result<Self> {
        id(output.id)
    }
}

impl FromOutput<StartAttachmentUploadOutput> for Id {
    fn from_output(output: StartAttachmentUploadOutput) -> Result<Self> {
        id(output.attachment_id)
    }
}

/// A type for the outputs of all operations.
#[derive(Debug)]
struct Boxed<O>(Box<O>);

impl<O: OperationOutput> FromOutput<O> for Boxed<O> {
    fn from_output(output: O) -> Result<Self> {
        Ok(Self(Box::new(output)))
    }
}

/// A type whose conversion fails with the text of the output.
#[derive(Debug)]
struct Rejected;

impl FromOutput<SendEventOutput> for Rejected {
    fn from_output(output: SendEventOutput) -> Result<Self> {
        Err(Error::unreadable_response(format!("unexpected id {:?}", output.id)))
    }
}

/// An error type with an error of the client.
#[derive(Debug)]
struct Failed(Error);

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        Self(error)
    }
}

trait Desk: Participant {
    #[participant_operation(CancelParticipantAuthentication, session_id = SESSION_ID)]
    async fn cancel(
        &self,
        connection_token: &ConnectionToken,
    ) -> Result<Boxed<CancelParticipantAuthenticationOutput>>;

    #[participant_operation(CompleteAttachmentUpload, attachment_ids = ["a"])]
    async fn complete(
        &self,
        connection_token: &ConnectionToken,
    ) -> Result<Boxed<CompleteAttachmentUploadOutput>>;

    #[participant_operation(CreateParticipantConnection, type = ["CONNECTION_CREDENTIALS"])]
    async fn token(&self, participant_token: &ParticipantToken) -> Result<ConnectionToken>;

    #[participant_operation(CreateParticipantConnection, type = ["CONNECTION_CREDENTIALS"])]
    async fn credentials(
        &self,
        participant_token: &ParticipantToken,
    ) -> Result<ConnectionCredentials>;

    #[participant_operation(CreateParticipantConnection, type = ["WEBSOCKET"])]
    async fn websocket(&self, participant_token: &ParticipantToken) -> Result<Websocket>;

    #[participant_operation(CreateParticipantConnection, type = ["WEBRTC_CONNECTION"])]
    async fn meeting(&self, participant_token: &ParticipantToken) -> Result<WebRtcConnection>;

    #[participant_operation(DescribeView, view_token = "v")]
    async fn view(&self, connection_token: &ConnectionToken) -> Result<View>;

    #[participant_operation(DisconnectParticipant)]
    async fn leave(&self, connection_token: &ConnectionToken) -> Result<()>;

    #[participant_operation(GetAttachment, attachment_id = "a")]
    async fn attachment(
        &self,
        connection_token: &ConnectionToken,
    ) -> Result<Boxed<GetAttachmentOutput>>;

    #[participant_operation(GetAuthenticationUrl, session_id = SESSION_ID, redirect_uri = "u")]
    async fn authentication_url(
        &self,
        connection_token: &ConnectionToken,
    ) -> Result<Boxed<GetAuthenticationUrlOutput>>;

    #[participant_operation(GetTranscript)]
    async fn transcript(&self, connection_token: &ConnectionToken) -> Result<Vec<Item>>;

    #[participant_operation(SendMessage, content_type = "text/plain", content = "Hello")]
    async fn say(&self, connection_token: &ConnectionToken) -> Result<Id>;

    #[participant_operation(
        StartAttachmentUpload,
        content_type = "text/plain",
        attachment_size_in_bytes = 1,
        attachment_name = "a.txt"
    )]
    async fn start(&self, connection_token: &ConnectionToken) -> Result<Id>;

    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.typing"
    )]
    async fn typing(&self, connection_token: &ConnectionToken) -> Result<Id, Failed>;

    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.message.read",
        message_id = "m"
    )]
    async fn read(&self, connection_token: &ConnectionToken) -> Result<Rejected>;
}

impl Desk for Client {}

fn participant_token() -> ParticipantToken {
    ParticipantToken::new("participant").unwrap()
}

/// A service that always responds with this output.
fn responding_with(output: &Value) -> Client {
    let output = output.to_string();
    ScriptedTransport::new(move |_| {
        Outcome::ok().body(output.clone()).header("x-amzn-requestid", "1b2c")
    })
    .client()
}

/// A service that leaves out every value, but fails once before.
fn responding_with_nothing() -> Client {
    ScriptedTransport::new(|attempt| match attempt {
        1 => Outcome::status(500),
        _ => Outcome::ok().header("x-amzn-requestid", "1b2c"),
    })
    .client()
}

#[tokio::test]
async fn create_participant_connection() {
    let client = responding_with(&json!({
        "Websocket": { "Url": "wss://a.example" },
        "ConnectionCredentials": { "ConnectionToken": CONNECTION_TOKEN, "Expiry": "soon" },
        "WebRTCConnection": { "Meeting": { "MeetingId": "m-1" } },
    }));
    let token = participant_token();
    assert_eq!(client.token(&token).await.unwrap(), connection_token());
    let credentials = client.credentials(&token).await.unwrap();
    assert_eq!(credentials.connection_token, Some(connection_token()));
    assert_eq!(credentials.expiry.unwrap().as_str(), "soon");
    let websocket = client.websocket(&token).await.unwrap();
    assert_eq!(websocket.url.as_deref(), Some("wss://a.example"));
    let meeting = client.meeting(&token).await.unwrap().meeting.unwrap();
    assert_eq!(meeting.meeting_id.as_deref(), Some("m-1"));
}

#[tokio::test]
async fn view_and_items() {
    let client = responding_with(&json!({
        "View": { "Id": "v-1" },
        "Transcript": [{ "Id": "i-1" }, { "Id": "i-2" }],
    }));
    let view = client.view(&connection_token()).await.unwrap();
    assert_eq!(view, View::default().with_id("v-1"));
    let items = client.transcript(&connection_token()).await.unwrap();
    assert_eq!(items, ["i-1", "i-2"].map(|id| Item::default().with_id(id)));

    let empty = responding_with(&json!({ "Transcript": [] }));
    assert_eq!(empty.transcript(&connection_token()).await.unwrap(), []);
}

#[tokio::test]
async fn custom_types() {
    let client = responding_with(&json!({
        "Id": "1",
        "AttachmentId": "2",
        "AttachmentSizeInBytes": 3,
        "AuthenticationUrl": "https://a.example",
    }));
    let token = connection_token();
    assert_eq!(client.say(&token).await.unwrap(), Id("1".to_owned()));
    assert_eq!(client.typing(&token).await.unwrap(), Id("1".to_owned()));
    assert_eq!(client.start(&token).await.unwrap(), Id("2".to_owned()));
    assert_eq!(client.attachment(&token).await.unwrap().0.attachment_size_in_bytes, 3);
    let url = client.authentication_url(&token).await.unwrap().0.authentication_url;
    assert_eq!(url.as_deref(), Some("https://a.example"));
    client.cancel(&token).await.unwrap();
    client.complete(&token).await.unwrap();
    client.leave(&token).await.unwrap();
}

/// Checks the error of a method whose value the service has left out.
fn check(error: &Error, operation: &str, value: &str) {
    assert_eq!(error.kind(), ErrorKind::UnreadableResponse, "{operation}");
    assert_eq!((error.operation(), error.attempts()), (Some(operation), 2));
    assert_eq!(error.status(), Some(http::StatusCode::OK), "{operation}");
    assert_eq!(error.request_id(), Some("1b2c"), "{operation}");
    assert!(!error.is_retryable(), "{operation}");
    assert_eq!(
        error.to_string(),
        format!(
            "{operation} failed: UnreadableResponse: the response has no {value} \
             (HTTP 200, request id 1b2c, 2 attempts)"
        )
    );
}

#[tokio::test(start_paused = true)]
async fn a_value_that_is_left_out_is_an_error() {
    let client = responding_with_nothing;
    let (participant_token, token) = (&participant_token(), &connection_token());
    let connect = "CreateParticipantConnection";
    let credentials = "`ConnectionCredentials`";
    check(&client().token(participant_token).await.unwrap_err(), connect, credentials);
    check(&client().credentials(participant_token).await.unwrap_err(), connect, credentials);
    check(&client().websocket(participant_token).await.unwrap_err(), connect, "`Websocket`");
    check(&client().meeting(participant_token).await.unwrap_err(), connect, "`WebRTCConnection`");
    check(&client().view(token).await.unwrap_err(), "DescribeView", "`View`");
    check(&client().transcript(token).await.unwrap_err(), "GetTranscript", "`Transcript`");
    check(&client().say(token).await.unwrap_err(), "SendMessage", "id");
    check(&client().start(token).await.unwrap_err(), "StartAttachmentUpload", "id");
    let Failed(error) = client().typing(token).await.unwrap_err();
    check(&error, "SendEvent", "id");
}

#[tokio::test]
async fn credentials_without_a_token_are_an_error() {
    let client = responding_with(&json!({ "ConnectionCredentials": { "Expiry": "soon" } }));
    let error = client.token(&participant_token()).await.unwrap_err();
    assert_eq!(error.message(), Some("the response has no `ConnectionToken`"));
    assert_eq!((error.attempts(), error.request_id()), (1, Some("1b2c")));
    assert!(client.credentials(&participant_token()).await.is_ok());
}

/// The call has taken effect, so it is not repeated.
#[tokio::test]
async fn a_rejected_output_is_not_retried_and_shows_no_token() {
    let body = json!({ "Id": CONNECTION_TOKEN }).to_string();
    let transport = ScriptedTransport::new(move |_| Outcome::ok().body(body.clone()));
    let error = transport.client().read(&connection_token()).await.unwrap_err();
    assert_eq!(transport.attempts().len(), 1);
    assert_eq!(error.message(), Some("unexpected id Some(\"…\")"));
    assert!(!format!("{error:?}").contains(CONNECTION_TOKEN));
    assert!(error.get_ref().is_none());
}

#[tokio::test]
async fn an_error_of_the_service_is_not_converted() {
    let transport = ScriptedTransport::new(|_| Outcome::status(403));
    let error = transport.client().read(&connection_token()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::AccessDenied);
}
