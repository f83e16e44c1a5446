//! The client: what a call goes through.

use std::fmt;
use std::sync::Arc;

use crate::call::Call;
use crate::config::Config;
use crate::operation::{Input, Output, Returns};
use crate::{ClientBuilder, Result};

/// Talks to the Amazon Connect Participant Service.
///
/// It takes no AWS credentials: a call is authorised by the token that it carries. It is cheap to clone; clones share
/// their connections and their retry quota, and one is enough for a whole process.
///
/// ```
/// use connect_participant::Client;
///
/// let client = Client::builder().region("eu-central-1").build()?;
/// assert_eq!(client.endpoint_url(), "https://participant.connect.eu-central-1.amazonaws.com");
/// # Ok::<(), connect_participant::Error>(())
/// ```
///
/// # Left alone in production
///
/// Every default is meant for a client that nobody watches, and [`ClientBuilder`] has a method for nearly each.
///
/// | | by default | |
/// |---|---|---|
/// | to connect | 3.1 s | [`connect_timeout`](ClientBuilder::connect_timeout) |
/// | an attempt, to the last byte of the answer | 10 s | [`operation_attempt_timeout`](ClientBuilder::operation_attempt_timeout) |
/// | a call, with all its attempts and the pauses between | 30 s | [`operation_timeout`](ClientBuilder::operation_timeout) |
/// | attempts | 3 | [`max_attempts`](ClientBuilder::max_attempts) |
/// | pauses | up to 1 s, 2 s, 4 s, … 20 s, at random | [`initial_backoff`](ClientBuilder::initial_backoff), [`max_backoff`](ClientBuilder::max_backoff) |
/// | retries that do not help | 100 in a row, fewer after timeouts | [`retry_quota`](ClientBuilder::retry_quota) |
/// | an attempt to upload an attachment in which nothing moves | 30 s | [`operation_timeout`](ClientBuilder::operation_timeout) |
/// | an answer | 1 MiB | [`max_response_bytes`](ClientBuilder::max_response_bytes) |
/// | the body of an error, whose head is taken alone then | 1 s | |
/// | connections | 256 | [`max_connections`](ClientBuilder::max_connections) |
/// | an idle connection | 20 s | |
///
/// A call is tried again after an error for which [`Error::is_retryable`](crate::Error::is_retryable) is true. All its
/// attempts have one client token, so the service takes it once, also where its answer was lost. Dropping the future of a
/// call gives it up: no further attempt is made, and its connection is closed, as it is after a timeout. With the feature
/// `http2`, calls may share a connection, which stays.
///
/// # Panics
///
/// Calls run on a Tokio runtime. One that was built without I/O or without timers panics, as it does for everything that
/// needs them: `#[tokio::main]`, `Runtime::new` and `enable_all` give it both.
#[derive(Clone)]
pub struct Client {
    config: Arc<Config>,
}

impl Client {
    /// Sets up a client.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::new()
    }

    /// A client with what the environment says, and the defaults beyond that: see [`ClientBuilder::from_env`].
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](crate::ErrorKind::InvalidInput) where a variable has a value that is no value for it, or there is no
    /// region and no endpoint.
    pub fn from_env() -> Result<Self> {
        ClientBuilder::from_env()?.build()
    }

    /// Calls an operation: sends its input, and returns its output.
    ///
    /// An annotated trait method does the same, and the compiler checks its input against the service. The page of each
    /// input has an example.
    ///
    /// ```no_run
    /// use connect_participant::{Client, ConnectionToken, EventContentType, SendEventInput};
    ///
    /// # async fn example(client: Client, connection_token: ConnectionToken) -> connect_participant::Result<()> {
    /// let input = SendEventInput::new(EventContentType::MessageRead, connection_token).message_id("6bd8e4a7");
    /// let output = client.call(input).await?;
    /// println!("{:?} at {:?}", output.id, output.absolute_time);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](crate::ErrorKind::InvalidInput) if the input violates a limit of the service model: nothing is
    /// sent. Otherwise the error of the service or of the connection, see [`ErrorKind`](crate::ErrorKind).
    pub fn call<I: Input>(
        &self,
        input: I,
    ) -> impl Future<Output = Result<I::Output>> + Send + use<'_, I> {
        call(self, input)
    }

    pub(crate) fn new(config: Config) -> Self {
        Self { config: Arc::new(config) }
    }

    pub(crate) fn config(&self) -> &Config {
        &self.config
    }

    /// Where requests go: scheme, host and port, and a path if the endpoint is one of your own with a path.
    #[must_use]
    pub fn endpoint_url(&self) -> &str {
        self.config.endpoint.as_str()
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("endpoint_url", &self.endpoint_url())
            .field("timeouts", &self.config.timeouts)
            .field("retry", &self.config.retry)
            .finish_non_exhaustive()
    }
}

/// Makes the call.
///
/// The request is written before there is a future, so neither the input nor the participant is part of it, and the
/// future is compiled once for each type that methods return.
#[expect(clippy::needless_pass_by_value, reason = "who calls it is done with the input")]
pub fn call<I: Input, R: Returns<I::Output>>(
    client: &Client,
    input: I,
) -> impl Future<Output = R> + Send + use<'_, I, R> {
    respond(&client.config, Call::prepare(&client.config, &input))
}

async fn respond<O: Output, R: Returns<O>>(config: &Config, call: Result<Call>) -> R {
    R::returns(match call {
        Ok(call) => call.make(config).await,
        Err(error) => Err(error),
    })
}
