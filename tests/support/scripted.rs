//! A transport that does what a test tells it, attempt by attempt.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use connect_participant::{Client, ClientBuilder, Transport, TransportError, TransportFuture};
use tokio::time::Instant;

/// How an attempt ends.
#[derive(Debug)]
pub enum Outcome {
    /// With this.
    End(Result<http::Response<Bytes>, TransportError>),
    /// Not at all.
    Never,
}

impl Outcome {
    /// An answer with this status and an empty body.
    #[must_use]
    pub fn status(status: u16) -> Self {
        Self::from(http::Response::builder().status(status).body(Bytes::new()).unwrap())
    }

    /// A success.
    #[must_use]
    pub fn ok() -> Self {
        Self::from(http::Response::new(Bytes::from_static(b"{}")))
    }

    /// With this header too, where it is an answer.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        if let Self::End(Ok(answer)) = &mut self {
            answer.headers_mut().insert(name, value.parse().unwrap());
        }
        self
    }

    /// With this body, where it is an answer.
    #[must_use]
    pub fn body(mut self, body: impl Into<Bytes>) -> Self {
        if let Self::End(Ok(answer)) = &mut self {
            *answer.body_mut() = body.into();
        }
        self
    }

    /// Broken off after the head, where it is an answer.
    #[must_use]
    pub fn cut_short(self) -> Self {
        match self {
            Self::End(Ok(answer)) => {
                Self::from(TransportError::incomplete_body(answer.into_parts().0, "cut short"))
            }
            other => other,
        }
    }

    /// The service is not reached.
    #[must_use]
    pub fn refused() -> Self {
        Self::from(TransportError::connection("refused"))
    }

    /// Reaching the service takes too long.
    #[must_use]
    pub fn connect_timeout() -> Self {
        Self::from(TransportError::timeout("too long"))
    }
}

impl From<http::Response<Bytes>> for Outcome {
    fn from(answer: http::Response<Bytes>) -> Self {
        Self::End(Ok(answer))
    }
}

impl From<TransportError> for Outcome {
    fn from(error: TransportError) -> Self {
        Self::End(Err(error))
    }
}

/// A transport that ends its attempts as it is told, and remembers them. There is no I/O in it, so that a runtime whose
/// time stands still skips every wait.
#[derive(Clone)]
pub struct Scripted {
    script: Arc<dyn Fn(usize) -> Outcome + Send + Sync>,
    attempts: Arc<Mutex<Vec<Attempt>>>,
}

/// An attempt that was made.
#[derive(Debug, Clone)]
pub struct Attempt {
    /// When it was made.
    pub at: Instant,
    /// What was sent.
    pub request: http::Request<Bytes>,
}

impl Scripted {
    /// A transport whose attempts, the first of which is number 1, end as the script says.
    pub fn new(script: impl Fn(usize) -> Outcome + Send + Sync + 'static) -> Self {
        Self { script: Arc::new(script), attempts: Arc::default() }
    }

    /// A builder for a client that sends through it, and always waits for as long as it may.
    pub fn builder(&self) -> ClientBuilder {
        Client::builder().region("eu-central-1").transport(self.clone()).jitter(|| 1.0)
    }

    /// A client with the defaults that sends through it, and always waits for as long as it may.
    #[must_use]
    pub fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    /// The attempts so far.
    #[must_use]
    pub fn attempts(&self) -> Vec<Attempt> {
        self.attempts.lock().unwrap().clone()
    }

    /// How long it was from each attempt to the next, in milliseconds.
    #[must_use]
    pub fn pauses(&self) -> Vec<u128> {
        let attempts = self.attempts();
        attempts.windows(2).map(|pair| (pair[1].at - pair[0].at).as_millis()).collect()
    }
}

impl Transport for Scripted {
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
