//! Retries of calls with a rate limit.

use std::time::Duration;

use connect_participant::{
    Client, ErrorKind, GetTranscriptInput, RateLimits, SendAgain, SendEventInput, TransportError,
};
use connect_participant_tests::{Outcome, ScriptedTransport, connection_token, typing};
use tokio::time::Instant;

const SECOND: Duration = Duration::from_secs(1);

/// A service whose first attempts fail.
fn failing(attempts: usize) -> ScriptedTransport {
    ScriptedTransport::new(
        move |attempt| {
            if attempt <= attempts { Outcome::status(503) } else { Outcome::ok() }
        },
    )
}

fn limited(transport: &ScriptedTransport, per_second: f64) -> Client {
    let limits = RateLimits::none().limit::<SendEventInput>(per_second, 1);
    transport.builder().rate_limits(limits).build().unwrap()
}

#[tokio::test(start_paused = true)]
async fn each_retry_waits_for_its_turn() {
    let transport = failing(2);
    limited(&transport, 0.2).call(typing()).await.unwrap();
    assert_eq!(transport.delays(), [5_000, 5_000]);
}

#[tokio::test(start_paused = true)]
async fn retries_are_sent_before_other_calls() {
    let transport = failing(1);
    let limits = RateLimits::none().limit::<SendEventInput>(1, 1);
    let builder = transport.builder().initial_backoff(SECOND * 3 / 2);
    let client = builder.rate_limits(limits).build().unwrap();
    let call = |token: &'static str| client.call(typing().client_token(token));
    let (first, second, third) = tokio::join!(call("first"), call("second"), call("third"));
    for result in [first, second, third] {
        result.unwrap();
    }
    let sent = transport.attempts();
    let order = ["first", "second", "first", "third"];
    for (attempt, token) in sent.iter().zip(order) {
        let body = String::from_utf8_lossy(attempt.request.body());
        assert!(body.contains(token), "{token}: {body}");
    }
    assert_eq!(transport.delays(), [1_000; 3]);
}

#[tokio::test(start_paused = true)]
async fn a_retry_without_a_turn_in_time_is_not_made() {
    let transport = failing(usize::MAX);
    let limits = RateLimits::none().limit::<SendEventInput>(0.01, 1);
    let client = transport.builder().retry_quota(5).rate_limits(limits).build().unwrap();
    let start = Instant::now();
    let error = client.call(typing()).await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.attempts()), (503, 1));
    assert_eq!(start.elapsed(), SECOND, "the delay of the retry");

    // It takes no retry quota, which suffices for one retry.
    let transcript = client.call(GetTranscriptInput::new(connection_token()));
    assert_eq!(transcript.await.unwrap_err().attempts(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_not_sent_takes_no_retry_quota() {
    let transport = failing(usize::MAX);
    let limits = RateLimits::none().limit::<SendEventInput>(0.01, 1);
    let builder = transport.builder().retry_quota(5).max_attempts(2);
    let client = builder.rate_limits(limits).build().unwrap();
    client.call(typing()).await.unwrap_err();
    for _ in 0..10 {
        let error = client.call(typing()).await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::RateLimited, 0));
    }
    let transcript = client.call(GetTranscriptInput::new(connection_token()));
    assert_eq!(transcript.await.unwrap_err().attempts(), 2);
}

/// The service has not received the request that was lost.
#[tokio::test(start_paused = true)]
async fn a_stale_connection_takes_no_second_turn() {
    let transport = ScriptedTransport::new(|attempt| match attempt {
        1 => Outcome::from(TransportError::stale_connection("closed")),
        _ => Outcome::ok(),
    });
    let client = limited(&transport, 1.0);
    for _ in 0..2 {
        client.call(typing()).await.unwrap();
    }
    assert_eq!(transport.delays(), [0, 1_000]);
}

/// A service that refuses the first requests, and a layer that has them sent again.
fn refusing(requests: usize, per_second: f64) -> (ScriptedTransport, Client) {
    let transport = ScriptedTransport::new(move |attempt| {
        if attempt <= requests { Outcome::status(403) } else { Outcome::ok() }
    });
    let client = limited(&transport, per_second).with_layer(|request, next| async move {
        let mut response = next.run(request).await?;
        response.extensions_mut().insert(SendAgain);
        Ok(response)
    });
    (transport, client)
}

#[tokio::test(start_paused = true)]
async fn a_request_that_is_sent_again_waits_for_its_turn() {
    let (transport, client) = refusing(1, 0.2);
    client.call(typing()).await.unwrap();
    assert_eq!(transport.delays(), [5_000]);
}

#[tokio::test(start_paused = true)]
async fn a_request_without_a_second_turn_in_time_is_not_sent_again() {
    let (transport, client) = refusing(1, 0.001);
    let error = client.call(typing()).await.unwrap_err();
    assert_eq!((error.kind(), transport.attempts().len()), (ErrorKind::RateLimited, 1));
    assert!(error.is_retryable());
}
