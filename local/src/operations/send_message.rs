//! `SendMessage`.

use connect_participant::{ChatItemType, Item, SendMessageOutput};
use connect_participant_model::{Operation, SEND_MESSAGE};
use serde::Deserialize;

use crate::call::{Call, Handle};
use crate::response::ErrorResponse;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct SendMessage {
    content_type: String,
    content: String,
}

impl Handle for SendMessage {
    const OPERATION: &'static Operation = &SEND_MESSAGE;

    type Output = SendMessageOutput;

    fn handle(self, call: &mut Call<'_>) -> Result<Self::Output, ErrorResponse> {
        let message = Item::default()
            .with_type(ChatItemType::Message)
            .with_content_type(self.content_type)
            .with_content(self.content);
        let (id, absolute_time) = call.record(message);
        // The output has no metadata, because the local service does not process messages.
        Ok(SendMessageOutput::default().with_id(id).with_absolute_time(absolute_time))
    }
}
