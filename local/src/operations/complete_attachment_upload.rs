//! `CompleteAttachmentUpload`.

use connect_participant::{ChatItemType, CompleteAttachmentUploadOutput, Item};
use connect_participant_model::{COMPLETE_ATTACHMENT_UPLOAD, Operation};
use serde::Deserialize;

use crate::call::{Call, Handle};
use crate::contact::attachment::Stage;
use crate::refusal_reason::RefusalReason;
use crate::response::ErrorResponse;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct CompleteAttachmentUpload {
    /// Exactly one id, according to the service model.
    attachment_ids: Vec<String>,
}

impl Handle for CompleteAttachmentUpload {
    const OPERATION: &'static Operation = &COMPLETE_ATTACHMENT_UPLOAD;

    type Output = CompleteAttachmentUploadOutput;

    fn handle(self, call: &mut Call<'_>) -> Result<Self::Output, ErrorResponse> {
        for attachment_id in self.attachment_ids {
            complete(call, &attachment_id)?;
        }
        Ok(CompleteAttachmentUploadOutput::default())
    }
}

fn complete(call: &mut Call<'_>, attachment_id: &str) -> Result<(), ErrorResponse> {
    let caller_id = &call.caller.identity.id;
    let attachment = call
        .contact
        .attachments
        .get_mut(attachment_id)
        .filter(|attachment| attachment.owner_id == *caller_id)
        .ok_or_else(|| conflict("the participant announced no such attachment"))?;
    let bytes = match &attachment.stage {
        Stage::Uploaded(bytes) => bytes.clone(),
        Stage::Announced => {
            return Err(conflict("the attachment is not uploaded yet"));
        }
        Stage::Sent(_) => {
            return Err(conflict("the attachment is already complete"));
        }
    };
    attachment.stage = Stage::Sent(bytes);
    let item = Item::default()
        .with_type(ChatItemType::Attachment)
        .with_attachments(vec![attachment.item(attachment_id)]);
    call.record(item);
    Ok(())
}

fn conflict(message: &'static str) -> ErrorResponse {
    ErrorResponse::conflict(RefusalReason::AttachmentState, message)
}
