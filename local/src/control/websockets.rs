//! Websockets: listing, ending and silencing them, and pushing to them.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::command::Command;
use crate::chat::Chat;
use crate::lock::lock;
use crate::response::ErrorResponse;
use crate::websocket::chat_push::Push;
use crate::websocket::chat_socket::ChatSocket;

/// The close code of a websocket whose server goes away.
const GOING_AWAY: u16 = 1001;

/// Lists the open websockets of all chats.
pub(super) fn list(command: &Command<'_>) -> Value {
    let contacts = lock(&command.service.contacts).clone();
    let sockets = contacts.into_iter().flat_map(|contact| {
        let chat = Chat::from_contact(Arc::clone(command.service), contact);
        let entry = |socket: &ChatSocket| {
            json!({
                "websocketId": socket.id(),
                "contactId": chat.contact_id(),
                "participantId": socket.participant_id(),
                "isSubscribed": socket.is_subscribed(),
            })
        };
        chat.sockets().iter().map(entry).collect::<Vec<_>>()
    });
    json!({ "websockets": sockets.collect::<Vec<_>>() })
}

pub(super) fn reset(command: &Command<'_>) -> Result<Value, ErrorResponse> {
    command.websocket()?.reset();
    Ok(json!({}))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Close {
    #[serde(default = "going_away")]
    code: u16,
    #[serde(default)]
    reason: String,
}

fn going_away() -> u16 {
    GOING_AWAY
}

pub(super) fn close(command: &Command<'_>) -> Result<Value, ErrorResponse> {
    let Close { code, reason } = command.input(r#"{"code":1001}"#)?;
    command.websocket()?.close(code, reason);
    Ok(json!({}))
}

pub(super) fn silence(command: &Command<'_>) -> Result<Value, ErrorResponse> {
    command.websocket()?.silence();
    Ok(json!({}))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Send {
    text: String,
}

/// Sends a text frame as it is.
pub(super) fn send(command: &Command<'_>) -> Result<Value, ErrorResponse> {
    let Send { text } = command.input(r#"{"text":"{}"}"#)?;
    command.websocket()?.send_frame(text);
    Ok(json!({}))
}

/// Pushes an item that no operation makes. Returns its id.
pub(super) fn push(command: &Command<'_>) -> Result<Value, ErrorResponse> {
    let members: Map<String, Value> = command.input(r#"{"ContentType":"participant.idle"}"#)?;
    Ok(json!({ "Id": command.chat()?.push(Push::of_members(members)) }))
}
