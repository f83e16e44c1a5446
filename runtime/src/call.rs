//! The loop of attempts that every call goes through.

mod attempts;
pub(crate) mod operation_call;
mod response_error;
pub(crate) mod time_limit;
pub(crate) mod trace;
mod turn;

use std::time::Duration;

use bytes::Bytes;
use connect_participant_model::Operation;
use http::Response;

use self::attempts::{Attempts, Next};
use self::trace::Trace;
use crate::config::Config;
use crate::error::{BoxError, Error, ErrorKind, Result, reason};
use crate::redact::Redactor;
use crate::retry::classify;
use crate::transport::NewConnection;

/// A request that is sent in one attempt or several.
pub(crate) trait Attempt: Sync {
    /// The value that a successful attempt returns.
    type Output;

    /// Returns the name in errors and traces.
    fn name(&self) -> &'static str;

    /// Returns the content type of the event or message that is sent.
    fn content_type(&self) -> Option<&'static str>;

    /// Returns the operation whose rate limit applies. An upload has none.
    fn limited_operation(&self) -> Option<&'static Operation> {
        None
    }

    /// Returns the redactor for the texts of responses.
    fn redactor(&self) -> &Redactor;

    /// Returns `true` if the request can be sent several times.
    fn is_repeatable(&self) -> bool {
        true
    }

    /// Sends the request once, within the remaining time, and on a new connection if one is
    /// required.
    fn send(
        &self,
        config: &Config,
        remaining: Duration,
        required: Option<NewConnection>,
    ) -> impl Future<Output = Result<(Self::Output, Response<Bytes>)>> + Send;
}

/// The last attempt of a successful call.
pub(crate) struct Success<T> {
    pub(crate) output: T,
    pub(crate) response: Response<Bytes>,
    /// The number of attempts, with this one.
    pub(crate) attempts: u32,
}

/// Sends a request until an attempt succeeds, or the last one has failed.
pub(crate) async fn run<A: Attempt>(
    config: &Config,
    trace: &Trace,
    attempt: &A,
    timeout: Duration,
) -> Result<Success<A::Output>> {
    let mut attempts = Attempts::new(config, attempt.limited_operation(), timeout);
    match attempts.start().await {
        Ok(waited) => trace.waited(&attempts, waited),
        Err(error) => {
            trace.not_sent(&attempts);
            return Err(fail(error, attempt, &attempts, trace));
        }
    }
    // A connection that was idle may be stale. A request that cannot be sent again needs a new one.
    let mut required = (!attempt.is_repeatable()).then_some(NewConnection);
    loop {
        let error = match attempt.send(config, attempts.remaining(), required).await {
            Ok((output, response)) => {
                attempts.succeeded();
                trace.success(&attempts, &response, attempt.redactor());
                return Ok(Success { output, response, attempts: attempts.made() });
            }
            // The service closes connections that are idle for too long, which may cross with a
            // request. That says nothing about the service, so it is no failed attempt.
            Err(error) if required.is_none() && error.is_stale() => {
                trace.stale(&attempts);
                attempts.start_again();
                required = Some(NewConnection);
                continue;
            }
            Err(error) => classify(error),
        };
        attempts.failed(&error);
        let next = if error.is_sent_again() && !attempts.is_repeated() {
            trace.repeated(&attempts);
            Next::Repetition
        } else {
            let retry = if attempt.is_repeatable() { attempts.next_retry(&error) } else { None };
            trace.failure(&attempts, &error, retry.as_ref().map(|retry| retry.delay));
            let Some(retry) = retry else { return Err(fail(error, attempt, &attempts, trace)) };
            Next::Retry(retry)
        };
        let waited = match attempts.start_next(next).await {
            Ok(waited) => waited,
            Err(not_sent) => {
                trace.not_sent(&attempts);
                // A layer has repaired the cause of its error.
                let error = if error.is_sent_again() { not_sent } else { error };
                return Err(fail(error, attempt, &attempts, trace));
            }
        };
        trace.waited(&attempts, waited);
        required = None;
    }
}

/// Adds the operation and the number of attempts to the error of a call, and traces it.
fn fail(error: Error, attempt: &impl Attempt, attempts: &Attempts<'_>, trace: &Trace) -> Error {
    let error = error.set_content_type(attempt.content_type());
    let error = error.with_operation(attempt.name(), attempts.made());
    trace.failed(&error);
    error
}

/// Returns the error for a request without a response. A reason that contains a secret is redacted,
/// and its error dropped.
pub(crate) fn transport_error(
    kind: ErrorKind,
    problem: &str,
    source: BoxError,
    redactor: &Redactor,
) -> Error {
    let text = redactor.redact(&reason(source.as_ref()));
    let error = Error::new(kind, format!("{problem}: {text}"));
    if redactor.leaks_into(source.as_ref()) { error } else { error.with_source(source) }
}
