//! Typing: how often it is sent, and how long it is shown.

use connect_participant_session::{Events, Session, TypingOutcome};
use serde_json::json;
use tokio::time::sleep;

use crate::heard::{heard, heard_for, millis, seconds, tenths};
use crate::scene::Scene;
use crate::scripted::items::own;
use crate::scripted::reply::Reply;
use crate::scripted::{CONNECT, EVENT, Service};

async fn connect(service: &Service) -> (Session, Events) {
    let builder = Session::builder(&service.client(), service.token()).participant_id("agent");
    let (session, mut events) = builder.connect().await.unwrap();
    assert_eq!(heard(&mut events).await, ["live"]);
    (session, events)
}

fn times(service: &Service) -> Vec<f64> {
    service.times(EVENT).iter().map(|time| tenths(*time)).collect()
}

/// In amazon-connect-chatjs, one chat silences another of the same region.
#[tokio::test(start_paused = true)]
async fn one_event_in_ten_seconds_for_each_chat() {
    let services = [Service::new(), Service::new()];
    let (first, _of_first) = connect(&services[0]).await;
    let (second, _of_second) = connect(&services[1]).await;
    for key in 0..25 {
        for session in [&first, &second] {
            let expected =
                if key % 10 == 0 { TypingOutcome::Sent } else { TypingOutcome::Suppressed };
            assert_eq!(session.send_typing().await.unwrap(), expected, "{key}");
        }
        sleep(seconds(1)).await;
    }
    for service in &services {
        assert_eq!(times(service).len(), 3);
    }
    // A message clears the indicator of the others.
    first.send_text("hello").await.unwrap();
    assert_eq!(first.send_typing().await.unwrap(), TypingOutcome::Sent);
    assert_eq!(second.send_typing().await.unwrap(), TypingOutcome::Suppressed);
}

#[tokio::test(start_paused = true)]
async fn failed_event_does_not_count_and_is_not_repeated() {
    let service = Service::new();
    let (session, _events) = connect(&service).await;
    for reply in [Reply::throttled(), Reply::internal_error()] {
        service.next(EVENT, reply);
        session.send_typing().await.unwrap_err();
    }
    assert_eq!(service.calls(EVENT).len(), 2);
    assert_eq!(session.send_typing().await.unwrap(), TypingOutcome::Sent);
}

#[tokio::test(start_paused = true)]
async fn event_that_is_not_sent_closes_nothing() {
    let service = Service::new();
    let (session, _events) = connect(&service).await;
    service.next(EVENT, Reply::ok().after(seconds(2)));
    let first = tokio::spawn({
        let session = session.clone();
        async move { session.send_typing().await }
    });
    sleep(millis(100)).await;
    // It opens the throttle, while the first event is on its way.
    session.send_text("hello").await.unwrap();
    assert_eq!(session.send_typing().await.unwrap(), TypingOutcome::Suppressed);
    assert_eq!(first.await.unwrap().unwrap(), TypingOutcome::Sent);
    assert_eq!(session.send_typing().await.unwrap(), TypingOutcome::Sent);
}

#[tokio::test(start_paused = true)]
async fn guard_repeats_for_five_minutes() {
    let service = Service::new();
    let (session, _events) = connect(&service).await;
    let guard = session.typing();
    sleep(seconds(600)).await;
    let sent = times(&service);
    assert!((30..=31).contains(&sent.len()), "{}", sent.len());
    assert!(sent.windows(2).all(|pair| (pair[1] - pair[0] - 10.0).abs() < 0.2), "{sent:?}");
    guard.renew();
    sleep(seconds(21)).await;
    drop(guard);
    let count = times(&service).len();
    assert!((sent.len() + 2..=sent.len() + 3).contains(&count), "{count}");
    sleep(seconds(600)).await;
    assert_eq!(times(&service).len(), count);
}

#[tokio::test(start_paused = true)]
async fn nothing_is_sent_while_not_live() {
    let service = Service::new();
    let (session, mut events) = connect(&service).await;
    let guard = session.typing();
    sleep(seconds(61)).await;
    let count = times(&service).len();
    service.always(CONNECT, Reply::internal_error());
    service.socket().reset();
    sleep(millis(10)).await;
    assert_eq!(session.send_typing().await.unwrap(), TypingOutcome::NotLive);
    sleep(seconds(60)).await;
    assert_eq!(times(&service).len(), count);
    service.recover();
    heard_for(&mut events, seconds(31)).await;
    assert!(times(&service).len() > count);
    drop(guard);
}

#[tokio::test(start_paused = true)]
async fn indicator_is_shown_for_twelve_seconds() {
    let service = Service::new();
    let (_session, mut events) = connect(&service).await;
    service.push(&service.event("t1", "typing"));
    assert_eq!(heard_for(&mut events, seconds(8)).await, ["typing"]);
    service.push(&service.event("t2", "typing"));
    assert_eq!(heard_for(&mut events, millis(11_900)).await, [""; 0]);
    assert_eq!(heard_for(&mut events, millis(300)).await, ["stopped typing"]);
}

#[tokio::test(start_paused = true)]
async fn indicator_ends_with_a_message_a_departure_or_a_loss() {
    let service = Service::new();
    let (_session, mut events) = connect(&service).await;
    service.push(&service.event("t1", "typing"));
    service.say_all(["m1"]);
    assert_eq!(heard(&mut events).await, ["typing", "stopped typing", "m1"]);
    service.push(&service.event("t2", "typing"));
    service.say(service.event("left", "participant.left"));
    assert_eq!(heard(&mut events).await, ["typing", "stopped typing", "Left"]);
    service.push(&service.event("t3", "typing"));
    assert_eq!(heard(&mut events).await, ["typing"]);
    service.socket().reset();
    assert_eq!(heard(&mut events).await, ["stopped typing", "reconnecting"]);
}

#[tokio::test(start_paused = true)]
async fn message_of_another_participant_leaves_the_indicator() {
    let service = Service::new();
    let (_session, mut events) = connect(&service).await;
    service.push(&service.event("t1", "typing"));
    let mut other = service.message("m1", "m1");
    other["ParticipantId"] = json!("supervisor");
    service.say(other);
    assert_eq!(heard(&mut events).await, ["typing", "m1"]);
    assert_eq!(heard_for(&mut events, seconds(12)).await, ["stopped typing"]);
}

#[tokio::test(start_paused = true)]
async fn own_typing_is_no_event() {
    let service = Service::new();
    let (_session, mut events) = connect(&service).await;
    service.push(&own(service.event("t1", "typing")));
    assert_eq!(heard_for(&mut events, seconds(20)).await, [""; 0]);
}

#[tokio::test(start_paused = true)]
async fn own_typing_is_no_event_once_the_participant_is_known() {
    let scene = Scene::new().await;
    let (session, mut events) = scene.connect().await.unwrap();
    session.send_text("hello").await.unwrap();
    assert_eq!(heard(&mut events).await, ["live", "hello"]);
    session.send_typing().await.unwrap();
    assert_eq!(heard_for(&mut events, seconds(20)).await, [""; 0]);
    scene.customer.typing().unwrap();
    assert_eq!(heard_for(&mut events, seconds(20)).await, ["typing", "stopped typing"]);
}
