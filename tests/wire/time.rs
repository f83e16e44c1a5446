//! Services that take their time. The time is a clock's that the test holds, so nothing here waits for long.

use std::time::{Duration, Instant};

use connect_participant::reqwest::dns::{Name, Resolve, Resolving};
use connect_participant::{Client, Error, ErrorKind};
use connect_participant_tests::{Answer, HeldClock, Recorder, builder, sends_with_reqwest, typing};
use tokio::sync::oneshot;

/// What an attempt may take, by default.
const LIMIT: Duration = Duration::from_secs(10);
const JUST_BEFORE: Duration = Duration::from_millis(9_999);
const A_MOMENT: Duration = Duration::from_millis(1);

const BODY: &str = r#"{"Id":"6bd8e4a7"}"#;

fn client(url: String, clock: &HeldClock) -> Client {
    builder(url).clock(clock.clone()).build().unwrap()
}

/// How a call ends whose time is up after the service has begun to answer so.
async fn error_of(answer: Answer) -> Error {
    let clock = HeldClock::new();
    let recorder = Recorder::start(answer).await;
    let call = client(recorder.url(), &clock);
    let call = tokio::spawn(async move { call.call(typing()).await });
    recorder.have_come(1).await;
    clock.advance(JUST_BEFORE);
    tokio::task::yield_now().await;
    assert!(!call.is_finished(), "its time was not up yet");
    clock.advance(A_MOMENT);
    let error = call.await.unwrap().unwrap_err();
    recorder.have_closed(1).await;
    error
}

fn check(error: &Error) {
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 1), "{error}");
    assert!(error.is_retryable(), "{error}");
    assert_eq!((error.status(), error.request_id()), (None, None), "{error}");
    assert!(std::error::Error::source(error).is_some(), "{error}");
    assert!(error.to_string().ends_with(": the attempt took longer than 10s"), "{error}");
}

#[tokio::test]
async fn a_service_that_never_answers() {
    check(&error_of(Answer::never()).await);
}

#[tokio::test]
async fn a_head_that_stalls() {
    check(&error_of(Answer::ok(BODY).cut_in_head().then_stall()).await);
}

#[tokio::test]
async fn a_body_that_does_not_begin() {
    check(&error_of(Answer::ok(BODY).cut_short_after(0).then_stall()).await);
}

#[tokio::test]
async fn a_body_that_stalls() {
    check(&error_of(Answer::ok(BODY).cut_short_after(5).then_stall()).await);
}

/// The head tells what it is, and is not waited away. The body has a second, which is skipped: nothing else is to come.
#[tokio::test]
async fn an_error_whose_body_stalls() {
    let denied = Answer::status(403)
        .header("x-amzn-errortype", "AccessDeniedException")
        .header("x-amzn-requestid", "1b2c")
        .body("denied");
    let recorder = Recorder::start(denied.cut_short_after(1).then_stall()).await;
    let call = HeldClock::retrying(recorder.url()).build().unwrap();
    let call = tokio::spawn(async move { call.call(typing()).await });
    recorder.have_come(1).await;
    tokio::time::pause();
    let error = call.await.unwrap().unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::AccessDenied, 1), "{error}");
    assert_eq!(error.request_id(), Some("1b2c"));
    recorder.assert_one_request();
}

/// There is always something new, and never too long a wait for it.
#[tokio::test]
async fn a_body_that_drips_without_end() {
    let clock = HeldClock::new();
    let second = Duration::from_secs(1);
    let recorder = Recorder::start(Answer::ok(" ").dripping(&clock, second)).await;
    let error = client(recorder.url(), &clock).call(typing()).await.unwrap_err();
    check(&error);
    recorder.have_closed(1).await;
}

#[tokio::test]
async fn a_service_that_takes_no_connection() {
    let clock = HeldClock::new();
    let recorder = Recorder::start_when([Answer::ok(BODY)], std::future::pending()).await;
    let call = client(recorder.url(), &clock);
    let call = tokio::spawn(async move { call.call(typing()).await });
    tokio::task::yield_now().await;
    clock.advance(LIMIT);
    check(&call.await.unwrap().unwrap_err());
}

#[tokio::test]
async fn a_service_that_takes_it_late() {
    let clock = HeldClock::new();
    let (open, opened) = oneshot::channel();
    let opened = async { opened.await.unwrap() };
    let recorder = Recorder::start_when([Answer::ok(BODY)], opened).await;
    let call = client(recorder.url(), &clock);
    let call = tokio::spawn(async move { call.call(typing()).await });
    tokio::task::yield_now().await;
    clock.advance(JUST_BEFORE);
    open.send(()).unwrap();
    assert_eq!(call.await.unwrap().unwrap().id.as_deref(), Some("6bd8e4a7"));
}

/// The call is tried again on another connection. The one that was given up is not the next call's.
#[tokio::test]
async fn an_attempt_that_took_too_long_is_tried_again() {
    let clock = HeldClock::new();
    let recorder = Recorder::start_with([Answer::never(), Answer::ok(BODY)]).await;
    let call = builder(recorder.url())
        .clock(clock.clone())
        .max_attempts(2)
        .jitter(|| 0.0)
        .build()
        .unwrap();
    let call = tokio::spawn(async move { call.call(typing()).await });
    recorder.have_come(1).await;
    clock.advance(LIMIT);
    call.await.unwrap().unwrap();
    assert_eq!((recorder.requests().len(), recorder.connections()), (2, 2));
}

/// A timeout of reqwest's own, in the middle of the body, is one.
#[tokio::test]
async fn a_timeout_that_the_user_asks_reqwest_for() {
    let recorder = Recorder::start(Answer::ok(BODY).cut_short_after(5).then_stall()).await;
    let client = builder(recorder.url())
        .configure_reqwest(|reqwest| reqwest.read_timeout(Duration::from_millis(10)))
        .build()
        .unwrap();
    let error = client.call(typing()).await.unwrap_err();
    assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Timeout, true), "{error}");
}

/// A name server that does not answer is the one thing here that the clock does not end: the connect timeout is
/// reqwest's. The runtime's time stands still, and is skipped as there is nothing else to wait for.
#[tokio::test(start_paused = true)]
async fn a_connection_that_is_not_made() {
    struct Silent;
    impl Resolve for Silent {
        fn resolve(&self, _: Name) -> Resolving {
            Box::pin(std::future::pending())
        }
    }
    for (timeout, milliseconds) in [(None, 3_100), (Some(Duration::from_millis(700)), 700)] {
        let mut builder = builder("https://chat.example")
            .configure_reqwest(|reqwest| reqwest.no_proxy().dns_resolver(Silent));
        if let Some(timeout) = timeout {
            builder = builder.connect_timeout(timeout);
        }
        let start = tokio::time::Instant::now();
        let error = builder.build().unwrap().call(typing()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Timeout, "{error:?}");
        assert_eq!(start.elapsed().as_millis(), milliseconds, "{error}");
    }
}

/// Nor is one made that the other side does not encrypt.
#[tokio::test(start_paused = true)]
async fn a_connection_on_which_there_is_no_tls() {
    let recorder = Recorder::start(Answer::never()).await;
    let builder = builder(recorder.url().replace("http", "https"));
    let client = builder.connect_timeout(Duration::from_millis(700)).build().unwrap();
    let start = tokio::time::Instant::now();
    let error = client.call(typing()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error:?}");
    assert_eq!(start.elapsed().as_millis(), 700, "{error}");
    let told = "the connection took longer than 700ms to open";
    assert!(sends_with_reqwest() || error.to_string().contains(told), "{error}");
}

#[tokio::test]
async fn a_call_that_is_dropped_closes_its_connection() {
    let recorder = Recorder::start(Answer::never()).await;
    let client = connect_participant_tests::client(recorder.url());
    let call = tokio::spawn(async move { client.call(typing()).await });
    recorder.have_come(1).await;
    let start = Instant::now();
    call.abort();
    recorder.have_closed(1).await;
    assert!(start.elapsed() < LIMIT, "the timeout closed it");
}

#[test]
fn a_zero_timeout_is_refused() {
    let builders = [
        builder("http://127.0.0.1").connect_timeout(Duration::ZERO),
        builder("http://127.0.0.1").operation_attempt_timeout(Duration::ZERO),
        builder("http://127.0.0.1").operation_timeout(Duration::ZERO),
    ];
    for builder in builders {
        assert_eq!(builder.build().unwrap_err().kind(), ErrorKind::InvalidInput);
    }
}
