//! The metadata of a response.

use std::time::SystemTime;

use http::StatusCode;

/// The metadata of a successful response: the request id, the status, the number of attempts, and
/// the date.
///
/// Log the request id if you may have to ask AWS support about a call. [`Error`](crate::Error) has
/// the same data for a call that fails.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct ResponseMetadata {
    request_id: Option<String>,
    status: StatusCode,
    attempts: u32,
    date: Option<SystemTime>,
}

impl ResponseMetadata {
    pub(crate) fn new(
        request_id: Option<String>,
        status: StatusCode,
        attempts: u32,
        date: Option<SystemTime>,
    ) -> Self {
        Self { request_id, status, attempts, date }
    }

    /// Returns the id by which AWS support finds the request, if the response has one.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// Returns the HTTP status. It is 200 for the metadata of a fake.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Returns the number of attempts. It is 0 for the metadata of a fake.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Returns the time of the service, from the header `Date`, if the response has one. It has no
    /// fractions of a second. The clock of this machine may differ from it.
    #[must_use]
    pub fn date(&self) -> Option<SystemTime> {
        self.date
    }

    /// Sets the request id, for the fakes of a test.
    #[must_use]
    pub fn with_request_id(mut self, request_id: impl Into<String>) -> Self {
        self.request_id = Some(request_id.into());
        self
    }
}

/// The output of a call, or what a method makes of it, with the metadata of the response.
///
/// An annotated method gets the metadata if it returns `Result<WithMetadata<T>>`. `T` is any type
/// that the method could return instead: the output, `()`, or the one thing that the operation is
/// about. A plain call gets it with
/// [`Client::call_with_metadata`](crate::Client::call_with_metadata).
///
/// ```
/// use connect_participant::{
///     Client, ConnectionToken, Participant, Result, WithMetadata, participant_operation,
/// };
///
/// trait Desk: Participant {
///     #[participant_operation(SendMessage, content_type = "text/plain")]
///     async fn say(
///         &self,
///         content: &str,
///         connection_token: &ConnectionToken,
///     ) -> Result<WithMetadata<()>>;
/// }
///
/// impl Desk for Client {}
///
/// # async fn example(client: Client, token: &ConnectionToken) -> Result<()> {
/// let WithMetadata { metadata, .. } = client.say("Hello", token).await?;
/// println!("sent, request id {}", metadata.request_id().unwrap_or("unknown"));
/// # Ok(())
/// # }
/// ```
///
/// A fake creates one from the value alone:
///
/// ```
/// use connect_participant::WithMetadata;
///
/// let said = WithMetadata::from(());
/// assert_eq!(said.metadata.request_id(), None);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct WithMetadata<T> {
    /// The value.
    pub value: T,
    /// The metadata of the response.
    pub metadata: ResponseMetadata,
}

impl<T> WithMetadata<T> {
    /// Creates a value with metadata.
    #[must_use]
    pub fn new(value: T, metadata: ResponseMetadata) -> Self {
        Self { value, metadata }
    }
}

impl<T> From<T> for WithMetadata<T> {
    fn from(value: T) -> Self {
        Self::new(value, ResponseMetadata::default())
    }
}
