//! `SendMessage`.

use connect_participant_model::{Operation, SEND_MESSAGE};
use serde::Deserialize;

use crate::local::answer::Refusal;
use crate::local::call::{Call, Handle};
use crate::{ChatItemType, Item, SendMessageOutput};

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct SendMessage {
    content_type: String,
    content: String,
}

impl Handle for SendMessage {
    const OPERATION: &'static Operation = &SEND_MESSAGE;

    type Output = SendMessageOutput;

    fn handle(self, call: &mut Call<'_>) -> Result<Self::Output, Refusal> {
        let message = Item {
            r#type: Some(ChatItemType::Message),
            content_type: Some(self.content_type),
            content: Some(self.content),
            ..Item::default()
        };
        let (id, absolute_time) = call.record(message);
        // No chat here has messages processed.
        Ok(SendMessageOutput {
            id: Some(id),
            absolute_time: Some(absolute_time),
            message_metadata: None,
        })
    }
}
