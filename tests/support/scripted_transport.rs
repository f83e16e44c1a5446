//! A transport with a scripted outcome for each attempt.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use connect_participant::{Client, ClientBuilder, Transport, TransportError, TransportFuture};
use tokio::time::Instant;

/// The outcome of an attempt.
#[derive(Debug)]
pub enum Outcome {
    /// The attempt ends with this result.
    End(Result<http::Response<Bytes>, TransportError>),
    /// The attempt never ends.
    Never,
}

impl Outcome {
    /// A response with this status and an empty body.
    #[must_use]
    pub fn status(status: u16) -> Self {
        Self::from(http::Response::builder().status(status).body(Bytes::new()).unwrap())
    }

    /// A successful response with an empty JSON object.
    #[must_use]
    pub fn ok() -> Self {
        Self::from(http::Response::new(Bytes::from_static(b"{}")))
    }

    /// Adds a header, if the outcome is a response.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        if let Self::End(Ok(response)) = &mut self {
            response.headers_mut().insert(name, value.parse().unwrap());
        }
        self
    }

    /// Sets the body, if the outcome is a response.
    #[must_use]
    pub fn body(mut self, body: impl Into<Bytes>) -> Self {
        if let Self::End(Ok(response)) = &mut self {
            *response.body_mut() = body.into();
        }
        self
    }

    /// Truncates the response after its headers.
    #[must_use]
    pub fn truncated(self) -> Self {
        match self {
            Self::End(Ok(response)) => {
                Self::from(TransportError::incomplete_body(response.into_parts().0, "cut short"))
            }
            other => other,
        }
    }

    /// The connection is refused.
    #[must_use]
    pub fn refused() -> Self {
        Self::from(TransportError::connection("refused"))
    }

    /// Connecting takes too long.
    #[must_use]
    pub fn connect_timeout() -> Self {
        Self::from(TransportError::timeout("too long"))
    }
}

impl From<http::Response<Bytes>> for Outcome {
    fn from(response: http::Response<Bytes>) -> Self {
        Self::End(Ok(response))
    }
}

impl From<TransportError> for Outcome {
    fn from(error: TransportError) -> Self {
        Self::End(Err(error))
    }
}

/// A transport whose attempts follow a script and are recorded. It has no I/O, so a runtime with
/// paused time skips every wait.
#[derive(Clone)]
pub struct ScriptedTransport {
    script: Arc<dyn Fn(usize) -> Outcome + Send + Sync>,
    attempts: Arc<Mutex<Vec<Attempt>>>,
}

/// A recorded attempt.
#[derive(Debug, Clone)]
pub struct Attempt {
    /// The time of the attempt.
    pub at: Instant,
    /// The request that was sent.
    pub request: http::Request<Bytes>,
}

impl ScriptedTransport {
    /// Creates a transport. The script returns the outcome of each attempt, numbered from 1.
    pub fn new(script: impl Fn(usize) -> Outcome + Send + Sync + 'static) -> Self {
        Self { script: Arc::new(script), attempts: Arc::default() }
    }

    /// Creates a builder for a client that uses this transport. Its retry delays are always the
    /// longest possible.
    pub fn builder(&self) -> ClientBuilder {
        Client::builder().region("eu-central-1").transport(self.clone()).jitter(|| 1.0)
    }

    /// Creates a client with the defaults that uses this transport. Its retry delays are always the
    /// longest possible.
    #[must_use]
    pub fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    /// Returns the attempts so far.
    #[must_use]
    pub fn attempts(&self) -> Vec<Attempt> {
        self.attempts.lock().unwrap().clone()
    }

    /// Returns the times from each attempt to the next, in milliseconds.
    #[must_use]
    pub fn delays(&self) -> Vec<u128> {
        let attempts = self.attempts();
        attempts.windows(2).map(|pair| (pair[1].at - pair[0].at).as_millis()).collect()
    }
}

impl Transport for ScriptedTransport {
    fn send(&self, request: http::Request<Bytes>) -> TransportFuture<'_> {
        let number = {
            let mut attempts = self.attempts.lock().unwrap();
            attempts.push(Attempt { at: Instant::now(), request });
            attempts.len()
        };
        match (self.script)(number) {
            Outcome::End(result) => Box::pin(std::future::ready(result)),
            Outcome::Never => Box::pin(std::future::pending()),
        }
    }
}
