//! The attachments of a chat.

use bytes::Bytes;
use connect_participant::{ArtifactStatus, AttachmentItem};

/// The maximum size of an attachment, in bytes. The documented limit is [20
/// MB](https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html).
pub(crate) const MAX_BYTES: usize = 20 * 1024 * 1024;

/// An attachment that `StartAttachmentUpload` announced.
pub(crate) struct Attachment {
    /// The id of the participant who announced it.
    pub(crate) owner_id: String,
    pub(crate) name: String,
    pub(crate) content_type: String,
    /// The announced size, in bytes.
    pub(crate) size: i64,
    pub(crate) stage: Stage,
}

/// The progress of an attachment.
pub(crate) enum Stage {
    /// The bytes are not uploaded yet.
    Announced,
    /// The bytes are uploaded, and the other participants cannot see the attachment yet.
    Uploaded(Bytes),
    /// The attachment is part of the chat.
    Sent(Bytes),
}

impl Attachment {
    /// Returns the attachment as part of a transcript item. It is always approved, because the
    /// local service does not scan attachments.
    pub(crate) fn item(&self, id: &str) -> AttachmentItem {
        AttachmentItem::default()
            .with_content_type(&self.content_type)
            .with_attachment_id(id)
            .with_attachment_name(&self.name)
            .with_status(ArtifactStatus::Approved)
    }
}
