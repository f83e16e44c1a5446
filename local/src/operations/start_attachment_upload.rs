//! `StartAttachmentUpload`.

use std::sync::Arc;
use std::time::Duration;

use connect_participant_model::{Operation, START_ATTACHMENT_UPLOAD};
use http::HeaderValue;
use serde::Deserialize;

use crate::answer::Refusal;
use crate::call::{Call, Handle};
use crate::clock::expiry::Expiry;
use crate::contact::attachment::{Attachment, MAX_BYTES, Stage};
use crate::presigned;
use crate::presigned::links::{Link, Purpose};
use connect_participant::{StartAttachmentUploadOutput, UploadMetadata};

/// For how long the URL of an upload is valid.
const URL_LIFETIME: Duration = Duration::from_secs(300);

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct StartAttachmentUpload {
    content_type: String,
    attachment_size_in_bytes: i64,
    attachment_name: String,
}

impl Handle for StartAttachmentUpload {
    const OPERATION: &'static Operation = &START_ATTACHMENT_UPLOAD;

    type Output = StartAttachmentUploadOutput;

    fn handle(self, call: &mut Call<'_>) -> Result<Self::Output, Refusal> {
        // It is a header of the upload, and of the download.
        let is_header = HeaderValue::from_str(&self.content_type).is_ok();
        if !is_header || self.content_type.trim() != self.content_type {
            return Err(Refusal::validation("`ContentType` is not fit for a header"));
        }
        let size = self.attachment_size_in_bytes;
        if usize::try_from(size).map_or(true, |size| size > MAX_BYTES) {
            let message = format!("`AttachmentSizeInBytes` is {size}, more than {MAX_BYTES}");
            return Err(Refusal::validation(message));
        }

        let attachment = Attachment {
            owner_id: call.caller.id().to_owned(),
            name: self.attachment_name,
            content_type: self.content_type,
            size,
            stage: Stage::Announced,
        };
        let (id, secret) = (call.new_id(), call.new_secret());
        let expiry = Expiry::after(call.now(), URL_LIFETIME);
        let mut upload_metadata = UploadMetadata::default();
        upload_metadata.url = Some(presigned::url(&call.service.url, &secret));
        upload_metadata.url_expiry = Some(expiry.timestamp());
        upload_metadata.headers_to_include =
            Some(presigned::signed_headers(&attachment, call.contact.id()));
        call.contact.attachments.insert(id.clone(), attachment);
        call.service.links.sign(
            secret,
            Link {
                purpose: Purpose::Upload,
                contact: Arc::clone(call.caller.contact()),
                attachment_id: id.clone(),
                expiry,
            },
            call.now(),
        );
        let mut output = StartAttachmentUploadOutput::default();
        output.attachment_id = Some(id);
        output.upload_metadata = Some(upload_metadata);
        Ok(output)
    }
}
