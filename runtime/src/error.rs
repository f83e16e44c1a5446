//! What can go wrong, in one type.

use std::error::Error as StdError;
use std::fmt;

use http::StatusCode;

/// The result of a call. `E` is there for methods that return an error of the user's own.
pub type Result<T, E = Error> = std::result::Result<T, E>;

pub(crate) type BoxError = Box<dyn StdError + Send + Sync>;

/// Why a call failed, or why a value was refused.
///
/// Its `Display` alone tells what there is to know: the operation, the kind, the service's message, the status and the
/// request id. No token is in it: a service that repeats the token of the call in its answer has it replaced by `…`.
///
/// ```
/// use connect_participant::{Client, ErrorKind};
///
/// let error = Client::builder().region("eu-central-1.example.com").build().unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::InvalidInput);
/// assert_eq!(
///     error.to_string(),
///     "InvalidInput: the region \"eu-central-1.example.com\" has a character other than a-z, 0-9 and `-`"
/// );
/// ```
pub struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    kind: ErrorKind,
    operation: Option<&'static str>,
    message: Option<String>,
    status: Option<StatusCode>,
    request_id: Option<String>,
    attempts: u32,
    source: Option<BoxError>,
}

/// What kind of failure it is.
///
/// The first seven are the exceptions of the service model; which operation has which stands in the
/// [API reference](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_SendEvent.html#API_SendEvent_Errors).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// `AccessDeniedException`, 403: the chat has ended, the token has expired, or it is not this operation's token.
    AccessDenied,
    /// `InternalServerException`, 500: the service failed.
    InternalServer,
    /// `ThrottlingException`, 429: more calls than the quota of the Amazon Connect instance.
    Throttling,
    /// `ValidationException`, 400: the service does not take the input.
    Validation,
    /// `ConflictException`, 409: the state of the contact does not allow it, such as a receipt in a chat with more than
    /// two active participants.
    Conflict,
    /// `ServiceQuotaExceededException`, 402.
    ServiceQuotaExceeded,
    /// `ResourceNotFoundException`, 404.
    ResourceNotFound,
    /// Any other answer that is not a success, such as a gateway's 503 or a redirect, which is never followed.
    Service,
    /// The input or the configuration is wrong. Nothing was sent.
    InvalidInput,
    /// The service was not reached, or the connection broke.
    Transport,
    /// The service did not answer in time.
    Timeout,
    /// The service answered with a success that cannot be read: empty, cut short, not JSON, or too large. The call may
    /// well have taken effect.
    UnreadableResponse,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind) -> Self {
        Self(Box::new(Inner {
            kind,
            operation: None,
            message: None,
            status: None,
            request_id: None,
            attempts: 0,
            source: None,
        }))
    }

    pub(crate) fn invalid_input(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::InvalidInput).with_message(message)
    }

    /// An error that has to do with an answer of the service's.
    pub(crate) fn answer(kind: ErrorKind, status: StatusCode, request_id: Option<String>) -> Self {
        let mut error = Self::new(kind);
        error.0.status = Some(status);
        error.0.request_id = request_id;
        error
    }

    pub(crate) fn with_message(mut self, message: impl Into<String>) -> Self {
        self.0.message = Some(message.into());
        self
    }

    pub(crate) fn with_source(mut self, source: impl Into<BoxError>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// The operation that failed, and how often it was tried.
    pub(crate) fn during(mut self, operation: &'static str, attempts: u32) -> Self {
        self.0.operation = Some(operation);
        self.0.attempts = attempts;
        self
    }

    /// What kind of failure it is.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Whether the same call may succeed if it is made again, with the same client token.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self.0.kind {
            ErrorKind::Throttling
            | ErrorKind::InternalServer
            | ErrorKind::Transport
            | ErrorKind::Timeout => true,
            ErrorKind::Service => {
                self.0.status.is_some_and(|status| matches!(status.as_u16(), 500 | 502..=504))
            }
            _ => false,
        }
    }

    /// The service's own words, or what is wrong with the input. Words of the service's are on one line, and at most 2,000
    /// characters.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.0.message.as_deref()
    }

    /// The HTTP status, where the service answered.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.0.status
    }

    /// The id under which AWS's support finds the request, where the service gave one.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// The operation that failed, such as `SendEvent`. A value that was refused when it was made has none.
    #[must_use]
    pub fn operation(&self) -> Option<&'static str> {
        self.0.operation
    }

    /// How many attempts were made: 0 where the input was refused.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }
}

/// A text that was refused, in quotes, and cut short where it is longer than anything that would be right.
pub(crate) fn quoted(text: &str) -> String {
    const LONGEST: usize = 100;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{:?}…", text.get(..end).unwrap_or_default()),
        None => format!("{text:?}"),
    }
}

/// What an error goes back to, which is where the reason stands.
pub(crate) fn innermost<'a>(error: &'a (dyn StdError + 'static)) -> &'a (dyn StdError + 'static) {
    error.source().map_or(error, innermost)
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { kind, operation, message, status, request_id, .. } = &*self.0;
        if let Some(operation) = operation {
            write!(f, "{operation} failed: ")?;
        }
        write!(f, "{kind}")?;
        if let Some(message) = message {
            write!(f, ": {message}")?;
        }
        match (status, request_id) {
            (Some(status), Some(id)) => write!(f, " (HTTP {}, request id {id})", status.as_u16()),
            (Some(status), None) => write!(f, " (HTTP {})", status.as_u16()),
            (None, _) => Ok(()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { kind, operation, message, status, request_id, attempts, source } = &*self.0;
        f.debug_struct("Error")
            .field("kind", kind)
            .field("operation", operation)
            .field("message", message)
            .field("status", status)
            .field("request_id", request_id)
            .field("attempts", attempts)
            .field("source", source)
            .finish()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}
