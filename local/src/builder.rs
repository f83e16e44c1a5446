//! Configuring and starting a local service.

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;
use std::{fmt, io};

use tokio::net::TcpListener;
use tokio::runtime::Handle;

use crate::clock::ServiceClock;
use crate::clock::manual_clock::ManualClock;
use crate::local_service::LocalService;
use crate::quotas::Quotas;
use crate::request_record::RequestRecord;
use crate::server::{IO_TIMEOUT, accept};
use crate::service::Service;
use crate::settings::{OnRequest, Settings};

impl LocalService {
    /// Starts a service with the default settings: on a free port of 127.0.0.1, with the system's
    /// clock, random ids and tokens, and no quotas.
    ///
    /// # Errors
    ///
    /// The errors of [`LocalServiceBuilder::start`].
    pub async fn start() -> io::Result<Self> {
        Self::builder().start().await
    }

    /// Creates a builder, which starts a service with other settings.
    pub fn builder() -> LocalServiceBuilder {
        LocalServiceBuilder { port: 0, settings: Settings::default() }
    }
}

/// A builder of a [`LocalService`]. [`LocalService::builder`] creates it.
///
/// ```
/// use connect_participant_local::LocalService;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> std::io::Result<()> {
/// let service = LocalService::builder()
///     .seed(7)
///     .on_request(|request| println!("{request}"))
///     .start()
///     .await?;
/// # drop(service);
/// # Ok(())
/// # }
/// ```
#[must_use = "a builder does nothing until `start` is called"]
pub struct LocalServiceBuilder {
    port: u16,
    settings: Settings,
}

impl LocalServiceBuilder {
    /// Sets the port of 127.0.0.1 to listen on. Defaults to 0, which means any free port.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Sets the clock of the service. Defaults to the system's clock.
    pub fn clock(mut self, clock: ManualClock) -> Self {
        self.settings.clock = ServiceClock::Manual(clock);
        self
    }

    /// Sets the lifetime of connection tokens, including those of
    /// [`Chat::add_participant`](crate::Chat::add_participant). Defaults to one day, as documented
    /// for the service.
    ///
    /// An expired token is rejected with 403 `Access denied`.
    /// [`CreateParticipantConnection`](connect_participant::CreateParticipantConnectionInput)
    /// returns a new one.
    pub fn connection_token_lifetime(mut self, lifetime: Duration) -> Self {
        self.settings.connection_token_lifetime = lifetime;
        self
    }

    /// Sets the rate limits of operations. Defaults to [`Quotas::none`].
    pub fn quotas(mut self, quotas: Quotas) -> Self {
        self.settings.quotas = quotas;
        self
    }

    /// Sets a seed for ids and tokens. With the same seed and the same order of calls, they are the
    /// same in each run, so a test can contain them. Defaults to random ids and tokens.
    ///
    /// A call that fails, that changes nothing, or that repeats a client token does not change the
    /// ids of later calls.
    ///
    /// Anyone who knows the seed can compute the tokens, so only set it in tests.
    pub fn seed(mut self, seed: u64) -> Self {
        self.settings.seed = Some(seed);
        self
    }

    /// Sets whether errors have the header `x-amzn-errortype`, by which the AWS SDKs distinguish
    /// them. Defaults to `true`.
    ///
    /// The real service has been seen to send errors without this header, and with
    /// `{"message":"…"}` as the whole body. `false` imitates them, so only the status distinguishes
    /// errors.
    pub fn error_type_header(mut self, is_sent: bool) -> Self {
        self.settings.error_type_header = is_sent;
        self
    }

    /// Sets a callback that receives each request with its outcome, before the client receives the
    /// response. Replaces an earlier callback.
    ///
    /// The callback is not called for a request whose headers cannot be read, nor for one for which
    /// the condition of a [fault](crate::Fault::when) panics.
    ///
    /// It runs on the task of the connection, so it should be fast. It may use the service, for
    /// example to read what was recorded. If it panics, the connection is closed.
    pub fn on_request(mut self, callback: impl Fn(&RequestRecord) + Send + Sync + 'static) -> Self {
        self.settings.on_request = Some(OnRequest::new(callback));
        self
    }

    /// Starts the service on the current Tokio runtime. Like the client, it needs the I/O driver
    /// and the timer of the runtime; `#[tokio::main]` and `#[tokio::test]` enable both.
    ///
    /// # Errors
    ///
    /// - [`AddrInUse`](io::ErrorKind::AddrInUse), or another error of the operating system, if the
    ///   service cannot listen on the port.
    /// - [`InvalidInput`](io::ErrorKind::InvalidInput) if a quota is for an operation that does not
    ///   exist.
    /// - [`Other`](io::ErrorKind::Other) if there is no Tokio runtime, or if the operating system
    ///   has no random bytes.
    pub async fn start(self) -> io::Result<LocalService> {
        let Self { port, settings } = self;
        let runtime = Handle::try_current().map_err(|error| {
            io::Error::other(format!("there is no Tokio runtime for the local service: {error}"))
        })?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
            .await
            .map_err(|error| listen_error(port, &error))?;
        let address = listener.local_addr().map_err(|error| listen_error(port, &error))?;
        let service = Arc::new(Service::new(format!("http://{address}"), settings)?);
        let server = runtime.spawn(accept(listener, Arc::clone(&service), IO_TIMEOUT));
        Ok(LocalService::new(service, server.abort_handle()))
    }
}

impl fmt::Debug for LocalServiceBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalServiceBuilder")
            .field("port", &self.port)
            .field("settings", &self.settings)
            .finish()
    }
}

fn listen_error(port: u16, error: &io::Error) -> io::Error {
    let message = match (port, error.kind()) {
        (1.., io::ErrorKind::AddrInUse) => format!("port {port} of 127.0.0.1 is already in use"),
        (1.., _) => format!("cannot listen on port {port} of 127.0.0.1: {error}"),
        (0, _) => format!("cannot listen on any port of 127.0.0.1: {error}"),
    };
    io::Error::new(error.kind(), message)
}
