//! A websocket client for tests.

use std::time::Duration;

use connect_participant::{ConnectionType, CreateParticipantConnectionInput, Timestamp};
use connect_participant_local::{ChatParticipant, LocalService};
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{WebSocketStream, client_async};

use crate::scene::{Scene, WAIT};

pub(crate) const SUBSCRIBE: &str = r#"{"topic":"aws/subscribe","content":{"topics":["aws/chat"]}}"#;
pub(crate) const HEARTBEAT: &str = r#"{"topic":"aws/heartbeat"}"#;
pub(crate) const PING: &str = r#"{"topic":"aws/ping"}"#;

/// The pre-signed URL of a websocket, and its expiry.
pub(crate) async fn websocket_url(
    scene: &Scene,
    participant: &ChatParticipant,
) -> (String, Timestamp) {
    let input = CreateParticipantConnectionInput::new(participant.participant_token().clone())
        .r#type([ConnectionType::Websocket]);
    let websocket = scene.client.call(input).await.unwrap().websocket.unwrap();
    (websocket.url.unwrap(), websocket.connection_expiry.unwrap())
}

/// An open websocket, over TCP or another stream.
pub(crate) struct Client<S = TcpStream>(pub(crate) WebSocketStream<S>);

impl Client {
    /// Opens a websocket. The error is the status of a handshake that is refused.
    pub(crate) async fn open(service: &LocalService, url: &str) -> Result<Self, u16> {
        let address = service.url().strip_prefix("http://").unwrap();
        let stream = TcpStream::connect(address).await.unwrap();
        match timeout(WAIT, client_async(url, stream)).await.expect("a response") {
            Ok((stream, _)) => Ok(Self(stream)),
            Err(Error::Http(response)) => Err(response.status().as_u16()),
            Err(error) => panic!("{error}"),
        }
    }

    /// Opens a websocket of a participant, and subscribes to the chat.
    pub(crate) async fn subscribed(scene: &Scene, participant: &ChatParticipant) -> Self {
        let (url, _) = websocket_url(scene, participant).await;
        let mut client = Self::open(&scene.service, &url).await.unwrap();
        client.subscribe().await;
        client
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> Client<S> {
    pub(crate) async fn subscribe(&mut self) {
        self.send(SUBSCRIBE).await;
        let content = json!({ "status": "success", "topics": ["aws/chat"] });
        let success = json!({ "topic": "aws/subscribe", "content": content });
        assert_eq!(self.frame().await, success);
    }

    pub(crate) async fn send(&mut self, text: &str) {
        self.0.send(Message::text(text)).await.unwrap();
    }

    pub(crate) async fn message(&mut self) -> Option<Result<Message, Error>> {
        timeout(WAIT, self.0.next()).await.expect("a message, or the end")
    }

    /// Returns the next text frame.
    pub(crate) async fn frame(&mut self) -> Value {
        loop {
            match self.message().await {
                Some(Ok(Message::Text(text))) => return serde_json::from_str(&text).unwrap(),
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                other => panic!("{other:?}"),
            }
        }
    }

    /// Returns the next item of the chat, and checks its envelope.
    pub(crate) async fn item(&mut self) -> Value {
        let mut frame = self.frame().await;
        let content = frame["content"].take();
        let envelope =
            json!({ "content": null, "contentType": "application/json", "topic": "aws/chat" });
        assert_eq!(frame, envelope);
        serde_json::from_str(content.as_str().expect("the content is a string")).unwrap()
    }

    /// Checks that nothing of the chat comes before the response to a heartbeat.
    pub(crate) async fn assert_silence(&mut self) {
        self.send(HEARTBEAT).await;
        assert_eq!(self.frame().await, json!({ "topic": "aws/heartbeat" }));
    }

    /// Returns the code of the close frame that comes next.
    pub(crate) async fn close_code(&mut self) -> u16 {
        match self.message().await {
            Some(Ok(Message::Close(Some(frame)))) => frame.code.into(),
            other => panic!("{other:?}"),
        }
    }
}

/// The name of an event, without the common part of its content type.
pub(crate) fn event_name(item: &Value) -> &str {
    let content_type = item["ContentType"].as_str().unwrap();
    content_type.strip_prefix("application/vnd.amazonaws.connect.event.").unwrap()
}

pub(crate) const SECOND: Duration = Duration::from_secs(1);

/// Waits until a condition holds that the service brings about by itself.
pub(crate) async fn wait_until(condition: impl Fn() -> bool) {
    let wait = async {
        while !condition() {
            tokio::task::yield_now().await;
        }
    };
    timeout(WAIT, wait).await.expect("the condition holds");
}
