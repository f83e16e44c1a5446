//! `StartAttachmentUpload`.

use std::sync::Arc;
use std::time::Duration;

use connect_participant::{StartAttachmentUploadOutput, UploadMetadata};
use connect_participant_model::{Operation, START_ATTACHMENT_UPLOAD};
use http::HeaderValue;
use serde::Deserialize;

use crate::call::{Call, Handle};
use crate::clock::expiry::Expiry;
use crate::contact::attachment::{Attachment, MAX_BYTES, Stage};
use crate::links::{AttachmentLink, Purpose};
use crate::presigned;
use crate::response::ErrorResponse;

/// The lifetime of the URL.
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

    fn handle(self, call: &mut Call<'_>) -> Result<Self::Output, ErrorResponse> {
        // The content type becomes a header of the upload and of the download.
        let is_header_value = HeaderValue::from_str(&self.content_type).is_ok();
        if !is_header_value || self.content_type.trim() != self.content_type {
            return Err(ErrorResponse::validation("`ContentType` is not a valid header value"));
        }
        let size = self.attachment_size_in_bytes;
        if usize::try_from(size).map_or(true, |size| size > MAX_BYTES) {
            let message = format!("`AttachmentSizeInBytes` is {size}, more than {MAX_BYTES}");
            return Err(ErrorResponse::validation(message));
        }

        let attachment = Attachment {
            owner_id: call.identity().id.clone(),
            name: self.attachment_name,
            content_type: self.content_type,
            size,
            stage: Stage::Announced,
        };
        let (id, secret) = (call.new_id(), call.new_secret());
        let expiry = Expiry::after(call.now(), URL_LIFETIME);
        let headers = presigned::signed_headers(&attachment, call.contact.id());
        let upload_metadata = UploadMetadata::default()
            .with_url(presigned::url(&call.service.url, &secret))
            .with_url_expiry(expiry.timestamp())
            .with_headers_to_include(headers);

        call.contact.attachments.insert(id.clone(), attachment);
        let link = AttachmentLink {
            purpose: Purpose::Upload,
            contact: Arc::clone(&call.caller.contact),
            attachment_id: id.clone(),
        };
        call.service.links.insert(secret, link, expiry, call.now());

        Ok(StartAttachmentUploadOutput::default()
            .with_attachment_id(id)
            .with_upload_metadata(upload_metadata))
    }
}
