//! The transcript of a chat.

use std::collections::HashMap;

use connect_participant_model::{
    CHAT_ENDED, CONNECTION_ACKNOWLEDGED, MESSAGE_DELIVERED, MESSAGE_READ, PARTICIPANT_JOINED,
    PARTICIPANT_LEFT, TYPING, receipt,
};
use serde_json::Value;

use connect_participant::{ChatItemType, Item, MessageMetadata, Receipt};

/// Everything that participants did in a chat, in order. Items are never removed.
#[derive(Default)]
pub(crate) struct Transcript {
    items: Vec<Item>,
    /// The position of each item, by item id.
    positions: HashMap<String, usize>,
}

impl Transcript {
    /// All items, including typing and receipts.
    pub(crate) fn items(&self) -> &[Item] {
        &self.items
    }

    /// The items that `GetTranscript` returns. Typing is left out, and receipts are part of their
    /// messages.
    pub(crate) fn visible(&self) -> Vec<&Item> {
        let is_visible = |item: &&Item| {
            item.r#type
                .as_ref()
                .is_some_and(|kind| *kind != ChatItemType::Typing && !is_receipt(kind))
        };
        self.items.iter().filter(is_visible).collect()
    }

    /// Adds an item. If it is a receipt for a message of the chat, also adds it to that message.
    pub(crate) fn record(&mut self, item: Item) {
        if item.r#type.as_ref().is_some_and(is_receipt) {
            self.acknowledge(&item);
        }
        if let Some(id) = &item.id {
            self.positions.insert(id.clone(), self.items.len());
        }
        self.items.push(item);
    }

    /// Returns the metadata that the websocket has for a recorded receipt: that of its message, with
    /// this receipt alone. Whoever has read a message has received it.
    pub(crate) fn receipt(&self, item: &Item) -> MessageMetadata {
        let message_id = item.content.as_deref().and_then(message_id).unwrap_or_default();
        let position = self.positions.get(&message_id).copied();
        let message = position.and_then(|position| self.items.get(position));
        let metadata = message.and_then(|message| message.message_metadata.as_ref());
        let mut receipts = metadata.and_then(|metadata| metadata.receipts.as_ref()).into_iter();
        let recorded = receipts.find_map(|receipts| {
            let is_own =
                |receipt: &&Receipt| receipt.recipient_participant_id == item.participant_id;
            receipts.iter().find(is_own).cloned()
        });
        let mut receipt = recorded.unwrap_or_default();
        receipt.recipient_participant_id.clone_from(&item.participant_id);
        if item.r#type == Some(ChatItemType::MessageRead) && receipt.read_timestamp.is_none() {
            receipt.read_timestamp.clone_from(&item.absolute_time);
        }
        if receipt.delivered_timestamp.is_none() {
            let read = receipt.read_timestamp.as_ref();
            receipt.delivered_timestamp = read.or(item.absolute_time.as_ref()).cloned();
        }
        MessageMetadata::default().with_message_id(message_id).with_receipts(vec![receipt])
    }

    /// Adds a receipt to the metadata of its message. Does nothing if the chat has no such message.
    fn acknowledge(&mut self, item: &Item) {
        let message_id = item.content.as_deref().and_then(message_id);
        let position = message_id.as_ref().and_then(|id| self.positions.get(id).copied());
        let Some(message) = position.and_then(|position| self.items.get_mut(position)) else {
            return;
        };
        if message.r#type != Some(ChatItemType::Message) {
            return;
        }
        let metadata = message.message_metadata.get_or_insert_default();
        metadata.message_id = message_id;
        let receipts = metadata.receipts.get_or_insert_default();
        let position = receipts
            .iter()
            .position(|receipt| receipt.recipient_participant_id == item.participant_id);
        let mut receipt = position.map(|position| receipts.remove(position)).unwrap_or_default();
        receipt.recipient_participant_id.clone_from(&item.participant_id);
        let time = match item.r#type {
            Some(ChatItemType::MessageRead) => &mut receipt.read_timestamp,
            _ => &mut receipt.delivered_timestamp,
        };
        // Only the first receipt counts. Later ones do not change the time.
        if time.is_none() {
            time.clone_from(&item.absolute_time);
        }
        receipts.insert(position.unwrap_or(receipts.len()), receipt);
    }
}

/// Returns the item type of an event with this content type.
pub(crate) fn event_type(content_type: &str) -> ChatItemType {
    let kinds = [
        (TYPING.value, ChatItemType::Typing),
        (MESSAGE_DELIVERED.value, ChatItemType::MessageDelivered),
        (MESSAGE_READ.value, ChatItemType::MessageRead),
        (CONNECTION_ACKNOWLEDGED.value, ChatItemType::ConnectionAck),
        (PARTICIPANT_JOINED, ChatItemType::ParticipantJoined),
        (PARTICIPANT_LEFT, ChatItemType::ParticipantLeft),
        (CHAT_ENDED, ChatItemType::ChatEnded),
    ];
    let kind = kinds.into_iter().find(|(value, _)| *value == content_type);
    kind.map_or(ChatItemType::Event, |(_, kind)| kind)
}

pub(crate) fn is_receipt(kind: &ChatItemType) -> bool {
    matches!(kind, ChatItemType::MessageDelivered | ChatItemType::MessageRead)
}

/// Returns the message id in the content of a receipt.
fn message_id(content: &str) -> Option<String> {
    match serde_json::from_str::<Value>(content).ok()?.get_mut(receipt::MESSAGE_ID)?.take() {
        Value::String(id) => Some(id),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use connect_participant::{ChatItemType, Item};

    use super::Transcript;

    #[test]
    fn the_first_receipt_sets_the_time() {
        let item = |kind, time: &str| {
            Item::default()
                .with_type(kind)
                .with_absolute_time(time)
                .with_id(time)
                .with_content(r#"{"messageId":"said"}"#)
        };
        let mut transcript = Transcript::default();
        transcript.record(item(ChatItemType::Message, "said"));
        transcript.record(item(ChatItemType::MessageRead, "read"));
        transcript.record(item(ChatItemType::MessageRead, "read again"));
        let metadata = transcript.items()[0].message_metadata.as_ref().unwrap();
        let [receipt] = &metadata.receipts.as_ref().unwrap()[..] else { panic!("{metadata:?}") };
        assert_eq!(receipt.read_timestamp, Some("read".into()));
        assert_eq!(receipt.delivered_timestamp, None);
    }
}
