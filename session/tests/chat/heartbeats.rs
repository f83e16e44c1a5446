//! Heartbeats, pings, and connections that die without a sign.

use connect_participant_session::{Events, Session};

use crate::heard::{heard, heard_for, seconds, settle, tenths};
use crate::scene::Scene;
use crate::scripted::socket::End;
use crate::scripted::{CONNECT, Service};
use connect_participant_local::SocketFault;
use tokio::time::sleep;

async fn connect(service: &Service) -> (Session, Events) {
    let (session, mut events) = Session::connect(&service.client(), service.token()).await.unwrap();
    assert_eq!(heard(&mut events).await, ["live"]);
    (session, events)
}

#[tokio::test(start_paused = true)]
async fn heartbeats_for_an_hour_then_renewal() {
    let service = Service::new();
    let (_session, mut events) = connect(&service).await;
    assert_eq!(heard_for(&mut events, seconds(3_600)).await, [""; 0]);
    let sockets = service.sockets();
    assert_eq!(sockets.len(), 2);
    let renewed = tenths(sockets[1].opened());
    assert!((3_480.0..=3_540.0).contains(&renewed), "{renewed}");
    for kind in ["heartbeat", "ping"] {
        let topics = sockets[0].topics();
        let times: Vec<_> = topics
            .iter()
            .filter(|(_, topic)| topic == kind)
            .map(|(time, _)| tenths(*time))
            .collect();
        assert!(times.len() >= 348, "{}", times.len());
        for (number, time) in (0_u32..).zip(times) {
            assert!((time - 10.0 * f64::from(number)).abs() < 1.0, "{kind} {number} at {time}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn silence_is_a_loss_at_the_next_heartbeat() {
    let service = Service::new();
    let (_session, mut events) = connect(&service).await;
    sleep(seconds(25)).await;
    service.rules(|rules| {
        rules.answers_heartbeats = false;
        rules.answers_pings = false;
        rules.answers_close = false;
    });
    // The heartbeat of 30 s has no response.
    assert_eq!(heard_for(&mut events, seconds(14)).await, [""; 0]);
    service.rules(|rules| rules.answers_heartbeats = true);
    assert_eq!(heard_for(&mut events, seconds(2)).await[0], "reconnecting");
    let (ended, end) = service.sockets()[0].end().unwrap();
    assert_eq!((tenths(ended), end), (40.0, End::Dropped), "it is dropped, and not awaited");
}

#[tokio::test(start_paused = true)]
async fn messages_are_signs_of_life() {
    let service = Service::new();
    let (_session, mut events) = connect(&service).await;
    service.rules(|rules| rules.answers_heartbeats = false);
    for number in 1..=20 {
        sleep(seconds(6)).await;
        service.say(service.message(&format!("m{number}"), "again"));
    }
    let heard = heard(&mut events).await;
    assert_eq!(heard, ["again"; 20]);
    assert_eq!(service.sockets().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn protocol_frames_are_signs_of_life() {
    let service = Service::new();
    let (_session, mut events) = connect(&service).await;
    service.rules(|rules| rules.answers_heartbeats = false);
    for _ in 0..10 {
        sleep(seconds(6)).await;
        service.socket().binary(vec![1, 2, 3]);
    }
    assert_eq!(heard(&mut events).await, [""; 0]);
    assert_eq!(service.sockets().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn one_failed_ping_degrades() {
    let service = Service::new();
    service.rules(|rules| rules.ping_codes.extend([200, 500, 200]));
    let (_session, mut events) = connect(&service).await;
    assert_eq!(heard_for(&mut events, seconds(12)).await, ["degraded"]);
    assert_eq!(heard_for(&mut events, seconds(120)).await, ["live"]);
    assert_eq!(service.sockets().len(), 1);
}

/// amazon-connect-chatjs tells nobody of a service that is not there, and Android reconnects at the
/// first failure.
#[tokio::test(start_paused = true)]
async fn two_failed_pings_in_a_row_are_a_loss() {
    let service = Service::new();
    service.rules(|rules| rules.ping_codes.extend([200, 500, 503, 200]));
    let (_session, mut events) = connect(&service).await;
    let heard = heard_for(&mut events, seconds(120)).await;
    assert_eq!(heard, ["degraded", "reconnecting", "live"]);
    assert_eq!(service.sockets().len(), 2);
    let ended = tenths(service.sockets()[0].end().unwrap().0);
    assert_eq!(ended, 20.0);
}

#[tokio::test(start_paused = true)]
async fn failed_pings_that_are_not_in_a_row_are_no_loss() {
    let service = Service::new();
    service.rules(|rules| rules.ping_codes.extend([200, 500, 200, 500, 200, 500, 200]));
    let (_session, mut events) = connect(&service).await;
    let heard = heard_for(&mut events, seconds(70)).await;
    assert_eq!(heard, ["degraded", "live", "degraded", "live", "degraded", "live"]);
    assert_eq!(service.sockets().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn unanswered_pings_degrade_and_then_reconnect() {
    let service = Service::new();
    let (_session, mut events) = connect(&service).await;
    service.rules(|rules| rules.answers_pings = false);
    // The ping of 0 s was answered, those of 10 and 20 s are not.
    assert_eq!(heard_for(&mut events, seconds(19)).await, [""; 0]);
    assert_eq!(heard_for(&mut events, seconds(10)).await, ["degraded"]);
    assert_eq!(heard_for(&mut events, seconds(2)).await[0], "reconnecting");
    assert_eq!(tenths(service.sockets()[0].end().unwrap().0), 30.0);
    sleep(seconds(5)).await;
    assert_eq!(service.calls(CONNECT).len(), 2);
}

/// iOS writes a missed heartbeat to the log, and does nothing else.
#[tokio::test(start_paused = true)]
async fn network_that_fails_without_a_sign_is_noticed() {
    let scene = Scene::new().await;
    let (session, mut events) = scene.connect().await.unwrap();
    settle().await;
    scene.agent.sockets()[0].silence();
    scene.customer.say("Are you there?").unwrap();
    let heard = heard_for(&mut events, seconds(30)).await;
    assert_eq!(heard, ["live", "reconnecting", "live", "Are you there?"]);
    drop(session);
}

#[tokio::test(start_paused = true)]
async fn heartbeat_that_is_lost_is_no_loss_if_the_ping_is_answered() {
    let scene = Scene::new().await;
    let (_session, mut events) = scene.connect().await.unwrap();
    scene.service.inject_socket_fault(SocketFault::ignore_heartbeat());
    assert_eq!(heard_for(&mut events, seconds(60)).await, ["live"]);
}
