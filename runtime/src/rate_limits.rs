//! Rate limits: they delay calls that would exceed a quota of the service.

mod adaptive_rate;
mod bucket;
mod queue;
pub(crate) mod rate_limiter;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use connect_participant_model::OPERATIONS;

use self::bucket::Bucket;
use self::queue::Queue;
use self::rate_limiter::{AcquireFuture, AttemptOutcome, PendingAttempt, RateLimiter};
use crate::error::Error;
use crate::protocol::input::OperationInput;

/// Rate limits of a client, by operation: calls wait for their turn, so that the service does not
/// throttle them.
///
/// ```
/// use connect_participant::{Client, RateLimits, SendMessageInput};
///
/// // This instance accepts 40 messages per second, and a burst of 60.
/// let limits = RateLimits::documented().limit::<SendMessageInput>(40, 60);
/// let client = Client::builder().region("eu-central-1").rate_limits(limits).build()?;
/// # Ok::<(), connect_participant::Error>(())
/// ```
///
/// - **Burst.** The burst is the maximum number of calls at once. A call counts against the burst
///   until its response arrives, and for at most as long as the bucket takes to fill: 1.5 seconds
///   for most quotas. So a call that takes long to arrive is not followed by calls that arrive too
///   early.
/// - **Order.** The calls of an operation are sent in the order in which they were made, except
///   that retries are first. Operations do not wait for each other. A call that is cancelled gives
///   up its place, and the next one moves up.
/// - **Time.** The wait counts towards the
///   [`operation_timeout`](crate::ClientBuilder::operation_timeout), but not towards the
///   [`operation_attempt_timeout`](crate::ClientBuilder::operation_attempt_timeout). If there are
///   so many calls ahead that its turn cannot come in time, a call fails at once. If its turn does
///   not come in time, it fails then. Both are
///   [`ErrorKind::RateLimited`](crate::ErrorKind::RateLimited), and nothing was sent. A retry whose
///   turn does not come in time is not made: the call returns the error of its last attempt, and
///   takes no retry quota.
/// - **Retries.** Each retry waits for its turn. A request that is sent once more because its
///   connection was stale does not, because the service has not received the first one.
/// - **Throttling.** The limits adapt. If the service throttles an operation nevertheless, because
///   its quota is lower or others use it too, its rate is reduced to 70 % of the rate of the calls
///   that were sent, and grows back to the limit within 25 seconds. Near the rate at which the
///   service has throttled, it grows slowly. The adaptive mode of the AWS SDKs does the same, with
///   one rate for all operations and without an upper limit. [`adaptive`](Self::adaptive) turns
///   this off. The repository has measurements in `runtime/docs/rate_limits.md`.
/// - **Sharing.** Clones share their limits: those of a [`Client`](crate::Client), and those of
///   this type, for several clients that call the same Amazon Connect instance. They need clocks
///   that agree. Several processes share a quota by adapting. If there are many, divide the quota
///   with [`limit`](Self::limit), or implement [`RateLimiter`].
/// - **Uploads.** The [`PUT` of the bytes](crate::Client::put_attachment) has no limit, because it
///   does not go to the service. The two calls around it have limits.
#[derive(Clone)]
pub struct RateLimits {
    queues: BTreeMap<&'static str, Arc<Queue>>,
    is_adaptive: bool,
}

impl RateLimits {
    /// Returns no limits. Add some with [`limit`](Self::limit).
    #[must_use]
    pub fn none() -> Self {
        Self { queues: BTreeMap::new(), is_adaptive: true }
    }

    /// Returns the default quotas of an Amazon Connect instance:
    ///
    /// | operation | calls per second | burst, in calls |
    /// |---|---|---|
    /// | `SendEvent`, `SendMessage` | 10 | 15 |
    /// | `GetTranscript`, `GetAttachment` | 8 | 12 |
    /// | `CreateParticipantConnection` | 6 | 9 |
    /// | `DisconnectParticipant` | 3 | 5 |
    /// | `StartAttachmentUpload`, `CompleteAttachmentUpload` | 2 | 5 |
    ///
    /// No quota is documented for the other operations, so they have no limit. AWS can raise the
    /// quotas of an instance.
    ///
    /// Source: [API throttling quotas][quotas], Amazon Connect Administrator Guide.
    ///
    /// [quotas]: https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html#api-throttling-quotas
    #[must_use]
    pub fn documented() -> Self {
        OPERATIONS.iter().fold(Self::none(), |limits, row| match row.quota {
            Some(quota) => limits.with(row.name, f64::from(quota.per_second), quota.burst),
            None => limits,
        })
    }

    /// Sets the limit of an operation, in place of an earlier one: the number of calls per second,
    /// and the maximum number of calls at once. The input names the operation.
    ///
    /// The lowest rate is 0.001 calls per second, and the lowest burst is 1. Smaller values are
    /// raised to these.
    ///
    /// ```
    /// use connect_participant::{RateLimits, SendEventInput};
    ///
    /// // A quarter of the quota, for each of four processes.
    /// let limits = RateLimits::documented().limit::<SendEventInput>(2.5, 3);
    /// ```
    #[must_use]
    pub fn limit<I: OperationInput>(self, per_second: impl Into<f64>, burst: u32) -> Self {
        self.with(I::OPERATION.name, per_second.into(), burst)
    }

    fn with(mut self, operation: &'static str, per_second: f64, burst: u32) -> Self {
        let bucket = Bucket::new(per_second, burst);
        self.queues.insert(operation, Arc::new(Queue::new(bucket)));
        self
    }

    /// Sets whether the rate is reduced when the service throttles. Defaults to `true`.
    #[must_use]
    pub fn adaptive(mut self, is_adaptive: bool) -> Self {
        self.is_adaptive = is_adaptive;
        self
    }
}

impl RateLimiter for RateLimits {
    fn acquire<'a>(&'a self, attempt: PendingAttempt<'a>) -> AcquireFuture<'a> {
        match self.queues.get(attempt.operation) {
            Some(queue) => Box::pin(queue.acquire(attempt)),
            None => Box::pin(std::future::ready(Ok(()))),
        }
    }

    fn on_outcome(&self, outcome: AttemptOutcome<'_>) {
        if let Some(queue) = self.queues.get(outcome.operation) {
            let is_throttled = outcome.error.is_some_and(Error::is_throttling);
            queue.on_outcome(outcome, is_throttled && self.is_adaptive);
        }
    }
}

impl fmt::Debug for RateLimits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RateLimits")
            .field("operations", &self.queues.keys())
            .field("is_adaptive", &self.is_adaptive)
            .finish()
    }
}
