//! `CompleteAttachmentUpload`.

use connect_participant_model::{COMPLETE_ATTACHMENT_UPLOAD, Operation};
use serde::{Deserialize, Serialize, Serializer};

use crate::protocol::input::{OperationInput, members};
use crate::protocol::output::{OperationOutput, Sealed};
use crate::protocol::serialize::serialize;
use crate::protocol::value::Members;
use crate::types::token::ConnectionToken;

/// The input of `CompleteAttachmentUpload`, which sends an attachment after its bytes have been
/// uploaded.
///
/// [`Client::upload_attachment`](crate::Client::upload_attachment) makes this call and the steps
/// before it.
///
/// Source: [`CompleteAttachmentUpload`,
/// request](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_CompleteAttachmentUpload.html#API_CompleteAttachmentUpload_RequestBody).
///
/// ```no_run
/// use connect_participant::{Client, CompleteAttachmentUploadInput, ConnectionToken, Result};
///
/// # async fn example(client: Client, connection_token: ConnectionToken, attachment_id: &str) -> Result<()> {
/// let input = CompleteAttachmentUploadInput::new([attachment_id], connection_token);
/// client.call(input).await?;
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// [`InvalidInput`](crate::ErrorKind::InvalidInput) if a value exceeds its limits; nothing is sent
/// then. [`ServiceQuotaExceeded`](crate::ErrorKind::ServiceQuotaExceeded) and
/// [`Conflict`](crate::ErrorKind::Conflict) are possible. For all other errors, see
/// [`Client::call`](crate::Client::call).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CompleteAttachmentUploadInput {
    attachment_ids: Vec<String>,
    client_token: Option<String>,
    connection_token: ConnectionToken,
}

impl CompleteAttachmentUploadInput {
    /// Creates the input. `attachment_ids` must contain exactly one id, 1 to 256 characters, which
    /// `StartAttachmentUpload` returned.
    #[must_use]
    pub fn new(
        attachment_ids: impl IntoIterator<Item = impl Into<String>>,
        connection_token: ConnectionToken,
    ) -> Self {
        Self {
            attachment_ids: attachment_ids.into_iter().map(Into::into).collect(),
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
impl Serialize for CompleteAttachmentUploadInput {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
}

impl OperationInput for CompleteAttachmentUploadInput {
    const OPERATION: &'static Operation = &COMPLETE_ATTACHMENT_UPLOAD;

    type Output = CompleteAttachmentUploadOutput;

    fn members(&self) -> Members<'_> {
        members!(
            self,
            COMPLETE_ATTACHMENT_UPLOAD.members,
            [attachment_ids, client_token, connection_token]
        )
    }
}

/// The output of `CompleteAttachmentUpload`, which has no members.
///
/// Source: [`CompleteAttachmentUpload`,
/// response](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_CompleteAttachmentUpload.html#API_CompleteAttachmentUpload_ResponseElements).
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct CompleteAttachmentUploadOutput {}

impl OperationOutput for CompleteAttachmentUploadOutput {}

impl Sealed for CompleteAttachmentUploadOutput {}
