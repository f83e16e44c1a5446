//! How a client is set up.

use std::fmt;
use std::time::Duration;

use crate::client::Timeouts;
use crate::endpoint::Endpoint;
use crate::transport::{ReqwestTransport, Transport};
use crate::{Client, Error, Result};

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
    transport: Option<Box<dyn Transport>>,
    reqwest: Option<crate::transport::Configure>,
}

impl ClientBuilder {
    /// The AWS SDKs' default.
    const CONNECT_TIMEOUT: Duration = Duration::from_millis(3_100);
    const OPERATION_ATTEMPT_TIMEOUT: Duration = Duration::from_secs(10);
    const OPERATION_TIMEOUT: Duration = Duration::from_secs(30);

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

    /// How long a call may take with all that belongs to it: 30 seconds by default.
    pub fn operation_timeout(mut self, timeout: Duration) -> Self {
        self.operation_timeout = Some(timeout);
        self
    }

    /// Sends requests in another way than with reqwest.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Box::new(transport));
        self
    }

    /// Changes how reqwest sends requests: a proxy, a certificate authority, another way to resolve names. Redirects
    /// stay unfollowed, whatever is said here. The builder is that of [`reqwest`](crate::reqwest), in the version that
    /// this crate has.
    ///
    /// Unless the process has a default TLS provider of rustls's already, ring becomes it when a client with such changes
    /// is built. Other clients use ring without making it the process's.
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
    /// them is not valid, FIPS or dual stack are asked for beside an endpoint, a timeout is zero, or reqwest is
    /// configured and not used.
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
        let transport = match (self.transport, self.reqwest) {
            (Some(transport), None) => transport,
            (Some(_), Some(_)) => {
                return Err(Error::invalid_input(
                    "reqwest is configured, and a transport is given that is used instead",
                ));
            }
            (None, configure) => {
                Box::new(ReqwestTransport::new(&endpoint, connect_timeout, configure)?)
            }
        };
        Ok(Client::new(endpoint, transport, timeouts))
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
            .finish_non_exhaustive()
    }
}
