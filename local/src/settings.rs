//! What a local service is like.

use std::fmt;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use super::clock::ServiceClock;
use super::{Quotas, RequestRecord};

/// For how long a connection token is valid, according to
/// [`CreateParticipantConnection`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_CreateParticipantConnection.html).
const CONNECTION_TOKEN_LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);

/// What may be set before the service starts.
pub(crate) struct Settings {
    pub(crate) clock: ServiceClock,
    pub(crate) connection_token_lifetime: Duration,
    pub(crate) quotas: Quotas,
    pub(crate) seed: Option<u64>,
    pub(crate) error_type_header: bool,
    pub(crate) on_request: Option<OnRequest>,
}

/// Who is told of requests. What a panic leaves behind there is whose it is; the service goes on.
pub(crate) struct OnRequest(AssertUnwindSafe<Box<Tell>>);

type Tell = dyn Fn(&RequestRecord) + Send + Sync;

impl OnRequest {
    pub(crate) fn new(told: impl Fn(&RequestRecord) + Send + Sync + 'static) -> Self {
        Self(AssertUnwindSafe(Box::new(told)))
    }

    pub(crate) fn tell(&self, request: &RequestRecord) {
        (self.0)(request);
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            clock: ServiceClock::default(),
            connection_token_lifetime: CONNECTION_TOKEN_LIFETIME,
            quotas: Quotas::none(),
            seed: None,
            error_type_header: true,
            on_request: None,
        }
    }
}

/// Tells nothing of the seed, which tokens come from.
impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("clock", &self.clock)
            .field("connection_token_lifetime", &self.connection_token_lifetime)
            .field("quotas", &self.quotas)
            .field("error_type_header", &self.error_type_header)
            .finish_non_exhaustive()
    }
}
