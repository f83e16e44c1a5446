//! Participants: adding them, and speaking as them.

use connect_participant::{Error, ErrorKind, Item, ParticipantRole};
use connect_participant_model::{ACCESS_DENIED, CONFLICT, Exception, INTERNAL_SERVER, VALIDATION};
use serde::Deserialize;
use serde_json::{Value, json};

use super::command::Command;
use crate::chat::chat_participant::ChatParticipant;
use crate::response::ErrorResponse;

/// The role of a participant. Unlike in the responses of the service, an unknown role is an error.
#[derive(Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(super) enum Role {
    Agent,
    Customer,
    CustomBot,
    Supervisor,
    System,
}

impl From<Role> for ParticipantRole {
    fn from(role: Role) -> Self {
        match role {
            Role::Agent => Self::Agent,
            Role::Customer => Self::Customer,
            Role::CustomBot => Self::CustomBot,
            Role::Supervisor => Self::Supervisor,
            Role::System => Self::System,
        }
    }
}

pub(super) fn yes() -> bool {
    true
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Add {
    role: Role,
    #[serde(default)]
    invite: bool,
    /// `true` if the response has the tokens.
    #[serde(default = "yes")]
    tokens: bool,
}

/// Adds a participant, who is active at once, or only invited.
pub(super) fn add(command: &Command<'_>) -> Result<Value, ErrorResponse> {
    let Add { role, invite, tokens } = command.input(r#"{"role":"AGENT"}"#)?;
    let chat = command.chat()?;
    let participant = if invite {
        chat.invite_participant(role.into())
    } else {
        chat.add_participant(role.into())
    };
    Ok(added(&participant, tokens))
}

/// Returns a new participant, with or without its tokens.
pub(super) fn added(participant: &ChatParticipant, has_tokens: bool) -> Value {
    let mut added = json!({ "participantId": participant.id(), "role": participant.role() });
    if let Some(members) = added.as_object_mut().filter(|_| has_tokens) {
        let tokens = [
            ("participantToken", participant.participant_token().expose()),
            ("connectionToken", participant.connection_token().expose()),
        ];
        members.extend(tokens.map(|(name, token)| (name.to_owned(), token.into())));
    }
    added
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Say {
    content: String,
}

/// Sends a message in plain text. Returns the item.
pub(super) fn say(command: &Command<'_>) -> Result<Value, ErrorResponse> {
    let Say { content } = command.input(r#"{"content":"Hello?"}"#)?;
    item(command.participant()?.say(content))
}

pub(super) fn typing(command: &Command<'_>) -> Result<Value, ErrorResponse> {
    item(command.participant()?.typing())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Read {
    message_id: String,
}

/// Confirms that a message was read. Returns the item.
pub(super) fn read(command: &Command<'_>) -> Result<Value, ErrorResponse> {
    let Read { message_id } = command.input(r#"{"messageId":"…"}"#)?;
    item(command.participant()?.read(&Item::default().with_id(message_id)))
}

pub(super) fn barge_in(command: &Command<'_>) -> Result<Value, ErrorResponse> {
    command.participant()?.barge_in();
    Ok(json!({}))
}

pub(super) fn leave(command: &Command<'_>) -> Result<Value, ErrorResponse> {
    command.participant()?.leave().map_err(|error| refused(&error))?;
    Ok(json!({}))
}

fn item(recorded: connect_participant::Result<Item>) -> Result<Value, ErrorResponse> {
    recorded.map(|item| json!(item)).map_err(|error| refused(&error))
}

/// Returns the response for an error of the test kit.
fn refused(error: &Error) -> ErrorResponse {
    let exception: Exception = match error.kind() {
        ErrorKind::AccessDenied => ACCESS_DENIED,
        ErrorKind::Conflict => CONFLICT,
        ErrorKind::Validation => VALIDATION,
        _ => INTERNAL_SERVER,
    };
    ErrorResponse::exception(exception, error.message().unwrap_or_default().to_owned())
}
