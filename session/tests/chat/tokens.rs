//! Connection tokens: one call renews them, and refused calls are repeated once.

use std::time::Duration;

use connect_participant::{
    Connected, ConnectionToken, ErrorKind, MessageContentType, Participant, RateLimits, Result,
    SendMessageInput,
};
use connect_participant_local::LocalService;
use connect_participant_session::{Events, Session};
use serde_json::json;
use tokio::time::sleep;

use crate::heard::{heard, heard_for, items_for, millis, seconds};
use crate::scene::Scene;
use crate::scripted::reply::Reply;
use crate::scripted::{CONNECT, MESSAGE, PARTICIPANT_SECRET, Service, TRANSCRIPT};

const DAY: u64 = 86_400;

async fn connect(service: &Service) -> (Session, Events) {
    let (session, mut events) = Session::connect(&service.client(), service.token()).await.unwrap();
    assert_eq!(heard(&mut events).await, ["live"]);
    (session, events)
}

#[tokio::test(start_paused = true)]
async fn twenty_refused_calls_cause_one_renewal() {
    // https://github.com/amazon-connect/amazon-connect-chatjs/issues/31
    // https://github.com/amazon-connect/amazon-connect-chatjs/issues/88
    let service = Service::new();
    let (session, mut events) = connect(&service).await;
    for _ in 0..20 {
        service.next(MESSAGE, Reply::denied());
    }
    service.next(CONNECT, Reply::ok().after(millis(200)));
    let calls = (0..20).map(|number| {
        let session = session.clone();
        tokio::spawn(async move { session.send_text(&format!("text {number}")).await })
    });
    for call in calls.collect::<Vec<_>>() {
        call.await.unwrap().unwrap();
    }
    assert_eq!(service.calls(CONNECT).len(), 2);
    let calls = service.calls(MESSAGE);
    assert_eq!(calls.len(), 40);
    for number in 0..20 {
        let text = format!("text {number}");
        let mut of_call = calls.iter().filter(|call| call.body["Content"] == text.as_str());
        let (first, second) = (of_call.next().unwrap(), of_call.next().unwrap());
        assert_eq!(first.bearer, "connection-secret-1");
        assert_eq!(second.bearer, "connection-secret-2");
        let token = first.body["ClientToken"].as_str().unwrap();
        assert!(!token.is_empty());
        assert_eq!(second.body["ClientToken"], token);
    }
    assert_eq!(heard_for(&mut events, seconds(5)).await, [""; 0]);
    assert_eq!(service.sockets().len(), 1, "a renewal of the token opens no websocket");
}

#[tokio::test(start_paused = true)]
async fn call_that_is_refused_twice_is_an_error() {
    let service = Service::new();
    let (session, mut events) = connect(&service).await;
    service.next(MESSAGE, Reply::denied());
    service.next(MESSAGE, Reply::denied());
    let error = session.send_text("hello").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::AccessDenied);
    assert_eq!(service.calls(MESSAGE).len(), 2);
    assert_eq!(service.calls(CONNECT).len(), 2);
    // The chat goes on.
    session.send_text("hello").await.unwrap();
    assert_eq!(heard_for(&mut events, seconds(5)).await, [""; 0]);
}

#[tokio::test(start_paused = true)]
async fn call_after_a_renewal_sends_the_new_token() {
    let service = Service::new();
    let (session, _events) = connect(&service).await;
    let old = session.connection_token();
    service.next(MESSAGE, Reply::denied());
    session.send_text("one").await.unwrap();
    // An input that was made before.
    let input = SendMessageInput::new(MessageContentType::TextPlain, "two", old);
    session.client().call(input).await.unwrap();
    let bearers: Vec<_> = service.calls(MESSAGE).into_iter().map(|call| call.bearer).collect();
    assert_eq!(bearers[1..], ["connection-secret-2", "connection-secret-2"]);
    assert_eq!(session.connection_token(), ConnectionToken::new("connection-secret-2").unwrap());
}

#[tokio::test(start_paused = true)]
async fn token_of_another_chat_is_not_replaced() {
    let service = Service::new();
    let (session, _events) = connect(&service).await;
    let other = ConnectionToken::new("other-chat").unwrap();
    let input = SendMessageInput::new(MessageContentType::TextPlain, "two", other);
    service.next(MESSAGE, Reply::denied());
    session.client().call(input).await.unwrap_err();
    let calls = service.calls(MESSAGE);
    assert_eq!((calls.len(), &*calls[0].bearer), (1, "other-chat"));
    assert_eq!(service.calls(CONNECT).len(), 1);
}

#[tokio::test(start_paused = true)]
async fn participant_token_goes_to_one_operation_only() {
    // https://github.com/amazon-connect/amazon-connect-chatjs/issues/120
    let service = Service::new();
    let (session, mut events) = connect(&service).await;
    session.send_text("hello").await.unwrap();
    session.send_typing().await.unwrap();
    service.say_all(["m1"]);
    service.socket().reset();
    items_for(&mut events, seconds(30)).await;
    for operation in [MESSAGE, TRANSCRIPT, crate::scripted::EVENT] {
        let calls = service.calls(operation);
        assert!(!calls.is_empty());
        assert!(calls.iter().all(|call| call.bearer != PARTICIPANT_SECRET));
    }
    assert!(service.calls(CONNECT).iter().all(|call| call.bearer == PARTICIPANT_SECRET));
}

#[tokio::test(start_paused = true)]
async fn each_renewal_of_the_websocket_brings_a_token() {
    let service = Service::new();
    let builder = Session::builder(&service.client(), service.token());
    let (session, _events) = builder.websocket_lifetime(seconds(100)).connect().await.unwrap();
    sleep(seconds(101)).await;
    session.send_text("hello").await.unwrap();
    let last = service.calls(CONNECT).len();
    assert!(last >= 2);
    assert_eq!(service.calls(MESSAGE)[0].bearer, format!("connection-secret-{last}"));
}

#[tokio::test(start_paused = true)]
async fn token_is_renewed_a_minute_before_it_expires() {
    let service = Service::new();
    service.set_token_lifetime(seconds(600));
    let (_session, mut events) = connect(&service).await;
    assert_eq!(heard_for(&mut events, seconds(3_000)).await, [""; 0]);
    let times: Vec<_> = service.times(CONNECT).iter().map(Duration::as_secs).collect();
    assert_eq!(times, [0, 540, 1_080, 1_620, 2_160, 2_700]);
    assert_eq!(service.sockets().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn token_that_expires_at_once_is_renewed_each_minute() {
    for lifetime in [0, 1, 30, 59, 61, 90] {
        let service = Service::new();
        service.set_token_lifetime(seconds(lifetime));
        let (_session, _events) = connect(&service).await;
        sleep(seconds(630)).await;
        let times: Vec<_> = service.times(CONNECT).iter().map(Duration::as_secs).collect();
        assert_eq!(times, (0..=600).step_by(60).collect::<Vec<_>>(), "{lifetime}");
    }
}

/// amazon-connect-chatjs asks without a pause if the clock is a day ahead.
#[tokio::test(start_paused = true)]
async fn clock_that_jumps_by_a_day_renews_once() {
    let service = Service::new();
    let (_session, mut events) = connect(&service).await;
    service.time.skew(seconds(DAY));
    assert_eq!(heard_for(&mut events, seconds(3_000)).await, [""; 0]);
    assert_eq!(service.calls(CONNECT).len(), 2);
    // And back.
    service.time.skew(seconds(0));
    assert_eq!(heard_for(&mut events, seconds(300)).await, [""; 0]);
    assert!(service.calls(CONNECT).len() <= 3);
}

#[tokio::test(start_paused = true)]
async fn clock_that_jumps_without_a_date_of_the_service_causes_no_storm() {
    let service = Service::new();
    service.always(CONNECT, Reply::ok().without_date());
    let (_session, mut events) = connect(&service).await;
    service.time.skew(seconds(3 * DAY));
    assert_eq!(heard_for(&mut events, seconds(3_000)).await, [""; 0]);
    assert_eq!(service.calls(CONNECT).len(), 2);
}

#[tokio::test(start_paused = true)]
async fn renewal_that_fails_is_repeated_with_back_off() {
    let service = Service::new();
    service.set_token_lifetime(seconds(600));
    let (session, mut events) = connect(&service).await;
    sleep(seconds(500)).await;
    service.always(CONNECT, Reply::internal_error());
    assert_eq!(heard_for(&mut events, seconds(640)).await, [""; 0]);
    let calls = service.calls(CONNECT).len() - 1;
    assert!((15..=45).contains(&calls), "{calls}");
    // The old token is used as long as the service takes it.
    session.send_text("hello").await.unwrap();
    assert_eq!(service.calls(MESSAGE)[0].bearer, "connection-secret-1");
    service.recover();
    sleep(seconds(31)).await;
    session.send_text("hello").await.unwrap();
    assert_eq!(service.calls(MESSAGE)[1].bearer, "connection-secret-2");
}

#[tokio::test(start_paused = true)]
async fn refused_calls_cause_no_storm_while_the_service_fails() {
    let service = Service::new();
    let (session, _events) = connect(&service).await;
    service.always(MESSAGE, Reply::denied());
    service.always(CONNECT, Reply::throttled().retry_after(20));
    while service.time.elapsed() < seconds(90) {
        session.send_text("hello").await.unwrap_err();
        sleep(millis(100)).await;
    }
    let calls = service.calls(CONNECT).len() - 1;
    assert!((4..=6).contains(&calls), "{calls} calls in 90 seconds");
}

#[tokio::test(start_paused = true)]
async fn refused_call_during_an_outage_waits_for_the_next_attempt() {
    let service = Service::new();
    let (session, _events) = connect(&service).await;
    sleep(seconds(120)).await;
    service.next(CONNECT, Reply::internal_error());
    service.socket().reset();
    sleep(millis(600)).await;
    service.next(MESSAGE, Reply::denied());
    session.send_text("hello").await.unwrap();
    assert_eq!(service.calls(MESSAGE)[1].bearer, "connection-secret-2");
    sleep(seconds(5)).await;
    assert!(service.calls(CONNECT).len() <= 4);
}

#[tokio::test(start_paused = true)]
async fn token_that_expires_in_the_local_service() -> Result<()> {
    let builder = LocalService::builder().without_port().follow_runtime();
    let builder = builder.connection_token_lifetime(seconds(300));
    let scene = Scene::at(builder).await;
    let (session, mut events) = scene.connect().await?;
    for number in 1..=10 {
        sleep(seconds(100)).await;
        let sent = session.send_text(&format!("m{number}")).await;
        sent.unwrap_or_else(|error| panic!("m{number}: {error}"));
    }
    assert_eq!(items_for(&mut events, seconds(1)).await.len(), 10);
    assert_eq!(scene.agent.sockets().len(), 1);
    Ok(())
}

#[tokio::test(start_paused = true)]
async fn refused_call_waits_while_a_renewal_fails() {
    let service = Service::new();
    let (session, mut events) = connect(&service).await;
    service.next(MESSAGE, Reply::denied());
    service.next(MESSAGE, Reply::denied());
    service.next(CONNECT, Reply::internal_error());
    service.next(CONNECT, Reply::lost());
    let first = tokio::spawn({
        let session = session.clone();
        async move { session.send_text("one").await }
    });
    // Another call is refused while the session waits for its next attempt.
    sleep(millis(500)).await;
    session.send_text("two").await.unwrap();
    first.await.unwrap().unwrap();
    assert_eq!(service.calls(CONNECT).len(), 4);
    assert_eq!(heard_for(&mut events, seconds(60)).await, [""; 0]);
}

#[tokio::test(start_paused = true)]
async fn renewal_that_fails_for_long_is_a_timeout_of_the_call() {
    for reply in [Reply::internal_error(), Reply::withheld(), Reply::json(json!({}))] {
        let service = Service::new();
        let (session, mut events) = connect(&service).await;
        service.always(MESSAGE, Reply::denied());
        service.always(CONNECT, reply);
        let error = session.send_text("hello").await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
        assert!(error.is_retryable() && !error.is_token_refused());
        service.recover();
        session.send_text("hello").await.unwrap();
        assert_eq!(heard_for(&mut events, seconds(60)).await, [""; 0]);
    }
}

#[tokio::test(start_paused = true)]
async fn renewal_that_a_policy_denies_fails_the_call_at_once() {
    let service = Service::new();
    let (session, _events) = connect(&service).await;
    service.always(MESSAGE, Reply::denied());
    service.always(CONNECT, Reply::policy());
    let asked = service.time.elapsed();
    let error = session.send_text("hello").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::AccessDenied);
    assert!(service.time.elapsed().abs_diff(asked) < seconds(1));
}

#[tokio::test(start_paused = true)]
async fn repeated_calls_wait_for_their_turns() {
    const CALLS: usize = 60;
    let service = Service::new();
    let client = service.builder().rate_limits(RateLimits::documented()).build().unwrap();
    let (session, _events) = Session::connect(&client, service.token()).await.unwrap();
    sleep(seconds(120)).await;
    for _ in 0..CALLS {
        service.next(MESSAGE, Reply::denied());
    }
    // All calls wait for this renewal.
    service.next(CONNECT, Reply::ok().after(seconds(8)));
    let calls = (0..CALLS).map(|number| {
        let session = session.clone();
        tokio::spawn(async move { session.send_text(&format!("text {number}")).await })
    });
    for call in calls.collect::<Vec<_>>() {
        call.await.unwrap().unwrap();
    }
    let times = service.times(MESSAGE);
    assert_eq!(times.len(), 2 * CALLS);
    for (earlier, start) in times.iter().enumerate() {
        for (later, end) in times.iter().enumerate().skip(earlier) {
            let (calls, time) = (later - earlier, end.abs_diff(*start));
            // A burst of 15, and 10 in a second.
            let quota = 15 + time.as_millis() / 100;
            assert!(calls as u128 <= quota, "{calls} calls in {time:?}");
        }
    }
}
