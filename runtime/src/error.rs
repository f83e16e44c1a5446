//! The error of a call.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use connect_participant_model::{
    Content, ContentType, EVENT_CONTENT_TYPES, MESSAGE_CONTENT_TYPES, THROTTLING_CODES,
};
use http::StatusCode;

use crate::open_enum::{UnknownValue, open_enum};
use crate::redact::Redactor;

/// The result of a call. Set `E` for methods that return an error of your own.
pub type Result<T, E = Error> = std::result::Result<T, E>;

pub(crate) type BoxError = Box<dyn StdError + Send + Sync>;

/// The reason why a call failed, or why a value was rejected.
///
/// `Display` shows all that matters on one line: the operation, the kind, the service's message,
/// the resource that was not found, the status, the request id, and the number of attempts if there
/// was more than one. An error contains no token: if a response repeats the token of its call, it
/// is replaced by `…`.
///
/// `Display` includes the text of the cause, such as "Connection refused", so
/// [`source`](StdError::source) returns `None`: a report of `anyhow`, `eyre` or `miette` shows each
/// cause once. [`get_ref`](Self::get_ref) returns the cause itself.
///
/// It can be cloned, for several callers that wait for one call.
///
/// ```
/// use connect_participant::{Client, ErrorKind};
///
/// let error = Client::builder().region("eu-central-1.example.com").build().unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::InvalidInput);
/// assert_eq!(
///     error.to_string(),
///     "InvalidInput: the region \"eu-central-1.example.com\" \
///      contains a character other than a-z, 0-9 and `-`"
/// );
/// ```
#[derive(Clone)]
pub struct Error(Box<Inner>);

#[derive(Debug, Clone)]
struct Inner {
    kind: ErrorKind,
    operation: Option<&'static str>,
    /// The content type of the event or message that the call sent.
    content_type: Option<&'static str>,
    code: Option<String>,
    message: Option<String>,
    status: Option<StatusCode>,
    request_id: Option<String>,
    resource_type: Option<ResourceType>,
    resource_id: Option<String>,
    retry_after: Option<Duration>,
    /// The connection broke before the whole response had arrived.
    is_incomplete: bool,
    /// The reason to send the same request once more.
    resend: Option<Resend>,
    /// The verdict of `retry`.
    is_retryable: bool,
    attempts: u32,
    source: Option<Arc<dyn StdError + Send + Sync>>,
}

/// The reason to send a request once more, in the same attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Resend {
    /// The connection was stale.
    Stale,
    /// A layer has repaired the cause of the error.
    Layer,
}

/// The type of the resource that was not found.
///
/// Source: the service model's `ResourceNotFoundException`, and
/// [`DescribeView`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_DescribeView.html#API_DescribeView_Errors).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ResourceType {
    /// `CONTACT`
    Contact,
    /// `CONTACT_FLOW`
    ContactFlow,
    /// `INSTANCE`
    Instance,
    /// `PARTICIPANT`
    Participant,
    /// `HIERARCHY_LEVEL`
    HierarchyLevel,
    /// `HIERARCHY_GROUP`
    HierarchyGroup,
    /// `USER`
    User,
    /// `PHONE_NUMBER`
    PhoneNumber,
    /// A value that this version of the crate does not know.
    Unknown(UnknownValue),
}

open_enum! {
    impl ResourceType {
        Contact => "CONTACT",
        ContactFlow => "CONTACT_FLOW",
        Instance => "INSTANCE",
        Participant => "PARTICIPANT",
        HierarchyLevel => "HIERARCHY_LEVEL",
        HierarchyGroup => "HIERARCHY_GROUP",
        User => "USER",
        PhoneNumber => "PHONE_NUMBER",
    }
}

/// The kind of a failure.
///
/// The first seven are the exceptions of the service model. The [API reference] lists the
/// exceptions of each operation.
///
/// ```
/// use connect_participant::{Error, ErrorKind};
///
/// /// Returns `true` if the call may have taken effect.
/// fn may_have_taken_effect(error: &Error) -> bool {
///     use ErrorKind::{InternalServer, Timeout, Transport, UnreadableResponse};
///     let is_unknown =
///         matches!(error.kind(), InternalServer | Timeout | Transport | UnreadableResponse);
///     let is_5xx = error.status().is_some_and(|status| status.is_server_error());
///     // The error is that of the last attempt. An earlier one may have succeeded.
///     is_unknown || is_5xx || error.attempts() > 1
/// }
///
/// let error = Error::new(ErrorKind::Timeout, "no response within 10 s");
/// assert!(may_have_taken_effect(&error));
/// ```
///
/// [API reference]: https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_Operations.html
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// `AccessDeniedException`, 403: the service refuses the token, or a policy denies the call.
    /// Use [`Error::is_token_refused`] to tell them apart.
    AccessDenied,
    /// `InternalServerException`, 500: the service failed. The call may have taken effect.
    InternalServer,
    /// `ThrottlingException`, 429: the calls exceed the rate quota of the Amazon Connect instance.
    /// [`ClientBuilder::rate_limits`](crate::ClientBuilder::rate_limits) avoids it.
    Throttling,
    /// `ValidationException`, 400: the service rejects the input.
    Validation,
    /// `ConflictException`, 409: the state of the contact does not allow the call. An example is a
    /// receipt if more than two participants are active, or a supervisor monitors the chat.
    Conflict,
    /// `ServiceQuotaExceededException`, 402: the attachments exceed the quota of the Amazon Connect
    /// instance.
    ServiceQuotaExceeded,
    /// `ResourceNotFoundException`, 404: the view does not exist. See [`Error::resource_type`] and
    /// [`Error::resource_id`].
    ResourceNotFound,
    /// Any other response that is not a success, such as a gateway's 503, or a redirect. Redirects
    /// are never followed. After a 5xx, the call may have taken effect.
    Service,
    /// The input, the configuration or an attachment to send is not valid. Nothing was sent, except
    /// for the first part of an attachment that then could not be read.
    InvalidInput,
    /// The service could not be reached, or the connection broke. In the second case, the call may
    /// have taken effect.
    Transport,
    /// The service did not respond in time. The call may have taken effect.
    Timeout,
    /// The response is a success that cannot be read: it is empty, incomplete, not JSON, too large,
    /// or has no value for the type that the method returns. The call may have taken effect.
    UnreadableResponse,
    /// The rate limits of the client did not allow the call in time. Nothing was sent. See
    /// [`ClientBuilder::rate_limits`](crate::ClientBuilder::rate_limits).
    RateLimited,
}

impl ErrorKind {
    /// Returns `true` if every error of this kind is retryable. Of the other kinds, an error may be
    /// retryable because of its response.
    pub(crate) fn is_transient(self) -> bool {
        match self {
            Self::Throttling
            | Self::InternalServer
            | Self::Transport
            | Self::Timeout
            | Self::RateLimited => true,
            Self::AccessDenied
            | Self::Validation
            | Self::Conflict
            | Self::ServiceQuotaExceeded
            | Self::ResourceNotFound
            | Self::Service
            | Self::InvalidInput
            | Self::UnreadableResponse => false,
        }
    }
}

impl Error {
    /// Creates an error, for a fake that fails.
    ///
    /// [`is_retryable`](Self::is_retryable) follows the kind: it is `true` for
    /// [`Throttling`](ErrorKind::Throttling), [`InternalServer`](ErrorKind::InternalServer),
    /// [`Transport`](ErrorKind::Transport), [`Timeout`](ErrorKind::Timeout) and
    /// [`RateLimited`](ErrorKind::RateLimited). There is no status, no operation, and no request id,
    /// and [`attempts`](Self::attempts) is 0. The message becomes a single line of at most 2,000
    /// characters.
    ///
    /// ```
    /// use connect_participant::{Error, ErrorKind};
    ///
    /// let error = Error::new(ErrorKind::AccessDenied, "Access denied");
    /// assert_eq!(error.to_string(), "AccessDenied: Access denied");
    /// assert!(error.is_token_refused() && !error.is_retryable());
    /// ```
    #[must_use]
    pub fn new(kind: ErrorKind, message: impl AsRef<str>) -> Self {
        Self::of_kind(kind)
            .with_retryable(kind.is_transient())
            .with_message(Redactor::default().redact(message.as_ref()))
    }

    /// Creates an error of the kind [`UnreadableResponse`](ErrorKind::UnreadableResponse), for an
    /// output without the value that a [`FromOutput`](crate::FromOutput) needs.
    ///
    /// The client adds the operation, the status, the request id and the number of attempts. The
    /// message becomes a single line of at most 2,000 characters.
    ///
    /// ```
    /// use connect_participant::{Error, FromOutput, Result, SendEventOutput, Timestamp};
    ///
    /// /// The time at which the service recorded an event.
    /// struct RecordedAt(Timestamp);
    ///
    /// impl FromOutput<SendEventOutput> for RecordedAt {
    ///     fn from_output(output: SendEventOutput) -> Result<Self> {
    ///         let time = output.absolute_time;
    ///         let missing = || Error::unreadable_response("the response has no time");
    ///         time.map(Self).ok_or_else(missing)
    ///     }
    /// }
    ///
    /// let error = RecordedAt::from_output(SendEventOutput::default()).err();
    /// assert_eq!(
    ///     error.map(|error| error.to_string()).as_deref(),
    ///     Some("UnreadableResponse: the response has no time")
    /// );
    /// ```
    #[must_use]
    pub fn unreadable_response(message: impl AsRef<str>) -> Self {
        Self::new(ErrorKind::UnreadableResponse, message)
    }

    /// Sets the content type of the event or message that the call sent, for a fake that fails.
    /// [`is_receipt_unsupported`](Self::is_receipt_unsupported) depends on it. A content type that
    /// cannot be sent is ignored.
    ///
    /// ```
    /// use connect_participant::{Error, ErrorKind, EventContentType};
    ///
    /// let error = Error::new(ErrorKind::Conflict, "more than two participants are active")
    ///     .with_content_type(EventContentType::MessageRead.as_str());
    /// assert!(error.is_receipt_unsupported());
    /// ```
    #[must_use]
    pub fn with_content_type(mut self, content_type: &str) -> Self {
        let mut rows = EVENT_CONTENT_TYPES.iter().chain(MESSAGE_CONTENT_TYPES);
        let row: Option<&ContentType> = rows.find(|row| row.value == content_type);
        self.0.content_type = row.map(|row| row.value);
        self
    }

    /// Sets the pause that the service asks for before the next call, for a fake that fails.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use connect_participant::{Error, ErrorKind};
    ///
    /// let pause = Duration::from_secs(2);
    /// let error = Error::new(ErrorKind::Throttling, "Rate exceeded").with_retry_after(pause);
    /// assert_eq!(error.retry_after(), Some(pause));
    /// ```
    #[must_use]
    pub fn with_retry_after(self, retry_after: Duration) -> Self {
        self.set_retry_after(Some(retry_after))
    }
}

impl Error {
    fn of_kind(kind: ErrorKind) -> Self {
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
            is_incomplete: false,
            resend: None,
            is_retryable: false,
            attempts: 0,
            source: None,
        }))
    }

    pub(crate) fn invalid_input(message: impl Into<String>) -> Self {
        Self::of_kind(ErrorKind::InvalidInput).with_message(message)
    }

    /// Returns the error for a response.
    pub(crate) fn from_response(
        kind: ErrorKind,
        status: StatusCode,
        request_id: Option<String>,
    ) -> Self {
        Self::of_kind(kind).with_response(status, request_id)
    }

    pub(crate) fn with_response(mut self, status: StatusCode, request_id: Option<String>) -> Self {
        self.0.status = Some(status);
        self.0.request_id = request_id;
        self
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

    pub(crate) fn set_retry_after(mut self, retry_after: Option<Duration>) -> Self {
        self.0.retry_after = retry_after;
        self
    }

    /// Marks the response as incomplete.
    pub(crate) fn incomplete(mut self) -> Self {
        self.0.is_incomplete = true;
        self
    }

    /// Marks the connection as stale.
    pub(crate) fn stale(mut self) -> Self {
        self.0.resend = Some(Resend::Stale);
        self
    }

    pub(crate) fn is_stale(&self) -> bool {
        self.0.resend == Some(Resend::Stale)
    }

    /// Marks the request as one to be sent once more.
    pub(crate) fn send_again(mut self) -> Self {
        self.0.resend = Some(Resend::Layer);
        self
    }

    pub(crate) fn is_sent_again(&self) -> bool {
        self.0.resend == Some(Resend::Layer)
    }

    /// Sets the verdict of [`is_retryable`](Self::is_retryable).
    pub(crate) fn with_retryable(mut self, is_retryable: bool) -> Self {
        self.0.is_retryable = is_retryable;
        self
    }

    pub(crate) fn with_message(mut self, message: impl Into<String>) -> Self {
        self.0.message = Some(message.into());
        self
    }

    pub(crate) fn map_message(mut self, map: impl FnOnce(&str) -> String) -> Self {
        self.0.message = self.0.message.as_deref().map(map);
        self
    }

    pub(crate) fn with_source(mut self, source: impl Into<BoxError>) -> Self {
        self.0.source = Some(Arc::from(source.into()));
        self
    }

    /// Sets the content type of the event or message that the call sent.
    pub(crate) fn set_content_type(mut self, content_type: Option<&'static str>) -> Self {
        self.0.content_type = content_type;
        self
    }

    /// Sets the operation that failed, and the number of attempts.
    pub(crate) fn with_operation(mut self, operation: &'static str, attempts: u32) -> Self {
        self.0.operation = Some(operation);
        self.0.attempts = attempts;
        self
    }

    pub(crate) fn is_incomplete(&self) -> bool {
        self.0.is_incomplete
    }

    /// Returns the error that caused this one, such as an [`io::Error`](std::io::Error) for a file
    /// that cannot be read, or the error of the HTTP client. Its text is part of the
    /// [`message`](Self::message).
    ///
    /// It is `None` for an error that the service returns, and for a cause that contains a secret.
    ///
    /// ```
    /// use connect_participant::AttachmentBody;
    /// use std::error::Error as _;
    /// use std::io;
    ///
    /// # tokio::runtime::Builder::new_current_thread().build()?.block_on(async {
    /// let error = AttachmentBody::from_file("no such file").await.unwrap_err();
    /// let cause = error.get_ref().and_then(|cause| cause.downcast_ref::<io::Error>());
    /// assert_eq!(cause.map(io::Error::kind), Some(io::ErrorKind::NotFound));
    /// assert!(error.source().is_none());
    /// # });
    /// # Ok::<(), io::Error>(())
    /// ```
    #[must_use]
    pub fn get_ref(&self) -> Option<&(dyn StdError + Send + Sync + 'static)> {
        self.0.source.as_deref()
    }

    /// Returns the kind of the failure.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Returns `true` if the same call may succeed later.
    ///
    /// The client has already retried it, within
    /// [`max_attempts`](crate::ClientBuilder::max_attempts),
    /// [`operation_timeout`](crate::ClientBuilder::operation_timeout) and the [retry
    /// quota](crate::ClientBuilder::retry_quota). The call may have taken effect nevertheless. To
    /// retry later yourself, set `client_token` on the first call: a generated one differs for each
    /// call.
    ///
    /// These errors are retryable: [`Throttling`](ErrorKind::Throttling),
    /// [`InternalServer`](ErrorKind::InternalServer), [`Transport`](ErrorKind::Transport),
    /// [`Timeout`](ErrorKind::Timeout), [`RateLimited`](ErrorKind::RateLimited), which the client
    /// does not retry, an incomplete [`UnreadableResponse`](ErrorKind::UnreadableResponse), and
    /// [`Service`](ErrorKind::Service) with the status 429, 500, 502, 503 or 504, or with a
    /// [`code`](Self::code) that AWS uses for throttling.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.0.is_retryable
    }

    /// Returns `true` if the service throttles the call: [`Throttling`](ErrorKind::Throttling), or
    /// [`Service`](ErrorKind::Service) with the status 429 or with a [`code`](Self::code) that AWS
    /// uses for throttling.
    ///
    /// [`ClientBuilder::rate_limits`](crate::ClientBuilder::rate_limits) avoids it.
    #[must_use]
    pub fn is_throttling(&self) -> bool {
        let Inner { kind, status, code, .. } = &*self.0;
        let is_code = |code: &str| THROTTLING_CODES.contains(&code);
        *kind == ErrorKind::Throttling
            || *kind == ErrorKind::Service
                && (*status == Some(StatusCode::TOO_MANY_REQUESTS)
                    || code.as_deref().is_some_and(is_code))
    }

    /// Returns `true` if the service refuses the token of the call: 403 `Access denied`.
    ///
    /// The token has expired, the chat has ended, or the operation takes another kind of token. The
    /// service does not say which. To find out, call `CreateParticipantConnection` again with the
    /// participant token: it returns a new connection token as long as the participant is part of
    /// the chat.
    ///
    /// If that call is refused too, the participant token is not valid any more, or not the right
    /// one.
    ///
    /// The client cannot detect a token of the wrong kind either, because both kinds are opaque text
    /// of the same form: a [`ConnectionToken`](crate::ConnectionToken) that was created from the
    /// text of a participant token is refused like an expired one.
    ///
    /// It returns `false` for a 403 of an access policy, whose message contains "explicit deny" or
    /// "is not authorized to perform". A client with the wrong region gets such a 403. It also
    /// returns `false` for a 403 of a gateway, without the name of an exception and without
    /// `Access denied`.
    #[must_use]
    pub fn is_token_refused(&self) -> bool {
        let Inner { kind, code, message, .. } = &*self.0;
        let message = message.as_deref().unwrap_or_default().to_ascii_lowercase();
        let is_from_policy = ["explicit deny", "is not authorized to perform"]
            .iter()
            .any(|words| message.contains(words));
        *kind == ErrorKind::AccessDenied
            && !is_from_policy
            && (code.is_some() || message.starts_with("access denied"))
    }

    /// Returns `true` if a receipt was rejected because the chat does not support receipts: 409.
    ///
    /// The service rejects receipts if more than two participants are active, or a supervisor
    /// monitors the chat. The message itself is not affected, and the chat continues.
    ///
    /// Source:
    /// [`SendEvent`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_SendEvent.html),
    /// for more than two active participants, such as a supervisor who has barged in. The service
    /// has also been seen to reject receipts while a supervisor only monitors.
    #[must_use]
    pub fn is_receipt_unsupported(&self) -> bool {
        let Inner { kind, content_type, .. } = &*self.0;
        let mut receipts = EVENT_CONTENT_TYPES.iter().filter(|row| row.content == Content::Receipt);
        *kind == ErrorKind::Conflict && receipts.any(|row| Some(row.value) == *content_type)
    }

    /// Returns the service's name for the error, such as `ThrottlingException`, if the response has
    /// one. Use it for errors of the kind [`Service`](ErrorKind::Service). For the other kinds,
    /// [`kind`](Self::kind) has the same information.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// Returns the service's message, or a description of the failure. It is always a single line.
    /// Text from the service is truncated to 2,000 characters.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.0.message.as_deref()
    }

    /// Returns the HTTP status, if there was a response.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.0.status
    }

    /// Returns the id by which AWS support finds the request, if the response has one.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// Returns the type of the resource that was not found, if the response has one. It is a member
    /// of `ResourceNotFoundException`.
    #[must_use]
    pub fn resource_type(&self) -> Option<&ResourceType> {
        self.0.resource_type.as_ref()
    }

    /// Returns the id of the resource that was not found, if the response has one. It is a member
    /// of `ResourceNotFoundException`.
    #[must_use]
    pub fn resource_id(&self) -> Option<&str> {
        self.0.resource_id.as_deref()
    }

    /// Returns the pause that the service asks for before the next call, if the response has one of
    /// the headers `Retry-After` and `x-amz-retry-after`. Of a
    /// [`RateLimited`](ErrorKind::RateLimited) call that failed at once, returns the time after which
    /// its turn would come within the same time limit.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// Returns the operation that failed, such as `SendEvent`, or `PutAttachment` for that step of
    /// an upload. It is `None` for a value that was rejected when it was created.
    #[must_use]
    pub fn operation(&self) -> Option<&'static str> {
        self.0.operation
    }

    /// Returns the number of attempts. It is 0 if nothing was sent.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }
}

/// Returns a rejected text in quotes. A long one is truncated.
pub(crate) fn quoted(text: &str) -> String {
    const MAX_CHARACTERS: usize = 100;
    match text.char_indices().nth(MAX_CHARACTERS) {
        Some((end, _)) => format!("{:?}…", text.get(..end).unwrap_or_default()),
        None => format!("{text:?}"),
    }
}

/// Adds a place to an error. [`reason`] includes it.
#[derive(Debug)]
pub(crate) struct Located {
    pub(crate) place: String,
    pub(crate) source: BoxError,
}

impl fmt::Display for Located {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.place)
    }
}

impl StdError for Located {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(self.source.as_ref())
    }
}

/// Returns the reason for an error: the text of its last source, after the places on the way to it.
/// A chain without end is cut off.
pub(crate) fn reason(error: &(dyn StdError + 'static)) -> String {
    const MAX_SOURCES: usize = 32;
    let (mut places, mut last) = (String::new(), error);
    for _ in 0..MAX_SOURCES {
        let Some(source) = last.source() else { break };
        if let Some(Located { place, .. }) = last.downcast_ref() {
            places.push_str(place);
            places.push_str(": ");
        }
        last = source;
    }
    format!("{places}{last}")
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { kind, operation, code, message, status, request_id, attempts, .. } = &*self.0;
        let Inner { resource_type, resource_id, .. } = &*self.0;
        if let Some(operation) = operation {
            write!(f, "{operation} failed: ")?;
        }
        write!(f, "{kind}")?;
        // Each other kind stands for one code.
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
            is_incomplete: _,
            resend: _,
            is_retryable: _,
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

/// It has no `source`, because `Display` includes the reason. A report would show it twice.
impl StdError for Error {}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}
