//! The frames of a chat: an item as JSON, in a string, in an envelope.

use connect_participant::{ChatItemType, Item, MessageMetadata, ParticipantRole};
use connect_participant_model::MESSAGE_METADATA;
use serde::Serialize;
use tokio_tungstenite::tungstenite::Utf8Bytes;

/// The topic of all frames of a chat, to which clients subscribe.
pub(crate) const CHAT_TOPIC: &str = "aws/chat";

/// The type of a receipt. It is not in the service model.
const RECEIPT: &str = "MESSAGEMETADATA";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Envelope<'a> {
    content: &'a str,
    content_type: &'a str,
    topic: &'a str,
}

/// An item as the websocket has it. In a transcript, `InitialContactId` is not part of each item.
#[derive(Serialize)]
struct Content<'a> {
    #[serde(flatten)]
    item: &'a Item,
    #[serde(rename = "InitialContactId", skip_serializing_if = "Option::is_none")]
    initial_contact_id: Option<&'a str>,
}

/// Returns the frame of an item of this chat.
pub(crate) fn of_item(recorded: &Item, contact_id: &str) -> Utf8Bytes {
    let mut item = recorded.clone();
    item.display_name = item.participant_role.as_ref().map(|role| display_name(role).to_owned());
    // A receipt is a frame of its own.
    item.message_metadata = None;
    if !matches!(item.r#type, Some(ChatItemType::Message | ChatItemType::Attachment)) {
        item.r#type = Some(ChatItemType::Event);
    }
    if recorded.r#type == Some(ChatItemType::Typing) {
        item.content = None;
        item.contact_id = None;
    }
    of_content(&Content { item: &item, initial_contact_id: Some(contact_id) })
}

/// Returns the frame of a receipt. It names neither its sender nor a contact.
pub(crate) fn of_receipt(recorded: &Item, metadata: MessageMetadata) -> Utf8Bytes {
    let mut item = Item::default()
        .with_type(ChatItemType::from(RECEIPT))
        .with_content_type(MESSAGE_METADATA)
        .with_message_metadata(metadata);
    item.id.clone_from(&recorded.id);
    item.absolute_time.clone_from(&recorded.absolute_time);
    of_content(&Content { item: &item, initial_contact_id: None })
}

/// Returns the frame of any content.
pub(crate) fn of_content(content: &impl Serialize) -> Utf8Bytes {
    // Both are text under fixed names, so serialising them cannot fail.
    let content = serde_json::to_string(content).unwrap_or_default();
    let content_type = "application/json";
    let envelope = Envelope { content: &content, content_type, topic: CHAT_TOPIC };
    serde_json::to_string(&envelope).unwrap_or_default().into()
}

/// Returns the name of a participant. Clients require one for everyone who says something.
pub(crate) fn display_name(role: &ParticipantRole) -> &'static str {
    match role {
        ParticipantRole::Agent => "Agent",
        ParticipantRole::Customer => "Customer",
        ParticipantRole::CustomBot => "BOT",
        ParticipantRole::Supervisor => "Supervisor",
        _ => "SYSTEM_MESSAGE",
    }
}
