//! Clients with other settings for some of the calls.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};

use crate::client::Client;
use crate::config::Config;
use crate::transport::TransportError;
use crate::transport::layer::{LayeredTransport, Next, boxed};
use crate::transport::request_body::RequestBody;

/// Other settings for some of the calls. The new client shares everything else with this one: the
/// transport with its connections, the rate limits, and the retry quota. It is cheap to create, so make
/// one where you need it:
///
/// ```
/// use connect_participant::{
///     Client, ConnectionToken, Participant, Result, participant_operation,
/// };
/// use std::time::Duration;
///
/// trait Desk: Participant {
///     #[participant_operation(SendMessage, content_type = "text/plain")]
///     async fn say(&self, content: &str, connection_token: &ConnectionToken) -> Result<()>;
/// }
///
/// impl Desk for Client {}
///
/// # async fn example(client: Client, token: &ConnectionToken) -> Result<()> {
/// let two_seconds = Duration::from_secs(2);
/// client.with_operation_timeout(two_seconds).say("One moment, please.", token).await?;
/// # Ok(())
/// # }
/// ```
///
/// A type of your own that has a client can offer the same: return a copy of it with the new client.
impl Client {
    /// Returns a client with another time limit for each call, with all its attempts and the delays
    /// between them. See [`ClientBuilder::operation_timeout`](crate::ClientBuilder::operation_timeout).
    ///
    /// With a limit of zero, a call fails with the kind [`Timeout`](crate::ErrorKind::Timeout), or
    /// [`RateLimited`](crate::ErrorKind::RateLimited) if the client has rate limits, and nothing is
    /// sent. So you can pass the time that remains until a deadline of yours.
    #[must_use]
    pub fn with_operation_timeout(&self, timeout: Duration) -> Self {
        self.with(|config| config.timeouts.operation = timeout)
    }

    /// Returns a client with another time limit for each attempt of a call. See
    /// [`ClientBuilder::operation_attempt_timeout`](crate::ClientBuilder::operation_attempt_timeout).
    ///
    /// With a limit of zero, a call fails with the kind [`Timeout`](crate::ErrorKind::Timeout), and
    /// nothing is sent.
    #[must_use]
    pub fn with_operation_attempt_timeout(&self, timeout: Duration) -> Self {
        self.with(|config| config.timeouts.operation_attempt = timeout)
    }

    /// Returns a client with another maximum number of attempts, including the first. 1 disables
    /// retries, and so does 0. See [`ClientBuilder::max_attempts`](crate::ClientBuilder::max_attempts).
    #[must_use]
    pub fn with_max_attempts(&self, max_attempts: u32) -> Self {
        self.with(|config| config.retry.max_attempts = max_attempts)
    }

    /// Returns a client with one more layer, around those of this client. See
    /// [`ClientBuilder::layer`](crate::ClientBuilder::layer).
    ///
    /// ```
    /// use connect_participant::Client;
    ///
    /// # fn example(client: &Client) {
    /// // The calls for one chat are counted.
    /// let client = client.with_layer(|request, next| {
    ///     println!("{}", request.uri().path());
    ///     next.run(request)
    /// });
    /// # }
    /// ```
    #[must_use]
    pub fn with_layer<L, F>(&self, layer: L) -> Self
    where
        L: Fn(Request<RequestBody>, Next) -> F + Send + Sync + 'static,
        F: Future<Output = Result<Response<Bytes>, TransportError>> + Send + 'static,
    {
        self.with(|config| {
            let inner = Arc::clone(&config.transport);
            config.transport = Arc::new(LayeredTransport::new(boxed(layer), inner));
        })
    }

    fn with(&self, change: impl FnOnce(&mut Config)) -> Self {
        let mut config = Config::clone(&self.config);
        change(&mut config);
        Self { config: Arc::new(config) }
    }
}
