//! Connections that outlast a call, and those that do not.

use std::time::Duration;

use connect_participant::ErrorKind;
use connect_participant_tests::{Answer, HeldClock, Recorder, builder, typing};

/// How many connections two calls take between which so much time passes.
async fn connections_of_two_calls(idle: Duration) -> usize {
    let recorder = Recorder::start(Answer::ok("{}")).await;
    let client = HeldClock::retrying(recorder.url()).build().unwrap();
    client.call(typing()).await.unwrap();
    tokio::time::pause();
    tokio::time::advance(idle).await;
    tokio::time::resume();
    client.call(typing()).await.unwrap();
    recorder.connections()
}

#[tokio::test]
async fn one_is_used_again() {
    assert_eq!(connections_of_two_calls(Duration::from_secs(19)).await, 1);
}

/// Load balancers of AWS's close one after 60 seconds by default.
#[tokio::test]
async fn one_that_was_idle_for_20_seconds_is_not() {
    assert_eq!(connections_of_two_calls(Duration::from_secs(21)).await, 2);
}

/// How a second call fares whose connection meets this after the first one. Its attempts are counted.
async fn second_call(first: Answer, second: Option<Answer>) -> usize {
    let answers = [Some(first), second, Some(Answer::ok("{}"))].into_iter().flatten();
    let recorder = Recorder::start_with(answers).await;
    let client = HeldClock::retrying(recorder.url()).build().unwrap();
    client.call(typing()).await.unwrap();
    client.call(typing()).await.unwrap();
    let requests = recorder.requests();
    assert_eq!(recorder.connections(), 2);
    assert!(requests[1..].iter().all(|request| request.raw == requests[1].raw));
    requests.len() - 1
}

/// Whether the client has noticed by the time of the second call, or finds out by it.
#[tokio::test]
async fn one_that_is_closed_while_idle_is_no_failure() {
    for answer in [Answer::ok("{}").then_close(), Answer::ok("{}").then_reset()] {
        assert_eq!(second_call(answer, None).await, 1);
    }
}

/// The service has closed it, and the request was on its way already: this is the case that cannot be told from a lost
/// answer.
#[tokio::test]
async fn one_that_dies_under_a_request_is_no_failure() {
    for answer in [Answer::nothing(), Answer::nothing().then_reset()] {
        assert_eq!(second_call(Answer::ok("{}"), Some(answer)).await, 2);
    }
}

#[tokio::test]
async fn no_more_calls_are_under_way_than_there_may_be_connections() {
    let clock = HeldClock::new();
    let recorder = Recorder::start_with([Answer::never(), Answer::never(), Answer::ok("{}")]).await;
    let client = builder(recorder.url()).clock(clock.clone()).max_connections(2).build().unwrap();
    let calls: Vec<_> = (0..3)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.call(typing()).await })
        })
        .collect();
    recorder.have_come(2).await;
    clock.advance(Duration::from_secs(10));
    for call in calls {
        // To wait for a connection is a part of the call.
        assert_eq!(call.await.unwrap().unwrap_err().kind(), ErrorKind::Timeout);
    }
    assert_eq!(recorder.requests().len(), 2);
    client.call(typing()).await.unwrap();
    assert_eq!(recorder.requests().len(), 3);
}

/// A call is under way until its answer is whole.
#[tokio::test]
async fn an_answer_that_is_read_keeps_its_connection() {
    let clock = HeldClock::new();
    let stalled = Answer::ok("{}").claiming(3).then_stall();
    let recorder = Recorder::start(stalled).await;
    let client = builder(recorder.url()).clock(clock.clone()).max_connections(1).build().unwrap();
    let calls = [(); 2].map(|()| {
        let client = client.clone();
        tokio::spawn(async move { client.call(typing()).await })
    });
    recorder.have_come(1).await;
    // Time enough for the head to come, and for a second request.
    for _ in 0..1_000 {
        tokio::task::yield_now().await;
    }
    assert_eq!(recorder.requests().len(), 1);
    clock.advance(Duration::from_secs(10));
    for call in calls {
        assert_eq!(call.await.unwrap().unwrap_err().kind(), ErrorKind::Timeout);
    }
}

/// A connection may be made for a call that then gets one which another call is done with, and is there all the same.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn few_connections_are_enough_for_many_calls() {
    let recorder = Recorder::start(Answer::ok("{}")).await;
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
fn no_connections_at_all_are_refused() {
    let error = builder("http://127.0.0.1").max_connections(0).build().unwrap_err();
    assert_eq!(error.to_string(), "InvalidInput: `max_connections` is zero");
}
