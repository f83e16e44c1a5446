//! Losses: how soon, how often and how long a session reconnects.

use connect_participant::{CreateParticipantConnectionInput, RateLimits};
use connect_participant_local::Fault;
use connect_participant_session::{ConnectionState, Events, Session};
use tokio::time::sleep;

use crate::heard::{heard, heard_for, millis, seconds, settle, tenths};
use crate::scene::Scene;
use crate::scripted::reply::Reply;
use crate::scripted::socket::{Handshake, Subscription};
use crate::scripted::{CONNECT, Service};

/// Connects, and lives for two minutes.
async fn connect(service: &Service) -> (Session, Events) {
    let (session, mut events) = Session::connect(&service.client(), service.token()).await.unwrap();
    sleep(seconds(120)).await;
    assert_eq!(heard(&mut events).await, ["live"]);
    (session, events)
}

fn pauses(service: &Service) -> Vec<f64> {
    service.times(CONNECT).windows(2).map(|pair| tenths(pair[1].abs_diff(pair[0]))).collect()
}

/// amazon-connect-chatjs is not back before the next heartbeat, up to ten seconds later.
#[tokio::test(start_paused = true)]
async fn loss_of_a_good_connection_is_repaired_at_once() {
    let service = Service::new();
    let (session, mut events) = connect(&service).await;
    service.socket().reset();
    settle().await;
    assert_eq!(session.connection(), Some(ConnectionState::Reconnecting));
    assert_eq!(heard_for(&mut events, millis(550)).await, ["reconnecting", "live"]);
    assert_eq!(session.connection(), Some(ConnectionState::Live));
    assert_eq!(service.calls(CONNECT).len(), 2);
}

/// Android does not reconnect after the codes 1000 and 4000.
#[tokio::test(start_paused = true)]
async fn close_with_any_code_is_a_loss() {
    for code in [1000, 1001, 1008, 1009, 1011, 1012, 4000, 4001] {
        let service = Service::new();
        let (_session, mut events) = connect(&service).await;
        service.socket().close(code);
        assert_eq!(heard_for(&mut events, seconds(1)).await, ["reconnecting", "live"], "{code}");
    }
}

/// amazon-connect-chatjs gives up for ever after three responses of this kind.
#[tokio::test(start_paused = true)]
async fn throttled_and_failed_calls_are_repeated_until_they_succeed() {
    // https://github.com/amazon-connect/amazon-connect-chatjs/issues/254
    for reply in [Reply::throttled(), Reply::internal_error(), Reply::lost()] {
        let service = Service::new();
        let (_session, mut events) = connect(&service).await;
        service.always(CONNECT, reply);
        service.socket().reset();
        assert_eq!(heard_for(&mut events, seconds(3_600)).await, ["reconnecting"]);
        service.recover();
        assert_eq!(heard_for(&mut events, seconds(31)).await, ["live"]);
    }
}

#[tokio::test(start_paused = true)]
async fn failed_calls_back_off_up_to_thirty_seconds() {
    let service = Service::new();
    let (_session, mut events) = connect(&service).await;
    service.always(CONNECT, Reply::internal_error());
    service.socket().reset();
    heard_for(&mut events, seconds(600)).await;
    // The first pause is from the start to the loss.
    let pauses = &pauses(&service)[1..];
    for (number, pause) in pauses.iter().enumerate() {
        let most = [2.0, 4.0, 8.0, 16.0].get(number).copied().unwrap_or(30.0);
        assert!((most / 2.0..=most).contains(pause), "{pauses:?}");
    }
    assert!((22..=45).contains(&pauses.len()), "{}", pauses.len());
}

#[tokio::test(start_paused = true)]
async fn retry_after_is_a_minimum() {
    let service = Service::new();
    let (_session, mut events) = connect(&service).await;
    service.next(CONNECT, Reply::throttled().retry_after(7));
    service.next(CONNECT, Reply::throttled().retry_after(50));
    service.socket().reset();
    assert_eq!(heard_for(&mut events, seconds(120)).await, ["reconnecting", "live"]);
    let pauses = pauses(&service);
    assert!((7.0..=7.1).contains(&pauses[1]), "{pauses:?}");
    assert!((50.0..=50.1).contains(&pauses[2]), "{pauses:?}");
}

/// amazon-connect-chatjs makes 1,239 calls in ten seconds.
#[tokio::test(start_paused = true)]
async fn refused_websockets_do_not_cause_a_storm_of_calls() {
    for handshake in [Handshake::Refuse(403), Handshake::Refuse(500), Handshake::Break] {
        let service = Service::new();
        let (_session, mut events) = connect(&service).await;
        service.rules(|rules| rules.handshake = handshake);
        service.socket().reset();
        assert_eq!(heard_for(&mut events, seconds(600)).await, ["reconnecting"]);
        let pauses = pauses(&service);
        assert!((15..=45).contains(&(pauses.len() - 1)), "{}", pauses.len());
        assert!(pauses[5..].iter().all(|pause| *pause >= 15.0), "{pauses:?}");
        service.recover();
        assert_eq!(heard_for(&mut events, seconds(40)).await, ["live"]);
    }
}

/// In amazon-connect-chatjs, such a session is live, and deaf for ever.
#[tokio::test(start_paused = true)]
async fn websocket_without_a_subscription_is_not_live() {
    for subscription in [Subscription::Ignore, Subscription::Fail] {
        let service = Service::new();
        let (session, mut events) = connect(&service).await;
        service.rules(|rules| rules.subscription = subscription);
        service.socket().reset();
        assert_eq!(heard_for(&mut events, seconds(300)).await, ["reconnecting"]);
        assert_eq!(session.connection(), Some(ConnectionState::Reconnecting));
        assert!((5..=30).contains(&service.calls(CONNECT).len()));
        service.recover();
        service.record_all(["m1"]);
        assert_eq!(heard_for(&mut events, seconds(40)).await, ["live", "m1"]);
    }
}

#[tokio::test(start_paused = true)]
async fn websocket_that_drops_again_and_again_slows_down() {
    let service = Service::new();
    let (_session, mut events) = connect(&service).await;
    for _ in 0..2 {
        service.socket().reset();
        heard_for(&mut events, millis(600)).await;
    }
    for _ in 0..6 {
        let sockets = service.sockets().len();
        sleep(seconds(2)).await;
        service.socket().reset();
        while service.sockets().len() == sockets {
            sleep(millis(50)).await;
        }
    }
    let pauses = &pauses(&service)[2..];
    // Each lived for two seconds, or less.
    for (number, pause) in pauses.iter().enumerate() {
        let most = [2.0, 4.0, 8.0, 16.0].get(number).copied().unwrap_or(30.0);
        assert!(*pause >= most / 2.0, "{pauses:?}");
    }
    // A connection that lives for a minute is a good one.
    sleep(seconds(61)).await;
    heard(&mut events).await;
    service.socket().reset();
    assert_eq!(heard_for(&mut events, millis(550)).await, ["reconnecting", "live"]);
}

#[tokio::test(start_paused = true)]
async fn each_change_of_the_connection_is_one_event() {
    // https://github.com/amazon-connect/amazon-connect-chatjs/issues/116
    // https://github.com/amazon-connect/amazon-connect-chatjs/issues/124
    let service = Service::new();
    let (_session, mut events) = connect(&service).await;
    let mut changes = Vec::new();
    for _ in 0..5 {
        service.rules(|rules| {
            rules.handshakes.extend([Handshake::Refuse(503), Handshake::Break, Handshake::Hang]);
        });
        service.socket().reset();
        changes.extend(heard_for(&mut events, seconds(120)).await);
    }
    assert_eq!(changes, ["reconnecting", "live"].repeat(5));
}

#[tokio::test(start_paused = true)]
async fn handshake_without_a_response_is_given_up() {
    let service = Service::new();
    let (_session, mut events) = connect(&service).await;
    service.rules(|rules| rules.handshakes.push_back(Handshake::Hang));
    service.socket().reset();
    assert_eq!(heard_for(&mut events, seconds(14)).await, ["reconnecting", "live"]);
    let hung = &service.sockets()[1];
    assert_eq!(tenths(hung.end().unwrap().0.abs_diff(hung.opened())), 10.0);
}

#[tokio::test(start_paused = true)]
async fn outage_that_is_too_long_is_a_failure() {
    let service = Service::new();
    let builder = Session::builder(&service.client(), service.token());
    let builder = builder.max_outage(seconds(120));
    let (session, mut events) = builder.connect().await.unwrap();
    sleep(seconds(120)).await;
    service.always(CONNECT, Reply::internal_error());
    service.socket().reset();
    let heard = heard_for(&mut events, seconds(600)).await;
    assert_eq!(heard, ["live", "reconnecting", "failed: InternalServer"]);
    assert_eq!(session.connection(), None);
    assert!(events.next().await.is_none());
    let last = *service.times(CONNECT).last().unwrap();
    assert!((205.0..=240.0).contains(&tenths(last)), "{last:?}");
}

#[tokio::test(start_paused = true)]
async fn failure_names_no_error_of_an_earlier_outage() {
    let service = Service::new();
    service.next(CONNECT, Reply::throttled());
    let builder = Session::builder(&service.client(), service.token());
    let (_session, mut events) = builder.max_outage(seconds(5)).connect().await.unwrap();
    sleep(seconds(3_600)).await;
    service.always(CONNECT, Reply::withheld());
    service.socket().reset();
    let heard = heard_for(&mut events, seconds(60)).await;
    assert_eq!(heard, ["live", "reconnecting", "failed: Timeout"]);
}

#[tokio::test(start_paused = true)]
async fn session_keeps_its_place_in_the_queue() {
    let service = Service::new();
    let limits = RateLimits::none().limit::<CreateParticipantConnectionInput>(0.02, 1);
    let client = service.builder().rate_limits(limits).build().unwrap();
    let mut sessions = Vec::new();
    for _ in 0..5 {
        sessions.push(Session::connect(&client, service.token()).await.unwrap());
    }
    sleep(seconds(600)).await;
    for socket in service.sockets() {
        socket.reset();
    }
    // The last one waits much longer than a call may take.
    sleep(seconds(201)).await;
    assert_eq!(pauses(&service)[5..], [50.0; 4]);
    assert!(
        sessions.iter().all(|(session, _)| session.connection() == Some(ConnectionState::Live))
    );
}

#[tokio::test(start_paused = true)]
async fn local_service_that_is_away_for_a_while_is_found_again() {
    let scene = Scene::new().await;
    let (_session, mut events) = scene.connect().await.unwrap();
    sleep(seconds(90)).await;
    scene.service.inject(Fault::status(503).always());
    scene.agent.sockets()[0].reset();
    scene.customer.say("m1").unwrap();
    assert_eq!(heard_for(&mut events, seconds(300)).await, ["live", "reconnecting"]);
    scene.customer.say("m2").unwrap();
    scene.service.clear_faults();
    assert_eq!(heard_for(&mut events, seconds(31)).await, ["live", "m1", "m2"]);
}
