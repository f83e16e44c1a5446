//! A chat and helpers that call the service.

use std::io;
use std::time::Duration;

use connect_participant::{
    Client, ConnectionToken, EventContentType, MessageContentType, ParticipantRole, Result,
    SendEventInput, SendEventOutput, SendMessageInput,
};
use connect_participant_local::{Chat, ChatParticipant, LocalService, LocalServiceBuilder};
use connect_participant_model::{Operation, SEND_EVENT, TYPING};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// The maximum time that a test waits.
pub(crate) const WAIT: Duration = Duration::from_secs(20);

/// A service, a chat of a customer and an agent, and a client.
pub(crate) struct Scene {
    pub(crate) service: LocalService,
    pub(crate) client: Client,
    pub(crate) chat: Chat,
    pub(crate) customer: ChatParticipant,
    pub(crate) agent: ChatParticipant,
}

impl Scene {
    pub(crate) async fn new() -> Self {
        Self::at(LocalService::builder()).await
    }

    pub(crate) async fn at(builder: LocalServiceBuilder) -> Self {
        let service = builder.start().await.unwrap();
        let client = Client::builder().endpoint_url(service.url()).max_attempts(1).build().unwrap();
        Self::of(service, client)
    }

    /// A scene whose client calls the service in memory.
    pub(crate) async fn in_memory(builder: LocalServiceBuilder) -> Self {
        let service = builder.start().await.unwrap();
        let client = Client::builder().endpoint_url(service.url()).max_attempts(1);
        let client = client.transport(service.transport()).build().unwrap();
        Self::of(service, client)
    }

    fn of(service: LocalService, client: Client) -> Self {
        let chat = service.open_chat();
        let customer = chat.add_participant(ParticipantRole::Customer);
        let agent = chat.add_participant(ParticipantRole::Agent);
        Self { service, client, chat, customer, agent }
    }

    pub(crate) async fn typing(&self, token: &ConnectionToken) -> Result<SendEventOutput> {
        self.client.call(SendEventInput::new(EventContentType::Typing, token.clone())).await
    }

    pub(crate) async fn read(&self, participant: &ChatParticipant) -> Result<SendEventOutput> {
        let token = participant.connection_token().clone();
        let input = SendEventInput::new(EventContentType::MessageRead, token);
        self.client.call(input.message_id("6bd8e4a7")).await
    }

    /// Calls `SendEvent` as the agent, with this body.
    pub(crate) async fn post(&self, body: &Value) -> Raw {
        self.post_as(Some(self.agent.connection_token().expose()), &body.to_string()).await
    }

    pub(crate) async fn post_as(&self, bearer: Option<&str>, body: &str) -> Raw {
        self.call(&SEND_EVENT, bearer, body).await
    }

    /// Calls an operation without labels, as the participant.
    pub(crate) async fn call_as(
        &self,
        participant: &ChatParticipant,
        operation: &Operation,
        body: &Value,
    ) -> Raw {
        let token = participant.connection_token().expose();
        self.call(operation, Some(token), &body.to_string()).await
    }

    pub(crate) async fn call(
        &self,
        operation: &Operation,
        bearer: Option<&str>,
        body: &str,
    ) -> Raw {
        let bearer = bearer.map(|token| format!("X-Amz-Bearer: {token}\r\n")).unwrap_or_default();
        let length = body.len();
        let (method, path) = (operation.method.as_str(), operation.path);
        let head = format!(
            "{method} {path} HTTP/1.1\r\n{bearer}Content-Type: application/json\r\nContent-Length: {length}\r\n"
        );
        self.exchange(&head, body).await
    }

    /// Sends an event as the agent, on a new connection. Returns the bytes and the end of the
    /// response.
    pub(crate) async fn send_typing(&self) -> (Vec<u8>, io::Result<()>) {
        let mut stream = connect(&self.service).await;
        stream.write_all(self.typing_request().as_bytes()).await.unwrap();
        let mut response = Vec::new();
        let end = timeout(WAIT, stream.read_to_end(&mut response))
            .await
            .expect("the connection is closed");
        (response, end.map(drop))
    }

    /// A request that sends an event as the agent, and closes the connection.
    pub(crate) fn typing_request(&self) -> String {
        let token = self.agent.connection_token().expose();
        let body = format!(r#"{{"ContentType":"{}"}}"#, TYPING.value);
        format!(
            "POST {} HTTP/1.1\r\nHost: a\r\nX-Amz-Bearer: {token}\r\nContent-Type: application/json\r\n\
             Connection: close\r\nContent-Length: {}\r\n\r\n{body}",
            SEND_EVENT.path,
            body.len()
        )
    }

    /// Sends a message in plain text. Returns its id.
    pub(crate) async fn say(&self, participant: &ChatParticipant, text: &str) -> String {
        let token = participant.connection_token().clone();
        let input = SendMessageInput::new(MessageContentType::TextPlain, text, token);
        self.client.call(input).await.unwrap().id.unwrap()
    }

    /// The path of a URL of this service.
    pub(crate) fn path<'a>(&self, url: &'a str) -> &'a str {
        url.strip_prefix(self.service.url())
            .unwrap_or_else(|| panic!("{url} is not a URL of the service"))
    }

    /// Sends a request on a new connection, and reads the response.
    pub(crate) async fn exchange(&self, head: &str, body: &str) -> Raw {
        self.exchange_bytes(head, body.as_bytes()).await
    }

    pub(crate) async fn exchange_bytes(&self, head: &str, body: &[u8]) -> Raw {
        let mut stream = connect(&self.service).await;
        let head = format!("{head}Host: localhost\r\nConnection: close\r\n\r\n");
        stream.write_all(head.as_bytes()).await.unwrap();
        stream.write_all(body).await.unwrap();
        let mut response = Vec::new();
        timeout(WAIT, stream.read_to_end(&mut response))
            .await
            .expect("the connection is closed")
            .unwrap();
        Raw::parse(&response)
    }
}

pub(crate) async fn connect(service: &LocalService) -> TcpStream {
    TcpStream::connect(service.url().strip_prefix("http://").unwrap()).await.unwrap()
}

pub(crate) async fn read_to_end(stream: &mut TcpStream) -> String {
    let mut text = String::new();
    timeout(WAIT, stream.read_to_string(&mut text))
        .await
        .expect("the connection is closed")
        .unwrap();
    text
}

/// A response.
#[derive(Debug)]
pub(crate) struct Raw {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) bytes: Vec<u8>,
    /// The bytes as JSON, or null.
    pub(crate) body: Value,
}

impl Raw {
    /// Parses a response. Checks that it has a request id.
    pub(crate) fn parse(response: &[u8]) -> Self {
        let mut raw = Self::parse_head(response);
        if raw.header("content-type") == Some("application/json") && !raw.bytes.is_empty() {
            raw.body = serde_json::from_slice(&raw.bytes).unwrap_or_else(|_| panic!("{raw:?}"));
        }
        assert_uuid(raw.header("x-amzn-requestid").expect("a response has a request id"));
        raw
    }

    /// Parses a response whose body is missing or incomplete.
    pub(crate) fn parse_head(response: &[u8]) -> Self {
        let end = response.windows(4).position(|window| window == b"\r\n\r\n");
        let end = end.unwrap_or_else(|| panic!("{:?}", String::from_utf8_lossy(response)));
        let head = String::from_utf8(response[..end].to_vec()).unwrap();
        Self {
            status: head.split(' ').nth(1).unwrap().parse().unwrap(),
            head,
            bytes: response[end + 4..].to_vec(),
            body: Value::Null,
        }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().skip(1).filter_map(|line| line.split_once(": "));
        lines.into_iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// The status, the error type and the message of an error.
    #[track_caller]
    pub(crate) fn error(&self) -> (u16, &str, &str) {
        let body = self.body.as_object().unwrap();
        assert_eq!(body.len(), 1, "{body:?}");
        (self.status, self.header("x-amzn-errortype").unwrap(), body["message"].as_str().unwrap())
    }

    /// Checks that the response is a success with a JSON object.
    #[track_caller]
    pub(crate) fn assert_success(&self) {
        assert_eq!((self.status, self.header("x-amzn-errortype")), (200, None), "{self:?}");
        assert!(self.body.is_object(), "{self:?}");
    }

    /// Checks that the response is a success without a body.
    #[track_caller]
    pub(crate) fn assert_empty_success(&self) {
        assert_eq!((self.status, self.header("x-amzn-errortype")), (200, None), "{self:?}");
        assert_eq!((self.header("content-type"), self.bytes.len()), (None, 0), "{self:?}");
    }
}

/// Checks that `text` is a UUID, version 4.
#[track_caller]
pub(crate) fn assert_uuid(text: &str) {
    let lengths: Vec<_> = text.split('-').map(str::len).collect();
    assert_eq!(lengths, [8, 4, 4, 4, 12], "{text}");
    assert!(text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f' | b'-')), "{text}");
    assert_eq!(text.as_bytes()[14], b'4', "{text}");
    assert!(matches!(text.as_bytes()[19], b'8' | b'9' | b'a' | b'b'), "{text}");
}

/// The error for a token that does not authorise a call.
pub(crate) const DENIED: (u16, &str, &str) = (403, "AccessDeniedException", "Access denied");
