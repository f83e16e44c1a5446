//! Attachments of a chat.

use bytes::Bytes;

use connect_participant::{ArtifactStatus, AttachmentItem};

/// The most bytes that an attachment may have:
/// [20 MB](https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html).
pub(crate) const MAX_BYTES: usize = 20 * 1024 * 1024;

/// What was announced by `StartAttachmentUpload`, and what became of it.
pub(crate) struct Attachment {
    /// The id of the participant who announced it.
    pub(crate) owner_id: String,
    pub(crate) name: String,
    pub(crate) content_type: String,
    pub(crate) size: i64,
    pub(crate) stage: Stage,
}

/// How far an attachment has come.
pub(crate) enum Stage {
    /// Its bytes are still to come.
    Announced,
    /// Its bytes are there, and the other participants do not know of it.
    Uploaded(Bytes),
    /// It is a part of the chat.
    Sent(Bytes),
}

impl Attachment {
    /// The attachment as an item of the transcript has it. Nobody looks into attachments here, so each is approved.
    pub(crate) fn item(&self, id: &str) -> AttachmentItem {
        let mut item = AttachmentItem::default();
        item.content_type = Some(self.content_type.clone());
        item.attachment_id = Some(id.to_owned());
        item.attachment_name = Some(self.name.clone());
        item.status = Some(ArtifactStatus::Approved);
        item
    }
}
