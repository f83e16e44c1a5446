//! Answers, in the service's shapes.

use std::borrow::Cow;

use bytes::Bytes;
use connect_participant_model::{ACCESS_DENIED, CONFLICT, Exception, VALIDATION};
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Response, StatusCode};
use http_body_util::Full;
use serde::Serialize;
use serde_json::json;

use crate::header::{ERROR_TYPE, JSON};

/// What goes back to a client.
pub(super) type Answer = Response<Full<Bytes>>;

/// A success with this output.
pub(super) fn success(output: &impl Serialize) -> Answer {
    // Outputs are made of text under fixed names, and writing that cannot fail.
    json_answer(StatusCode::OK, serde_json::to_string(output).unwrap_or_default())
}

fn json_answer(status: StatusCode, body: String) -> Answer {
    let mut answer = Answer::new(Full::from(body));
    *answer.status_mut() = status;
    answer.headers_mut().insert(CONTENT_TYPE, JSON);
    answer
}

/// An answer that is an error.
#[derive(Debug)]
pub(super) struct Refusal {
    status: StatusCode,
    error_type: &'static str,
    message: Cow<'static, str>,
}

impl Refusal {
    /// An error that the service's model does not have.
    pub(super) fn new(
        status: StatusCode,
        error_type: &'static str,
        message: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self { status, error_type, message: message.into() }
    }

    fn exception(exception: Exception, message: impl Into<Cow<'static, str>>) -> Self {
        let status = StatusCode::from_u16(exception.status);
        Self::new(status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), exception.name, message)
    }

    /// The token does not authorise the call. The service does not tell why.
    pub(super) fn access_denied() -> Self {
        Self::exception(ACCESS_DENIED, "Access denied")
    }

    /// The input is not one that the service takes.
    pub(super) fn validation(message: impl Into<Cow<'static, str>>) -> Self {
        Self::exception(VALIDATION, message)
    }

    /// The chat is in a state that does not allow the call. The words are the service's.
    pub(super) fn conflict() -> Self {
        Self::exception(CONFLICT, "Operation can not be performed due to the state of the contact.")
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
