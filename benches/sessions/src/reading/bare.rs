//! Bare websockets that read the same frames. They have buffers of the same size as a session.

use std::sync::Arc;

use anyhow::{Context, Result};
use connect_participant::{
    Client, ConnectionType, CreateParticipantConnectionInput, ParticipantToken,
};
use futures_util::{SinkExt, StreamExt};
use serde_json::Value;
use tokio::net::TcpStream;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::client_async_with_config;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;

use super::Counter;

const SUBSCRIBE: &str = r#"{"topic":"aws/subscribe","content":{"topics":["aws/chat"]}}"#;

/// The part of a frame that is parsed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Parse {
    Nothing,
    /// The frame, and the text of JSON in its member `content`.
    Json,
}

/// Opens a websocket, and reads it in a task of its own.
pub(super) async fn connect(
    client: &Client,
    token: ParticipantToken,
    counter: Arc<Counter>,
    parse: Parse,
) -> Result<()> {
    let input = CreateParticipantConnectionInput::new(token).r#type([ConnectionType::Websocket]);
    let url = client.call(input).await?.websocket.and_then(|websocket| websocket.url);
    let url = url.context("the URL of a websocket")?;
    let address = url.split('/').nth(2).context("its host")?;
    let stream = TcpStream::connect(address).await?;
    let config = WebSocketConfig::default().read_buffer_size(2 * 1024).write_buffer_size(0);
    let (mut socket, _) = client_async_with_config(&url, stream, Some(config)).await?;
    socket.send(Message::text(SUBSCRIBE)).await?;
    socket.next().await.context("the response to the subscription")??;
    tokio::spawn(read(socket, counter, parse));
    Ok(())
}

async fn read(mut socket: WebSocketStream<TcpStream>, counter: Arc<Counter>, parse: Parse) {
    while let Some(Ok(Message::Text(text))) = socket.next().await {
        if parse == Parse::Nothing || has_item(&text) {
            counter.add();
        }
    }
}

/// Parses everything. Returns `true` if there is an item.
fn has_item(text: &str) -> bool {
    let Ok(frame) = serde_json::from_str::<Value>(text) else { return false };
    let item = frame["content"].as_str().map(serde_json::from_str::<Value>);
    matches!(item, Some(Ok(item)) if item["Id"].is_string())
}
