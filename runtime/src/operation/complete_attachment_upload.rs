//! `CompleteAttachmentUpload`.

use super::Output;
use crate::ConnectionToken;

input! {
    /// The input of `CompleteAttachmentUpload`.
    ///
    /// Source: [`CompleteAttachmentUpload`, request](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_CompleteAttachmentUpload.html#API_CompleteAttachmentUpload_RequestBody).
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
    /// [`InvalidInput`](crate::ErrorKind::InvalidInput) before anything is sent: where a value is out of its limits.
    /// Otherwise what the service answers, see [`ErrorKind`](crate::ErrorKind), or that it does not:
    /// [`ServiceQuotaExceeded`](crate::ErrorKind::ServiceQuotaExceeded) and [`Conflict`](crate::ErrorKind::Conflict) are
    /// among them.
    CompleteAttachmentUploadInput for COMPLETE_ATTACHMENT_UPLOAD -> CompleteAttachmentUploadOutput {
        /// The service takes exactly one attachment id, of 1 to 256 characters: the one that `StartAttachmentUpload`
        /// returned.
        new(attachment_ids "AttachmentIds": (Vec<String>), connection_token "ConnectionToken": ConnectionToken);
        /// What the service knows a repeated call by, 1 to 500 characters. Without one, each call has a UUID of its own,
        /// which all its attempts share.
        client_token set_client_token "ClientToken": String;
    }
}

output! {
    /// The output of `CompleteAttachmentUpload`, which has no members.
    ///
    /// Source: [`CompleteAttachmentUpload`, response](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_CompleteAttachmentUpload.html#API_CompleteAttachmentUpload_ResponseElements).
    CompleteAttachmentUploadOutput {}
}

impl Output for CompleteAttachmentUploadOutput {
    fn of_no_body() -> Option<Self> {
        Some(Self::default())
    }
}
