//! Which answer a request gets.

use bytes::Bytes;
use connect_participant_model::Operation;
use http::{Method, Request, StatusCode, Uri};

use super::path::Label;
use super::{event_log, path};
use crate::answer::{Answer, Refusal, UNKNOWN_OPERATION, wrong_method};
use crate::call::Handler;
use crate::contact::attachment;
use crate::operations::HANDLERS;
use crate::presigned;
use crate::service::Service;

/// The largest body of a call that is read. The largest that an operation takes has about a tenth of it.
const MAX_CALL_BYTES: usize = 1024 * 1024;

/// What is at a path.
pub(crate) enum Target<'a> {
    Operation(&'static Handler, Vec<Label<'a>>),
    /// A pre-signed URL, with its secret.
    Presigned(&'a str),
    /// All that was recorded.
    EventLog,
    Nothing,
}

impl<'a> Target<'a> {
    pub(crate) fn of(uri: &'a Uri) -> Self {
        if let Some(secret) = presigned::secret(uri) {
            return Self::Presigned(secret);
        }
        if uri.path() == event_log::PATH {
            return Self::EventLog;
        }
        let found = HANDLERS
            .iter()
            .find_map(|handler| Some((handler, path::labels(handler.operation.path, uri.path())?)));
        found.map_or(Self::Nothing, |(handler, labels)| Self::Operation(handler, labels))
    }

    /// The operation that is called with this method.
    pub(crate) fn operation(&self, method: &Method) -> Option<&'static Operation> {
        let Self::Operation(handler, _) = self else { return None };
        (handler.operation.method.as_str() == method.as_str()).then_some(handler.operation)
    }

    /// The largest body of a request to here that is read.
    pub(crate) fn max_body_bytes(&self) -> usize {
        match self {
            Self::Presigned(_) => attachment::MAX_BYTES,
            _ => MAX_CALL_BYTES,
        }
    }

    /// The path, with `…` for what may be a secret.
    pub(crate) fn path_without_secrets(&self, uri: &Uri) -> String {
        match self {
            Self::Operation(handler, _) => handler.operation.path.to_owned(),
            Self::Presigned(_) => presigned::url("", "…"),
            Self::EventLog => event_log::PATH.to_owned(),
            Self::Nothing => path::words(uri.path()),
        }
    }
}

pub(crate) fn route(service: &Service, request: &Request<Bytes>) -> Answer {
    let target = Target::of(request.uri());
    let called = target.operation(request.method());
    match &target {
        Target::Operation(handler, labels) if called.is_some() => {
            handler.answer(service, labels, request).map_or_else(Answer::from, Answer::from)
        }
        Target::Operation(Handler { operation, .. }, _) => {
            wrong_method(&format!("`{}`", operation.name), operation.method.as_str())
        }
        Target::Presigned(secret) => presigned::answer(service, secret, request),
        Target::EventLog => event_log::answer(service, request.method()),
        Target::Nothing => {
            let message = "the service has no operation at this path";
            Refusal::new(StatusCode::NOT_FOUND, UNKNOWN_OPERATION, message).into()
        }
    }
}
