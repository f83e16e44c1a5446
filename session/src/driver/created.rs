//! The response to `CreateParticipantConnection`.

use std::time::{Duration, SystemTime};

use connect_participant::{
    Client, ConnectionToken, CreateParticipantConnectionOutput, Error, Result, Timestamp,
    WithMetadata,
};

/// The lifetime of a token without a readable expiry.
const DEFAULT_LIFETIME: Duration = Duration::from_secs(12 * 60 * 60);

/// A token is replaced this long before it expires, and not sooner than this after it came.
const MARGIN: Duration = Duration::from_secs(60);

/// A connection that was created: a token, and a websocket to open.
pub(crate) struct Created {
    pub(crate) token: ConnectionToken,
    pub(crate) renewal: Renewal,
    /// The pre-signed URL of a websocket, a secret.
    pub(crate) url: String,
    /// The time of the service.
    pub(crate) service_time: SystemTime,
}

/// The time at which a token has to be replaced.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Renewal {
    /// By the timers of this machine.
    at: Duration,
    /// By its clock. A machine that was suspended has a later time than its timers.
    system_time: SystemTime,
    earliest: Duration,
    /// The last attempt has failed.
    has_failed: bool,
}

impl Created {
    /// Reads the response.
    pub(crate) fn new(
        output: WithMetadata<CreateParticipantConnectionOutput>,
        client: &Client,
    ) -> Result<Self> {
        let (now, system_time) = (client.clock().now(), client.clock().system_time());
        // The clock of this machine may be wrong.
        let date = output.metadata.date();
        let service_time = date.unwrap_or(system_time);
        let missing = |name: &str| {
            Error::unreadable_response(format!("the response has no value for `{name}`"))
        };
        let credentials = output.value.connection_credentials.unwrap_or_default();
        let token = credentials.connection_token.ok_or_else(|| missing("ConnectionToken"))?;
        let url = output.value.websocket.and_then(|websocket| websocket.url);
        let url = url.ok_or_else(|| missing("Url"))?;
        let expiry = credentials.expiry.as_ref().and_then(Timestamp::to_system_time);
        let lifetime = match expiry.map(|expiry| expiry.duration_since(service_time)) {
            Some(Ok(lifetime)) => lifetime,
            // It has expired already.
            Some(Err(_)) if date.is_some() => Duration::ZERO,
            // Without a date of the service, the clock of this machine may be wrong.
            Some(Err(_)) | None => DEFAULT_LIFETIME,
        };
        let lifetime = lifetime.saturating_sub(MARGIN);
        let renewal = Renewal {
            at: now + lifetime,
            system_time: system_time.checked_add(lifetime).unwrap_or(system_time),
            earliest: now + MARGIN,
            has_failed: false,
        };
        Ok(Self { token, renewal, url, service_time })
    }
}

impl Renewal {
    /// Returns the time at which the token has to be replaced, by the timers of this machine.
    pub(crate) fn deadline(&self) -> Duration {
        self.at.max(self.earliest)
    }

    /// Returns `true` if the token has to be replaced.
    pub(crate) fn is_due(&self, client: &Client) -> bool {
        let now = client.clock().now();
        now >= self.earliest && (now >= self.at || client.clock().system_time() >= self.system_time)
    }

    /// Returns `true` if the renewal waits because the last attempt has failed.
    pub(crate) fn is_delayed(&self, now: Duration) -> bool {
        self.has_failed && now < self.earliest
    }

    /// Delays the renewal after a failure.
    pub(crate) fn delay(&mut self, until: Duration) {
        self.at = until;
        self.earliest = until;
        self.has_failed = true;
    }
}
