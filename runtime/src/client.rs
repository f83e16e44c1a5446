//! The client.

mod builder;
mod env;
mod open_socket;
mod per_call;
mod shared_config;
mod user_agent;

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;

pub use self::builder::ClientBuilder;
use bytes::Bytes;
use http::Response;
use http::header::DATE;

use crate::call::Success;
use crate::call::operation_call::OperationCall;
use crate::call::trace::Trace;
use crate::clock::Clock;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::metadata::{ResponseMetadata, WithMetadata};
use crate::method_output::{Completed, CompletedCall, Conversion, MethodOutput};
use crate::protocol::input::OperationInput;
use crate::protocol::output::OperationOutput;
use crate::protocol::retry_after::date;

/// A client for the Amazon Connect Participant Service.
///
/// It needs no AWS credentials: each call is authorised by its token. It is cheap to clone. Clones
/// share their connections, retry quota and rate limits, so one client is enough for a whole process.
///
/// ```
/// use connect_participant::Client;
///
/// let client = Client::builder().region("eu-central-1").build()?;
/// assert_eq!(
///     client.endpoint_url(),
///     "https://participant.connect.eu-central-1.amazonaws.com"
/// );
/// # Ok::<(), connect_participant::Error>(())
/// ```
///
/// # Defaults
///
/// The defaults are meant for unattended production use. [`ClientBuilder`] changes most of them, and
/// [`with_operation_timeout`](Self::with_operation_timeout) and its like for some calls only.
///
/// - Connect timeout: 3.1 s ([`connect_timeout`](ClientBuilder::connect_timeout))
/// - Time of one attempt, to the last byte of the response: 10 s
///   ([`operation_attempt_timeout`](ClientBuilder::operation_attempt_timeout))
/// - Time of a call, with all attempts and delays: 30 s
///   ([`operation_timeout`](ClientBuilder::operation_timeout))
/// - Attempts of a call: 3 ([`max_attempts`](ClientBuilder::max_attempts))
/// - Delay before a retry: random, up to 1 s before the first, 2 s before the second, … 20 s
///   ([`initial_backoff`](ClientBuilder::initial_backoff),
///   [`max_backoff`](ClientBuilder::max_backoff))
/// - Retry quota: 500; a retry takes 5, or 10 after a timeout
///   ([`retry_quota`](ClientBuilder::retry_quota))
/// - Calls per second: no limit ([`rate_limits`](ClientBuilder::rate_limits))
/// - Time without progress in an upload: 30 s
///   ([`operation_timeout`](ClientBuilder::operation_timeout))
/// - Size of a response: 1 MiB ([`max_response_bytes`](ClientBuilder::max_response_bytes))
/// - Time for the body of an error response: 1 s. After that, its status and headers are used alone.
/// - Concurrent connections: 100 ([`max_connections`](ClientBuilder::max_connections))
/// - Lifetime of an idle connection: 20 s
///
/// # Retries
///
/// A call is retried after an error for which [`Error::is_retryable`](crate::Error::is_retryable)
/// returns `true`, except [`RateLimited`](crate::ErrorKind::RateLimited). All attempts of a call
/// send the same client token, so the service records an event or a message once, even if a
/// response is lost.
///
/// # Rate limits
///
/// The service throttles calls that exceed the quota of their operation. A program with many chats
/// should set [`ClientBuilder::rate_limits`]: calls then wait for their turn.
///
/// # Connections
///
/// The default transport keeps the connections that are idle. Before it uses one, it checks the
/// socket: if data has arrived or the server has closed it, it uses another connection. If a used
/// connection ends without a byte of a response, the request is sent once more at once, on a new
/// connection. This costs no delay, no retry quota and no attempt. The same holds for a request
/// that an HTTP/2 server has refused, or that came after the last stream of its `GOAWAY`.
///
/// A client belongs to no runtime: a connection is used only on the runtime that opened it. A
/// connection is not used again after a response with 408, 500, 502, 503 or 504, or after a timeout,
/// so that a retry can reach another machine. If the machine has no file descriptor or port left, a
/// call waits until a connection is free, up to the connect timeout.
///
/// The page of `ReqwestTransport` lists the differences.
///
/// # Cancellation
///
/// If you drop the future of a call, no further attempt is made. The call may have taken effect.
/// Its connection is closed, as it is after a timeout. With the feature `http2`, calls can share a
/// connection, which stays open.
///
/// # Panics
///
/// Calls run on a Tokio runtime. Tokio panics if the runtime was built without I/O or without
/// timers. `#[tokio::main]`, `Runtime::new` and `Builder::enable_all` turn on both.
#[derive(Clone)]
pub struct Client {
    config: Arc<Config>,
}

impl Client {
    /// Calls an operation: sends its input, and returns its output.
    ///
    /// An annotated trait method does the same, and the compiler checks its input against the
    /// service. The page of each input has an example.
    ///
    /// ```no_run
    /// use connect_participant::{Client, ConnectionToken, EventContentType, SendEventInput};
    ///
    /// # async fn example(client: Client, connection_token: ConnectionToken) -> connect_participant::Result<()> {
    /// let input = SendEventInput::new(EventContentType::MessageRead, connection_token);
    /// let input = input.message_id("6bd8e4a7");
    /// let output = client.call(input).await?;
    /// println!("{:?} at {:?}", output.id, output.absolute_time);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](crate::ErrorKind::InvalidInput) if the input violates a limit of the
    /// service model: nothing is sent. Otherwise the error of the service or of the connection, see
    /// [`ErrorKind`](crate::ErrorKind).
    pub fn call<I: OperationInput>(&self, input: I) -> CallFuture<'_, I::Output> {
        self.boxed(input, MethodOutput::convert)
    }

    /// Calls an operation like [`call`](Self::call), and returns its output with the metadata of the
    /// response: the request id, by which AWS support finds the request, the status, and the number
    /// of attempts.
    ///
    /// ```no_run
    /// use connect_participant::{Client, ConnectionToken, EventContentType, SendEventInput};
    ///
    /// # async fn example(client: Client, connection_token: ConnectionToken) -> connect_participant::Result<()> {
    /// let input = SendEventInput::new(EventContentType::Typing, connection_token);
    /// let sent = client.call_with_metadata(input).await?;
    /// println!("event {:?}, request {:?}", sent.value.id, sent.metadata.request_id());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Like [`call`](Self::call).
    pub fn call_with_metadata<I: OperationInput>(
        &self,
        input: I,
    ) -> CallFuture<'_, WithMetadata<I::Output>> {
        self.boxed(input, MethodOutput::convert)
    }

    #[expect(clippy::needless_pass_by_value, reason = "an input is used once")]
    fn boxed<'a, I: OperationInput, T: 'a>(
        &'a self,
        input: I,
        convert: Conversion<I::Output, Result<T>>,
    ) -> CallFuture<'a, T> {
        let config = &*self.config;
        match OperationCall::prepare(config, I::OPERATION, input.members()) {
            Ok(mut call) => Box::pin(async move { make(config, &mut call, convert).await }),
            Err(error) => Box::pin(async move { reject(config, error, convert) }),
        }
    }

    fn new(config: Config) -> Self {
        Self { config: Arc::new(config) }
    }

    pub(crate) fn config(&self) -> &Config {
        &self.config
    }

    /// Returns the clock of the client, for code around it that has to use the same time. See
    /// [`ClientBuilder::clock`](crate::ClientBuilder::clock).
    #[must_use]
    pub fn clock(&self) -> &dyn Clock {
        &self.config.time
    }

    /// Returns a random number from 0 to 1, a new one at each call, for code around the client that
    /// spreads its own delays. Its source is that of the delays before retries, see
    /// [`ClientBuilder::jitter`](crate::ClientBuilder::jitter).
    #[must_use]
    pub fn jitter(&self) -> f64 {
        self.config.retry.backoff.part()
    }

    /// Returns the base URL of all requests: scheme, host and port, and the path of an endpoint
    /// that you have set.
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

/// The future that [`Client::call`] returns.
pub type CallFuture<'a, O> = Pin<Box<dyn Future<Output = Result<O>> + Send + 'a>>;

/// Makes a call, and converts its result.
///
/// The input is encoded before the future is created. So the future stores neither the input nor
/// the participant.
pub fn call<I: OperationInput, R>(
    client: &Client,
    input: I,
    convert: Conversion<I::Output, R>,
) -> impl Future<Output = R> + Send + use<'_, I, R> {
    prepare(client, input).send(convert)
}

/// Encodes the input of a call.
#[expect(clippy::needless_pass_by_value, reason = "callers have no use for the input")]
pub fn prepare<I: OperationInput>(client: &Client, input: I) -> Prepared<'_, I::Output> {
    let config = &*client.config;
    let call = OperationCall::prepare(config, I::OPERATION, input.members());
    Prepared { config, call: call.map(Box::new), output: PhantomData }
}

/// A call whose input has been encoded.
pub struct Prepared<'a, O> {
    config: &'a Config,
    /// It is in a box, because a future is moved several times before it is polled, and has room
    /// for each place that it is moved to.
    call: Result<Box<OperationCall>>,
    output: PhantomData<fn() -> O>,
}

impl<'a, O: OperationOutput> Prepared<'a, O> {
    /// Makes the call, and converts its result.
    #[expect(clippy::manual_async_fn, reason = "an `async fn` has room for its argument twice")]
    pub fn send<R>(
        self,
        convert: Conversion<O, R>,
    ) -> impl Future<Output = R> + Send + use<'a, O, R> {
        async move {
            match self.call {
                Ok(mut call) => make(self.config, &mut call, convert).await,
                Err(error) => reject(self.config, error, convert),
            }
        }
    }
}

/// Makes a call, and converts its result.
async fn make<O: OperationOutput, R>(
    config: &Config,
    call: &mut OperationCall,
    convert: Conversion<O, R>,
) -> R {
    let made = call.make(config).await;
    complete(call, made, convert)
}

/// Converts the result of a call.
pub(crate) fn complete<O, R>(
    call: &OperationCall,
    made: Result<Success<O>>,
    convert: Conversion<O, R>,
) -> R {
    match made {
        Ok(Success { output, response, attempts }) => {
            convert(Ok(Completed { output, call: &Succeeded { call, response, attempts } }))
        }
        Err(error) => convert(Err(error)),
    }
}

/// Ends a call that was rejected before its first attempt.
pub(crate) fn reject<O, R>(config: &Config, error: Error, convert: Conversion<O, R>) -> R {
    Trace::rejected(config, &error);
    convert(Err(error))
}

/// A call that has succeeded.
struct Succeeded<'a> {
    call: &'a OperationCall,
    response: Response<Bytes>,
    attempts: u32,
}

impl CompletedCall for Succeeded<'_> {
    fn metadata(&self) -> ResponseMetadata {
        let request_id = self.call.request_id(&self.response);
        let date = date(self.response.headers(), &DATE);
        ResponseMetadata::new(request_id, self.response.status(), self.attempts, date)
    }

    fn locate(&self, error: Error) -> Error {
        self.call.locate(error, &self.response, self.attempts)
    }
}
