//! The delays between attempts.

use std::time::Duration;

use connect_participant_tests::{Outcome, ScriptedTransport, typing};
use proptest::prelude::*;
use proptest::test_runner::Config;

const HOUR: Duration = Duration::from_secs(3_600);

/// Returns the delays of a client with this configuration if every attempt fails.
async fn delays(
    configure: impl Fn(connect_participant::ClientBuilder) -> connect_participant::ClientBuilder,
) -> Vec<u128> {
    let transport = ScriptedTransport::new(|_| Outcome::status(503));
    let builder = transport.builder().operation_timeout(HOUR).max_attempts(8);
    configure(builder).build().unwrap().call(typing()).await.unwrap_err();
    transport.delays()
}

#[tokio::test(start_paused = true)]
async fn delays_double_up_to_the_maximum() {
    let by_default = delays(|builder| builder).await;
    assert_eq!(by_default, [1_000, 2_000, 4_000, 8_000, 16_000, 20_000, 20_000]);
    let configured = delays(|builder| {
        builder
            .initial_backoff(Duration::from_millis(10))
            .max_backoff(Duration::from_millis(50))
            .max_attempts(5)
    });
    assert_eq!(configured.await, [10, 20, 40, 50]);
}

#[test]
fn the_debug_output_has_the_limits() {
    let client = ScriptedTransport::new(|_| Outcome::ok()).client();
    assert!(format!("{client:?}").contains("backoff: Backoff { initial: 1s, max: 20s, .. }"));
}

#[tokio::test(start_paused = true)]
async fn delays_stay_at_the_maximum() {
    let delays = delays(|builder| builder.max_attempts(100)).await;
    assert_eq!(delays.len(), 99);
    assert!(delays[5..].iter().all(|delay| *delay == 20_000), "{delays:?}");
}

/// The delay ends after any point in time, so there is no further attempt.
#[tokio::test(start_paused = true)]
async fn an_infinite_delay_is_not_started() {
    let endless = delays(|builder| {
        builder
            .initial_backoff(Duration::MAX)
            .max_backoff(Duration::MAX)
            .operation_timeout(Duration::MAX)
    });
    assert_eq!(endless.await, []);
}

/// Full jitter: the jitter scales the whole delay.
#[tokio::test(start_paused = true)]
async fn jitter_scales_the_whole_delay() {
    let half = delays(|builder| builder.jitter(|| 0.5)).await;
    assert_eq!(half, [500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
    assert_eq!(delays(|builder| builder.jitter(|| 0.0)).await, [0; 7]);
}

#[tokio::test(start_paused = true)]
async fn jitter_out_of_range_is_clamped() {
    let longest = delays(|builder| builder).await;
    assert_eq!(delays(|builder| builder.jitter(|| 7.0)).await, longest);
    assert_eq!(delays(|builder| builder.jitter(|| f64::NAN)).await, longest);
    assert_eq!(delays(|builder| builder.jitter(|| f64::NEG_INFINITY)).await, [0; 7]);
}

/// Clients that fail at the same time retry at different times.
#[tokio::test(start_paused = true)]
async fn delays_are_random_by_default() {
    let transport = ScriptedTransport::new(|_| Outcome::status(503));
    let client = connect_participant::Client::builder()
        .region("eu-central-1")
        .transport(transport.clone())
        .max_attempts(50)
        .operation_timeout(HOUR)
        .build()
        .unwrap();
    client.call(typing()).await.unwrap_err();
    let mut delays = transport.delays();
    assert!(delays.iter().all(|delay| *delay <= 20_000), "{delays:?}");
    delays.sort_unstable();
    delays.dedup();
    assert!(delays.len() > 30, "{delays:?}");
}

/// Returns the delay after a 429 with these headers, or `None` if the call is not retried.
async fn delay_after(headers: &'static [(&'static str, &'static str)]) -> Option<u128> {
    let transport = ScriptedTransport::new(move |attempt| match attempt {
        1 => headers
            .iter()
            .fold(Outcome::status(429), |response, (name, value)| response.header(name, value)),
        _ => Outcome::ok(),
    });
    let result = transport.builder().jitter(|| 0.25).build().unwrap().call(typing()).await;
    let delay = transport.delays().first().copied();
    assert_eq!(result.is_ok(), delay.is_some());
    delay
}

#[tokio::test(start_paused = true)]
async fn retry_after_headers_extend_the_delay() {
    const DATE: (&str, &str) = ("date", "Fri, 08 Nov 2019 02:41:28 GMT");
    for (headers, delay) in [
        (&[("retry-after", "7")] as &[_], 7_000),
        (&[("x-amz-retry-after", "1500")], 1_500),
        (&[DATE, ("retry-after", "Fri, 08 Nov 2019 02:41:33 GMT")], 5_000),
        // The obsolete date formats of HTTP.
        (&[DATE, ("retry-after", "Friday, 08-Nov-19 02:41:33 GMT")], 5_000),
        (&[DATE, ("retry-after", "Fri Nov  8 02:41:33 2019")], 5_000),
        (&[("retry-after", "9"), ("x-amz-retry-after", "2000")], 2_000),
        (&[("retry-after", "9"), ("x-amz-retry-after", "soon")], 9_000),
        (&[("retry-after", " 3 ")], 3_000),
    ] {
        assert_eq!(delay_after(headers).await, Some(delay), "{headers:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn retry_after_headers_do_not_shorten_the_delay() {
    for headers in [
        &[] as &[_],
        &[("retry-after", "0")],
        &[("x-amz-retry-after", "100")],
        &[("retry-after", "Fri, 08 Nov 2019 02:41:28 GMT")],
        // Invalid values.
        &[("retry-after", "-1")],
        &[("retry-after", "1.5")],
        &[("retry-after", "")],
        &[("retry-after", "tomorrow")],
        &[("retry-after", "18446744073709551616")],
        &[("x-amz-retry-after", "-5")],
    ] {
        assert_eq!(delay_after(headers).await, Some(250), "{headers:?}");
    }
}

/// The call fails at once instead of after a useless wait.
#[tokio::test(start_paused = true)]
async fn a_delay_beyond_the_operation_timeout_is_not_started() {
    for headers in [
        &[("retry-after", "30")] as &'static [_],
        &[("x-amz-retry-after", "30000")],
        &[("retry-after", "18446744073709551615")],
        &[("x-amz-retry-after", "18446744073709551615")],
        &[("retry-after", "Fri, 31 Dec 9999 23:59:59 GMT")],
    ] {
        let start = tokio::time::Instant::now();
        assert_eq!(delay_after(headers).await, None, "{headers:?}");
        assert_eq!(start.elapsed(), Duration::ZERO);
    }
    assert_eq!(delay_after(&[("retry-after", "29")]).await, Some(29_000));
}

#[tokio::test(start_paused = true)]
async fn the_error_has_the_retry_after_of_the_response() {
    let transport = ScriptedTransport::new(|_| Outcome::status(503).header("retry-after", "3600"));
    let error = transport.client().call(typing()).await.unwrap_err();
    assert_eq!((error.retry_after(), error.attempts()), (Some(HOUR), 1));
    let transport = ScriptedTransport::new(|_| Outcome::status(400));
    let error = transport.client().call(typing()).await.unwrap_err();
    assert_eq!(error.retry_after(), None);
}

proptest! {
    #![proptest_config(Config { cases: 512, failure_persistence: None, ..Config::default() })]

    /// For any configuration and any `Retry-After`, the call ends within its timeout, and no delay
    /// is longer than allowed.
    #[test]
    fn a_call_ends_within_its_timeout(
        operation_timeout in 1_u64..100_000,
        attempt_timeout in 1_u64..100_000,
        max_attempts in 1_u32..20,
        initial in 0_u64..10_000,
        max in 0_u64..10_000,
        jitter in any::<f64>(),
        asked in proptest::option::of(0_u64..50_000),
        never in any::<bool>(),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .start_paused(true)
            .build()
            .unwrap();
        let transport = ScriptedTransport::new(move |attempt| match asked {
            _ if never && attempt % 2 == 0 => Outcome::Never,
            Some(asked) => Outcome::status(503).header("x-amz-retry-after", &asked.to_string()),
            None => Outcome::status(503),
        });
        let client = transport
            .builder()
            .operation_timeout(Duration::from_millis(operation_timeout))
            .operation_attempt_timeout(Duration::from_millis(attempt_timeout))
            .max_attempts(max_attempts)
            .initial_backoff(Duration::from_millis(initial))
            .max_backoff(Duration::from_millis(max))
            .jitter(move || jitter)
            .build()
            .unwrap();
        let (error, elapsed) = runtime.block_on(async {
            let start = tokio::time::Instant::now();
            let error = client.call(typing()).await.unwrap_err();
            (error, start.elapsed())
        });
        // Tokio timers have a resolution of one millisecond.
        prop_assert!(elapsed <= Duration::from_millis(operation_timeout + 1), "{:?}", elapsed);
        prop_assert!(error.attempts() <= max_attempts);
        prop_assert_eq!(error.attempts() as usize, transport.attempts().len());
        prop_assert!(error.is_retryable());
        let longest = max.max(asked.unwrap_or(0)) + if never { attempt_timeout } else { 0 };
        prop_assert!(transport.delays().iter().all(|delay| *delay <= u128::from(longest + 2)));
    }
}
