//! The quotas of operations.

pub(crate) mod bucket;
pub(crate) mod throttle;

use std::collections::BTreeMap;
use std::io;

use connect_participant_model::{OPERATIONS, Quota, operation};

/// Rate limits of the local service, by operation. All callers share them. A call over the limit is
/// rejected with 429 `ThrottlingException`, and has no effect.
///
/// Each limit is a token bucket: it holds up to `burst` calls, is full when the service starts, and
/// is refilled at the rate `per_second`, by the service's clock. A call with a valid bearer token
/// takes one from the bucket, even if the call fails later.
///
/// ```
/// use connect_participant::{
///     Client, ErrorKind, EventContentType, ParticipantRole, SendEventInput,
/// };
/// use connect_participant_local::{LocalService, ManualClock, Quotas};
/// use std::time::Duration;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let clock = ManualClock::default();
/// let quotas = Quotas::documented().limit("SendEvent", 1, 2);
/// let builder = LocalService::builder().clock(clock.clone()).quotas(quotas);
/// let service = builder.start().await?;
/// let client = Client::builder().endpoint_url(service.url()).max_attempts(1).build()?;
/// let agent = service.open_chat().add_participant(ParticipantRole::Agent);
/// let token = agent.connection_token().clone();
/// let typing = SendEventInput::new(EventContentType::Typing, token);
///
/// client.call(typing.clone()).await?;
/// client.call(typing.clone()).await?;
/// let error = client.call(typing.clone()).await.unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::Throttling);
///
/// clock.advance(Duration::from_secs(1));
/// client.call(typing).await?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Quotas {
    limits: BTreeMap<String, Quota>,
}

impl Quotas {
    /// Returns quotas without limits.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Returns the default quotas of an Amazon Connect instance:
    ///
    /// | operation | calls per second | burst |
    /// |---|---|---|
    /// | `SendEvent`, `SendMessage` | 10 | 15 |
    /// | `GetTranscript`, `GetAttachment` | 8 | 12 |
    /// | `CreateParticipantConnection` | 6 | 9 |
    /// | `DisconnectParticipant` | 3 | 5 |
    /// | `StartAttachmentUpload`, `CompleteAttachmentUpload` | 2 | 5 |
    ///
    /// The other operations have no limit. On a real instance, quotas can be raised.
    ///
    /// Source: [Amazon Connect Participant Service API throttling quotas][quotas].
    ///
    /// [quotas]: https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html
    #[must_use]
    pub fn documented() -> Self {
        let limits = OPERATIONS.iter().filter_map(|row| Some((row.name.to_owned(), row.quota?)));
        Self { limits: limits.collect() }
    }

    /// Sets the limit of an operation, in place of an earlier one. `operation` is the name that the
    /// service uses, such as `SendEvent`.
    ///
    /// With a `burst` of 0, all calls are rejected. With a `per_second` of 0, `burst` calls are
    /// accepted in all.
    ///
    /// [`LocalServiceBuilder::start`](crate::LocalServiceBuilder::start) returns an error if there
    /// is no such operation.
    #[must_use]
    pub fn limit(mut self, operation: impl Into<String>, per_second: u32, burst: u32) -> Self {
        self.limits.insert(operation.into(), Quota { per_second, burst });
        self
    }

    /// Returns the limits, or an error if one is for an operation that does not exist.
    pub(crate) fn check(self) -> io::Result<Vec<(&'static str, Quota)>> {
        let limits = self.limits.into_iter();
        limits
            .map(|(name, limit)| {
                let operation = operation(&name).ok_or_else(|| {
                    let message = format!("a quota is for {name:?}, which is not an operation");
                    io::Error::new(io::ErrorKind::InvalidInput, message)
                })?;
                Ok((operation.name, limit))
            })
            .collect()
    }
}
