//! The connection pool: reuse, idle timeout, closed connections, and limits.

use std::time::Duration;

use connect_participant::ErrorKind;
use connect_participant_tests::{ManualClock, Recorder, Response, builder, typing};

/// Makes two calls with this time between them, and returns the number of connections.
async fn connections_of_two_calls(idle: Duration) -> usize {
    let recorder = Recorder::start(Response::ok("{}")).await;
    let client = ManualClock::retrying(recorder.url()).build().unwrap();
    client.call(typing()).await.unwrap();
    tokio::time::pause();
    tokio::time::advance(idle).await;
    tokio::time::resume();
    client.call(typing()).await.unwrap();
    recorder.connections()
}

#[tokio::test]
async fn a_connection_is_reused() {
    assert_eq!(connections_of_two_calls(Duration::from_secs(19)).await, 1);
}

/// By default, AWS load balancers close idle connections after 60 seconds.
#[tokio::test]
async fn a_connection_idle_for_20_s_is_not_reused() {
    assert_eq!(connections_of_two_calls(Duration::from_secs(21)).await, 2);
}

/// Makes two calls: the first gets `first`, and the first attempt of the second gets `second`, if
/// given. Returns the number of attempts of the second call.
async fn second_call(first: Response, second: Option<Response>) -> usize {
    let responses = [Some(first), second, Some(Response::ok("{}"))].into_iter().flatten();
    let recorder = Recorder::start_with(responses).await;
    let client = ManualClock::retrying(recorder.url()).build().unwrap();
    client.call(typing()).await.unwrap();
    client.call(typing()).await.unwrap();
    let requests = recorder.requests();
    assert_eq!(recorder.connections(), 2);
    assert!(requests[1..].iter().all(|request| request.raw == requests[1].raw));
    requests.len() - 1
}

/// The client may notice the closed connection before the second call or during it.
#[tokio::test]
async fn a_connection_closed_while_idle_is_replaced() {
    for response in [Response::ok("{}").then_close(), Response::ok("{}").then_reset()] {
        assert_eq!(second_call(response, None).await, 1);
    }
}

/// The service closes the connection while a request is in flight. The client cannot distinguish
/// this from a lost response, so it retries.
#[tokio::test]
async fn a_call_on_a_connection_closed_in_flight_is_retried() {
    for response in [Response::nothing(), Response::nothing().then_reset()] {
        assert_eq!(second_call(Response::ok("{}"), Some(response)).await, 2);
    }
}

#[tokio::test]
async fn max_connections_limits_concurrent_calls() {
    let clock = ManualClock::new();
    let recorder =
        Recorder::start_with([Response::never(), Response::never(), Response::ok("{}")]).await;
    let client = builder(recorder.url()).clock(clock.clone()).max_connections(2).build().unwrap();
    let calls: Vec<_> = (0..3)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.call(typing()).await })
        })
        .collect();
    recorder.wait_for_requests(2).await;
    clock.advance(Duration::from_secs(10));
    for call in calls {
        // The attempt timeout includes the wait for a connection.
        assert_eq!(call.await.unwrap().unwrap_err().kind(), ErrorKind::Timeout);
    }
    assert_eq!(recorder.requests().len(), 2);
    client.call(typing()).await.unwrap();
    assert_eq!(recorder.requests().len(), 3);
}

/// A call counts until its response is complete.
#[tokio::test]
async fn a_call_counts_until_its_response_is_complete() {
    let clock = ManualClock::new();
    let stalled = Response::ok("{}").content_length(3).then_stall();
    let recorder = Recorder::start(stalled).await;
    let client = builder(recorder.url()).clock(clock.clone()).max_connections(1).build().unwrap();
    let calls = [(); 2].map(|()| {
        let client = client.clone();
        tokio::spawn(async move { client.call(typing()).await })
    });
    recorder.wait_for_requests(1).await;
    // Enough time for the headers to arrive, and for a second request.
    for _ in 0..1_000 {
        tokio::task::yield_now().await;
    }
    assert_eq!(recorder.requests().len(), 1);
    clock.advance(Duration::from_secs(10));
    for call in calls {
        assert_eq!(call.await.unwrap().unwrap_err().kind(), ErrorKind::Timeout);
    }
}

/// While a new connection is being made for a call, another one may become free and be used. So
/// there can be more connections than `max_connections`, but not many more.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_calls_share_few_connections() {
    let recorder = Recorder::start(Response::ok("{}")).await;
    let client = builder(recorder.url()).max_connections(8).build().unwrap();
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..1_000 {
        let client = client.clone();
        calls.spawn(async move { client.call(typing()).await.unwrap() });
    }
    calls.join_all().await;
    assert_eq!(recorder.requests().len(), 1_000);
    println!("{} connections", recorder.connections());
    assert!(recorder.connections() <= 16, "{}", recorder.connections());
}

#[test]
fn zero_max_connections_is_rejected() {
    let error = builder("http://127.0.0.1").max_connections(0).build().unwrap_err();
    assert_eq!(error.to_string(), "InvalidInput: `max_connections` is zero");
}
