//! `GetAttachment`.

use std::fmt;

use connect_participant_model::{GET_ATTACHMENT, Operation};
use serde::{Deserialize, Serialize};

use crate::closed_enum::closed_enum;
use crate::protocol::input::{Input, members};
use crate::protocol::output::{Output, or_default, setters};
use crate::protocol::value::Members;
use crate::redact::Redacted;
use crate::types::timestamp::Timestamp;
use crate::types::token::ConnectionToken;

/// The input of `GetAttachment`.
///
/// Source: [`GetAttachment`, request](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_GetAttachment.html#API_GetAttachment_RequestBody).
///
/// ```no_run
/// use connect_participant::{Client, ConnectionToken, GetAttachmentInput, Result};
///
/// # async fn example(client: Client, connection_token: ConnectionToken, attachment_id: &str) -> Result<()> {
/// let input = GetAttachmentInput::new(attachment_id, connection_token).url_expiry_in_seconds(60);
/// let output = client.call(input).await?;
/// println!("{} bytes", output.attachment_size_in_bytes);
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// [`InvalidInput`](crate::ErrorKind::InvalidInput) before anything is sent: where a value is out of its limits.
/// Otherwise what the service answers, see [`ErrorKind`](crate::ErrorKind), or that it does not.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct GetAttachmentInput {
    attachment_id: String,
    connection_token: ConnectionToken,
    url_expiry_in_seconds: Option<i32>,
    url_content_disposition: Option<ContentDisposition>,
}

impl GetAttachmentInput {
    /// The attachment id has 1 to 256 characters. A transcript has it.
    #[must_use]
    pub fn new(attachment_id: impl Into<String>, connection_token: ConnectionToken) -> Self {
        Self {
            attachment_id: attachment_id.into(),
            connection_token,
            url_expiry_in_seconds: None,
            url_content_disposition: None,
        }
    }

    /// For how many seconds the URL is valid, 5 to 300.
    #[must_use]
    pub fn url_expiry_in_seconds(self, url_expiry_in_seconds: i32) -> Self {
        self.set_url_expiry_in_seconds(Some(url_expiry_in_seconds))
    }

    /// Like [`url_expiry_in_seconds`](Self::url_expiry_in_seconds), but takes an `Option`.
    #[must_use]
    pub fn set_url_expiry_in_seconds(mut self, url_expiry_in_seconds: Option<i32>) -> Self {
        self.url_expiry_in_seconds = url_expiry_in_seconds;
        self
    }

    /// What a browser does with the attachment.
    #[must_use]
    pub fn url_content_disposition(self, url_content_disposition: ContentDisposition) -> Self {
        self.set_url_content_disposition(Some(url_content_disposition))
    }

    /// Like [`url_content_disposition`](Self::url_content_disposition), but takes an `Option`.
    #[must_use]
    pub fn set_url_content_disposition(
        mut self,
        url_content_disposition: Option<ContentDisposition>,
    ) -> Self {
        self.url_content_disposition = url_content_disposition;
        self
    }
}

impl Input for GetAttachmentInput {
    const OPERATION: &'static Operation = &GET_ATTACHMENT;

    type Output = GetAttachmentOutput;

    fn members(&self) -> Members<'_> {
        members!(
            self,
            GET_ATTACHMENT.members,
            [attachment_id, connection_token, url_expiry_in_seconds, url_content_disposition]
        )
    }
}

/// What a browser does with what it downloads.
///
/// Source: [`GetAttachment`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_GetAttachment.html#connectparticipant-GetAttachment-request-UrlContentDisposition).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ContentDisposition {
    /// `INLINE`: it shows it.
    Inline,
    /// `ATTACHMENT`: it saves it.
    Attachment,
}

closed_enum! {
    impl ContentDisposition {
        Inline => "INLINE",
        Attachment => "ATTACHMENT",
    }
}

/// The output of `GetAttachment`.
///
/// Source: [`GetAttachment`, response](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_GetAttachment.html#API_GetAttachment_ResponseElements).
#[derive(Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct GetAttachmentOutput {
    /// How many bytes the attachment has: at least 1, or 0 where the service does not say, which its model has it do.
    #[serde(default, deserialize_with = "or_default")]
    pub attachment_size_in_bytes: i64,
    /// The URL of the attachment, 1 to 2,000 characters. It is pre-signed: who has it can download.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Until when the URL is valid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url_expiry: Option<Timestamp>,
}

impl GetAttachmentOutput {
    /// Sets `attachment_size_in_bytes`, for the fakes of a test.
    #[must_use]
    pub fn with_attachment_size_in_bytes(mut self, attachment_size_in_bytes: i64) -> Self {
        self.attachment_size_in_bytes = attachment_size_in_bytes;
        self
    }
}

setters! {
    impl GetAttachmentOutput {
        pub fn with_url(url: String);
        pub fn with_url_expiry(url_expiry: Timestamp);
    }
}

impl fmt::Debug for GetAttachmentOutput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GetAttachmentOutput")
            .field("attachment_size_in_bytes", &self.attachment_size_in_bytes)
            .field("url", &self.url.as_ref().map(|_| Redacted))
            .field("url_expiry", &self.url_expiry)
            .finish()
    }
}

impl Output for GetAttachmentOutput {}
