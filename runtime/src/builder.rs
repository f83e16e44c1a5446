//! How a client is set up.

use std::fmt;
use std::time::Duration;

use crate::clock::Time;
use crate::config::{Config, Timeouts};
use crate::endpoint::Endpoint;
use crate::retry::{Backoff, Jitter, Quota, Retry, random_jitter};
#[cfg(feature = "reqwest")]
use crate::transport::Configure;
use crate::transport::{Limits, MakeTransport, Transport, shipped};
use crate::{Client, Clock, Error, Result};

/// Sets up a [`Client`].
///
/// ```
/// use connect_participant::Client;
/// use std::time::Duration;
///
/// let client = Client::builder()
///     .region("us-gov-west-1")
///     .use_fips(true)
///     .operation_timeout(Duration::from_secs(5))
///     .build()?;
/// # Ok::<(), connect_participant::Error>(())
/// ```
#[must_use = "a builder does nothing until `build` is called"]
#[derive(Default)]
pub struct ClientBuilder {
    region: Option<String>,
    endpoint_url: Option<String>,
    use_fips: bool,
    use_dual_stack: bool,
    connect_timeout: Option<Duration>,
    operation_attempt_timeout: Option<Duration>,
    operation_timeout: Option<Duration>,
    max_attempts: Option<u32>,
    initial_backoff: Option<Duration>,
    max_backoff: Option<Duration>,
    retry_quota: Option<u32>,
    jitter: Option<Jitter>,
    clock: Option<Box<dyn Clock>>,
    max_response_bytes: Option<usize>,
    max_connections: Option<usize>,
    transport: Option<MakeTransport>,
    #[cfg(feature = "reqwest")]
    reqwest: Option<Configure>,
}

impl ClientBuilder {
    /// The AWS SDKs' default.
    const CONNECT_TIMEOUT: Duration = Duration::from_millis(3_100);
    const OPERATION_ATTEMPT_TIMEOUT: Duration = Duration::from_secs(10);
    const OPERATION_TIMEOUT: Duration = Duration::from_secs(30);

    // The AWS SDKs' defaults in their standard mode.
    const MAX_ATTEMPTS: u32 = 3;
    const INITIAL_BACKOFF: Duration = Duration::from_secs(1);
    const MAX_BACKOFF: Duration = Duration::from_secs(20);
    const RETRY_QUOTA: u32 = 500;

    /// The service's own answers to `SendEvent` have about a hundred bytes.
    const MAX_RESPONSE_BYTES: usize = 1024 * 1024;

    /// At a fifth of a second for each call, 1,280 calls a second: some 25 times what an Amazon Connect instance takes by
    /// its default quotas, those of all operations together.
    const MAX_CONNECTIONS: usize = 256;

    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// The AWS region that the Amazon Connect instance is in, such as `eu-central-1`. It decides about the host.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// An endpoint other than the region's, such as `http://127.0.0.1:8080`: https, or http to a loopback address. It
    /// may have a path, which the operations' paths are put behind.
    pub fn endpoint_url(mut self, endpoint_url: impl Into<String>) -> Self {
        self.endpoint_url = Some(endpoint_url.into());
        self
    }

    /// Whether to use the region's FIPS endpoint. Not by default.
    pub fn use_fips(mut self, use_fips: bool) -> Self {
        self.use_fips = use_fips;
        self
    }

    /// Whether to use the region's endpoint that answers over IPv6 as well as over IPv4. Not by default.
    pub fn use_dual_stack(mut self, use_dual_stack: bool) -> Self {
        self.use_dual_stack = use_dual_stack;
        self
    }

    /// How long it may take to get a connection: 3.1 seconds by default. A [`transport`](Self::transport) of your own
    /// sees to that itself.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = Some(timeout);
        self
    }

    /// How long one attempt of a call may take, from its beginning to the last byte of the answer: 10 seconds by default.
    pub fn operation_attempt_timeout(mut self, timeout: Duration) -> Self {
        self.operation_attempt_timeout = Some(timeout);
        self
    }

    /// How long a call may take with all its attempts and the pauses between them: 30 seconds by default.
    /// `Duration::MAX` is as good as no timeout, for an attempt too.
    pub fn operation_timeout(mut self, timeout: Duration) -> Self {
        self.operation_timeout = Some(timeout);
        self
    }

    /// How often a call is tried in all: 3 times by default. 1 turns retries off.
    ///
    /// A call is tried again after an error for which [`Error::is_retryable`] is true, with the same client token, so that
    /// the service takes it once. There is a pause before, for which see [`initial_backoff`](Self::initial_backoff).
    pub fn max_attempts(mut self, max_attempts: u32) -> Self {
        self.max_attempts = Some(max_attempts);
        self
    }

    /// The longest pause before the second attempt: 1 second by default. It doubles with each further attempt, up to
    /// [`max_backoff`](Self::max_backoff). The pause is a random part of it ("full jitter"), and not shorter than what
    /// the service asks for by `Retry-After` or `x-amz-retry-after`. A pause that would outlast the
    /// [`operation_timeout`](Self::operation_timeout) is not begun: the error is returned at once.
    pub fn initial_backoff(mut self, backoff: Duration) -> Self {
        self.initial_backoff = Some(backoff);
        self
    }

    /// What the pauses grow to: 20 seconds by default. See [`initial_backoff`](Self::initial_backoff).
    pub fn max_backoff(mut self, backoff: Duration) -> Self {
        self.max_backoff = Some(backoff);
        self
    }

    /// The quota that a client and its clones have for retries: 500 by default, of which a retry takes 5, or 10 after a
    /// timeout. A call that succeeds gives back what its last retry took, or 1 if it needed none. With nothing left, a
    /// call is tried once, so a service that is down is not called three times as often as ever.
    ///
    /// `u32::MAX` is as good as no quota.
    pub fn retry_quota(mut self, quota: u32) -> Self {
        self.retry_quota = Some(quota);
        self
    }

    /// Where the random part of a pause comes from: a number from 0 to 1. For tests, which can hold it still.
    ///
    /// ```
    /// use connect_participant::Client;
    ///
    /// let client = Client::builder().region("eu-central-1").jitter(|| 0.5).build()?;
    /// # Ok::<(), connect_participant::Error>(())
    /// ```
    pub fn jitter(mut self, jitter: impl Fn() -> f64 + Send + Sync + 'static) -> Self {
        self.jitter = Some(Box::new(jitter));
        self
    }

    /// Measures time and waits in another way than with Tokio's timers. See [`Clock`].
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Some(Box::new(clock));
        self
    }

    /// The most bytes that the body of an answer may have: 1 MiB by default. A larger one is not read further. A success is
    /// an [`UnreadableResponse`](crate::ErrorKind::UnreadableResponse) then, and an error is what its head says.
    pub fn max_response_bytes(mut self, max_response_bytes: usize) -> Self {
        self.max_response_bytes = Some(max_response_bytes);
        self
    }

    /// How many requests may be under way at once: 256 by default, and as many uploads of attachments beside them. Over
    /// HTTP/1.1 each has a connection to itself, and no more than these are kept for the next ones to a host. A further
    /// request waits for one to be done, as a part of its [time](Self::operation_attempt_timeout). A
    /// [`transport`](Self::transport) of your own sees to that itself.
    pub fn max_connections(mut self, max_connections: usize) -> Self {
        self.max_connections = Some(max_connections);
        self
    }

    /// Sends requests in another way. See [`Transport`].
    pub fn transport(self, transport: impl Transport) -> Self {
        self.own_transport(Box::new(|_| Box::new(transport)))
    }

    pub(crate) fn own_transport(mut self, transport: MakeTransport) -> Self {
        self.transport = Some(transport);
        self
    }

    /// Sends requests with reqwest, and changes how: a proxy, a certificate authority, another way to resolve names.
    /// Redirects stay unfollowed, and what goes over a connection unlogged, whatever is said here. Unless told otherwise,
    /// a connection is kept for 20 seconds after its last use. The builder is that of [`reqwest`](crate::reqwest), in the
    /// version that this crate has. What it adds to every request, such as a header, also goes to where attachments are
    /// [put](crate::Client::put_attachment).
    ///
    /// Where TLS is rustls's and the process has no default provider for it yet, this crate's becomes it when a client
    /// with such changes is built. Other clients use theirs without making it the process's.
    ///
    /// ```
    /// use connect_participant::Client;
    ///
    /// let client = Client::builder()
    ///     .region("eu-central-1")
    ///     .configure_reqwest(|builder| builder.tcp_nodelay(true).pool_max_idle_per_host(4))
    ///     .build()?;
    /// # Ok::<(), connect_participant::Error>(())
    /// ```
    #[cfg(feature = "reqwest")]
    #[cfg_attr(docsrs, doc(cfg(feature = "reqwest")))]
    pub fn configure_reqwest(
        mut self,
        configure: impl FnOnce(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + 'static,
    ) -> Self {
        self.reqwest = Some(match self.reqwest.take() {
            Some(before) => Box::new(|builder| configure(before(builder))),
            None => Box::new(configure),
        });
        self
    }

    /// Makes the client. This needs no async runtime; calls with the client do.
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](crate::ErrorKind::InvalidInput), with what is wrong: there is no region and no endpoint, one of
    /// them is not valid, FIPS or dual stack are asked for beside an endpoint, a timeout, a number of attempts, of
    /// connections or of bytes is zero, reqwest is configured and not used, TLS cannot be set up, or the features leave
    /// out the transport or the TLS that it takes.
    pub fn build(self) -> Result<Client> {
        let endpoint = self.endpoint()?;
        let timeouts = Timeouts {
            operation_attempt: timeout(
                "operation attempt",
                self.operation_attempt_timeout,
                Self::OPERATION_ATTEMPT_TIMEOUT,
            )?,
            operation: timeout("operation", self.operation_timeout, Self::OPERATION_TIMEOUT)?,
        };
        let connect_timeout = timeout("connect", self.connect_timeout, Self::CONNECT_TIMEOUT)?;
        let max_attempts = self.max_attempts.unwrap_or(Self::MAX_ATTEMPTS);
        if max_attempts == 0 {
            return Err(Error::invalid_input(
                "the number of attempts is zero: 1 is one attempt and no retry",
            ));
        }
        let max_response_bytes = self.max_response_bytes.unwrap_or(Self::MAX_RESPONSE_BYTES);
        if max_response_bytes == 0 {
            return Err(Error::invalid_input("an answer of at most zero bytes can say nothing"));
        }
        let max_connections = self.max_connections.unwrap_or(Self::MAX_CONNECTIONS);
        if max_connections == 0 {
            return Err(Error::invalid_input("with at most zero connections nothing can be sent"));
        }
        #[cfg(feature = "reqwest")]
        if self.transport.is_some() && self.reqwest.is_some() {
            return Err(Error::invalid_input(
                "reqwest is configured, and a transport is given that is used instead",
            ));
        }
        let transport = match self.transport {
            Some(transport) => transport(max_response_bytes),
            None => shipped(
                &endpoint,
                Limits { connect_timeout, max_connections, max_response_bytes },
                #[cfg(feature = "reqwest")]
                self.reqwest,
            )?,
        };
        let retry = Retry {
            max_attempts,
            backoff: Backoff {
                initial: self.initial_backoff.unwrap_or(Self::INITIAL_BACKOFF),
                max: self.max_backoff.unwrap_or(Self::MAX_BACKOFF),
                jitter: self.jitter.unwrap_or_else(|| Box::new(random_jitter)),
            },
            quota: Quota::new(self.retry_quota.unwrap_or(Self::RETRY_QUOTA)),
        };
        let time = self.clock.map_or(Time::Tokio, Time::Own);
        Ok(Client::new(Config { endpoint, transport, timeouts, retry, time, max_response_bytes }))
    }

    fn endpoint(&self) -> Result<Endpoint> {
        let of_region =
            |region: &String| Endpoint::of_region(region, self.use_fips, self.use_dual_stack);
        let of_region = self.region.as_ref().map(of_region).transpose()?;
        match (&self.endpoint_url, of_region) {
            (Some(_), _) if self.use_fips => Err(Error::invalid_input(
                "an endpoint URL is given, and FIPS cannot be asked for beside it",
            )),
            (Some(_), _) if self.use_dual_stack => Err(Error::invalid_input(
                "an endpoint URL is given, and dual stack cannot be asked for beside it",
            )),
            (Some(url), _) => Endpoint::of_url(url),
            (None, Some(endpoint)) => Ok(endpoint),
            (None, None) => {
                Err(Error::invalid_input("there is no region: set one, or an endpoint URL"))
            }
        }
    }
}

fn timeout(name: &str, given: Option<Duration>, default: Duration) -> Result<Duration> {
    match given {
        Some(Duration::ZERO) => Err(Error::invalid_input(format!("the {name} timeout is zero"))),
        given => Ok(given.unwrap_or(default)),
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("region", &self.region)
            .field("use_fips", &self.use_fips)
            .field("use_dual_stack", &self.use_dual_stack)
            .field("connect_timeout", &self.connect_timeout)
            .field("operation_attempt_timeout", &self.operation_attempt_timeout)
            .field("operation_timeout", &self.operation_timeout)
            .field("max_attempts", &self.max_attempts)
            .field("initial_backoff", &self.initial_backoff)
            .field("max_backoff", &self.max_backoff)
            .field("retry_quota", &self.retry_quota)
            .field("max_connections", &self.max_connections)
            .field("max_response_bytes", &self.max_response_bytes)
            .finish_non_exhaustive()
    }
}
