//! `GetAttachment`.

use super::Output;
use crate::string_enum::string_enum;
use crate::{ConnectionToken, Timestamp};

input! {
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
    GetAttachmentInput for GET_ATTACHMENT -> GetAttachmentOutput {
        /// The attachment id has 1 to 256 characters. A transcript has it.
        new(attachment_id "AttachmentId": String, connection_token "ConnectionToken": ConnectionToken);
        /// For how many seconds the URL is valid, 5 to 300.
        url_expiry_in_seconds set_url_expiry_in_seconds "UrlExpiryInSeconds": i32;
        /// What a browser does with the attachment.
        url_content_disposition set_url_content_disposition "UrlContentDisposition": ContentDisposition;
    }
}

string_enum! {
    /// What a browser does with what it downloads.
    ///
    /// Source: [`GetAttachment`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_GetAttachment.html#connectparticipant-GetAttachment-request-UrlContentDisposition).
    ContentDisposition {
        /// `INLINE`: it shows it.
        Inline = "INLINE",
        /// `ATTACHMENT`: it saves it.
        Attachment = "ATTACHMENT",
    }
}

output! {
    /// The output of `GetAttachment`.
    ///
    /// Source: [`GetAttachment`, response](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_GetAttachment.html#API_GetAttachment_ResponseElements).
    GetAttachmentOutput {
        [required]
        /// How many bytes the attachment has: at least 1, or 0 where the service does not say, which its model has it do.
        attachment_size_in_bytes: i64;
        /// The URL of the attachment, 1 to 2,000 characters. It is pre-signed: who has it can download.
        url: String, hidden;
        /// Until when the URL is valid.
        url_expiry: Timestamp;
    }
}

impl Output for GetAttachmentOutput {}
