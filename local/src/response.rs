//! HTTP responses in the format of the service.

use std::borrow::Cow;

use bytes::Bytes;
use connect_participant_model::header::ERROR_TYPE;
use connect_participant_model::{
    ACCESS_DENIED, CONFLICT, Exception, INTERNAL_SERVER, Operation, RESOURCE_NOT_FOUND, THROTTLING,
    VALIDATION,
};
use http::header::{ALLOW, CONTENT_TYPE};
use http::{HeaderValue, StatusCode};
use http_body_util::Full;
use serde::Serialize;
use serde_json::{Value, json};

use crate::refusal_reason::RefusalReason;

/// A response to a client.
pub(crate) type Response = http::Response<Full<Bytes>>;

/// The content type of all JSON bodies.
const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// The successful response to a call. It is kept for repeated calls, and it may contain secrets.
#[derive(Clone)]
pub(crate) struct SuccessResponse {
    /// The output as JSON. `None` if the operation's output has no members.
    body: Option<String>,
}

impl SuccessResponse {
    pub(crate) fn new(operation: &Operation, output: &impl Serialize) -> Self {
        // An output is text under fixed names, so serialising it cannot fail.
        let json = || serde_json::to_string(output).unwrap_or_default();
        Self { body: (!operation.output_is_empty).then(json) }
    }

    /// Returns the output, or null if it has no members.
    pub(crate) fn output(&self) -> Value {
        let output = self.body.as_deref().map(serde_json::from_str);
        output.and_then(Result::ok).unwrap_or_default()
    }
}

impl From<SuccessResponse> for Response {
    fn from(success: SuccessResponse) -> Self {
        success.body.map_or_else(Self::default, |body| json_response(StatusCode::OK, body))
    }
}

/// Returns a response with a JSON body.
pub(crate) fn json_response(status: StatusCode, body: String) -> Response {
    let mut response = Response::new(Full::from(body));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, JSON);
    response
}

/// An error that the service returns.
#[derive(Debug)]
pub(crate) struct ErrorResponse {
    status: StatusCode,
    error_type: &'static str,
    message: Cow<'static, str>,
    /// The reason, which the client does not get.
    reason: Option<RefusalReason>,
}

impl ErrorResponse {
    /// The service's message if a request is not authorised, for any reason.
    pub(crate) const ACCESS_DENIED: &'static str = "Access denied";
    /// The service's message if the chat is in the wrong state for a call.
    pub(crate) const CONTACT_STATE: &'static str =
        "Operation can not be performed due to the state of the contact.";
    /// The service's message if `GetTranscript` is `FORWARD` without a start position.
    pub(crate) const INVALID_PARAMETER: &'static str =
        "Validation exception due to invalid parameter";
    /// The message of AWS services if there are too many calls.
    pub(crate) const RATE_EXCEEDED: &'static str = "Rate exceeded";

    /// An error that is not an exception of the service model.
    pub(crate) fn new(
        status: StatusCode,
        error_type: &'static str,
        message: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self { status, error_type, message: message.into(), reason: None }
    }

    /// Sets the reason for the request's record.
    pub(crate) fn because(self, reason: RefusalReason) -> Self {
        Self { reason: Some(reason), ..self }
    }

    /// Replaces the status.
    pub(crate) fn with_status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    pub(crate) fn status(&self) -> StatusCode {
        self.status
    }

    /// Returns the message, with the reason if the message does not say it.
    pub(crate) fn explain(&self) -> String {
        let Self { message, reason, .. } = self;
        match reason {
            Some(RefusalReason::InvalidInput) | None => message.to_string(),
            Some(reason) => format!("{message}: {reason}"),
        }
    }

    /// An exception of the service model.
    pub(crate) fn exception(exception: Exception, message: impl Into<Cow<'static, str>>) -> Self {
        let status = StatusCode::from_u16(exception.status);
        Self::new(status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), exception.name, message)
    }

    /// The token or the pre-signed URL does not authorise the request. The service gives no reason.
    pub(crate) fn access_denied(reason: RefusalReason) -> Self {
        Self::exception(ACCESS_DENIED, Self::ACCESS_DENIED).because(reason)
    }

    /// A header of an upload differs from the signed one.
    pub(crate) fn wrong_signature(message: impl Into<Cow<'static, str>>) -> Self {
        Self::exception(ACCESS_DENIED, message).because(RefusalReason::SignedHeaderDiffers)
    }

    /// The input is not valid.
    pub(crate) fn validation(message: impl Into<Cow<'static, str>>) -> Self {
        Self::exception(VALIDATION, message).because(RefusalReason::InvalidInput)
    }

    /// The view does not exist.
    pub(crate) fn unknown_view(message: impl Into<Cow<'static, str>>) -> Self {
        Self::exception(RESOURCE_NOT_FOUND, message).because(RefusalReason::UnknownView)
    }

    /// The chat is in the wrong state for the call.
    pub(crate) fn conflict(reason: RefusalReason, message: impl Into<Cow<'static, str>>) -> Self {
        Self::exception(CONFLICT, message).because(reason)
    }

    /// A quota is used up.
    pub(crate) fn throttling() -> Self {
        Self::exception(THROTTLING, Self::RATE_EXCEEDED).because(RefusalReason::QuotaExceeded)
    }

    /// The local service, or a fault, is faulty itself.
    pub(crate) fn internal_server(message: impl Into<Cow<'static, str>>) -> Self {
        Self::exception(INTERNAL_SERVER, message)
    }

    /// The path is not that of an operation, or the method is not the operation's.
    fn unknown_operation(status: StatusCode, message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(status, "UnknownOperationException", message)
    }

    /// The path does not exist.
    pub(crate) fn unknown_path() -> Self {
        let message = "the service has no operation at this path";
        Self::unknown_operation(StatusCode::NOT_FOUND, message)
    }
}

/// The response carries the reason as an extension, which is not sent.
impl From<ErrorResponse> for Response {
    fn from(error: ErrorResponse) -> Self {
        let body = json!({ "message": error.message }).to_string();
        let mut response = json_response(error.status, body);
        response.headers_mut().insert(ERROR_TYPE, HeaderValue::from_static(error.error_type));
        if let Some(reason) = error.reason {
            response.extensions_mut().insert(reason);
        }
        response
    }
}

/// Returns the response if the path exists, and only takes another method.
pub(crate) fn wrong_method(path: &str, method: &str) -> Response {
    let message = format!("{path} is called with {method}");
    let mut response: Response =
        ErrorResponse::unknown_operation(StatusCode::METHOD_NOT_ALLOWED, message).into();
    // The name of a method is always a valid header value.
    if let Ok(method) = HeaderValue::from_str(method) {
        response.headers_mut().insert(ALLOW, method);
    }
    response
}

/// Returns the reason for which a request was refused.
pub(crate) fn refusal_reason(response: &Response) -> Option<RefusalReason> {
    response.extensions().get().copied()
}
