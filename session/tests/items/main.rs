//! Items of a chat, as the service sends them.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking, and clippy does not see `#[test]` for helpers"
)]

mod kinds;
mod lenient;
mod messages;
mod notifications;
mod traits;
mod transcripts;

use connect_participant_session::{ChatEvent, ChatItem, Message};
use serde_json::{Value, json};

/// An item of an agent, with these members instead of, or beside, the usual ones.
fn item(members: Value) -> Value {
    let mut item = json!({
        "AbsoluteTime": "2026-05-04T09:30:12.345Z",
        "Id": "0196-i",
        "ParticipantId": "p-agent",
        "DisplayName": "Ana",
        "ParticipantRole": "AGENT",
        "InitialContactId": "c-1",
        "ContactId": "c-2",
    });
    let Value::Object(members) = members else { panic!("not an object") };
    for (name, value) in members {
        item[name] = value;
    }
    item
}

fn parse(item: &Value) -> ChatItem {
    ChatItem::parse(&item.to_string()).unwrap()
}

fn event(members: Value) -> ChatEvent {
    parse(&item(members)).into_event()
}

fn message(members: Value) -> Message {
    match event(members) {
        ChatEvent::Message(message) | ChatEvent::Attachment(message) => message,
        other => panic!("{other:?}"),
    }
}
