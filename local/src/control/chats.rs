//! Chats: opening, listing, ending and reading them.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Value, json};

use super::command::Command;
use super::participants::{Role, added};
use crate::chat::Chat;
use crate::lock::lock;
use crate::response::ErrorResponse;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Open {
    #[serde(default)]
    participants: Vec<Role>,
}

/// Opens a chat with participants, who are active at once.
pub(super) fn open(command: &Command<'_>) -> Result<Value, ErrorResponse> {
    let Open { participants } = command.input(r#"{"participants":["CUSTOMER","AGENT"]}"#)?;
    let chat = Chat::open(Arc::clone(command.service));
    let add = |role: Role| added(&chat.add_participant(role.into()));
    let participants: Vec<_> = participants.into_iter().map(add).collect();
    Ok(json!({ "contactId": chat.contact_id(), "participants": participants }))
}

/// Lists the chats and their participants, without tokens.
pub(super) fn list(command: &Command<'_>) -> Value {
    let contacts = lock(&command.service.contacts).clone();
    let chats = contacts.into_iter().map(|contact| {
        let chat = Chat::from_contact(Arc::clone(command.service), contact);
        let participants = chat.participants().into_iter().map(
            |participant| json!({ "participantId": participant.id(), "role": participant.role() }),
        );
        json!({
            "contactId": chat.contact_id(),
            "isEnded": lock(chat.contact()).is_ended(),
            "participants": participants.collect::<Vec<_>>(),
        })
    });
    json!({ "chats": chats.collect::<Vec<_>>() })
}

pub(super) fn end(command: &Command<'_>) -> Result<Value, ErrorResponse> {
    command.chat()?.end();
    Ok(json!({}))
}

pub(super) fn transcript(command: &Command<'_>) -> Result<Value, ErrorResponse> {
    let chat = command.chat()?;
    Ok(json!({ "contactId": chat.contact_id(), "items": chat.transcript() }))
}
