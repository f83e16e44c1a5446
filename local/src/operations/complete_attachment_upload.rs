//! `CompleteAttachmentUpload`.

use connect_participant_model::{COMPLETE_ATTACHMENT_UPLOAD, Operation};
use serde::Deserialize;

use crate::answer::Refusal;
use crate::call::{Call, Handle};
use crate::contact::attachment::Stage;
use connect_participant::{ChatItemType, CompleteAttachmentUploadOutput, Item};

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct CompleteAttachmentUpload {
    /// The service takes exactly one.
    attachment_ids: Vec<String>,
}

impl Handle for CompleteAttachmentUpload {
    const OPERATION: &'static Operation = &COMPLETE_ATTACHMENT_UPLOAD;

    type Output = CompleteAttachmentUploadOutput;

    fn handle(self, call: &mut Call<'_>) -> Result<Self::Output, Refusal> {
        for attachment_id in self.attachment_ids {
            complete(call, &attachment_id)?;
        }
        Ok(CompleteAttachmentUploadOutput::default())
    }
}

fn complete(call: &mut Call<'_>, attachment_id: &str) -> Result<(), Refusal> {
    let attachment = call
        .contact
        .attachments
        .get_mut(attachment_id)
        .filter(|attachment| attachment.owner_id == call.caller.id())
        .ok_or_else(|| Refusal::conflict("the participant has announced no such attachment"))?;
    let bytes = match &attachment.stage {
        Stage::Uploaded(bytes) => bytes.clone(),
        Stage::Announced => return Err(Refusal::conflict("the attachment is not uploaded yet")),
        Stage::Sent(_) => return Err(Refusal::conflict("the attachment is complete already")),
    };
    attachment.stage = Stage::Sent(bytes);
    let mut item = Item::default();
    item.r#type = Some(ChatItemType::Attachment);
    item.attachments = Some(vec![attachment.item(attachment_id)]);
    call.record(item);
    Ok(())
}
