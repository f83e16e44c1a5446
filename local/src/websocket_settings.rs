//! Settings of websockets.

use std::time::Duration;

/// The documented lifetime of a URL.
const URL_LIFETIME: Duration = Duration::from_secs(100);

/// The documented number of websockets that a participant can have open.
const MAX_PER_PARTICIPANT: usize = 5;

/// The default maximum size of a message of a client, in bytes.
const MAX_MESSAGE_BYTES: usize = 256 * 1024;

/// Settings of the websockets of a [`LocalService`](crate::LocalService).
///
/// AWS documents the lifetime of a URL and the number of websockets. All other settings are figures
/// of the real service that are not known. With the defaults, a websocket stays open until its
/// client closes it.
///
/// ```
/// use connect_participant_local::{ExcessWebsocket, LocalService, WebsocketSettings};
/// use std::time::Duration;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> std::io::Result<()> {
/// // The limits of Amazon API Gateway.
/// let settings = WebsocketSettings::default()
///     .idle_timeout(Duration::from_secs(10 * 60))
///     .max_age(Duration::from_secs(2 * 60 * 60))
///     .max_message_bytes(128 * 1024)
///     .excess(ExcessWebsocket::CloseOldest);
/// let service = LocalService::builder().websockets(settings).start().await?;
/// # drop(service);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "settings do nothing until they are passed to a builder"]
pub struct WebsocketSettings {
    pub(crate) url_lifetime: Duration,
    pub(crate) refusal_status: u16,
    pub(crate) max_per_participant: usize,
    pub(crate) excess: ExcessWebsocket,
    pub(crate) max_message_bytes: usize,
    pub(crate) idle_timeout: Option<Duration>,
    pub(crate) max_age: Option<Duration>,
}

/// The effect of opening more websockets than a participant may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExcessWebsocket {
    /// The handshake is refused, as with an invalid URL.
    Refuse,
    /// The participant's oldest websocket is closed with code 1008.
    CloseOldest,
}

impl Default for WebsocketSettings {
    fn default() -> Self {
        Self {
            url_lifetime: URL_LIFETIME,
            refusal_status: 403,
            max_per_participant: MAX_PER_PARTICIPANT,
            excess: ExcessWebsocket::Refuse,
            max_message_bytes: MAX_MESSAGE_BYTES,
            idle_timeout: None,
            max_age: None,
        }
    }
}

impl WebsocketSettings {
    /// Sets the time from the response of `CreateParticipantConnection` within which a websocket
    /// can be opened, any number of times, by the service's clock. Defaults to 100 seconds.
    pub fn url_lifetime(mut self, lifetime: Duration) -> Self {
        self.url_lifetime = lifetime;
        self
    }

    /// Sets the status of the response to a handshake with a URL that is unknown, has expired, or
    /// whose participant has left or whose chat has ended. Defaults to 403. Any number that is not
    /// a status from 400 to 599 means 403.
    pub fn refusal_status(mut self, status: u16) -> Self {
        self.refusal_status = status;
        self
    }

    /// Sets the number of websockets that a participant can have open. Defaults to 5.
    pub fn max_per_participant(mut self, max: usize) -> Self {
        self.max_per_participant = max;
        self
    }

    /// Sets the effect of opening more websockets than that. Defaults to
    /// [`ExcessWebsocket::Refuse`].
    pub fn excess(mut self, excess: ExcessWebsocket) -> Self {
        self.excess = excess;
        self
    }

    /// Sets the maximum size of a message of a client, in bytes. A larger one closes the websocket
    /// with code 1009. Defaults to 256 KiB.
    pub fn max_message_bytes(mut self, max: usize) -> Self {
        self.max_message_bytes = max;
        self
    }

    /// Sets the time without a message of the client after which a websocket is closed with code
    /// 1001, measured by the runtime of the service. Defaults to never.
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.idle_timeout = Some(timeout);
        self
    }

    /// Sets the time from its handshake after which a websocket is closed with code 1001, measured
    /// by the runtime of the service. Defaults to never.
    pub fn max_age(mut self, age: Duration) -> Self {
        self.max_age = Some(age);
        self
    }
}
