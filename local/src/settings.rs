//! The settings of a local service.

use std::fmt;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use crate::clock::ServiceClock;
use crate::quotas::Quotas;
use crate::request_record::RequestRecord;
use crate::sites::Sites;
use crate::websocket_settings::WebsocketSettings;

/// The default lifetime of a connection token. Source:
/// [`CreateParticipantConnection`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_CreateParticipantConnection.html).
const CONNECTION_TOKEN_LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);

/// The settings that are fixed when the service starts.
pub(crate) struct Settings {
    pub(crate) clock: ServiceClock,
    pub(crate) connection_token_lifetime: Duration,
    pub(crate) quotas: Quotas,
    pub(crate) seed: Option<u64>,
    pub(crate) error_type_header: bool,
    pub(crate) on_request: Option<OnRequest>,
    /// `true` if a test can control the service over HTTP.
    pub(crate) control: bool,
    pub(crate) sites: Sites,
    pub(crate) websockets: WebsocketSettings,
}

/// The callback for requests. A panic in it may leave the user's data inconsistent, but not the
/// service's.
pub(crate) struct OnRequest(AssertUnwindSafe<Box<Callback>>);

type Callback = dyn Fn(&RequestRecord) + Send + Sync;

impl OnRequest {
    pub(crate) fn new(callback: impl Fn(&RequestRecord) + Send + Sync + 'static) -> Self {
        Self(AssertUnwindSafe(Box::new(callback)))
    }

    pub(crate) fn call(&self, request: &RequestRecord) {
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
            control: false,
            sites: Sites::default(),
            websockets: WebsocketSettings::default(),
        }
    }
}

/// Leaves out the seed, from which tokens can be computed.
impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("clock", &self.clock)
            .field("connection_token_lifetime", &self.connection_token_lifetime)
            .field("quotas", &self.quotas)
            .field("error_type_header", &self.error_type_header)
            .field("control", &self.control)
            .field("websockets", &self.websockets)
            .field("cors", &self.sites.cors)
            .finish_non_exhaustive()
    }
}
