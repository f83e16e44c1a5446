//! What goes wrong with calls.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use http::{HeaderName, Response};

/// By what an answer says which exception it is.
const ERROR_TYPE: HeaderName = HeaderName::from_static("x-amzn-errortype");

/// Something that goes wrong with one request.
#[derive(Debug, Clone, Copy)]
pub enum Fault {
    /// The service does not see the request. This is the answer.
    Answer(Answer),
    /// The service answers, and nobody hears it: the connection is closed.
    Lost,
}

/// An answer in the place of the service's.
#[derive(Debug, Clone, Copy)]
pub struct Answer {
    pub status: u16,
    /// What the header says which exception it is.
    pub error_type: Option<&'static str>,
    pub body: &'static str,
}

impl Answer {
    pub fn to_response(self) -> Response<Bytes> {
        let mut answer =
            Response::builder().status(self.status).header("content-type", "application/json");
        if let Some(error_type) = self.error_type {
            answer = answer.header(ERROR_TYPE, error_type);
        }
        answer.body(Bytes::from_static(self.body.as_bytes())).expect("an answer")
    }
}

/// An exception of the service's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exception {
    pub name: &'static str,
    pub status: u16,
}

impl Exception {
    /// It is what the next call is answered, in the form that was seen in the field.
    pub fn fault(self) -> Fault {
        let Self { name, status } = self;
        Fault::Answer(Answer { status, error_type: Some(name), body: r#"{"message":"Asked for"}"# })
    }
}

pub const VALIDATION: Exception = Exception { name: "ValidationException", status: 400 };
pub const QUOTA: Exception = Exception { name: "ServiceQuotaExceededException", status: 402 };
pub const ACCESS_DENIED: Exception = Exception { name: "AccessDeniedException", status: 403 };
pub const NOT_FOUND: Exception = Exception { name: "ResourceNotFoundException", status: 404 };
pub const CONFLICT: Exception = Exception { name: "ConflictException", status: 409 };
pub const THROTTLING: Exception = Exception { name: "ThrottlingException", status: 429 };
pub const INTERNAL_SERVER: Exception = Exception { name: "InternalServerException", status: 500 };

/// What goes wrong from now on.
#[derive(Default)]
pub struct Faults {
    next: Mutex<VecDeque<Fault>>,
    hides_error_types: AtomicBool,
}

impl Faults {
    /// The next request goes wrong, or the one after those that do already.
    pub fn inject(&self, fault: Fault) {
        self.next.lock().unwrap_or_else(PoisonError::into_inner).push_back(fault);
    }

    /// No answer says in its header which exception it is.
    pub fn hide_error_types(&self) {
        self.hides_error_types.store(true, Ordering::Relaxed);
    }

    pub fn next(&self) -> Option<Fault> {
        self.next.lock().unwrap_or_else(PoisonError::into_inner).pop_front()
    }

    pub fn apply(&self, mut answer: Response<Bytes>) -> Response<Bytes> {
        if self.hides_error_types.load(Ordering::Relaxed) {
            answer.headers_mut().remove(ERROR_TYPE);
        }
        answer
    }
}
