//! The target of a request, which its method and its path decide.

use connect_participant_model::Operation;
use http::{Method, Uri};

use super::event_log;
use crate::call::Handler;
use crate::call::path::{Label, labels};
use crate::contact::attachment;
use crate::control::{self, Found, Route, page};
use crate::operations::HANDLERS;
use crate::presigned;
use crate::request_record::WEBSOCKET_PATH;
use crate::websocket::url;

/// The maximum size of the body of a call, in bytes. The largest valid input has about a tenth of
/// it.
const MAX_CALL_BYTES: usize = 1024 * 1024;

/// The target of a request.
pub(crate) enum Target {
    /// A call of an operation, with the labels of its path.
    Call(&'static Handler, Vec<Label>),
    /// The path of an operation, with another method.
    WrongMethod(&'static Operation),
    /// A pre-signed URL, with its secret.
    Presigned(String),
    /// The URL of a websocket, with its secret.
    Websocket(String),
    EventLog,
    /// The page for people.
    Page,
    /// A path of the control, with its labels.
    Control(&'static Route, Vec<Label>),
    /// A path of the control, with another method.
    WrongControlMethod(&'static str),
    /// A preflight request of a browser, to any path.
    Preflight,
    /// A path that does not exist.
    Unknown,
}

impl Target {
    pub(crate) fn new(method: &Method, uri: &Uri, has_control: bool) -> Self {
        if let Some(secret) = presigned::secret(uri.path()) {
            return Self::Presigned(secret.to_owned());
        }
        if let Some(secret) = url::secret(uri) {
            return Self::Websocket(secret.to_owned());
        }
        if uri.path() == event_log::PATH {
            return Self::EventLog;
        }
        if has_control && page::has_path(uri.path()) {
            return Self::Page;
        }
        match control::find(method, uri.path()).filter(|_| has_control) {
            Some(Found::Route(route, labels)) => return Self::Control(route, labels),
            Some(Found::WrongMethod(path)) => return Self::WrongControlMethod(path),
            None => {}
        }
        let found = HANDLERS
            .iter()
            .find_map(|handler| Some((handler, labels(handler.operation.path, uri.path())?)));
        match found {
            Some((handler, labels)) if handler.operation.method.as_str() == method.as_str() => {
                Self::Call(handler, labels)
            }
            Some((handler, _)) => Self::WrongMethod(handler.operation),
            None => Self::Unknown,
        }
    }

    /// Returns the operation that is called.
    pub(crate) fn operation(&self) -> Option<&'static Operation> {
        match self {
            Self::Call(handler, _) => Some(handler.operation),
            _ => None,
        }
    }

    /// Returns the secret in the URL of a websocket.
    pub(crate) fn websocket_secret(&self) -> Option<&str> {
        match self {
            Self::Websocket(secret) => Some(secret),
            _ => None,
        }
    }

    /// Returns `true` if only pages of the service's own site may make the request. Calls are
    /// authorised by tokens, which other pages do not have.
    pub(crate) fn is_for_own_sites(&self) -> bool {
        self.is_for_tests() || matches!(self, Self::Websocket(_))
    }

    /// Returns `true` if the request is to the event log or to the control, not to the service.
    pub(crate) fn is_for_tests(&self) -> bool {
        matches!(
            self,
            Self::EventLog | Self::Page | Self::Control(..) | Self::WrongControlMethod(_)
        )
    }

    /// Returns `true` if the request is to the service: neither for tests nor a preflight request.
    pub(crate) fn is_of_service(&self) -> bool {
        !self.is_for_tests() && !matches!(self, Self::Preflight)
    }

    /// Returns the maximum size of the body, in bytes.
    pub(crate) fn max_body_bytes(&self) -> usize {
        match self {
            Self::Presigned(_) => attachment::MAX_BYTES,
            _ => MAX_CALL_BYTES,
        }
    }

    /// Returns the path, with `…` in place of what may be a secret.
    pub(crate) fn redacted_path(&self, uri: &Uri) -> String {
        match self {
            Self::Call(Handler { operation, .. }, _) | Self::WrongMethod(operation) => {
                operation.path.to_owned()
            }
            Self::Presigned(_) => presigned::url("", "…"),
            Self::Websocket(_) => WEBSOCKET_PATH.to_owned(),
            Self::EventLog => event_log::PATH.to_owned(),
            Self::Page => page::PATH.to_owned(),
            Self::Control(route, _) => route.path.to_owned(),
            Self::WrongControlMethod(path) => (*path).to_owned(),
            Self::Preflight | Self::Unknown => redact_path(uri.path()),
        }
    }
}

/// The maximum length of an unknown path that is kept, in characters.
const MAX_PATH_CHARS: usize = 256;

/// Replaces each segment that may be a secret with `…`. Lower-case letters, `-` and `_` alone are
/// not a secret: the paths of operations consist of them.
fn redact_path(path: &str) -> String {
    let is_word = |segment: &str| {
        segment.bytes().all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'-' | b'_'))
    };
    let segments = path.split('/').map(|segment| if is_word(segment) { segment } else { "…" });
    let redacted = segments.collect::<Vec<_>>().join("/");
    // The log keeps it. It is cut last: the start of a secret could look like a word.
    redacted.chars().take(MAX_PATH_CHARS).collect()
}

#[cfg(test)]
mod tests {
    use super::redact_path;

    #[test]
    fn possible_secrets_are_redacted() {
        for (path, redacted) in [
            ("/participant/evnt", "/participant/evnt"),
            ("/participant/cancel-authentication/", "/participant/cancel-authentication/"),
            ("/QVFJREFI/a/1", "/…/a/…"),
            ("/a%2f", "/…"),
            ("*", "…"),
            ("", ""),
        ] {
            assert_eq!(redact_path(path), redacted);
        }
    }
}
