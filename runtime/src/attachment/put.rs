//! The second step of an upload: an HTTP `PUT` of the bytes.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Method, Request, Response, Uri};

use crate::attachment::attachment_body::AttachmentBody;
use crate::attachment::signed_headers::signed_headers;
use crate::call::time_limit::within;
use crate::call::trace::Trace;
use crate::call::{Attempt, run, transport_error};
use crate::config::Config;
use crate::endpoint::Security;
use crate::error::{Error, ErrorKind, Result};
use crate::operation::start_attachment_upload::UploadMetadata;
use crate::protocol::response::request_id;
use crate::protocol::retry_after::retry_after;
use crate::redact::Redactor;
use crate::transport::upload_body::{UploadBody, UploadState};
use crate::transport::{Failure, NewConnection, TransportError};

/// The name of this step in errors and traces.
const NAME: &str = "PutAttachment";

/// The number of checks for progress within the time after which an attempt without progress fails.
const PROGRESS_CHECKS: u32 = 4;

/// Puts the bytes of an attachment to the URL in the metadata.
pub(super) async fn put(
    config: &Config,
    metadata: &UploadMetadata,
    body: AttachmentBody,
) -> Result<()> {
    let uri = uri(config, metadata);
    let trace = Trace::put(NAME, uri.as_ref().ok());
    let put = match uri.and_then(|uri| Put::new(uri, metadata, body)) {
        Ok(put) => put,
        Err(error) => {
            let error = error.with_operation(NAME, 0);
            trace.failed(&error);
            return Err(error);
        }
    };
    // The whole upload has no deadline, but each attempt has to make progress.
    trace.instrument(run(config, &trace, &put, Duration::MAX)).await.map(|_| ())
}

/// A `PUT` that can be sent several times.
struct Put {
    uri: Uri,
    headers: HeaderMap,
    body: AttachmentBody,
    redactor: Redactor,
}

impl Put {
    fn new(uri: Uri, metadata: &UploadMetadata, body: AttachmentBody) -> Result<Self> {
        let headers = signed_headers(metadata, &uri, body.size()).map_err(invalid)?;
        let redactor = Redactor::for_signed_url(&uri);
        Ok(Self { uri, headers, body, redactor })
    }

    async fn request(
        &self,
        state: Arc<UploadState>,
        required: Option<NewConnection>,
    ) -> Result<Request<UploadBody>> {
        let mut request = Request::new(self.body.open(state).await?);
        *request.method_mut() = Method::PUT;
        *request.uri_mut() = self.uri.clone();
        *request.headers_mut() = self.headers.clone();
        if let Some(required) = required {
            request.extensions_mut().insert(required);
        }
        Ok(request)
    }

    /// Checks the status of a response. The error omits the body, which may repeat the URL.
    fn check_status(
        &self,
        config: &Config,
        response: Response<Bytes>,
    ) -> Result<((), Response<Bytes>)> {
        let status = response.status();
        if status.is_success() {
            return Ok(((), response));
        }
        let request_id = request_id(&self.redactor, response.headers());
        let retry_after = retry_after(response.headers(), || config.time.system_time());
        Err(Error::from_response(ErrorKind::Service, status, request_id)
            .with_message("the upload failed")
            .set_retry_after(retry_after))
    }
}

impl Attempt for Put {
    type Output = ();

    fn name(&self) -> &'static str {
        NAME
    }

    fn content_type(&self) -> Option<&'static str> {
        None
    }

    fn redactor(&self) -> &Redactor {
        &self.redactor
    }

    fn is_repeatable(&self) -> bool {
        self.body.is_repeatable()
    }

    async fn send(
        &self,
        config: &Config,
        _: Duration,
        required: Option<NewConnection>,
    ) -> Result<((), Response<Bytes>)> {
        let state = Arc::<UploadState>::default();
        let request = self.request(Arc::clone(&state), required).await?;
        let limit = config.timeouts.operation;
        let mut sent = config.transport.upload(request);
        let (mut last_progress, mut checks_without_progress) = (0, 0);
        let response = loop {
            let response = within(config, limit / PROGRESS_CHECKS, &mut sent).await;
            let progress = state.sent();
            let is_stalled = progress == last_progress;
            checks_without_progress = if is_stalled { checks_without_progress + 1 } else { 0 };
            last_progress = progress;
            if response.is_some() || checks_without_progress == PROGRESS_CHECKS {
                break response;
            }
        };
        // Without its whole body, a request cannot have succeeded.
        if let Some(problem) = state.take_problem() {
            let (kind, what) = (ErrorKind::InvalidInput, "the attachment cannot be read");
            return Err(transport_error(kind, what, problem.into(), &self.redactor));
        }
        let is_stale =
            matches!(response, Some(Err(TransportError { failure: Failure::Stale, .. })));
        let (kind, reason) = match response {
            Some(Ok(response)) => return self.check_status(config, response),
            Some(Err(TransportError { failure, source })) => match failure {
                Failure::IncompleteBody(head) | Failure::TooLarge { head, .. } => {
                    // The status alone decides.
                    return self.check_status(config, Response::from_parts(*head, Bytes::new()));
                }
                Failure::NotSent => (ErrorKind::InvalidInput, source),
                Failure::Connection | Failure::Stale => (ErrorKind::Transport, source),
                Failure::Timeout => (ErrorKind::Timeout, source),
            },
            None => {
                let limit = humantime::format_duration(limit);
                (ErrorKind::Timeout, format!("no progress for {limit}").into())
            }
        };
        let error = transport_error(kind, "the upload failed", reason, &self.redactor);
        Err(if is_stale { error.stale() } else { error })
    }
}

/// Returns the URL if it is safe to send an attachment to it.
fn uri(config: &Config, metadata: &UploadMetadata) -> Result<Uri> {
    let url = metadata.url.as_deref().ok_or_else(|| invalid("has no URL"))?;
    let uri = Uri::try_from(url).map_err(|_| invalid("has an invalid URL"))?;
    let security = Security::of(&uri);
    let security = security.map_err(|problem| invalid(&format!("has a URL that {problem}")))?;
    let is_safe = match security {
        Security::Encrypted => true,
        // An encrypted service never uses an unencrypted store.
        Security::Loopback => !config.endpoint.is_encrypted(),
        Security::Cleartext => false,
    };
    if is_safe { Ok(uri) } else { Err(invalid("has a URL that is not https")) }
}

/// The message quotes neither the URL nor a header, because both can contain secrets.
fn invalid(problem: &str) -> Error {
    Error::invalid_input(format!("the upload metadata {problem}"))
}
