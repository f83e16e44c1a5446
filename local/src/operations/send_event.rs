//! `SendEvent`.

use connect_participant::SendEventOutput;
use connect_participant_model::{Operation, SEND_EVENT};
use serde::Deserialize;

use crate::call::{Call, Handle};
use crate::contact::recorded_event::RecordedEvent;
use crate::contact::transcript::{event_type, is_receipt};
use crate::refusal_reason::RefusalReason;
use crate::response::ErrorResponse;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct SendEvent {
    content_type: String,
    content: Option<String>,
}

impl Handle for SendEvent {
    const OPERATION: &'static Operation = &SEND_EVENT;

    type Output = SendEventOutput;

    fn handle(self, call: &mut Call<'_>) -> Result<Self::Output, ErrorResponse> {
        let Self { content_type, content } = self;
        if is_receipt(&event_type(&content_type)) && !call.contact.accepts_receipts() {
            return Err(ErrorResponse::conflict(
                RefusalReason::ReceiptsUnsupported,
                ErrorResponse::CONTACT_STATE,
            ));
        }
        let (id, absolute_time) = call.record_event(&content_type, content.clone());
        let output =
            SendEventOutput::default().with_id(&id).with_absolute_time(absolute_time.clone());
        let event = RecordedEvent {
            id,
            absolute_time,
            participant_id: call.identity().id.clone(),
            participant_role: call.identity().role.clone(),
            content_type,
            content,
        };
        call.contact.events.push(event);
        Ok(output)
    }
}
