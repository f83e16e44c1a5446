//! Websockets that are replaced before their end.

use connect_participant_local::{Fault, SocketFault};
use connect_participant_session::{Events, Session};
use tokio::time::sleep;

use crate::heard::{heard, heard_for, millis, seconds, settle, tenths};
use crate::scene::Scene;
use crate::scripted::items::ids;
use crate::scripted::reply::Reply;
use crate::scripted::socket::{End, Handshake, Subscription};
use crate::scripted::{CONNECT, Service, TRANSCRIPT};

/// The earliest renewal with the lifetime of these tests.
const LIFETIME: u64 = 120;

async fn connect(service: &Service) -> (Session, Events) {
    let builder = Session::builder(&service.client(), service.token());
    let builder = builder.websocket_lifetime(seconds(LIFETIME));
    let (session, mut events) = builder.connect().await.unwrap();
    assert_eq!(heard(&mut events).await, ["live"]);
    (session, events)
}

/// Waits until another websocket is opened.
async fn second_socket(service: &Service) {
    while service.sockets().len() < 2 {
        sleep(millis(20)).await;
    }
}

/// Android closes the old websocket before the new one opens.
#[tokio::test(start_paused = true)]
async fn second_websocket_is_subscribed_before_the_first_is_closed() {
    let service = Service::new();
    let (_session, mut events) = connect(&service).await;
    service.rules(|rules| rules.subscription = Subscription::AcceptAfter(millis(700)));
    service.say_all(["before"]);
    second_socket(&service).await;
    let [first, second] = <[_; 2]>::try_from(service.sockets()).ok().unwrap();
    assert!(first.is_open() && !second.is_subscribed());
    service.say_all(["during 1"]);
    sleep(millis(650)).await;
    service.say_all(["during 2"]);
    sleep(millis(100)).await;
    service.say_all(["after"]);
    assert_eq!(heard(&mut events).await, ["before", "during 1", "during 2", "after"]);
    let (closed, end) = first.end().unwrap();
    assert_eq!(end, End::Closed(1000));
    let subscribed = second.topics()[0].0 + millis(700);
    assert!(closed >= subscribed, "{closed:?} {subscribed:?}");
    assert_eq!(service.calls(CONNECT).len(), 2, "one call at the start, and one for the renewal");
    assert_eq!(heard_for(&mut events, seconds(30)).await, [""; 0]);
    assert_eq!(service.open_sockets(), 1);
}

#[tokio::test(start_paused = true)]
async fn renewals_go_on_and_on() {
    let service = Service::new();
    let (_session, mut events) = connect(&service).await;
    for number in 1..=100 {
        sleep(seconds(30)).await;
        service.say(service.message(&format!("m{number}"), &format!("m{number}")));
    }
    assert_eq!(heard(&mut events).await, ids(100));
    let sockets = service.sockets();
    assert!((25..=50).contains(&sockets.len()), "{}", sockets.len());
    assert_eq!(service.calls(CONNECT).len(), sockets.len());
    let is_normal = |end| matches!(end, Some((_, End::Closed(1000))));
    assert!(sockets[..sockets.len() - 1].iter().all(|socket| is_normal(socket.end())));
}

#[tokio::test(start_paused = true)]
async fn renewal_that_fails_keeps_the_first_websocket() {
    let service = Service::new();
    let (_session, mut events) = connect(&service).await;
    let failures = 3;
    for _ in 0..failures {
        service.next(CONNECT, Reply::internal_error());
    }
    let mut count = 0;
    while service.sockets().len() == 1 {
        sleep(seconds(1)).await;
        count += 1;
        service.say(service.message(&format!("m{count}"), &format!("m{count}")));
    }
    assert_eq!(heard(&mut events).await, ids(count));
    let times = service.times(CONNECT);
    assert_eq!(times.len(), 1 + failures + 1);
    let pauses: Vec<_> =
        times.windows(2).skip(1).map(|pair| tenths(pair[1].abs_diff(pair[0]))).collect();
    for (pause, (least, most)) in pauses.iter().zip([(1.0, 2.0), (2.0, 4.0), (4.0, 8.0)]) {
        assert!((least..=most).contains(pause), "{pauses:?}");
    }
    assert_eq!(service.sockets().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn handshakes_that_fail_keep_the_first_websocket() {
    let service = Service::new();
    let (_session, mut events) = connect(&service).await;
    service.rules(|rules| {
        rules.handshakes.extend([Handshake::Refuse(503), Handshake::Refuse(403), Handshake::Hang]);
        rules.subscriptions.extend([Subscription::Fail; 5]);
    });
    for number in 1..=50 {
        sleep(seconds(5)).await;
        service.say(service.message(&format!("m{number}"), &format!("m{number}")));
    }
    assert_eq!(heard(&mut events).await, ids(50));
    assert!(service.sockets().len() >= 5);
    assert_eq!(service.open_sockets(), 1);
}

#[tokio::test(start_paused = true)]
async fn loss_during_a_renewal_goes_on_as_a_reconnection() {
    let service = Service::new();
    let (_session, mut events) = connect(&service).await;
    service.rules(|rules| rules.subscription = Subscription::AcceptAfter(millis(900)));
    second_socket(&service).await;
    service.say_all(["m1"]);
    service.sockets()[0].reset();
    settle().await;
    service.record_all(["m2"]);
    let heard = heard_for(&mut events, seconds(5)).await;
    assert_eq!(heard, ["m1", "reconnecting", "live", "m2"]);
    assert_eq!(service.sockets().len(), 2, "no third websocket");
    assert_eq!(service.calls(CONNECT).len(), 2);
}

#[tokio::test(start_paused = true)]
async fn old_websocket_that_does_not_close_is_dropped() {
    let service = Service::new();
    let (_session, mut events) = connect(&service).await;
    service.rules(|rules| rules.answers_close = false);
    second_socket(&service).await;
    settle().await;
    service.say_all(["m1"]);
    assert_eq!(heard_for(&mut events, seconds(3)).await, ["m1"]);
    let renewed = service.time.elapsed();
    assert_eq!(heard_for(&mut events, seconds(20)).await, [""; 0]);
    assert!(renewed < seconds(LIFETIME + 10));
}

#[tokio::test(start_paused = true)]
async fn messages_that_come_by_both_websockets_are_heard_once() {
    let scene = Scene::new().await;
    let builder = scene.builder().websocket_lifetime(seconds(LIFETIME));
    let (_session, mut events) = builder.connect().await.unwrap();
    scene.service.inject_socket_fault(SocketFault::duplicate_push().times(40));
    let mut expected = vec!["live".to_owned()];
    for number in 1..=200 {
        sleep(millis(1_300)).await;
        scene.customer.say(format!("m{number}")).unwrap();
        expected.push(format!("m{number}"));
    }
    // A page of the transcript waits until the queue has room.
    assert_eq!(heard_for(&mut events, seconds(1)).await, expected);
}

#[tokio::test(start_paused = true)]
async fn renewal_with_the_local_service_survives_faults() {
    let scene = Scene::new().await;
    let builder = scene.builder().websocket_lifetime(seconds(LIFETIME));
    let (_session, mut events) = builder.connect().await.unwrap();
    settle().await;
    scene.service.inject(Fault::status(500).on(CONNECT).times(3));
    scene.service.inject(Fault::status(503).on("websocket").times(2));
    let mut expected = vec!["live".to_owned()];
    for number in 1..=60 {
        sleep(seconds(5)).await;
        scene.customer.say(format!("m{number}")).unwrap();
        expected.push(format!("m{number}"));
    }
    assert_eq!(heard(&mut events).await, expected);
    assert_eq!(scene.agent.sockets().len(), 1);
}

/// The pages that were read before are not read again, and the one that is on its way is not the
/// newest.
#[tokio::test(start_paused = true)]
async fn renewal_while_the_history_is_read() {
    let service = Service::new();
    service.record_all(ids(1_000));
    sleep(seconds(60)).await;
    service.always(TRANSCRIPT, Reply::ok().after(seconds(7)));
    let builder = Session::builder(&service.client(), service.token());
    let builder = builder.history(1_000).queue_capacity(2_048);
    let builder = builder.websocket_lifetime(seconds(60));
    let (_session, mut events) = builder.connect().await.unwrap();
    second_socket(&service).await;
    assert_eq!(heard(&mut events).await, ["live"], "the history is being read");
    assert_eq!(heard_for(&mut events, seconds(600)).await, ids(1_000));
    let calls = service.calls(TRANSCRIPT);
    let pages = calls.iter().filter(|call| call.body["ScanDirection"] == "BACKWARD").count();
    assert_eq!(pages, 10, "each page is read once");
}

/// The old websocket may lose an item after the page was made.
#[tokio::test(start_paused = true)]
async fn page_of_before_a_renewal_does_not_fill_its_gap() {
    let service = Service::new();
    let (_session, mut events) = connect(&service).await;
    service.rules(|rules| rules.subscription = Subscription::AcceptAfter(millis(900)));
    second_socket(&service).await;
    service.next(TRANSCRIPT, Reply::ok().after(seconds(5)));
    // More than the queue holds, so the rest is read from the transcript.
    service.say_all(ids(257));
    settle().await;
    let pages = service.calls(TRANSCRIPT).len();
    assert_eq!(heard(&mut events).await, ids(256));
    settle().await;
    assert_eq!(service.calls(TRANSCRIPT).len(), pages + 1, "the page is on its way");
    service.record_all(["lost"]);
    assert_eq!(service.sockets().iter().filter(|socket| socket.is_subscribed()).count(), 1);
    let expected = [&ids(257)[256..], &["lost".to_owned()]].concat();
    assert_eq!(heard_for(&mut events, seconds(60)).await, expected);
}
