//! `SendEvent`.

use connect_participant_model::{Operation, SEND_EVENT};
use serde::Deserialize;

use crate::RecordedEvent;
use crate::answer::{Refusal, STATE_OF_THE_CONTACT};
use crate::call::{Call, Handle};
use crate::contact::transcript::{event_type, is_receipt};
use connect_participant::SendEventOutput;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct SendEvent {
    content_type: String,
    content: Option<String>,
}

impl Handle for SendEvent {
    const OPERATION: &'static Operation = &SEND_EVENT;

    type Output = SendEventOutput;

    fn handle(self, call: &mut Call<'_>) -> Result<Self::Output, Refusal> {
        let Self { content_type, content } = self;
        if is_receipt(&event_type(&content_type)) && !call.contact.takes_receipts() {
            return Err(Refusal::conflict(STATE_OF_THE_CONTACT));
        }
        let (id, absolute_time) = call.record_event(&content_type, content.clone());
        let mut output = SendEventOutput::default();
        output.id = Some(id.clone());
        output.absolute_time = Some(absolute_time.clone());
        call.contact.events.push(RecordedEvent {
            id,
            absolute_time,
            participant_id: call.caller.id().to_owned(),
            participant_role: call.caller.role(),
            content_type,
            content,
        });
        Ok(output)
    }
}
