//! Chats: opening, listing, ending and reading them.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Value, json};

use super::command::Command;
use super::participants::{Role, added, yes};
use super::range::Range;
use crate::chat::Chat;
use crate::contact::Presence;
use crate::lock::lock;
use crate::response::ErrorResponse;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Open {
    #[serde(default)]
    participants: Vec<Role>,
    /// `true` if the response has the tokens.
    #[serde(default = "yes")]
    tokens: bool,
}

/// Opens a chat with participants, who are active at once.
pub(super) fn open(command: &Command<'_>) -> Result<Value, ErrorResponse> {
    let Open { participants, tokens } =
        command.input(r#"{"participants":["CUSTOMER","AGENT"]}"#)?;
    let chat = Chat::open(Arc::clone(command.service));
    let add = |role: Role| added(&chat.add_participant(role.into()), tokens);
    let participants: Vec<_> = participants.into_iter().map(add).collect();
    Ok(json!({ "contactId": chat.contact_id(), "participants": participants }))
}

/// Lists the chats and their participants, without tokens.
pub(super) fn list(command: &Command<'_>) -> Result<Value, ErrorResponse> {
    let range = Range::parse(command.query)?;
    let contacts = command.service.directory.chats();
    let chats = range.of(&contacts).iter().map(|shared| {
        let contact = lock(shared);
        let participants = command.service.directory.participants(contact.id());
        let participants = participants.iter().map(|(caller, _)| {
            let identity = &caller.identity;
            json!({
                "participantId": identity.id,
                "role": identity.role,
                "presence": contact.presence(identity).map(Presence::as_str),
            })
        });
        json!({
            "contactId": contact.id(),
            "isEnded": contact.is_ended(),
            "items": contact.transcript.items().len(),
            "participants": participants.collect::<Vec<_>>(),
        })
    });
    Ok(json!({ "chats": chats.collect::<Vec<_>>(), "total": contacts.len() }))
}

pub(super) fn end(command: &Command<'_>) -> Result<Value, ErrorResponse> {
    command.chat()?.end();
    Ok(json!({}))
}

pub(super) fn transcript(command: &Command<'_>) -> Result<Value, ErrorResponse> {
    let chat = command.chat()?;
    let range = Range::parse(command.query)?;
    let contact = lock(chat.contact());
    let items = contact.transcript.items();
    Ok(json!({
        "contactId": chat.contact_id(),
        "items": range.of(items),
        "total": items.len(),
    }))
}
