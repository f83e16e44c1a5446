//! `GetAttachment`.

use std::fmt;

use connect_participant_model::{GET_ATTACHMENT, Operation};
use serde::{Deserialize, Serialize, Serializer};

use crate::closed_enum::closed_enum;
use crate::protocol::input::{OperationInput, members};
use crate::protocol::output::{OperationOutput, Sealed, or_default, setters};
use crate::protocol::serialize::serialize;
use crate::protocol::value::Members;
use crate::redact::Redacted;
use crate::types::timestamp::Timestamp;
use crate::types::token::ConnectionToken;

/// The input of `GetAttachment`, which returns a URL to download an attachment. The download needs
/// no token.
///
/// Source: [`GetAttachment`,
/// request](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_GetAttachment.html#API_GetAttachment_RequestBody).
///
/// ```no_run
/// use connect_participant::{Client, ConnectionToken, GetAttachmentInput, Result};
///
/// # async fn example(client: Client, connection_token: ConnectionToken, attachment_id: &str) -> Result<()> {
/// let input = GetAttachmentInput::new(attachment_id, connection_token);
/// let input = input.url_expiry_in_seconds(60);
/// let output = client.call(input).await?;
/// println!("{} bytes", output.attachment_size_in_bytes);
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// [`InvalidInput`](crate::ErrorKind::InvalidInput) if a value exceeds its limits; nothing is sent
/// then. For all other errors, see [`Client::call`](crate::Client::call).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct GetAttachmentInput {
    attachment_id: String,
    connection_token: ConnectionToken,
    url_expiry_in_seconds: Option<i32>,
    url_content_disposition: Option<ContentDisposition>,
}

impl GetAttachmentInput {
    /// Creates the input. The attachment id, 1 to 256 characters, is in the transcript.
    #[must_use]
    pub fn new(attachment_id: impl Into<String>, connection_token: ConnectionToken) -> Self {
        Self {
            attachment_id: attachment_id.into(),
            connection_token,
            url_expiry_in_seconds: None,
            url_content_disposition: None,
        }
    }

    /// Sets the lifetime of the URL. In seconds. Must be 5 to 300.
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

    /// Sets how a browser handles the attachment.
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

/// Leaves out the token, see [`OperationInput`].
impl Serialize for GetAttachmentInput {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
}

impl OperationInput for GetAttachmentInput {
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

/// The way a browser handles an attachment.
///
/// Source:
/// [`GetAttachment`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_GetAttachment.html#connectparticipant-GetAttachment-request-UrlContentDisposition).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ContentDisposition {
    /// `INLINE`: shows it.
    Inline,
    /// `ATTACHMENT`: saves it.
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
/// Source: [`GetAttachment`,
/// response](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_GetAttachment.html#API_GetAttachment_ResponseElements).
#[derive(Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct GetAttachmentOutput {
    /// The size of the attachment, in bytes. It is 0 if the response omits it, although the service
    /// model requires it.
    #[serde(default, deserialize_with = "or_default")]
    pub attachment_size_in_bytes: i64,
    /// The URL of the attachment, 1 to 2,000 characters. It is pre-signed, so it is a secret.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The expiry of the URL.
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

impl OperationOutput for GetAttachmentOutput {}

impl Sealed for GetAttachmentOutput {}
