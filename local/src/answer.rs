//! Answers, in the service's shapes.

use std::borrow::Cow;

use bytes::Bytes;
use connect_participant_model::{
    ACCESS_DENIED, CANCEL_PARTICIPANT_AUTHENTICATION, COMPLETE_ATTACHMENT_UPLOAD, CONFLICT,
    DISCONNECT_PARTICIPANT, Exception, INTERNAL_SERVER, Operation, RESOURCE_NOT_FOUND, THROTTLING,
    VALIDATION,
};
use http::header::{ALLOW, CONTENT_TYPE};
use http::{HeaderValue, Response, StatusCode};
use http_body_util::Full;
use serde::Serialize;
use serde_json::json;

use crate::header::{ERROR_TYPE, JSON};

/// What goes back to a client.
pub(crate) type Answer = Response<Full<Bytes>>;

/// The operations whose output has no members. Their responses have no body.
const WITHOUT_OUTPUT: &[&str] = &[
    CANCEL_PARTICIPANT_AUTHENTICATION.name,
    COMPLETE_ATTACHMENT_UPLOAD.name,
    DISCONNECT_PARTICIPANT.name,
];

/// An answer that is an output, kept for when the same call comes again. It may hold secrets.
#[derive(Clone)]
pub(crate) struct Success {
    /// JSON, but for an output without members.
    body: Option<String>,
}

impl Success {
    pub(crate) fn new(operation: &Operation, output: &impl Serialize) -> Self {
        // Outputs are made of text under fixed names, and writing that cannot fail.
        let json = || serde_json::to_string(output).unwrap_or_default();
        Self { body: (!WITHOUT_OUTPUT.contains(&operation.name)).then(json) }
    }
}

impl From<Success> for Answer {
    fn from(success: Success) -> Self {
        success.body.map_or_else(Self::default, |body| json_answer(StatusCode::OK, body))
    }
}

pub(crate) fn json_answer(status: StatusCode, body: String) -> Answer {
    let mut answer = Answer::new(Full::from(body));
    *answer.status_mut() = status;
    answer.headers_mut().insert(CONTENT_TYPE, JSON);
    answer
}

/// An answer that is an error.
#[derive(Debug)]
pub(crate) struct Refusal {
    status: StatusCode,
    error_type: &'static str,
    message: Cow<'static, str>,
}

impl Refusal {
    /// An error that the service's model does not have.
    pub(crate) fn new(
        status: StatusCode,
        error_type: &'static str,
        message: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self { status, error_type, message: message.into() }
    }

    /// The words for who is not authorised, whatever the reason.
    pub(crate) const ACCESS_DENIED: &'static str = "Access denied";

    pub(crate) fn exception(exception: Exception, message: impl Into<Cow<'static, str>>) -> Self {
        let status = StatusCode::from_u16(exception.status);
        Self::new(status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), exception.name, message)
    }

    /// The token, or the signature, does not authorise the call. The service does not tell why.
    pub(crate) fn access_denied() -> Self {
        Self::exception(ACCESS_DENIED, Self::ACCESS_DENIED)
    }

    /// What was signed is not what has come.
    pub(crate) fn wrong_signature(message: impl Into<Cow<'static, str>>) -> Self {
        Self::exception(ACCESS_DENIED, message)
    }

    /// The input is not one that the service takes.
    pub(crate) fn validation(message: impl Into<Cow<'static, str>>) -> Self {
        Self::exception(VALIDATION, message)
    }

    /// There is no such thing.
    pub(crate) fn resource_not_found(message: impl Into<Cow<'static, str>>) -> Self {
        Self::exception(RESOURCE_NOT_FOUND, message)
    }

    /// The chat is in a state that does not allow the call.
    pub(crate) fn conflict(message: impl Into<Cow<'static, str>>) -> Self {
        Self::exception(CONFLICT, message)
    }

    /// There were more calls than the service takes.
    pub(crate) fn throttling() -> Self {
        Self::exception(THROTTLING, THROTTLED)
    }

    /// The local service itself is wrong.
    pub(crate) fn internal_server(message: impl Into<Cow<'static, str>>) -> Self {
        Self::exception(INTERNAL_SERVER, message)
    }
}

impl From<Refusal> for Answer {
    fn from(refusal: Refusal) -> Self {
        let mut answer =
            json_answer(refusal.status, json!({ "message": refusal.message }).to_string());
        answer.headers_mut().insert(ERROR_TYPE, HeaderValue::from_static(refusal.error_type));
        answer
    }
}

/// The service's words for what a chat does not allow.
pub(crate) const STATE_OF_THE_CONTACT: &str =
    "Operation can not be performed due to the state of the contact.";

/// AWS's words for more calls than a quota.
pub(crate) const THROTTLED: &str = "Rate exceeded";

/// The error type of what is no call of an operation.
pub(crate) const UNKNOWN_OPERATION: &str = "UnknownOperationException";

/// The request is for something that is there, with a method that it does not have.
pub(crate) fn wrong_method(what: &str, method: &'static str) -> Answer {
    let message = format!("{what} is called with {method}");
    let mut answer: Answer =
        Refusal::new(StatusCode::METHOD_NOT_ALLOWED, UNKNOWN_OPERATION, message).into();
    answer.headers_mut().insert(ALLOW, HeaderValue::from_static(method));
    answer
}
