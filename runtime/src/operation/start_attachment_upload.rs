//! `StartAttachmentUpload`.

use std::collections::BTreeMap;

use super::Output;
use crate::{ConnectionToken, Timestamp};

input! {
    /// The input of `StartAttachmentUpload`.
    ///
    /// Source: [`StartAttachmentUpload`, request](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_StartAttachmentUpload.html#API_StartAttachmentUpload_RequestBody).
    ///
    /// ```no_run
    /// use connect_participant::{Client, ConnectionToken, Result, StartAttachmentUploadInput};
    ///
    /// # async fn example(client: Client, connection_token: ConnectionToken) -> Result<()> {
    /// let input = StartAttachmentUploadInput::new("text/plain", 1_024, "notes.txt", connection_token);
    /// let output = client.call(input).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](crate::ErrorKind::InvalidInput) before anything is sent: where a value is out of its limits.
    /// Otherwise what the service answers, see [`ErrorKind`](crate::ErrorKind), or that it does not:
    /// [`ServiceQuotaExceeded`](crate::ErrorKind::ServiceQuotaExceeded) is among it.
    StartAttachmentUploadInput for START_ATTACHMENT_UPLOAD -> StartAttachmentUploadOutput {
        /// The content type is the media type of the attachment, 1 to 255 characters; its size is in bytes, at least 1;
        /// its name has 1 to 256 characters.
        new(
            content_type "ContentType": String,
            attachment_size_in_bytes "AttachmentSizeInBytes": i64,
            attachment_name "AttachmentName": String,
            connection_token "ConnectionToken": ConnectionToken
        );
        /// What the service knows a repeated call by, 1 to 500 characters. Without one, each call has a UUID of its own,
        /// which all its attempts share.
        client_token set_client_token "ClientToken": String;
    }
}

output! {
    /// The output of `StartAttachmentUpload`.
    ///
    /// Source: [`StartAttachmentUpload`, response](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_StartAttachmentUpload.html#API_StartAttachmentUpload_ResponseElements).
    StartAttachmentUploadOutput {
        /// The id of the attachment, 1 to 256 characters: what `CompleteAttachmentUpload` takes.
        attachment_id: String;
        /// Where its bytes are to be put.
        upload_metadata: UploadMetadata;
    }
}

impl Output for StartAttachmentUploadOutput {}

output! {
    /// Where the bytes of an attachment are to be put, by an HTTP `PUT`.
    ///
    /// Source: [`UploadMetadata`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_UploadMetadata.html).
    UploadMetadata {
        /// The URL, 1 to 2,000 characters. It is pre-signed: who has it can upload.
        url: String, hidden;
        /// Until when the URL is valid.
        url_expiry: Timestamp;
        /// The headers that the `PUT` has to have, which are a part of what was signed. A name has 1 to 128 characters, a
        /// value 1 to 256.
        headers_to_include: BTreeMap<String, String>;
    }
}
