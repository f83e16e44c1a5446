//! Starting a local service that is not like any other.

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;
use std::{fmt, io};

use tokio::net::TcpListener;
use tokio::runtime::Handle;

use super::clock::ServiceClock;
use super::server::{READ_TIMEOUT, accept};
use super::service::Service;
use super::settings::{OnRequest, Settings};
use super::{LocalService, ManualClock, Quotas, RequestRecord};

/// What a local service is started with: what [`LocalService::builder`] returns.
///
/// ```
/// use connect_participant_local::LocalService;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let service = LocalService::builder()
///     .seed(7)
///     .on_request(|request| println!("{request}"))
///     .start()
///     .await?;
/// # drop(service);
/// # Ok(())
/// # }
/// ```
#[must_use = "nothing is started yet"]
pub struct LocalServiceBuilder {
    port: u16,
    settings: Settings,
}

impl LocalServiceBuilder {
    pub(crate) fn new() -> Self {
        Self { port: 0, settings: Settings::default() }
    }

    /// The port of 127.0.0.1 to listen on. 0, which is the default, is any that is free.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// The clock that the service has its time from: the system's by default.
    pub fn clock(mut self, clock: ManualClock) -> Self {
        self.settings.clock = ServiceClock::Manual(clock);
        self
    }

    /// For how long a connection token is valid: one day by default, as the service's are. After that it is refused with 403
    /// `Access denied`, and [`CreateParticipantConnection`](connect_participant::CreateParticipantConnectionInput) has a new one.
    ///
    /// It is that of all connection tokens, those of [`Chat::add_participant`](crate::Chat::add_participant) too.
    pub fn connection_token_lifetime(mut self, lifetime: Duration) -> Self {
        self.settings.connection_token_lifetime = lifetime;
        self
    }

    /// How many calls the service takes: as many as come, by default.
    pub fn quotas(mut self, quotas: Quotas) -> Self {
        self.settings.quotas = quotas;
        self
    }

    /// Makes ids and tokens the same in every run with the same seed and the same order of calls, so that a test can write
    /// them down. Request ids, page tokens and the secrets of URLs are counted for themselves: a call that is refused, that
    /// changes nothing, or that is made again with its client token changes no other id.
    ///
    /// Without a seed nobody can guess them. With one everybody can, so it is for tests alone.
    pub fn seed(mut self, seed: u64) -> Self {
        self.settings.seed = Some(seed);
        self
    }

    /// Whether errors have the header `x-amzn-errortype`, by which every AWS SDK knows them. It is there by default.
    ///
    /// Answers have been seen in the field without it, where the body was `{"message":"…"}` and nothing else: `false` makes
    /// errors like these, which only their status tells apart.
    pub fn error_type_header(mut self, is_sent: bool) -> Self {
        self.settings.error_type_header = is_sent;
        self
    }

    /// Is told of each request: once, when it is decided what becomes of it and before its client can know. What has no
    /// head that can be read is no request, and is not told; nor is one whose [rule](crate::Fault::when) panics.
    ///
    /// It is called from the connection's task, so it is better quick; where it panics, the connection is closed. It may ask
    /// the service for what is recorded. Of more than one, the last one is told.
    pub fn on_request(mut self, told: impl Fn(&RequestRecord) + Send + Sync + 'static) -> Self {
        self.settings.on_request = Some(OnRequest::new(told));
        self
    }

    /// Starts it, on the Tokio runtime that this is awaited on. Like the client, it needs the runtime's I/O and its
    /// timers, which a runtime has unless it was built without.
    ///
    /// # Errors
    ///
    /// - [`AddrInUse`](io::ErrorKind::AddrInUse) or another error of the operating system if it cannot listen on the port.
    /// - [`InvalidInput`](io::ErrorKind::InvalidInput) if a quota is for an operation that does not exist.
    /// - [`Other`](io::ErrorKind::Other) if there is no Tokio runtime, or if the operating system has no random bytes.
    pub async fn start(self) -> io::Result<LocalService> {
        let Self { port, settings } = self;
        let runtime = Handle::try_current().map_err(|error| {
            io::Error::other(format!("there is no Tokio runtime for the local service: {error}"))
        })?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
            .await
            .map_err(|error| no_port(port, &error))?;
        let address = listener.local_addr().map_err(|error| no_port(port, &error))?;
        let service = Arc::new(Service::new(format!("http://{address}"), settings)?);
        let accepting = runtime.spawn(accept(listener, Arc::clone(&service), READ_TIMEOUT));
        Ok(LocalService::new(service, accepting.abort_handle()))
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

fn no_port(port: u16, error: &io::Error) -> io::Error {
    let message = match (port, error.kind()) {
        (1.., io::ErrorKind::AddrInUse) => format!("the port {port} of 127.0.0.1 is taken"),
        (1.., _) => format!("the port {port} of 127.0.0.1 cannot be listened on: {error}"),
        (0, _) => format!("there is no port to listen on: {error}"),
    };
    io::Error::new(error.kind(), message)
}
