//! Attachments: the three steps of an upload.

pub(crate) mod attachment_body;
#[cfg(feature = "files")]
mod file;
mod put;
mod signed_headers;

use connect_participant_model::START_ATTACHMENT_UPLOAD;

use self::attachment_body::AttachmentBody;
use crate::call::trace::Trace;
use crate::client::Client;
use crate::error::{Error, Result};
use crate::operation::complete_attachment_upload::CompleteAttachmentUploadInput;
use crate::operation::start_attachment_upload::{StartAttachmentUploadInput, UploadMetadata};
use crate::types::token::ConnectionToken;

impl Client {
    /// Uploads an attachment, and returns its id.
    ///
    /// It calls `StartAttachmentUpload`, puts the bytes to the URL in the response, and calls
    /// `CompleteAttachmentUpload`. The content type is the media type of the attachment. The name
    /// must be 1 to 256 characters. The Amazon Connect instance limits the types and the size of
    /// attachments (20 MB by default).
    ///
    /// ```no_run
    /// use connect_participant::{AttachmentBody, Client, ConnectionToken, Result};
    ///
    /// # async fn example(client: Client, connection_token: ConnectionToken) -> Result<()> {
    /// let body = AttachmentBody::from_file("notes.pdf").await?.on_progress(|progress| {
    ///     println!("{} of {} bytes", progress.sent, progress.total);
    /// });
    /// let token = &connection_token;
    /// let id = client.upload_attachment("application/pdf", "notes.pdf", body, token).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// The error of the step that failed. [`Error::operation`] returns its name:
    /// `StartAttachmentUpload`, `PutAttachment` (see [`put_attachment`](Self::put_attachment)) or
    /// `CompleteAttachmentUpload`.
    ///
    /// Before the last step, the attachment is not in the chat, and you can repeat the whole
    /// upload. The last step may have taken effect even if there was no response. To rule out a
    /// duplicate, make the three calls yourself, and repeat the last one with the same client
    /// token.
    pub async fn upload_attachment(
        &self,
        content_type: impl Into<String>,
        attachment_name: impl Into<String>,
        body: AttachmentBody,
        connection_token: &ConnectionToken,
    ) -> Result<String> {
        let trace = Trace::upload(body.size());
        let (content_type, name) = (content_type.into(), attachment_name.into());
        let upload = self.upload(content_type, name, body, connection_token);
        let uploaded = trace.instrument(upload).await;
        uploaded.inspect_err(|error| trace.failed(error))
    }

    async fn upload(
        &self,
        content_type: String,
        name: String,
        body: AttachmentBody,
        connection_token: &ConnectionToken,
    ) -> Result<String> {
        let size = i64::try_from(body.size()).unwrap_or(i64::MAX);
        let start =
            StartAttachmentUploadInput::new(content_type, size, name, connection_token.clone());
        let started = self.call(start).await?;
        let (Some(id), Some(metadata)) = (started.attachment_id, started.upload_metadata) else {
            let problem = "the response has no attachment id, or no upload metadata";
            return Err(
                Error::unreadable_response(problem).with_operation(START_ATTACHMENT_UPLOAD.name, 1)
            );
        };
        self.put_attachment(&metadata, body).await?;
        let complete = CompleteAttachmentUploadInput::new([id.as_str()], connection_token.clone());
        self.call(complete).await?;
        Ok(id)
    }

    /// Puts the bytes of an attachment to the URL in the output of `StartAttachmentUpload`. The
    /// next step is `CompleteAttachmentUpload`.
    ///
    /// This is an HTTP `PUT` with the headers in that output, with `Host` and `Content-Length`,
    /// and, if reqwest sends it, with `Accept` and the headers that you have added with
    /// `configure_reqwest`. It carries no token, because the URL is pre-signed.
    ///
    /// The [transport](crate::Transport) of the client sends it, and it is retried like a call,
    /// except for a body [from a stream](AttachmentBody::from_stream) that cannot be read again. An
    /// attempt fails if no bytes are sent for the
    /// [`operation_timeout`](crate::ClientBuilder::operation_timeout). A slow attempt that makes
    /// progress may take longer. If a success arrives before all bytes have been sent, the upload
    /// succeeds.
    ///
    /// # Errors
    ///
    /// - [`InvalidInput`](crate::ErrorKind::InvalidInput) if the metadata has no URL, a URL that is
    ///   not https, an invalid header, or a `Content-Length` that differs from the size of the
    ///   body. A URL may be http if it is a loopback address and the endpoint of the client is one
    ///   too.
    /// - [`InvalidInput`](crate::ErrorKind::InvalidInput) if the body cannot be read, a file has
    ///   changed, or a stream has another size than promised.
    /// - [`InvalidInput`](crate::ErrorKind::InvalidInput) if the URL is https and the crate was built
    ///   without TLS.
    /// - [`Service`](crate::ErrorKind::Service) if the response is not a success, such as a 403 for
    ///   an expired URL.
    /// - The errors of a connection, as for any call.
    ///
    /// An error contains neither the URL nor the body of the response, which may repeat the URL.
    pub async fn put_attachment(
        &self,
        metadata: &UploadMetadata,
        body: AttachmentBody,
    ) -> Result<()> {
        put::put(self.config(), metadata, body).await
    }
}
