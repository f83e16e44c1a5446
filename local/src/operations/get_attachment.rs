//! `GetAttachment`.

use std::sync::Arc;
use std::time::Duration;

use connect_participant::GetAttachmentOutput;
use connect_participant_model::{GET_ATTACHMENT, Operation};
use serde::Deserialize;

use crate::call::{Call, Handle};
use crate::clock::expiry::Expiry;
use crate::contact::attachment::Stage;
use crate::links::{AttachmentLink, Purpose};
use crate::presigned;
use crate::response::ErrorResponse;

/// The default lifetime of the URL, in seconds.
const DEFAULT_SECONDS: u64 = 300;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct GetAttachment {
    attachment_id: String,
    url_expiry_in_seconds: Option<u64>,
    #[serde(default)]
    url_content_disposition: Disposition,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
enum Disposition {
    Inline,
    #[default]
    Attachment,
}

impl Handle for GetAttachment {
    const OPERATION: &'static Operation = &GET_ATTACHMENT;

    type Output = GetAttachmentOutput;

    fn handle(self, call: &mut Call<'_>) -> Result<Self::Output, ErrorResponse> {
        let attachment = call.contact.attachments.get(&self.attachment_id);
        let size = attachment
            .filter(|attachment| matches!(attachment.stage, Stage::Sent(_)))
            .map(|attachment| attachment.size)
            .ok_or_else(|| {
                ErrorResponse::validation("`AttachmentId` is not an attachment of this chat")
            })?;
        let seconds = self.url_expiry_in_seconds.unwrap_or(DEFAULT_SECONDS);
        let expiry = Expiry::after(call.now(), Duration::from_secs(seconds));
        let secret = call.new_secret();
        let url = presigned::url(&call.service.url, &secret);
        let link = AttachmentLink {
            purpose: match self.url_content_disposition {
                Disposition::Inline => Purpose::Show,
                Disposition::Attachment => Purpose::Save,
            },
            contact: Arc::clone(&call.caller.contact),
            attachment_id: self.attachment_id,
        };
        call.service.links.insert(secret, link, expiry, call.now());

        Ok(GetAttachmentOutput::default()
            .with_attachment_size_in_bytes(size)
            .with_url(url)
            .with_url_expiry(expiry.timestamp()))
    }
}
