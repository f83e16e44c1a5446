//! Connections that outlast a call, and those that do not.

use std::time::Duration;

use connect_participant_tests::{Answer, HeldClock, Recorder, typing};

/// How many connections two calls take between which so much time passes.
async fn connections_of_two_calls(idle: Duration) -> usize {
    let recorder = Recorder::start(Answer::ok("{}")).await;
    let client = HeldClock::retrying(recorder.url()).build().unwrap();
    client.send_event(typing()).await.unwrap();
    tokio::time::pause();
    tokio::time::advance(idle).await;
    tokio::time::resume();
    client.send_event(typing()).await.unwrap();
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
    client.send_event(typing()).await.unwrap();
    client.send_event(typing()).await.unwrap();
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
