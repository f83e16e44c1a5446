//! Websockets: listing, ending and silencing them, and pushing to them.

use std::collections::HashSet;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::command::Command;
use super::range::Range;
use crate::chat::Chat;
use crate::response::ErrorResponse;
use crate::socket_log::{Direction, SocketLog};
use crate::websocket::chat_push::Push;
use crate::websocket::chat_socket::ChatSocket;

/// The close code of a websocket whose server goes away.
const GOING_AWAY: u16 = 1001;

/// Lists the open websockets of all chats, and the latest ones that are closed.
pub(super) fn list(command: &Command<'_>) -> Value {
    // Read the log first: a websocket that is opened meanwhile must not be listed as closed.
    let recorded = command.service.socket_log.as_ref().map(SocketLog::all).unwrap_or_default();
    let contacts = command.service.directory.chats();
    let mut open = HashSet::new();
    let sockets = contacts.into_iter().flat_map(|contact| {
        let chat = Chat::from_contact(Arc::clone(command.service), contact);
        let entry = |socket: &ChatSocket| {
            open.insert(socket.id().to_owned());
            json!({
                "websocketId": socket.id(),
                "contactId": chat.contact_id(),
                "participantId": socket.participant_id(),
                "isSubscribed": socket.is_subscribed(),
            })
        };
        chat.sockets().iter().map(entry).collect::<Vec<_>>()
    });
    let sockets: Vec<_> = sockets.collect();
    let closed = recorded.iter().filter(|socket| !open.contains(&socket.id)).map(|socket| {
        json!({
            "websocketId": socket.id,
            "contactId": &*socket.contact_id,
            "participantId": socket.participant_id,
        })
    });
    json!({ "websockets": sockets, "closed": closed.collect::<Vec<_>>() })
}

/// Returns the latest frames of a websocket in both directions.
pub(super) fn frames(command: &Command<'_>) -> Result<Value, ErrorResponse> {
    let socket = command.recorded_websocket()?;
    let Range { after, limit } = Range::parse(command.query)?;
    let frames = socket.frames();
    let later: Vec<_> = frames.iter().filter(|frame| frame.number > after).collect();
    let latest = later.get(later.len().saturating_sub(limit)..).unwrap_or_default();
    let frames = latest.iter().map(|frame| {
        let direction = if frame.direction == Direction::Sent { "SENT" } else { "RECEIVED" };
        json!({
            "number": frame.number,
            "time": frame.time,
            "direction": direction,
            "kind": frame.kind,
            "text": frame.text,
            "bytes": frame.bytes,
        })
    });
    Ok(json!({ "websocketId": socket.id, "frames": frames.collect::<Vec<_>>() }))
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
