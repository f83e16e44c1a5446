//! Nothing is left when a session is over: no task, no websocket, no call.

use std::io;

use connect_participant_session::{Events, Session};
use tokio::runtime::Handle;
use tokio::time::{sleep, timeout};

use crate::heard::{heard, heard_to_the_end, millis, seconds, settle};
use crate::scene::Scene;
use crate::scripted::reply::Reply;
use crate::scripted::socket::{End, Handshake, Subscription};
use crate::scripted::{CONNECT, Service, TRANSCRIPT};

fn tasks() -> usize {
    Handle::current().metrics().num_alive_tasks()
}

async fn connect(service: &Service) -> (Session, Events) {
    let builder = Session::builder(&service.client(), service.token());
    let (session, mut events) = builder.websocket_lifetime(seconds(120)).connect().await.unwrap();
    assert_eq!(heard(&mut events).await, ["live"]);
    (session, events)
}

/// Waits for the closing handshakes, and checks that nothing is left.
async fn check(service: &Service) {
    settle().await;
    for socket in service.sockets() {
        // Without a handshake, there is no websocket to close.
        let end = if socket.is_websocket() { End::Closed(1000) } else { End::Dropped };
        let ends = [end, End::ByService];
        assert!(ends.contains(&socket.end().expect("it has ended").1), "{:?}", socket.end());
    }
    assert_eq!(service.open_sockets(), 0);
    assert_eq!(tasks(), 0);
    let calls = service.call_count();
    sleep(seconds(86_400)).await;
    assert_eq!(service.call_count(), calls);
}

#[tokio::test(start_paused = true)]
async fn live_session_closes_with_1000() {
    let service = Service::new();
    let (session, events) = connect(&service).await;
    drop((session, events));
    check(&service).await;
    assert_eq!(service.socket().end().unwrap().1, End::Closed(1000));
}

#[tokio::test(start_paused = true)]
async fn failed_subscriptions_close_with_1000() {
    for subscription in [Subscription::Ignore, Subscription::Fail] {
        let service = Service::new();
        let session = connect(&service).await;
        service.rules(|rules| rules.subscription = subscription);
        // Until the renewal has failed several times.
        while service.sockets().len() < 4 {
            sleep(millis(10)).await;
        }
        let sockets = service.sockets();
        assert!(sockets[1..3].iter().all(|it| it.end().unwrap().1 == End::Closed(1000)));
        drop(session);
        check(&service).await;
    }
}

#[tokio::test(start_paused = true)]
async fn connecting_that_is_dropped() {
    let cases: [fn(&Service); 5] = [
        |service| service.always(CONNECT, Reply::withheld()),
        |service| service.always(CONNECT, Reply::internal_error()),
        |service| service.rules(|rules| rules.handshake = Handshake::Hang),
        |service| service.rules(|rules| rules.subscription = Subscription::Ignore),
        |service| service.fail_sockets(io::ErrorKind::ConnectionRefused),
    ];
    for prepare in cases {
        let service = Service::new();
        prepare(&service);
        let client = service.client();
        let connecting = Session::connect(&client, service.token());
        timeout(millis(3_300), connecting).await.unwrap_err();
        check(&service).await;
    }
}

#[tokio::test(start_paused = true)]
async fn renewing_session() {
    for subscription in [Subscription::Ignore, Subscription::Accept] {
        for (handshake, second) in
            [(Handshake::Hang, End::Dropped), (Handshake::Accept, End::Closed(1000))]
        {
            let service = Service::new();
            let session = connect(&service).await;
            service.rules(|rules| {
                rules.handshakes.push_back(handshake);
                rules.subscription = subscription;
            });
            while service.sockets().len() < 2 {
                sleep(millis(10)).await;
            }
            drop(session);
            sleep(seconds(3)).await;
            let ends: Vec<_> = service.sockets().iter().map(|it| it.end().unwrap().1).collect();
            assert_eq!(ends, [End::Closed(1000), second]);
            check(&service).await;
        }
    }
}

#[tokio::test(start_paused = true)]
async fn waiting_session() {
    let service = Service::new();
    let session = connect(&service).await;
    service.always(CONNECT, Reply::internal_error());
    service.socket().reset();
    sleep(seconds(20)).await;
    drop(session);
    check(&service).await;
}

#[tokio::test(start_paused = true)]
async fn session_that_fills_a_gap() {
    let service = Service::new();
    let session = connect(&service).await;
    service.always(TRANSCRIPT, Reply::withheld());
    service.socket().reset();
    sleep(seconds(5)).await;
    drop(session);
    check(&service).await;
}

#[tokio::test(start_paused = true)]
async fn session_with_pending_receipts_and_typing() {
    let service = Service::new();
    let (session, mut events) = connect(&service).await;
    service.say_all(["m1"]);
    let last = crate::heard::events(&mut events).await;
    let connect_participant_session::ChatEvent::Message(message) = &last[0] else { panic!() };
    drop(session.mark_read(message));
    let guard = session.typing();
    drop((session, events));
    drop(guard);
    check(&service).await;
}

#[tokio::test(start_paused = true)]
async fn handles_that_are_dropped_leave_the_events() {
    let service = Service::new();
    let (session, mut events) = connect(&service).await;
    drop((session.clone(), session));
    service.say_all(["m1"]);
    assert_eq!(heard(&mut events).await, ["m1"]);
    sleep(seconds(60)).await;
    assert_eq!(service.open_sockets(), 1);
    drop(events);
    check(&service).await;
}

#[tokio::test(start_paused = true)]
async fn events_that_are_dropped_leave_the_handles() {
    let service = Service::new();
    let (session, events) = connect(&service).await;
    drop(events);
    sleep(seconds(60)).await;
    assert_eq!(service.open_sockets(), 1);
    let clone = session.clone();
    drop(session);
    sleep(seconds(60)).await;
    assert_eq!(service.open_sockets(), 1);
    drop(clone);
    check(&service).await;
}

#[tokio::test(start_paused = true)]
async fn chat_that_has_ended_with_handles_that_live() {
    let service = Service::new();
    let (session, mut events) = connect(&service).await;
    service.push(&service.event("ended", "chat.ended"));
    assert_eq!(heard_to_the_end(&mut events).await, ["ended"]);
    check(&service).await;
    drop(session);
}

#[tokio::test(start_paused = true)]
async fn session_is_one_task() {
    let service = Service::new();
    let before = tasks();
    let _session = connect(&service).await;
    // The other one is the service's end of the websocket.
    assert_eq!(tasks() - before, 2);
}

#[tokio::test(start_paused = true)]
async fn local_service_sees_each_websocket_closed() {
    let scene = Scene::new().await;
    let before = tasks();
    for _ in 0..20 {
        let session = scene.connect().await.unwrap();
        settle().await;
        assert_eq!(scene.agent.sockets().len(), 1);
        drop(session);
        settle().await;
        assert!(scene.agent.sockets().is_empty());
    }
    sleep(seconds(5)).await;
    assert_eq!(tasks(), before);
}
