//! How long it is until the next attempt.

use std::time::Duration;

use connect_participant_tests::{Outcome, Scripted, typing};
use proptest::prelude::*;
use proptest::test_runner::Config;

const HOUR: Duration = Duration::from_secs(3_600);

/// The pauses of a client that is set up so, with a service that is never well.
async fn pauses(
    configure: impl Fn(connect_participant::ClientBuilder) -> connect_participant::ClientBuilder,
) -> Vec<u128> {
    let transport = Scripted::new(|_| Outcome::status(503));
    let builder = transport.builder().operation_timeout(HOUR).max_attempts(8);
    configure(builder).build().unwrap().call(typing()).await.unwrap_err();
    transport.pauses()
}

#[tokio::test(start_paused = true)]
async fn they_double_up_to_the_longest() {
    let by_default = pauses(|builder| builder).await;
    assert_eq!(by_default, [1_000, 2_000, 4_000, 8_000, 16_000, 20_000, 20_000]);
    let configured = pauses(|builder| {
        builder
            .initial_backoff(Duration::from_millis(10))
            .max_backoff(Duration::from_millis(50))
            .max_attempts(5)
    });
    assert_eq!(configured.await, [10, 20, 40, 50]);
}

#[tokio::test(start_paused = true)]
async fn they_stay_the_longest() {
    let pauses = pauses(|builder| builder.max_attempts(100)).await;
    assert_eq!(pauses.len(), 99);
    assert!(pauses[5..].iter().all(|pause| *pause == 20_000), "{pauses:?}");
}

/// There is no moment so late, and so there is no further attempt.
#[tokio::test(start_paused = true)]
async fn one_without_end_is_not_begun() {
    let endless = pauses(|builder| {
        builder
            .initial_backoff(Duration::MAX)
            .max_backoff(Duration::MAX)
            .operation_timeout(Duration::MAX)
    });
    assert_eq!(endless.await, []);
}

/// Full jitter: a pause is any part of what it may be, and not what it may be with a little added.
#[tokio::test(start_paused = true)]
async fn they_are_a_part_of_what_they_may_be() {
    let half = pauses(|builder| builder.jitter(|| 0.5)).await;
    assert_eq!(half, [500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
    assert_eq!(pauses(|builder| builder.jitter(|| 0.0)).await, [0; 7]);
}

#[tokio::test(start_paused = true)]
async fn a_jitter_that_is_out_of_bounds_is_brought_back() {
    let longest = pauses(|builder| builder).await;
    assert_eq!(pauses(|builder| builder.jitter(|| 7.0)).await, longest);
    assert_eq!(pauses(|builder| builder.jitter(|| f64::NAN)).await, longest);
    assert_eq!(pauses(|builder| builder.jitter(|| f64::NEG_INFINITY)).await, [0; 7]);
}

/// Many clients that fail at the same moment come back at different ones.
#[tokio::test(start_paused = true)]
async fn by_default_they_are_random() {
    let transport = Scripted::new(|_| Outcome::status(503));
    let client = connect_participant::Client::builder()
        .region("eu-central-1")
        .transport(transport.clone())
        .max_attempts(50)
        .operation_timeout(HOUR)
        .build()
        .unwrap();
    client.call(typing()).await.unwrap_err();
    let mut pauses = transport.pauses();
    assert!(pauses.iter().all(|pause| *pause <= 20_000), "{pauses:?}");
    pauses.sort_unstable();
    pauses.dedup();
    assert!(pauses.len() > 30, "{pauses:?}");
}

/// What becomes of a call whose first answer has these headers: the pause, if there is a further attempt.
async fn after(headers: &'static [(&'static str, &'static str)]) -> Option<u128> {
    let transport = Scripted::new(move |attempt| match attempt {
        1 => headers
            .iter()
            .fold(Outcome::status(429), |answer, (name, value)| answer.header(name, value)),
        _ => Outcome::ok(),
    });
    let result = transport.builder().jitter(|| 0.25).build().unwrap().call(typing()).await;
    let pause = transport.pauses().first().copied();
    assert_eq!(result.is_ok(), pause.is_some());
    pause
}

#[tokio::test(start_paused = true)]
async fn the_service_may_ask_for_more() {
    const DATE: (&str, &str) = ("date", "Fri, 08 Nov 2019 02:41:28 GMT");
    for (headers, pause) in [
        (&[("retry-after", "7")] as &[_], 7_000),
        (&[("x-amz-retry-after", "1500")], 1_500),
        (&[DATE, ("retry-after", "Fri, 08 Nov 2019 02:41:33 GMT")], 5_000),
        // The other forms of a date that HTTP has.
        (&[DATE, ("retry-after", "Friday, 08-Nov-19 02:41:33 GMT")], 5_000),
        (&[DATE, ("retry-after", "Fri Nov  8 02:41:33 2019")], 5_000),
        (&[("retry-after", "9"), ("x-amz-retry-after", "2000")], 2_000),
        (&[("retry-after", "9"), ("x-amz-retry-after", "soon")], 9_000),
        (&[("retry-after", " 3 ")], 3_000),
    ] {
        assert_eq!(after(headers).await, Some(pause), "{headers:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_service_cannot_ask_for_less() {
    for headers in [
        &[] as &[_],
        &[("retry-after", "0")],
        &[("x-amz-retry-after", "100")],
        &[("retry-after", "Fri, 08 Nov 2019 02:41:28 GMT")],
        // What is none.
        &[("retry-after", "-1")],
        &[("retry-after", "1.5")],
        &[("retry-after", "")],
        &[("retry-after", "tomorrow")],
        &[("retry-after", "18446744073709551616")],
        &[("x-amz-retry-after", "-5")],
    ] {
        assert_eq!(after(headers).await, Some(250), "{headers:?}");
    }
}

/// The caller is told at once, and not after a wait that leads to nothing.
#[tokio::test(start_paused = true)]
async fn what_does_not_fit_in_the_operations_time_is_not_begun() {
    for headers in [
        &[("retry-after", "30")] as &'static [_],
        &[("x-amz-retry-after", "30000")],
        &[("retry-after", "18446744073709551615")],
        &[("x-amz-retry-after", "18446744073709551615")],
        &[("retry-after", "Fri, 31 Dec 9999 23:59:59 GMT")],
    ] {
        let start = tokio::time::Instant::now();
        assert_eq!(after(headers).await, None, "{headers:?}");
        assert_eq!(start.elapsed(), Duration::ZERO);
    }
    assert_eq!(after(&[("retry-after", "29")]).await, Some(29_000));
}

#[tokio::test(start_paused = true)]
async fn the_error_tells_what_the_service_asked_for() {
    let transport = Scripted::new(|_| Outcome::status(503).header("retry-after", "3600"));
    let error = transport.client().call(typing()).await.unwrap_err();
    assert_eq!((error.retry_after(), error.attempts()), (Some(HOUR), 1));
    let transport = Scripted::new(|_| Outcome::status(400));
    let error = transport.client().call(typing()).await.unwrap_err();
    assert_eq!(error.retry_after(), None);
}

proptest! {
    #![proptest_config(Config { cases: 512, failure_persistence: None, ..Config::default() })]

    /// Whatever is configured and whatever the service asks for: the call is over in its time, and no pause is longer than
    /// it may be.
    #[test]
    fn a_call_ends_in_its_time(
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
        let transport = Scripted::new(move |attempt| match asked {
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
        // Tokio's timers have a resolution of a millisecond.
        prop_assert!(elapsed <= Duration::from_millis(operation_timeout + 1), "{:?}", elapsed);
        prop_assert!(error.attempts() <= max_attempts);
        prop_assert_eq!(error.attempts() as usize, transport.attempts().len());
        prop_assert!(error.is_retryable());
        let longest = max.max(asked.unwrap_or(0)) + if never { attempt_timeout } else { 0 };
        prop_assert!(transport.pauses().iter().all(|pause| *pause <= u128::from(longest + 2)));
    }
}
