//! `StartAttachmentUpload`.

use std::collections::BTreeMap;
use std::fmt;

use connect_participant_model::{Operation, START_ATTACHMENT_UPLOAD};
use serde::{Deserialize, Serialize, Serializer};

use crate::protocol::bounded::map;
use crate::protocol::input::{OperationInput, members};
use crate::protocol::output::{OperationOutput, Sealed, setters};
use crate::protocol::serialize::serialize;
use crate::protocol::value::Members;
use crate::redact::{Redacted, Written};
use crate::types::timestamp::Timestamp;
use crate::types::token::ConnectionToken;

/// The maximum number of headers of an upload. Many servers accept no more than 100.
pub(crate) const MAX_SIGNED_HEADERS: usize = 100;

/// The input of `StartAttachmentUpload`, which returns a URL to upload the bytes of an attachment.
///
/// [`Client::upload_attachment`](crate::Client::upload_attachment) makes this call and the steps
/// after it.
///
/// Source: [`StartAttachmentUpload`,
/// request](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_StartAttachmentUpload.html#API_StartAttachmentUpload_RequestBody).
///
/// ```no_run
/// use connect_participant::{Client, ConnectionToken, Result, StartAttachmentUploadInput};
///
/// # async fn example(client: Client, connection_token: ConnectionToken) -> Result<()> {
/// let token = connection_token;
/// let input = StartAttachmentUploadInput::new("text/plain", 1_024, "notes.txt", token);
/// let output = client.call(input).await?;
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// [`InvalidInput`](crate::ErrorKind::InvalidInput) if a value exceeds its limits; nothing is sent
/// then. [`ServiceQuotaExceeded`](crate::ErrorKind::ServiceQuotaExceeded) is possible. For all
/// other errors, see [`Client::call`](crate::Client::call).
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct StartAttachmentUploadInput {
    content_type: String,
    attachment_size_in_bytes: i64,
    attachment_name: String,
    client_token: Option<String>,
    connection_token: ConnectionToken,
}

/// Shows the sizes of texts that a participant has written, see
/// [`show_content_in_debug`](crate::show_content_in_debug).
impl fmt::Debug for StartAttachmentUploadInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StartAttachmentUploadInput")
            .field("content_type", &self.content_type)
            .field("attachment_size_in_bytes", &self.attachment_size_in_bytes)
            .field("attachment_name", &Written::new(&self.attachment_name))
            .field("client_token", &self.client_token)
            .field("connection_token", &self.connection_token)
            .finish()
    }
}

impl StartAttachmentUploadInput {
    /// Creates the input. The content type is the media type of the attachment, 1 to 255
    /// characters. The size is in bytes, at least 1. The name has 1 to 256 characters.
    #[must_use]
    pub fn new(
        content_type: impl Into<String>,
        attachment_size_in_bytes: i64,
        attachment_name: impl Into<String>,
        connection_token: ConnectionToken,
    ) -> Self {
        Self {
            content_type: content_type.into(),
            attachment_size_in_bytes,
            attachment_name: attachment_name.into(),
            client_token: None,
            connection_token,
        }
    }

    /// Sets the idempotency token, 1 to 500 characters. Defaults to a new UUID for each call, which
    /// all attempts share.
    #[must_use]
    pub fn client_token(self, client_token: impl Into<String>) -> Self {
        self.set_client_token(Some(client_token.into()))
    }

    /// Like [`client_token`](Self::client_token), but takes an `Option`.
    #[must_use]
    pub fn set_client_token(mut self, client_token: Option<String>) -> Self {
        self.client_token = client_token;
        self
    }
}

/// Leaves out the token, see [`OperationInput`].
impl Serialize for StartAttachmentUploadInput {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
}

impl OperationInput for StartAttachmentUploadInput {
    const OPERATION: &'static Operation = &START_ATTACHMENT_UPLOAD;

    type Output = StartAttachmentUploadOutput;

    fn members(&self) -> Members<'_> {
        members!(
            self,
            START_ATTACHMENT_UPLOAD.members,
            [
                content_type,
                attachment_size_in_bytes,
                attachment_name,
                client_token,
                connection_token
            ]
        )
    }
}

/// The output of `StartAttachmentUpload`.
///
/// Source: [`StartAttachmentUpload`,
/// response](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_StartAttachmentUpload.html#API_StartAttachmentUpload_ResponseElements).
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct StartAttachmentUploadOutput {
    /// The id of the attachment, 1 to 256 characters. `CompleteAttachmentUpload` takes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attachment_id: Option<String>,
    /// The URL and the headers for the upload.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upload_metadata: Option<UploadMetadata>,
}

setters! {
    impl StartAttachmentUploadOutput {
        pub fn with_attachment_id(attachment_id: String);
        pub fn with_upload_metadata(upload_metadata: UploadMetadata);
    }
}

impl OperationOutput for StartAttachmentUploadOutput {}

impl Sealed for StartAttachmentUploadOutput {}

/// The URL and the headers of the HTTP `PUT` that uploads an attachment.
///
/// Source:
/// [`UploadMetadata`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_UploadMetadata.html).
#[derive(Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct UploadMetadata {
    /// The URL, 1 to 2,000 characters. It is pre-signed, so it is a secret.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The expiry of the URL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url_expiry: Option<Timestamp>,
    /// The headers that the `PUT` must have, because they are part of the signature. A name has 1
    /// to 128 characters, a value 1 to 256. A response with more than 100 is unreadable.
    #[serde(
        default,
        deserialize_with = "map::<MAX_SIGNED_HEADERS, _>",
        skip_serializing_if = "Option::is_none"
    )]
    pub headers_to_include: Option<BTreeMap<String, String>>,
}

setters! {
    impl UploadMetadata {
        pub fn with_url(url: String);
        pub fn with_url_expiry(url_expiry: Timestamp);
        pub fn with_headers_to_include(headers_to_include: BTreeMap<String, String>);
    }
}

impl fmt::Debug for UploadMetadata {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UploadMetadata")
            .field("url", &self.url.as_ref().map(|_| Redacted))
            .field("url_expiry", &self.url_expiry)
            .field("headers_to_include", &self.headers_to_include)
            .finish()
    }
}
