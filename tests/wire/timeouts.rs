//! Slow services. The tests advance the clock themselves, so none of them waits for long.

use std::time::{Duration, Instant};

use connect_participant::reqwest::dns::{Name, Resolve, Resolving};
use connect_participant::{Client, Error, ErrorKind};
use connect_participant_tests::{ManualClock, Recorder, Response, builder, typing, uses_reqwest};
use tokio::sync::oneshot;

/// The default attempt timeout.
const LIMIT: Duration = Duration::from_secs(10);
const JUST_BEFORE: Duration = Duration::from_millis(9_999);
const ONE_MILLISECOND: Duration = Duration::from_millis(1);

const BODY: &str = r#"{"Id":"6bd8e4a7"}"#;

fn client(url: String, clock: &ManualClock) -> Client {
    builder(url).clock(clock.clone()).build().unwrap()
}

/// Returns the error of a call that times out after the service has begun to send this response.
async fn error_of(response: Response) -> Error {
    let clock = ManualClock::new();
    let recorder = Recorder::start(response).await;
    let call = client(recorder.url(), &clock);
    let call = tokio::spawn(async move { call.call(typing()).await });
    recorder.wait_for_requests(1).await;
    clock.advance(JUST_BEFORE);
    tokio::task::yield_now().await;
    assert!(!call.is_finished(), "the call ended before its timeout");
    clock.advance(ONE_MILLISECOND);
    let error = call.await.unwrap().unwrap_err();
    recorder.wait_for_closed(1).await;
    error
}

fn check(error: &Error) {
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 1), "{error}");
    assert!(error.is_retryable(), "{error}");
    assert_eq!((error.status(), error.request_id()), (None, None), "{error}");
    assert!(error.get_ref().is_some(), "{error}");
    assert!(error.to_string().ends_with(": the attempt took longer than 10s"), "{error}");
}

#[tokio::test]
async fn a_missing_response_times_out() {
    check(&error_of(Response::never()).await);
}

#[tokio::test]
async fn stalled_headers_time_out() {
    check(&error_of(Response::ok(BODY).truncated_in_headers().then_stall()).await);
}

#[tokio::test]
async fn a_body_that_never_starts_times_out() {
    check(&error_of(Response::ok(BODY).truncated_after(0).then_stall()).await);
}

#[tokio::test]
async fn a_stalled_body_times_out() {
    check(&error_of(Response::ok(BODY).truncated_after(5).then_stall()).await);
}

/// The status and the headers decide the kind of the error. The client waits one second for the
/// body, which paused time skips.
#[tokio::test]
async fn an_error_with_a_stalled_body_keeps_its_kind() {
    let denied = Response::status(403)
        .header("x-amzn-errortype", "AccessDeniedException")
        .header("x-amzn-requestid", "1b2c")
        .body("denied");
    let recorder = Recorder::start(denied.truncated_after(1).then_stall()).await;
    let call = ManualClock::retrying(recorder.url()).build().unwrap();
    let call = tokio::spawn(async move { call.call(typing()).await });
    recorder.wait_for_requests(1).await;
    tokio::time::pause();
    let error = call.await.unwrap().unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::AccessDenied, 1), "{error}");
    assert_eq!(error.request_id(), Some("1b2c"));
    recorder.assert_one_request();
}

/// New bytes keep arriving, so only a timeout of the whole attempt ends the call.
#[tokio::test]
async fn an_endless_slow_body_times_out() {
    let clock = ManualClock::new();
    let second = Duration::from_secs(1);
    let recorder = Recorder::start(Response::ok(" ").dripping(&clock, second)).await;
    let error = client(recorder.url(), &clock).call(typing()).await.unwrap_err();
    check(&error);
    recorder.wait_for_closed(1).await;
}

#[tokio::test]
async fn a_server_that_never_accepts_times_out() {
    let clock = ManualClock::new();
    let recorder = Recorder::start_after([Response::ok(BODY)], std::future::pending()).await;
    let call = client(recorder.url(), &clock);
    let call = tokio::spawn(async move { call.call(typing()).await });
    tokio::task::yield_now().await;
    clock.advance(LIMIT);
    check(&call.await.unwrap().unwrap_err());
}

#[tokio::test]
async fn a_server_may_accept_late() {
    let clock = ManualClock::new();
    let (open, opened) = oneshot::channel();
    let opened = async { opened.await.unwrap() };
    let recorder = Recorder::start_after([Response::ok(BODY)], opened).await;
    let call = client(recorder.url(), &clock);
    let call = tokio::spawn(async move { call.call(typing()).await });
    tokio::task::yield_now().await;
    clock.advance(JUST_BEFORE);
    open.send(()).unwrap();
    assert_eq!(call.await.unwrap().unwrap().id.as_deref(), Some("6bd8e4a7"));
}

/// The retry uses another connection, because the first one was closed at the timeout.
#[tokio::test]
async fn a_timed_out_attempt_is_retried_on_a_new_connection() {
    let clock = ManualClock::new();
    let recorder = Recorder::start_with([Response::never(), Response::ok(BODY)]).await;
    let call = builder(recorder.url())
        .clock(clock.clone())
        .max_attempts(2)
        .jitter(|| 0.0)
        .build()
        .unwrap();
    let call = tokio::spawn(async move { call.call(typing()).await });
    recorder.wait_for_requests(1).await;
    clock.advance(LIMIT);
    call.await.unwrap().unwrap();
    assert_eq!((recorder.requests().len(), recorder.connections()), (2, 2));
}

/// A timeout of reqwest itself, in the middle of the body, is reported as a timeout.
#[tokio::test]
async fn a_read_timeout_of_reqwest_is_a_timeout() {
    let recorder = Recorder::start(Response::ok(BODY).truncated_after(5).then_stall()).await;
    let client = builder(recorder.url())
        .configure_reqwest(|reqwest| reqwest.read_timeout(Duration::from_millis(10)))
        .build()
        .unwrap();
    let error = client.call(typing()).await.unwrap_err();
    assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Timeout, true), "{error}");
}

/// The connect timeout of reqwest does not use the custom clock. The test pauses the time of the
/// runtime, which skips the wait.
#[tokio::test(start_paused = true)]
async fn connecting_times_out_during_dns() {
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

/// The server accepts the connection, but does not respond to the TLS handshake.
#[tokio::test(start_paused = true)]
async fn connecting_times_out_during_the_tls_handshake() {
    let recorder = Recorder::start(Response::never()).await;
    let builder = builder(recorder.url().replace("http", "https"));
    let client = builder.connect_timeout(Duration::from_millis(700)).build().unwrap();
    let start = tokio::time::Instant::now();
    let error = client.call(typing()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error:?}");
    assert_eq!(start.elapsed().as_millis(), 700, "{error}");
    let message = "the connection took longer than 700ms to open";
    assert!(uses_reqwest() || error.to_string().contains(message), "{error}");
}

/// The server accepts no connection, and its queue is full.
#[cfg(target_os = "linux")]
#[tokio::test(start_paused = true)]
async fn connecting_times_out_at_a_full_queue() {
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind(([127, 0, 0, 1], 0).into()).unwrap();
    let listener = socket.listen(1).unwrap();
    let address = listener.local_addr().unwrap();
    let connect = || std::net::TcpStream::connect_timeout(&address, Duration::from_millis(300));
    let queued: Vec<_> = std::iter::from_fn(|| connect().ok()).collect();
    assert!(!queued.is_empty());
    let builder = builder(format!("http://{address}"));
    let client = builder.connect_timeout(Duration::from_millis(700)).build().unwrap();
    let error = client.call(typing()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error:?}");
    let message = "the connection took longer than 700ms to open";
    assert!(uses_reqwest() || error.to_string().ends_with(message), "{error}");
}

#[tokio::test]
async fn a_dropped_call_closes_its_connection() {
    let recorder = Recorder::start(Response::never()).await;
    let client = connect_participant_tests::client(recorder.url());
    let call = tokio::spawn(async move { client.call(typing()).await });
    recorder.wait_for_requests(1).await;
    let start = Instant::now();
    call.abort();
    recorder.wait_for_closed(1).await;
    assert!(start.elapsed() < LIMIT, "the timeout closed it");
}

#[test]
fn zero_timeouts_are_rejected() {
    let builders = [
        builder("http://127.0.0.1").connect_timeout(Duration::ZERO),
        builder("http://127.0.0.1").operation_attempt_timeout(Duration::ZERO),
        builder("http://127.0.0.1").operation_timeout(Duration::ZERO),
    ];
    for builder in builders {
        assert_eq!(builder.build().unwrap_err().kind(), ErrorKind::InvalidInput);
    }
}
