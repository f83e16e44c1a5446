//! Annotated methods, which send the same bytes as `Client::call`.

use std::pin::Pin;

use connect_participant::{
    Client, ConnectionToken, Error, ErrorKind, EventContentType, Participant, Result,
    SendEventInput, SendEventOutput, participant_operation,
};
use connect_participant_tests::{Recorder, Request, Response, client, connection_token};

trait ChatEvents: Participant {
    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.typing"
    )]
    async fn typing(
        &self,
        connection_token: &ConnectionToken,
        client_token: &str,
    ) -> Result<SendEventOutput>;

    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.message.delivered"
    )]
    fn delivered(
        &self,
        #[member(message_id)] id: String,
        #[member(connection_token)] token: ConnectionToken,
        client_token: Option<&str>,
    ) -> impl Future<Output = Result<SendEventOutput>> + Send;

    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.message.read",
        content = r#"{"messageId": "1"}"#
    )]
    fn read<'a>(
        &'a self,
        connection_token: &'a ConnectionToken,
        client_token: &'a str,
    ) -> Pin<Box<dyn Future<Output = Result<SendEventOutput>> + Send + 'a>>;

    #[allow(deprecated, reason = "it is still on the wire")]
    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.connection.acknowledged"
    )]
    async fn acknowledged(
        &self,
        connection_token: &ConnectionToken,
        client_token: &str,
    ) -> Result<()>;

    /// All members are parameters, so they are checked at run time.
    #[participant_operation]
    async fn send_event(
        &self,
        content_type: EventContentType,
        message_id: Option<&str>,
        content: Option<String>,
        client_token: Option<&str>,
        connection_token: &ConnectionToken,
    ) -> Result<SendEventOutput, Failed>;
}

impl ChatEvents for Client {}

/// A custom error type.
#[derive(Debug)]
struct Failed(Error);

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        Self(error)
    }
}

const BODY: &str = r#"{"Id":"1","AbsoluteTime":"2019-11-08T02:41:28.172Z"}"#;

/// Checks that the recorder has two identical requests, and returns one of them.
fn same_bytes(recorder: &Recorder) -> Request {
    let requests = recorder.requests();
    let [one, other] = &requests[..] else { panic!("not two requests: {requests:#?}") };
    assert_eq!(String::from_utf8_lossy(&one.raw), String::from_utf8_lossy(&other.raw));
    one.clone()
}

fn event(content_type: EventContentType) -> SendEventInput {
    SendEventInput::new(content_type, connection_token()).client_token("once")
}

#[tokio::test]
async fn typing_sends_the_bytes_of_a_call() {
    let recorder = Recorder::start(Response::ok(BODY)).await;
    let client = client(recorder.url());
    let output = client.typing(&connection_token(), "once").await.unwrap();
    assert_eq!(output, client.call(event(EventContentType::Typing)).await.unwrap());
    assert_eq!(output.id.as_deref(), Some("1"));
    same_bytes(&recorder);
}

#[tokio::test]
async fn delivered_sends_the_bytes_of_a_call() {
    let recorder = Recorder::start(Response::ok(BODY)).await;
    let client = client(recorder.url());
    let id = "\"\\\n🦀";
    client.delivered(id.to_owned(), connection_token(), Some("once")).await.unwrap();
    let input = event(EventContentType::MessageDelivered).message_id(id);
    client.call(input).await.unwrap();
    same_bytes(&recorder);
}

#[tokio::test]
async fn read_sends_the_bytes_of_a_call() {
    let recorder = Recorder::start(Response::ok(BODY)).await;
    let client = client(recorder.url());
    client.read(&connection_token(), "once").await.unwrap();
    let input = event(EventContentType::MessageRead).content(r#"{"messageId": "1"}"#);
    client.call(input).await.unwrap();
    assert_eq!(same_bytes(&recorder).member("Content"), r#"{"messageId": "1"}"#);
}

#[tokio::test]
async fn acknowledged_sends_the_bytes_of_a_call() {
    let recorder = Recorder::start(Response::ok(BODY)).await;
    let client = client(recorder.url());
    client.acknowledged(&connection_token(), "once").await.unwrap();
    #[allow(deprecated, reason = "it is still on the wire")]
    let input = event(EventContentType::ConnectionAcknowledged);
    client.call(input).await.unwrap();
    same_bytes(&recorder);
}

#[tokio::test]
async fn members_that_are_none_are_not_sent() {
    let recorder = Recorder::start(Response::ok(BODY)).await;
    let client = client(recorder.url());
    let read = EventContentType::MessageRead;
    let token = connection_token();
    client.send_event(read, Some("1"), None, Some("once"), &token).await.unwrap();
    client.call(event(read).message_id("1")).await.unwrap();
    same_bytes(&recorder);

    client.send_event(EventContentType::Typing, None, None, None, &token).await.unwrap();
    let request = recorder.requests().pop().unwrap();
    assert_eq!(request.json().as_object().unwrap().len(), 2, "{}", request.json());
    assert_eq!(request.member("ClientToken").len(), 36);
}

#[tokio::test]
async fn errors_are_converted_to_the_error_type() {
    let recorder = Recorder::start(Response::status(409)).await;
    let client = client(recorder.url());
    let token = connection_token();
    let typing = EventContentType::Typing;
    let Failed(error) = client.send_event(typing, None, None, None, &token).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Conflict);

    let Failed(error) = client.send_event(typing, Some("1"), None, None, &token).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    // The second call was not sent.
    recorder.assert_one_request();
}

/// The request is built when the method is called, but only the future sends it.
#[tokio::test]
async fn a_call_that_is_not_awaited_is_not_sent() {
    let recorder = Recorder::start(Response::ok(BODY)).await;
    let client = client(recorder.url());
    drop(client.delivered("1".to_owned(), connection_token(), None));
    client.typing(&connection_token(), "once").await.unwrap();
    assert_eq!(recorder.request().member("ClientToken"), "once");
}
