//! Attachments: an upload in its three steps.

mod body;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use bytes::Bytes;
use connect_participant_model::START_ATTACHMENT_UPLOAD;
use http::header::CONTENT_LENGTH;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Response, Uri};

pub use self::body::{AttachmentBody, Progress, UploadBody};
use crate::answer::Reader;
use crate::attempts::Attempts;
use crate::call::{unanswered, within};
use crate::config::Config;
use crate::endpoint::Destination;
use crate::retry::retry_after;
use crate::secrets::Secrets;
use crate::trace::Trace;
use crate::transport::{Failure, TransportError};
use crate::{
    Client, CompleteAttachmentUploadInput, ConnectionToken, Error, ErrorKind, Result,
    StartAttachmentUploadInput, UploadMetadata,
};

/// What the step between `StartAttachmentUpload` and `CompleteAttachmentUpload` is called in errors and traces.
const PUT: &str = "PutAttachment";

/// How often it is looked at whether an attempt moves, in the time after which it is given up where it does not.
const LOOKS: u32 = 4;

impl Client {
    /// Sends an attachment: calls `StartAttachmentUpload`, puts the bytes where that says, and calls
    /// `CompleteAttachmentUpload`. Returns the attachment's id.
    ///
    /// The content type is the media type of the attachment, its name has 1 to 256 characters. Which types are allowed, and
    /// how large an attachment may be (20 MB by default), is the Amazon Connect instance's to say.
    ///
    /// ```no_run
    /// use connect_participant::{AttachmentBody, Client, ConnectionToken, Result};
    ///
    /// # async fn example(client: Client, connection_token: ConnectionToken) -> Result<()> {
    /// let body = AttachmentBody::from_file("notes.pdf").await?.on_progress(|progress| {
    ///     println!("{} of {} bytes", progress.sent, progress.total);
    /// });
    /// let id = client.upload_attachment("application/pdf", "notes.pdf", body, &connection_token).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// That of the step that failed, which [`Error::operation`] names: `StartAttachmentUpload`, `PutAttachment` (see
    /// [`put_attachment`](Self::put_attachment)) or `CompleteAttachmentUpload`. Before the last step the attachment is not in
    /// the chat, and the whole upload can be made again. A last step without an answer may have taken effect: whoever
    /// must not send an attachment twice makes the three calls, and repeats the last one with the same client token.
    pub async fn upload_attachment(
        &self,
        content_type: impl Into<String>,
        attachment_name: impl Into<String>,
        body: AttachmentBody,
        connection_token: &ConnectionToken,
    ) -> Result<String> {
        let size = i64::try_from(body.size()).unwrap_or(i64::MAX);
        let (content_type, name) = (content_type.into(), attachment_name.into());
        let start =
            StartAttachmentUploadInput::new(content_type, size, name, connection_token.clone());
        let started = self.call(start).await?;
        let (Some(id), Some(metadata)) = (started.attachment_id, started.upload_metadata) else {
            return Err(Error::new(ErrorKind::UnreadableResponse)
                .with_message("the answer has no attachment id, or no upload metadata")
                .during(START_ATTACHMENT_UPLOAD.name, 1));
        };
        self.put_attachment(&metadata, body).await?;
        let complete = CompleteAttachmentUploadInput::new([id.as_str()], connection_token.clone());
        self.call(complete).await?;
        Ok(id)
    }

    /// Puts the bytes of an attachment where `StartAttachmentUpload` said: the step before `CompleteAttachmentUpload`.
    ///
    /// It is an HTTP `PUT` with exactly the headers that `StartAttachmentUpload` named, beside `Host`, `Content-Length` and
    /// `Accept`, which HTTP clients have, and those that `configure_reqwest` may
    /// have added; and without a token, as the URL is pre-signed. It is sent through the client's own
    /// [transport](crate::Transport) and tried again like a call. An attempt is given up where nothing of it moves for as
    /// long as a [call](crate::ClientBuilder::operation_timeout) may take: one that is slow and moves may take longer. A
    /// success that comes before all bytes have gone is one.
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](ErrorKind::InvalidInput) where the metadata has no URL, one that is not https (http is for a
    /// client whose endpoint is http on a loopback address, and for such an address only), a header that is none, or
    /// the length of another attachment, and where a file cannot be read or has changed.
    /// [`Service`](ErrorKind::Service) where the answer is no success, such as a 403 for a URL that has expired;
    /// otherwise what a call may fail with. Neither the URL nor the words of the answer, which may repeat it, are in
    /// the error.
    pub async fn put_attachment(
        &self,
        metadata: &UploadMetadata,
        body: AttachmentBody,
    ) -> Result<()> {
        let trace = Trace::new(PUT, None);
        trace.follow(put(self.config(), metadata, body, &trace)).await
    }
}

async fn put(
    config: &Config,
    metadata: &UploadMetadata,
    body: AttachmentBody,
    trace: &Trace,
) -> Result<()> {
    let (uri, headers) = head(config, metadata, &body).map_err(|error| error.during(PUT, 0))?;
    let secrets = secrets(&uri);
    // It takes as long as it takes; a single attempt has to move.
    let mut attempts = Attempts::new(config, Duration::MAX);
    loop {
        attempts.begin();
        let error = match attempt(config, &uri, &headers, &body, &secrets).await {
            Ok(answer) => {
                attempts.succeeded();
                let reader = Reader { secrets: &secrets };
                trace.success(&attempts, &answer, &reader);
                return Ok(());
            }
            Err(error) => error,
        };
        let again = attempts.again(&error);
        trace.failure(&attempts, &error, again.as_ref().map(|again| again.delay));
        let Some(again) = again else { return Err(error.during(PUT, attempts.made())) };
        attempts.wait(again).await;
    }
}

/// Where the bytes go, and with which headers.
fn head(
    config: &Config,
    metadata: &UploadMetadata,
    body: &AttachmentBody,
) -> Result<(Uri, HeaderMap)> {
    // The URL is a secret, and so in no message.
    let refused = |problem: &str| Error::invalid_input(format!("the upload metadata {problem}"));
    let url = metadata.url.as_deref().ok_or_else(|| refused("has no URL"))?;
    let uri = Uri::try_from(url).map_err(|_| refused("has a URL that is none"))?;
    let is_safe =
        match Destination::of(&uri).map_err(|_| refused("has a URL that no request can go to"))? {
            Destination::Encrypted => true,
            // A service that is itself encrypted has no business there.
            Destination::Loopback => !config.endpoint.is_encrypted(),
            Destination::Cleartext => false,
        };
    if !is_safe {
        return Err(refused("has a URL that is not https"));
    }

    let mut headers = HeaderMap::new();
    for (name, value) in metadata.headers_to_include.iter().flatten() {
        let name = HeaderName::from_bytes(name.as_bytes());
        let value = HeaderValue::from_str(value);
        let (Ok(name), Ok(value)) = (name, value) else {
            return Err(refused("has a header that is none"));
        };
        headers.insert(name, value);
    }
    let length = HeaderValue::from(body.size());
    if headers.insert(CONTENT_LENGTH, length.clone()).is_some_and(|signed| signed != length) {
        return Err(refused("was made for an attachment of another size"));
    }
    Ok((uri, headers))
}

/// The URL, and the part of it that signs.
fn secrets(uri: &Uri) -> Secrets {
    let query = uri.query().map(str::to_owned);
    Secrets::new(None, [Some(uri.to_string()), query].into_iter().flatten().collect())
}

/// Sends the bytes once. There is no answer to tell of where it fails but for its status: its body may repeat the URL.
async fn attempt(
    config: &Config,
    uri: &Uri,
    headers: &HeaderMap,
    body: &AttachmentBody,
    secrets: &Secrets,
) -> Result<Response<Bytes>> {
    let moved = Arc::new(AtomicU64::new(0));
    let mut request = Request::new(body.open(Arc::clone(&moved)).await?);
    *request.method_mut() = Method::PUT;
    *request.uri_mut() = uri.clone();
    *request.headers_mut() = headers.clone();

    let limit = config.timeouts.operation;
    let mut sent = config.transport.upload(request);
    let (mut moved_before, mut still) = (0, 0);
    let answer = loop {
        let answer = within(config, limit / LOOKS, &mut sent).await;
        let moved = moved.load(Ordering::Relaxed);
        still = if moved == moved_before { still + 1 } else { 0 };
        moved_before = moved;
        if answer.is_some() || still == LOOKS {
            break answer;
        }
    };
    let (kind, reason) = match answer {
        Some(Ok(answer)) => return settle(answer, secrets),
        Some(Err(TransportError { failure, source })) => match failure {
            Failure::CutShort(head) | Failure::TooLarge { head, .. } => {
                // Whether it has succeeded is told by the head.
                return settle(Response::from_parts(*head, Bytes::new()), secrets);
            }
            Failure::Connection => (ErrorKind::Transport, source),
            Failure::Timeout => (ErrorKind::Timeout, source),
        },
        None => {
            let limit = humantime::format_duration(limit);
            (ErrorKind::Timeout, format!("nothing moved for {limit}").into())
        }
    };
    Err(unanswered(kind, "the attachment was not taken", reason, secrets))
}

fn settle(answer: Response<Bytes>, secrets: &Secrets) -> Result<Response<Bytes>> {
    let status = answer.status();
    if status.is_success() {
        return Ok(answer);
    }
    let request_id = Reader { secrets }.request_id(answer.headers());
    Err(Error::answer(ErrorKind::Service, status, request_id)
        .with_message("the attachment was not taken")
        .with_retry_after(retry_after(answer.headers())))
}
