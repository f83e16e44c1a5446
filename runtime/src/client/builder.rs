//! The builder of a client.

#[cfg(feature = "tower")]
use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
#[cfg(feature = "tower")]
use http_body::Body;
#[cfg(feature = "tower")]
use tower::Service;

use crate::client::Client;
use crate::client::user_agent::user_agent;
use crate::clock::{Clock, Time};
use crate::config::{Config, Timeouts};
use crate::endpoint::Endpoint;
use crate::error::{Error, Result};
use crate::rate_limits::rate_limiter::RateLimiter;
use crate::retry::{Backoff, Jitter, Quota, RetryPolicy, random_jitter};
use crate::transport::default_transport::default_transport;
use crate::transport::layer::{Layer, LayeredTransport, Next, boxed};
use crate::transport::limits_builder::LimitsBuilder;
use crate::transport::request_body::RequestBody;
#[cfg(feature = "reqwest")]
use crate::transport::reqwest::clients::Configure;
#[cfg(feature = "tower")]
use crate::transport::tower::TowerTransport;
use crate::transport::{Transport, TransportError};

/// A builder for a [`Client`].
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
    app_name: Option<String>,
    operation_attempt_timeout: Option<Duration>,
    operation_timeout: Option<Duration>,
    max_attempts: Option<u32>,
    initial_backoff: Option<Duration>,
    max_backoff: Option<Duration>,
    retry_quota: Option<u32>,
    jitter: Option<Jitter>,
    rate_limiter: Option<Arc<dyn RateLimiter>>,
    clock: Option<Arc<dyn Clock>>,
    limits: LimitsBuilder,
    transport: Option<MakeTransport>,
    layers: Vec<Layer>,
    #[cfg(feature = "reqwest")]
    reqwest: Option<Configure>,
}

impl Client {
    /// Returns a builder for a client.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }
}

/// Creates a transport from the maximum size of a response, in bytes.
type MakeTransport = Box<dyn FnOnce(usize) -> Box<dyn Transport> + Send>;

impl ClientBuilder {
    const OPERATION_ATTEMPT_TIMEOUT: Duration = Duration::from_secs(10);
    const OPERATION_TIMEOUT: Duration = Duration::from_secs(30);

    // The defaults of the AWS SDKs in their standard mode.
    const MAX_ATTEMPTS: u32 = 3;
    const INITIAL_BACKOFF: Duration = Duration::from_secs(1);
    const MAX_BACKOFF: Duration = Duration::from_secs(20);
    const RETRY_QUOTA: u32 = 500;

    /// Sets the AWS region of the Amazon Connect instance, such as `eu-central-1`. The host is
    /// derived from it.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// Sets the endpoint instead of a region, such as `http://127.0.0.1:8080`. The URL must be
    /// https, or http with a loopback address. If it has a path, the paths of the operations are
    /// appended to it.
    pub fn endpoint_url(mut self, endpoint_url: impl Into<String>) -> Self {
        self.endpoint_url = Some(endpoint_url.into());
        self
    }

    /// Sets whether to use the FIPS endpoint of the region. Defaults to `false`.
    pub fn use_fips(mut self, use_fips: bool) -> Self {
        self.use_fips = use_fips;
        self
    }

    /// Sets whether to use the dual-stack endpoint of the region, which supports IPv6 and IPv4.
    /// Defaults to `false`.
    pub fn use_dual_stack(mut self, use_dual_stack: bool) -> Self {
        self.use_dual_stack = use_dual_stack;
        self
    }

    /// Sets the name of your application, 1 to 50 characters: letters, digits and
    /// ``!#$%&'*+-.^_`|~``. It is sent in the header `User-Agent`, as `app/NAME`, so that AWS can
    /// tell the calls of your applications apart. There is no default.
    ///
    /// Source: [Application
    /// ID](https://docs.aws.amazon.com/sdkref/latest/guide/feature-appid.html), AWS SDKs and Tools
    /// Reference Guide.
    pub fn app_name(mut self, app_name: impl Into<String>) -> Self {
        self.app_name = Some(app_name.into());
        self
    }

    /// Sets the time limit for opening a connection. Defaults to 3.1 seconds. A
    /// [`transport`](Self::transport) that you set ignores it.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.limits.connect_timeout = Some(timeout);
        self
    }

    /// Sets the time limit for one attempt of a call, from its start to the last byte of the
    /// response. Defaults to 10 seconds.
    pub fn operation_attempt_timeout(mut self, timeout: Duration) -> Self {
        self.operation_attempt_timeout = Some(timeout);
        self
    }

    /// Sets the time limit for a call, with all its attempts and the delays between them. Defaults
    /// to 30 seconds. `Duration::MAX` means no limit.
    /// [`operation_attempt_timeout`](Self::operation_attempt_timeout) accepts it too.
    pub fn operation_timeout(mut self, timeout: Duration) -> Self {
        self.operation_timeout = Some(timeout);
        self
    }

    /// Sets the maximum number of attempts, including the first. Defaults to 3; 1 disables retries.
    ///
    /// A call is retried after an error for which [`Error::is_retryable`] returns `true`, except
    /// [`RateLimited`](crate::ErrorKind::RateLimited). Each retry sends the same client token, so
    /// that the service recognises it as a duplicate. For the delay before it, see
    /// [`initial_backoff`](Self::initial_backoff).
    pub fn max_attempts(mut self, max_attempts: u32) -> Self {
        self.max_attempts = Some(max_attempts);
        self
    }

    /// Sets the maximum delay before the second attempt. Defaults to 1 second.
    ///
    /// It doubles with each further attempt, up to [`max_backoff`](Self::max_backoff). The actual
    /// delay is a random part of it ("full jitter"), and at least the time in the header
    /// `Retry-After` or `x-amz-retry-after` of the response. If the delay would exceed the
    /// [`operation_timeout`](Self::operation_timeout), the call returns the error at once.
    pub fn initial_backoff(mut self, backoff: Duration) -> Self {
        self.initial_backoff = Some(backoff);
        self
    }

    /// Sets the upper limit of the delays before retries. Defaults to 20 seconds. See
    /// [`initial_backoff`](Self::initial_backoff).
    pub fn max_backoff(mut self, backoff: Duration) -> Self {
        self.max_backoff = Some(backoff);
        self
    }

    /// Sets the quota for the retries of a client and its clones. Defaults to 500; `u32::MAX` means
    /// no quota.
    ///
    /// A retry takes 5 from the quota, or 10 after a timeout. A call that succeeds gives back the
    /// cost of its last retry, or 1 if it had none. While the quota is used up, calls are not
    /// retried. This limits the extra load on a failing service: by default, 1,000 calls that fail
    /// send 1,100 requests, and further ones are not retried until calls succeed again. A request
    /// that is repeated because its idle connection was closed uses no quota.
    pub fn retry_quota(mut self, quota: u32) -> Self {
        self.retry_quota = Some(quota);
        self
    }

    /// Sets the source of the random part of a delay: it returns a number from 0 to 1. Defaults to
    /// random bytes of the operating system. A number outside of the range is replaced with the
    /// nearest one in it.
    ///
    /// The delays of live sessions use it too, through [`Client::jitter`](crate::Client::jitter). A
    /// test can make it constant, or seed it so that a run can be repeated.
    ///
    /// ```
    /// use connect_participant::Client;
    ///
    /// let client = Client::builder().region("eu-central-1").jitter(|| 0.5).build()?;
    /// assert_eq!(client.jitter(), 0.5);
    /// # Ok::<(), connect_participant::Error>(())
    /// ```
    pub fn jitter(mut self, jitter: impl Fn() -> f64 + Send + Sync + 'static) -> Self {
        self.jitter = Some(Box::new(jitter));
        self
    }

    /// Sets the rate limits, so that the service does not throttle the calls of this client and its
    /// clones. By default, calls are not limited.
    ///
    /// Use [`RateLimits`](crate::RateLimits), or a [`RateLimiter`] of your own. Each attempt waits
    /// until it may be sent.
    ///
    /// ```
    /// use connect_participant::{Client, RateLimits};
    ///
    /// let client = Client::builder()
    ///     .region("eu-central-1")
    ///     .rate_limits(RateLimits::documented())
    ///     .build()?;
    /// # Ok::<(), connect_participant::Error>(())
    /// ```
    pub fn rate_limits(mut self, limiter: impl RateLimiter) -> Self {
        self.rate_limiter = Some(Arc::new(limiter));
        self
    }

    /// Sets the clock. Defaults to the timers of Tokio.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Some(Arc::new(clock));
        self
    }

    /// Sets the maximum size of the body of a response, in bytes. Defaults to 1 MiB.
    ///
    /// A larger body is not read to its end. A success becomes an
    /// [`UnreadableResponse`](crate::ErrorKind::UnreadableResponse); an error is built from its
    /// status and headers.
    pub fn max_response_bytes(mut self, max_response_bytes: usize) -> Self {
        self.limits.max_response_bytes = Some(max_response_bytes);
        self
    }

    /// Sets the maximum number of concurrent requests. Defaults to 100. Uploads of attachments have
    /// a second limit of the same size.
    ///
    /// Over HTTP/1.1 each request has its own connection, and this is also the maximum number of
    /// open connections, idle ones included, on all runtimes together. A further request waits until
    /// another one has finished. The wait counts towards its
    /// [`operation_attempt_timeout`](Self::operation_attempt_timeout). A
    /// [`transport`](Self::transport) that you set ignores it.
    pub fn max_connections(mut self, max_connections: usize) -> Self {
        self.limits.max_connections = Some(max_connections);
        self
    }

    /// Sets the transport, which sends the requests. See [`Transport`] for the default.
    pub fn transport(self, transport: impl Transport) -> Self {
        self.set_transport(Box::new(|_| Box::new(transport)))
    }

    fn set_transport(mut self, transport: MakeTransport) -> Self {
        self.transport = Some(transport);
        self
    }

    /// Adds a layer around the transport: a function that gets each request, passes it on, and
    /// returns the response.
    ///
    /// A layer can limit the rate, count and measure, add a header, or record. It works with each
    /// transport, also with a [`transport`](Self::transport) that you set. The connections, TLS,
    /// proxies and limits of the transport stay as they are.
    ///
    /// ```
    /// use connect_participant::Client;
    /// use std::time::Instant;
    ///
    /// let client = Client::builder()
    ///     .region("eu-central-1")
    ///     .layer(|request, next| async move {
    ///         let (path, start) = (request.uri().path().to_owned(), Instant::now());
    ///         let response = next.run(request).await;
    ///         let status = response.as_ref().map(|response| response.status());
    ///         println!("{path}: {status:?} after {:?}", start.elapsed());
    ///         response
    ///     })
    ///     .build()?;
    /// # Ok::<(), connect_participant::Error>(())
    /// ```
    ///
    /// - **Order.** The first layer that you add is the outermost: it gets the request first and
    ///   the response last.
    /// - **Retries.** A layer gets each attempt of a call. It must not retry itself, because the
    ///   client does. A client token is the same in all attempts of a call. A layer that has
    ///   repaired the cause of an error can have the request [sent again](crate::SendAgain).
    /// - **Time.** The time in a layer counts towards the
    ///   [`operation_attempt_timeout`](Self::operation_attempt_timeout). If it is exceeded, the
    ///   future of the layer is dropped.
    /// - **Uploads.** The [upload of an attachment](crate::Client::put_attachment) passes the
    ///   layers too. Its body is [`RequestBody::Upload`], and its URL is pre-signed: a secret, also
    ///   from the host that it goes to.
    /// - **Errors.** A layer can return a [`TransportError`] of its own, or a response without
    ///   sending the request. Secrets are redacted from its errors as from those of a transport.
    /// - **Tokens.** A layer that sends another connection token than that of the call inserts it in
    ///   the [`extensions`](http::Response::extensions) of the response, as a
    ///   [`ConnectionToken`](crate::ConnectionToken). The client then redacts it as well.
    ///   [`Error::from_http_response`](crate::Error::from_http_response) says if a token was
    ///   refused.
    /// - **Secrets.** The header `x-amz-bearer` is a secret, and marked as sensitive. The bodies of
    ///   requests and responses contain the texts of chats, tokens and pre-signed URLs.
    pub fn layer<L, F>(mut self, layer: L) -> Self
    where
        L: Fn(Request<RequestBody>, Next) -> F + Send + Sync + 'static,
        F: Future<Output = Result<Response<Bytes>, TransportError>> + Send + 'static,
    {
        self.layers.push(boxed(layer));
        self
    }

    /// Sets a [tower](https://docs.rs/tower) service as the transport: your own HTTP client with
    /// layers around it, or the router of a server in the same process. Each request goes to a
    /// clone of the service.
    ///
    /// Like a [`Transport`], the service must not follow redirects and must not retry.
    /// Response bodies are read up to [`max_response_bytes`](Self::max_response_bytes).
    ///
    /// A timeout in the service, of `tower`, Tokio or the standard library, is a
    /// [`Timeout`](crate::ErrorKind::Timeout). A [`TransportError`] keeps its meaning. Each other
    /// error of the service, such as that of a load shedder, is a
    /// [`Transport`](crate::ErrorKind::Transport) error: it is retried.
    ///
    /// ```
    /// use connect_participant::{Bytes, Client, http};
    /// use http_body_util::Full;
    /// use std::convert::Infallible;
    ///
    /// let service = tower::service_fn(|_request: http::Request<Full<Bytes>>| async {
    ///     Ok::<_, Infallible>(http::Response::new(Full::new(Bytes::from_static(b"{}"))))
    /// });
    /// let client =
    ///     Client::builder().region("eu-central-1").tower_service(service).build()?;
    /// # Ok::<(), connect_participant::Error>(())
    /// ```
    #[cfg(feature = "tower")]
    #[cfg_attr(docsrs, doc(cfg(feature = "tower")))]
    pub fn tower_service<S, B, R>(self, service: S) -> Self
    where
        S: Service<Request<B>, Response = Response<R>> + Clone + Send + 'static,
        S::Future: Send,
        S::Error: Into<Box<dyn StdError + Send + Sync>>,
        B: From<Bytes> + Send + 'static,
        R: Body<Data: Send, Error: Into<Box<dyn StdError + Send + Sync>>> + Send + 'static,
    {
        self.set_transport(Box::new(|max_response_bytes| {
            Box::new(TowerTransport::new(service, max_response_bytes))
        }))
    }

    /// Uses reqwest as the transport, and configures it: a proxy, a certificate authority, a
    /// resolver.
    ///
    /// The closure gets the builder of the re-exported crate [`reqwest`](crate::reqwest). A clone of
    /// it is called for each runtime that makes calls, and for each of https and http. Redirects are
    /// never followed, and the bytes of a connection are never logged, even if you turn that
    /// on. An idle connection is kept for 20 seconds unless you change it. Anything that you add to
    /// every request, such as a header, is also sent with the [upload of an
    /// attachment](crate::Client::put_attachment).
    ///
    /// If TLS is provided by rustls, building such a client installs the crypto provider of this
    /// crate as the default of the process, unless one is already installed. Clients without this
    /// configuration do not install it.
    ///
    /// For the promises that this transport cannot keep, see
    /// [`ReqwestTransport`](crate::ReqwestTransport).
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
        configure: impl FnOnce(reqwest::ClientBuilder) -> reqwest::ClientBuilder
        + Clone
        + Send
        + Sync
        + 'static,
    ) -> Self {
        self.reqwest.get_or_insert_default().add(configure);
        self
    }

    /// Builds the client. This needs no async runtime, but calls do.
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](crate::ErrorKind::InvalidInput) in these cases:
    ///
    /// - There is neither a region nor an endpoint, or one of them is not valid.
    /// - FIPS or dual stack is combined with an endpoint.
    /// - The name of the application is not valid.
    /// - A timeout, or a maximum number of attempts, connections or bytes, is zero.
    /// - reqwest is configured, but another transport is set.
    /// - TLS cannot be set up, or the crate features include no transport or no TLS.
    pub fn build(self) -> Result<Client> {
        let endpoint = self.endpoint()?;
        let user_agent = user_agent(self.app_name.as_deref())?;
        let timeouts = Timeouts {
            operation_attempt: timeout(
                "operation attempt",
                self.operation_attempt_timeout,
                Self::OPERATION_ATTEMPT_TIMEOUT,
            )?,
            operation: timeout("operation", self.operation_timeout, Self::OPERATION_TIMEOUT)?,
        };
        let limits = self.limits.build()?;
        let max_attempts = self.max_attempts.unwrap_or(Self::MAX_ATTEMPTS);
        if max_attempts == 0 {
            return Err(Error::invalid_input(
                "`max_attempts` is zero: set 1 for a single attempt without retries",
            ));
        }
        #[cfg(feature = "reqwest")]
        if self.transport.is_some() && self.reqwest.is_some() {
            return Err(Error::invalid_input(
                "reqwest is configured, but another transport is set",
            ));
        }
        let transport: Arc<dyn Transport> = Arc::from(match self.transport {
            Some(transport) => transport(limits.max_response_bytes),
            None => default_transport(
                &endpoint,
                limits,
                #[cfg(feature = "reqwest")]
                self.reqwest,
            )?,
        });
        // The first layer is the outermost.
        let transport = self.layers.into_iter().rev().fold(transport, |inner, layer| {
            Arc::new(LayeredTransport::new(layer, inner)) as Arc<dyn Transport>
        });
        let retry = RetryPolicy {
            max_attempts,
            backoff: Arc::new(Backoff {
                initial: self.initial_backoff.unwrap_or(Self::INITIAL_BACKOFF),
                max: self.max_backoff.unwrap_or(Self::MAX_BACKOFF),
                jitter: self.jitter.unwrap_or_else(|| Box::new(random_jitter)),
            }),
            quota: Arc::new(Quota::new(self.retry_quota.unwrap_or(Self::RETRY_QUOTA))),
        };
        let time = self.clock.map_or(Time::Tokio, Time::Custom);
        let max_response_bytes = limits.max_response_bytes;
        Ok(Client::new(Config {
            endpoint: Arc::new(endpoint),
            user_agent,
            transport,
            timeouts,
            retry,
            rate_limiter: self.rate_limiter,
            time,
            max_response_bytes,
        }))
    }

    fn endpoint(&self) -> Result<Endpoint> {
        let from_region =
            |region: &String| Endpoint::from_region(region, self.use_fips, self.use_dual_stack);
        let from_region = self.region.as_ref().map(from_region).transpose()?;
        match (&self.endpoint_url, from_region) {
            (Some(_), _) if self.use_fips => {
                Err(Error::invalid_input("FIPS cannot be combined with an endpoint URL"))
            }
            (Some(_), _) if self.use_dual_stack => {
                Err(Error::invalid_input("dual stack cannot be combined with an endpoint URL"))
            }
            (Some(url), _) => Endpoint::from_url(url),
            (None, Some(endpoint)) => Ok(endpoint),
            (None, None) => Err(Error::invalid_input(
                "no region: call `ClientBuilder::region` or `endpoint_url`, or set `AWS_REGION` for `Client::from_env`",
            )),
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
            .field("app_name", &self.app_name)
            .field("connect_timeout", &self.limits.connect_timeout)
            .field("operation_attempt_timeout", &self.operation_attempt_timeout)
            .field("operation_timeout", &self.operation_timeout)
            .field("max_attempts", &self.max_attempts)
            .field("initial_backoff", &self.initial_backoff)
            .field("max_backoff", &self.max_backoff)
            .field("retry_quota", &self.retry_quota)
            .field("max_connections", &self.limits.max_connections)
            .field("max_response_bytes", &self.limits.max_response_bytes)
            .finish_non_exhaustive()
    }
}
