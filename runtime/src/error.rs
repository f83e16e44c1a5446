//! What can go wrong, in one type.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use connect_participant_model::{Content, EVENT_CONTENT_TYPES, THROTTLING_CODES};
use http::StatusCode;

use crate::string_enum::string_enum;

/// The result of a call. `E` is there for methods that return an error of the user's own.
pub type Result<T, E = Error> = std::result::Result<T, E>;

pub(crate) type BoxError = Box<dyn StdError + Send + Sync>;

/// Why a call failed, or why a value was refused.
///
/// Its `Display` alone tells what there is to know: the operation, the kind, the service's message, the resource
/// that is not there, the status, the request id, and how many attempts there were if more than one. No token is in it: a
/// service that repeats the token of the call in its answer has it replaced by `…`.
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
    /// What kind of event or message the call was about.
    content_type: Option<&'static str>,
    code: Option<String>,
    message: Option<String>,
    status: Option<StatusCode>,
    request_id: Option<String>,
    resource_type: Option<ResourceType>,
    resource_id: Option<String>,
    retry_after: Option<Duration>,
    is_cut_short: bool,
    attempts: u32,
    source: Option<BoxError>,
}

string_enum! {
    /// What kind of thing there is none of.
    ///
    /// Source: the service model's `ResourceNotFoundException`, and [`DescribeView`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_DescribeView.html#API_DescribeView_Errors).
    ResourceType or unknown {
        /// `CONTACT`
        Contact = "CONTACT",
        /// `CONTACT_FLOW`
        ContactFlow = "CONTACT_FLOW",
        /// `INSTANCE`
        Instance = "INSTANCE",
        /// `PARTICIPANT`
        Participant = "PARTICIPANT",
        /// `HIERARCHY_LEVEL`
        HierarchyLevel = "HIERARCHY_LEVEL",
        /// `HIERARCHY_GROUP`
        HierarchyGroup = "HIERARCHY_GROUP",
        /// `USER`
        User = "USER",
        /// `PHONE_NUMBER`
        PhoneNumber = "PHONE_NUMBER",
    }
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
    /// `ServiceQuotaExceededException`, 402: more attachments than the quota of the Amazon Connect instance.
    ServiceQuotaExceeded,
    /// `ResourceNotFoundException`, 404: there is no such view. [`Error::resource_type`] and [`Error::resource_id`] may
    /// tell more.
    ResourceNotFound,
    /// Any other answer that is not a success, such as a gateway's 503 or a redirect, which is never followed.
    Service,
    /// The input or the configuration is wrong, or a file that was to be sent. Nothing was sent, unless the file was well
    /// at an earlier attempt.
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
            content_type: None,
            code: None,
            message: None,
            status: None,
            request_id: None,
            resource_type: None,
            resource_id: None,
            retry_after: None,
            is_cut_short: false,
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

    pub(crate) fn with_code(mut self, code: Option<String>) -> Self {
        self.0.code = code;
        self
    }

    pub(crate) fn with_resource(
        mut self,
        resource_type: Option<ResourceType>,
        resource_id: Option<String>,
    ) -> Self {
        self.0.resource_type = resource_type;
        self.0.resource_id = resource_id;
        self
    }

    pub(crate) fn with_retry_after(mut self, retry_after: Option<Duration>) -> Self {
        self.0.retry_after = retry_after;
        self
    }

    /// The answer broke off.
    pub(crate) fn cut_short(mut self) -> Self {
        self.0.is_cut_short = true;
        self
    }

    pub(crate) fn with_message(mut self, message: impl Into<String>) -> Self {
        self.0.message = Some(message.into());
        self
    }

    pub(crate) fn with_source(mut self, source: impl Into<BoxError>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// What the call was about, where that is known.
    pub(crate) fn about(mut self, content_type: Option<&'static str>) -> Self {
        self.0.content_type = content_type;
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

    /// Whether the same call may succeed if it is made again. The client has made it again already, as often as its
    /// [`max_attempts`](crate::ClientBuilder::max_attempts) and its time allowed. The service may have taken it all the
    /// same: whoever means to make it yet again gives it a client token of its own from the beginning, as one that the
    /// client fills in is another one next time.
    ///
    /// It may after [`Throttling`](ErrorKind::Throttling), [`InternalServer`](ErrorKind::InternalServer),
    /// [`Transport`](ErrorKind::Transport), [`Timeout`](ErrorKind::Timeout), an
    /// [`UnreadableResponse`](ErrorKind::UnreadableResponse) that was cut short, and [`Service`](ErrorKind::Service) with
    /// 429, 500, 502, 503 or 504, or with a [`code`](Self::code) that AWS has for throttling.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        let Inner { kind, code, status, is_cut_short, .. } = &*self.0;
        match kind {
            ErrorKind::Throttling
            | ErrorKind::InternalServer
            | ErrorKind::Transport
            | ErrorKind::Timeout => true,
            ErrorKind::UnreadableResponse => *is_cut_short,
            ErrorKind::Service => {
                status.is_some_and(|status| matches!(status.as_u16(), 429 | 500 | 502..=504))
                    || code.as_deref().is_some_and(|code| THROTTLING_CODES.contains(&code))
            }
            _ => false,
        }
    }

    /// Whether there is nothing left to do in this chat with this token: the chat has ended, or the token has expired.
    ///
    /// The service answers both with 403 `Access denied`, and a token of another kind too. Another 403 is none of these:
    /// that of a policy, whose message speaks of an "explicit deny" or of who "is not authorized to perform" what, which
    /// is what the wrong region looks like, or that of a gateway on the way, which neither names the exception nor says
    /// these words.
    #[must_use]
    pub fn is_token_refused(&self) -> bool {
        let Inner { kind, code, message, .. } = &*self.0;
        let message = message.as_deref().unwrap_or_default().to_ascii_lowercase();
        let is_of_a_policy = ["explicit deny", "is not authorized to perform"]
            .iter()
            .any(|words| message.contains(words));
        *kind == ErrorKind::AccessDenied
            && !is_of_a_policy
            && (code.is_some() || message.starts_with("access denied"))
    }

    /// Whether it is a receipt that this chat has no use for: the service refuses receipts, with 409, where more than two
    /// participants are active or a supervisor has barged in. The message is not lost, and the chat goes on.
    ///
    /// Source: [`SendEvent`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_SendEvent.html).
    #[must_use]
    pub fn is_receipt_unsupported(&self) -> bool {
        let Inner { kind, content_type, .. } = &*self.0;
        let mut receipts = EVENT_CONTENT_TYPES.iter().filter(|row| row.content == Content::Receipt);
        *kind == ErrorKind::Conflict && receipts.any(|row| Some(row.value) == *content_type)
    }

    /// The name by which the service calls the error, such as `ThrottlingException`, where it gave one. It tells what a
    /// [`Service`](ErrorKind::Service) is; the other kinds say it themselves.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// The service's own words, or what is wrong with the input, the answer or the connection. It is on one line, and
    /// what is not the client's own words in it has at most 2,000 characters.
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

    /// What kind of thing there is none of, where the service said so: a member of `ResourceNotFoundException`.
    #[must_use]
    pub fn resource_type(&self) -> Option<&ResourceType> {
        self.0.resource_type.as_ref()
    }

    /// The id of which there is no thing, where the service said so: a member of `ResourceNotFoundException`.
    #[must_use]
    pub fn resource_id(&self) -> Option<&str> {
        self.0.resource_id.as_deref()
    }

    /// How long the service asked to be left alone, where it did: `Retry-After` or `x-amz-retry-after`.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// The operation that failed, such as `SendEvent`, or the step `PutAttachment` of an upload. A value that was refused
    /// when it was made has none.
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
        let Inner { kind, operation, code, message, status, request_id, attempts, .. } = &*self.0;
        let Inner { resource_type, resource_id, .. } = &*self.0;
        if let Some(operation) = operation {
            write!(f, "{operation} failed: ")?;
        }
        write!(f, "{kind}")?;
        // The other kinds are the code in other words.
        let code = code.as_deref().filter(|_| *kind == ErrorKind::Service);
        for text in [code, message.as_deref()].into_iter().flatten() {
            write!(f, ": {text}")?;
        }
        let resource_type = resource_type.as_ref().map(ResourceType::as_str);
        let resource = [resource_type, resource_id.as_deref()].into_iter().flatten();
        let resource = resource.collect::<Vec<_>>().join(" ");
        let notes = [
            (!resource.is_empty()).then_some(resource),
            status.map(|status| format!("HTTP {}", status.as_u16())),
            request_id.as_ref().map(|id| format!("request id {id}")),
            (*attempts > 1).then(|| format!("{attempts} attempts")),
        ];
        let notes: Vec<_> = notes.into_iter().flatten().collect();
        if notes.is_empty() { Ok(()) } else { write!(f, " ({})", notes.join(", ")) }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner {
            kind,
            operation,
            content_type,
            code,
            message,
            status,
            request_id,
            resource_type,
            resource_id,
            retry_after,
            is_cut_short: _,
            attempts,
            source,
        } = &*self.0;
        f.debug_struct("Error")
            .field("kind", kind)
            .field("operation", operation)
            .field("content_type", content_type)
            .field("code", code)
            .field("message", message)
            .field("status", status)
            .field("request_id", request_id)
            .field("resource_type", resource_type)
            .field("resource_id", resource_id)
            .field("retry_after", retry_after)
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
