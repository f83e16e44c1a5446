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
        let mut message = Item::default();
        message.r#type = Some(ChatItemType::Message);
        message.content_type = Some(self.content_type);
        message.content = Some(self.content);
        let (id, absolute_time) = call.record(message);
        // The output has no metadata, because the local service does not process messages.
        let mut output = SendMessageOutput::default();
        output.id = Some(id);
        output.absolute_time = Some(absolute_time);
        Ok(output)
    }
}
