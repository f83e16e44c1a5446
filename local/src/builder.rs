//! Configuring and starting a local service.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use std::{fmt, io};

use http::Uri;
use tokio::net::TcpListener;
use tokio::runtime::Handle;

use crate::clock::ServiceClock;
use crate::clock::manual_clock::ManualClock;
use crate::local_service::LocalService;
use crate::own_thread;
use crate::quotas::Quotas;
use crate::request_record::RequestRecord;
use crate::server::{IO_TIMEOUT, Server};
use crate::service::Service;
use crate::settings::{OnRequest, Settings};
use crate::websocket_settings::WebsocketSettings;

/// The address of a service without a port. A client cannot have a URL with port 0, and nothing
/// listens on port 1, so a client without the transport gets an error at once.
const NOWHERE: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 1);

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
        LocalServiceBuilder {
            address: Ipv4Addr::LOCALHOST.into(),
            port: Some(0),
            public_url: None,
            own_thread: false,
            follow_runtime: false,
            settings: Settings::default(),
        }
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
    address: IpAddr,
    /// `None` for connections in memory only.
    port: Option<u16>,
    public_url: Option<String>,
    own_thread: bool,
    follow_runtime: bool,
    settings: Settings,
}

impl LocalServiceBuilder {
    /// Sets the address to listen on. Defaults to 127.0.0.1. In a container, set 0.0.0.0 to listen
    /// on all addresses.
    ///
    /// Everyone who can reach the address can then read the [event log](crate#event-log), and
    /// nothing is encrypted. Only use it in a network that you trust.
    ///
    /// [`LocalService::url`] has this address, or a loopback address in place of 0.0.0.0 and `::`.
    /// If clients use another one, set a [`public_url`](Self::public_url).
    pub fn address(mut self, address: impl Into<IpAddr>) -> Self {
        self.address = address.into();
        self
    }

    /// Sets the URL by which clients call the service, such as `http://connect:8080` for a
    /// container with the name `connect`. Defaults to the address and the port.
    ///
    /// [`LocalService::url`] returns it, and all pre-signed URLs start with it, those of websockets
    /// with `ws` or `wss` in place of `http` or `https`. Its host is accepted in the header `Host`
    /// of handshakes and of requests to the [event log](crate#event-log).
    ///
    /// [`start`](Self::start) returns an error if it is not an http or https URL without a path.
    pub fn public_url(mut self, url: impl Into<String>) -> Self {
        self.public_url = Some(url.into());
        self
    }

    /// Sets the port to listen on. Defaults to 0, which means any free port.
    pub fn port(mut self, port: u16) -> Self {
        self.port = Some(port);
        self
    }

    /// Does not listen on a port. Clients reach the service in memory only, with
    /// [`LocalService::transport`].
    ///
    /// [`LocalService::url`] is then `http://127.0.0.1:1`, where nothing listens, unless you set a
    /// [`public_url`](Self::public_url).
    pub fn without_port(mut self) -> Self {
        self.port = None;
        self
    }

    /// Sets the clock of the service. Defaults to the system's clock.
    pub fn clock(mut self, clock: ManualClock) -> Self {
        self.settings.clock = ServiceClock::Manual(clock);
        self
    }

    /// Lets the clock of the service advance with the timers of the runtime, from the time at which
    /// the service starts. With [paused time](crate::LocalTransport#paused-time), tokens and URLs
    /// expire, quotas are refilled, and timestamps grow as the time of the test does.
    ///
    /// A [`ManualClock`] sets the time of the start, and advances the time beyond that of the
    /// runtime.
    ///
    /// ```
    /// use connect_participant::{Client, EventContentType, ParticipantRole, SendEventInput};
    /// use connect_participant_local::LocalService;
    /// use std::time::Duration;
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build()?.block_on(async {
    /// // In a test with `#[tokio::test(start_paused = true)]`:
    /// let service = LocalService::builder().without_port().follow_runtime().start().await?;
    /// let client = Client::builder()
    ///     .endpoint_url(service.url())
    ///     .transport(service.transport())
    ///     .build()?;
    /// let agent = service.open_chat().add_participant(ParticipantRole::Agent);
    ///
    /// tokio::time::sleep(Duration::from_secs(24 * 60 * 60)).await;
    /// let token = agent.connection_token().clone();
    /// let typing = SendEventInput::new(EventContentType::Typing, token);
    /// assert!(client.call(typing).await.unwrap_err().is_token_refused());
    /// # Ok(())
    /// # })
    /// # }
    /// ```
    pub fn follow_runtime(mut self) -> Self {
        self.follow_runtime = true;
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

    /// Sets the lifetime of the URLs of websockets, and what else AWS does not document of them.
    pub fn websockets(mut self, settings: WebsocketSettings) -> Self {
        self.settings.websockets = settings;
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

    /// Sets whether programs can control the service over HTTP, at paths that start with `/_local/`:
    /// open chats, add participants, speak as them, end chats, advance the clock, inject faults, and
    /// read the log of requests. Defaults to `false`, and to on in the program.
    ///
    /// A test in Rust has methods for all of this. Everyone who can reach the port gets tokens from
    /// it, so it is off unless a test in another language needs it. Pages of other sites in a
    /// browser cannot use it: see the [event log](crate#event-log). The
    /// [guide](crate::guide#control-over-http) lists the paths.
    ///
    /// With the control, there is also a page for people, `/_local/`: open it in a browser to follow
    /// the chats and to speak in them. What it reads is not passed to
    /// [`on_request`](Self::on_request).
    pub fn control(mut self, is_on: bool) -> Self {
        self.settings.control = is_on;
        self
    }

    /// Sets whether a page of another origin on this machine, such as `http://localhost:3000`, can
    /// call the service from a browser. Defaults to `false`.
    ///
    /// The service then permits the calls and the websockets of loopback origins, with the headers of
    /// [CORS](https://fetch.spec.whatwg.org/#http-cors-protocol). It does so for no other origin, and
    /// not for the paths of the [control](Self::control). A preflight request has no fault, and is not
    /// in the log of requests.
    pub fn cors(mut self, is_on: bool) -> Self {
        self.settings.sites.cors = is_on;
        self
    }

    /// Runs the service on a thread of its own, instead of on the Tokio runtime that calls
    /// [`start`](Self::start). The thread ends when the service is dropped.
    ///
    /// | | the caller's runtime (default) | a thread of its own |
    /// |---|---|---|
    /// | blocking code, such as `Command::output`, `thread::join` or a blocking HTTP client | blocks the service too, if the runtime has one thread | does not block it |
    /// | the end of the runtime, as after each `#[tokio::test]` | ends the service: later connections are refused | does not end it |
    /// | one service for all tests, in a `static` | no | yes, with [`start_blocking`](Self::start_blocking) |
    /// | [paused time](https://docs.rs/tokio/latest/tokio/time/fn.pause.html) | works | does not work: the test's clock jumps ahead while the service works |
    ///
    /// To test the expiry of tokens, neither needs paused time: use a [`ManualClock`].
    pub fn own_thread(mut self) -> Self {
        self.own_thread = true;
        self
    }

    /// Starts the service on the current Tokio runtime, or on a [thread of its
    /// own](Self::own_thread), which needs no runtime. Like the client, the service needs the I/O
    /// driver and the timer of the runtime; `#[tokio::main]` and `#[tokio::test]` enable both.
    ///
    /// # Errors
    ///
    /// - [`AddrInUse`](io::ErrorKind::AddrInUse), or another error of the operating system, if the
    ///   service cannot listen on the port.
    /// - [`InvalidInput`](io::ErrorKind::InvalidInput) if a quota is for an operation that does not
    ///   exist, or if the [public URL](Self::public_url) is not valid.
    /// - [`Other`](io::ErrorKind::Other) if there is no Tokio runtime, or if the operating system
    ///   has no random bytes.
    pub async fn start(self) -> io::Result<LocalService> {
        if self.own_thread {
            return self.start_blocking();
        }
        let runtime = Handle::try_current().map_err(|error| {
            let message = "there is no Tokio runtime for the local service";
            io::Error::other(format!("{message}: {error}"))
        })?;
        let (service, serving) = self.listen().await?;
        runtime.spawn(serving);
        Ok(service)
    }

    /// Starts the service on a thread of its own, as with [`own_thread`](Self::own_thread), and
    /// without `await`. It takes a few milliseconds. It works with and without a Tokio runtime, and
    /// in the initialiser of a `static`:
    ///
    /// ```
    /// use connect_participant_local::LocalService;
    /// use std::sync::LazyLock;
    ///
    /// /// The service that all tests share. Each test opens a chat of its own.
    /// static SERVICE: LazyLock<LocalService> = LazyLock::new(|| {
    ///     LocalService::builder().start_blocking().expect("the local service starts")
    /// });
    ///
    /// let chat = SERVICE.open_chat();
    /// # assert_eq!(SERVICE.chats().len(), 1);
    /// ```
    ///
    /// # Errors
    ///
    /// The errors of [`start`](Self::start), or [`Other`](io::ErrorKind::Other) if the operating
    /// system cannot start a thread.
    pub fn start_blocking(self) -> io::Result<LocalService> {
        own_thread::run(self.listen())
    }

    /// Listens on the port, if there is one. Returns the service, and the future that serves its
    /// connections.
    async fn listen(self) -> io::Result<(LocalService, impl Future<Output = ()> + Send + 'static)> {
        let Self { address, port, public_url, own_thread: _, follow_runtime, mut settings } = self;
        if follow_runtime {
            let runtime = Handle::try_current().map_err(io::Error::other)?;
            settings.clock = settings.clock.follow(runtime);
        }
        settings.sites.any_address = port.is_some() && !address.is_loopback();
        let public = public_url.map(|url| parse_public_url(&url)).transpose()?;

        let (listener, bound) = match port {
            Some(port) => {
                let (listener, bound) = bind(SocketAddr::new(address, port)).await?;
                (Some(listener), bound)
            }
            None => (None, NOWHERE),
        };
        let url = match public {
            Some((url, host)) => {
                settings.sites.public_host = Some(host);
                url
            }
            None => format!("http://{}", reachable(bound)),
        };
        let service = Arc::new(Service::new(url, settings)?);
        let (server, serving) = Server::new(listener, Arc::clone(&service), IO_TIMEOUT);
        Ok((LocalService::new(service, server), serving))
    }
}

impl fmt::Debug for LocalServiceBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalServiceBuilder")
            .field("address", &self.address)
            .field("port", &self.port)
            .field("public_url", &self.public_url)
            .field("own_thread", &self.own_thread)
            .field("follow_runtime", &self.follow_runtime)
            .field("settings", &self.settings)
            .finish()
    }
}

/// Returns the URL without a slash at its end, and its host.
fn parse_public_url(url: &str) -> io::Result<(String, String)> {
    let url = url.strip_suffix('/').unwrap_or(url);
    let parsed = url.parse::<Uri>().ok().filter(|uri| {
        let is_http = matches!(uri.scheme_str(), Some("http" | "https"));
        is_http && uri.path() == "/" && uri.query().is_none() && !url.ends_with('/')
    });
    let host = parsed.as_ref().and_then(Uri::host).filter(|_| !url.contains('@'));
    let host = host.ok_or_else(|| {
        let message = "the public URL is not an http or https URL without a path";
        io::Error::new(io::ErrorKind::InvalidInput, message)
    })?;
    Ok((url.to_owned(), host.to_owned()))
}

async fn bind(address: SocketAddr) -> io::Result<(TcpListener, SocketAddr)> {
    let listener = TcpListener::bind(address).await;
    let listener = listener.map_err(|error| listen_error(address, &error))?;
    let bound = listener.local_addr().map_err(|error| listen_error(address, &error))?;
    Ok((listener, bound))
}

/// Returns an address by which clients on this machine reach the service.
fn reachable(bound: SocketAddr) -> SocketAddr {
    let ip = match bound.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, bound.port())
}

fn listen_error(address: SocketAddr, error: &io::Error) -> io::Error {
    let ip = address.ip();
    let message = match (address.port(), error.kind()) {
        (port @ 1.., io::ErrorKind::AddrInUse) => format!("port {port} of {ip} is already in use"),
        (port @ 1.., _) => format!("cannot listen on port {port} of {ip}: {error}"),
        (0, _) => format!("cannot listen on any port of {ip}: {error}"),
    };
    io::Error::new(error.kind(), message)
}
