//! How many calls the service takes.

pub(crate) mod bucket;
pub(crate) mod throttle;

use std::collections::BTreeMap;
use std::io;

use connect_participant_model::{
    COMPLETE_ATTACHMENT_UPLOAD, CREATE_PARTICIPANT_CONNECTION, DISCONNECT_PARTICIPANT,
    GET_ATTACHMENT, GET_TRANSCRIPT, SEND_EVENT, SEND_MESSAGE, START_ATTACHMENT_UPLOAD, operation,
};

/// How many calls of each operation the local service takes, whoever makes them. A call beyond that is refused with 429
/// `ThrottlingException`, and takes no effect.
///
/// A quota fills up at its rate, by the service's clock, until it is as full as a burst. It is full when the service starts.
/// A call takes one from it once its token is known to be good, whatever becomes of it then.
///
/// ```
/// use connect_participant_local::{LocalService, ManualClock, Quotas};
/// use connect_participant::{Client, ErrorKind, EventContentType, ParticipantRole, SendEventInput};
/// use std::time::Duration;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let clock = ManualClock::default();
/// let quotas = Quotas::documented().limit("SendEvent", 1, 2);
/// let service = LocalService::builder().clock(clock.clone()).quotas(quotas).start().await?;
/// let client = Client::builder().endpoint_url(service.url()).max_attempts(1).build()?;
/// let agent = service.open_chat().add_participant(ParticipantRole::Agent);
/// let typing = SendEventInput::new(EventContentType::Typing, agent.connection_token().clone());
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
    limits: BTreeMap<String, Limit>,
}

/// The quota of one operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Limit {
    /// How many calls may be made each second, in the long run.
    pub(crate) per_second: u32,
    /// How many calls may be made at once.
    pub(crate) burst: u32,
}

impl Quotas {
    /// As many calls of each operation as come.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// What an Amazon Connect instance has by default:
    ///
    /// | operation | calls per second | burst |
    /// |---|---|---|
    /// | `SendEvent`, `SendMessage` | 10 | 15 |
    /// | `GetTranscript`, `GetAttachment` | 8 | 12 |
    /// | `CreateParticipantConnection` | 6 | 9 |
    /// | `DisconnectParticipant` | 3 | 5 |
    /// | `StartAttachmentUpload`, `CompleteAttachmentUpload` | 2 | 5 |
    ///
    /// The other operations have none here.
    ///
    /// Source: [Amazon Connect Participant Service API throttling quotas][quotas]. They are adjustable there too.
    ///
    /// [quotas]: https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html
    #[must_use]
    pub fn documented() -> Self {
        [
            (SEND_EVENT, 10, 15),
            (SEND_MESSAGE, 10, 15),
            (GET_TRANSCRIPT, 8, 12),
            (GET_ATTACHMENT, 8, 12),
            (CREATE_PARTICIPANT_CONNECTION, 6, 9),
            (DISCONNECT_PARTICIPANT, 3, 5),
            (START_ATTACHMENT_UPLOAD, 2, 5),
            (COMPLETE_ATTACHMENT_UPLOAD, 2, 5),
        ]
        .into_iter()
        .fold(Self::none(), |quotas, (operation, per_second, burst)| {
            quotas.limit(operation.name, per_second, burst)
        })
    }

    /// The quota of this operation, named as the service does: `SendEvent`. It takes the place of one that it has. With a
    /// burst of 0 no call is taken; with 0 calls per second as many as the burst has, and then none.
    ///
    /// [`LocalServiceBuilder::start`](crate::LocalServiceBuilder::start) refuses a name that the service does not have.
    #[must_use]
    pub fn limit(mut self, operation: impl Into<String>, per_second: u32, burst: u32) -> Self {
        self.limits.insert(operation.into(), Limit { per_second, burst });
        self
    }

    /// The limits, by the names of operations that there are.
    pub(crate) fn checked(self) -> io::Result<Vec<(&'static str, Limit)>> {
        let limits = self.limits.into_iter();
        limits
            .map(|(name, limit)| {
                let operation = operation(&name).ok_or_else(|| {
                    let message = format!("there is a quota for {name:?}, which is no operation");
                    io::Error::new(io::ErrorKind::InvalidInput, message)
                })?;
                Ok((operation.name, limit))
            })
            .collect()
    }
}
