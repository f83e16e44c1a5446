//! The first connection: calls, frames, time limits and errors.

use std::future::ready;
use std::io;

use connect_participant::{
    Bytes, Client, ErrorKind, RateLimits, Socket, SocketFuture, Transport, TransportError,
    TransportFuture, http,
};
use connect_participant_session::{ConnectionState, Session};
use serde_json::json;
use tokio::time::Instant;

use crate::heard::{heard, heard_for, millis, seconds, settle, tenths};
use crate::scene::Scene;
use crate::scripted::reply::Reply;
use crate::scripted::socket::{End, Handshake, Subscription};
use crate::scripted::{CONNECT, PARTICIPANT_SECRET, Service, TRANSCRIPT};

#[tokio::test(start_paused = true)]
async fn one_call_then_subscription_ping_and_heartbeat() {
    let service = Service::new();
    let client = service.client();
    let (session, mut events) = Session::connect(&client, service.token()).await.unwrap();
    assert_eq!(session.connection(), Some(ConnectionState::Live));
    assert_eq!(heard(&mut events).await, ["live"]);
    let calls = service.calls(CONNECT);
    assert_eq!(calls.len(), 1);
    assert_eq!(calls[0].bearer, PARTICIPANT_SECRET);
    assert_eq!(calls[0].body["Type"], json!(["WEBSOCKET", "CONNECTION_CREDENTIALS"]));
    let frames: Vec<_> = service.socket().frames().into_iter().map(|(_, text)| text).collect();
    assert_eq!(
        frames,
        [
            r#"{"topic":"aws/subscribe","content":{"topics":["aws/chat"]}}"#,
            r#"{"topic":"aws/ping"}"#,
            r#"{"topic":"aws/heartbeat"}"#,
        ]
    );
    assert_eq!(heard_for(&mut events, seconds(60)).await, [""; 0]);
    assert_eq!(service.calls(CONNECT).len(), 1);
}

#[tokio::test(start_paused = true)]
async fn subscription_without_response_is_sent_four_times() {
    let service = Service::new();
    service.rules(|rules| rules.subscriptions.extend([Subscription::Ignore; 4]));
    let (_session, mut events) =
        Session::connect(&service.client(), service.token()).await.unwrap();
    let sockets = service.sockets();
    let times: Vec<_> = sockets[0].topics().iter().map(|(time, _)| tenths(*time)).collect();
    assert_eq!(times, [0.0, 1.0, 2.0, 3.0]);
    assert!(sockets[0].topics().iter().all(|(_, topic)| topic == "subscribe"));
    let (closed, end) = sockets[0].end().unwrap();
    assert_eq!((tenths(closed), end), (4.0, End::Closed(1000)));
    // The next attempt is a new call, after a pause.
    let times = service.times(CONNECT);
    assert_eq!(times.len(), 2);
    assert!((5.0..=6.0).contains(&tenths(times[1])), "{times:?}");
    assert_eq!(heard(&mut events).await, ["live"]);
}

#[tokio::test(start_paused = true)]
async fn failed_subscription_is_sent_five_times() {
    let service = Service::new();
    service.rules(|rules| rules.subscriptions.extend([Subscription::Fail; 5]));
    let (_session, _events) = Session::connect(&service.client(), service.token()).await.unwrap();
    let sockets = service.sockets();
    let times: Vec<_> = sockets[0].topics().iter().map(|(time, _)| tenths(*time)).collect();
    assert_eq!(times, [0.0, 0.5, 1.0, 1.5, 2.0]);
    assert_eq!(tenths(sockets[0].end().unwrap().0), 2.0);
    assert_eq!(sockets.len(), 2);
}

#[tokio::test(start_paused = true)]
async fn late_response_to_a_subscription_needs_no_second_one() {
    let service = Service::new();
    service.rules(|rules| rules.subscription = Subscription::AcceptAfter(millis(900)));
    let (_session, mut events) =
        Session::connect(&service.client(), service.token()).await.unwrap();
    assert_eq!(tenths(service.time.elapsed()), 0.9);
    assert_eq!(heard(&mut events).await, ["live"]);
    let topics = service.socket().topics();
    assert_eq!(topics.iter().filter(|(_, topic)| topic == "subscribe").count(), 1);
    assert_eq!(service.sockets().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn response_to_an_earlier_subscription_counts() {
    let service = Service::new();
    service.rules(|rules| rules.subscription = Subscription::AcceptAfter(millis(1_500)));
    let (_session, mut events) =
        Session::connect(&service.client(), service.token()).await.unwrap();
    assert_eq!(tenths(service.time.elapsed()), 1.5);
    assert_eq!(heard_for(&mut events, seconds(5)).await, ["live"]);
    assert_eq!(service.sockets().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn refused_token_is_an_error_and_no_end() {
    let service = Service::new();
    service.always(CONNECT, Reply::denied());
    let error = Session::connect(&service.client(), service.token()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::AccessDenied);
    assert!(error.is_token_refused());
    assert_eq!(service.time.elapsed(), seconds(0));
    assert_eq!(service.call_count(), 1);
}

#[tokio::test(start_paused = true)]
async fn invalid_request_is_not_retried() {
    let service = Service::new();
    service.always(CONNECT, Reply::invalid());
    let error = Session::connect(&service.client(), service.token()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Validation);
    assert_eq!(service.call_count(), 1);
}

#[tokio::test(start_paused = true)]
async fn token_that_is_refused_after_a_failed_websocket_is_an_error() {
    let service = Service::new();
    service.rules(|rules| rules.handshake = Handshake::Refuse(403));
    service.next(CONNECT, Reply::ok());
    service.next(CONNECT, Reply::denied());
    let error = Session::connect(&service.client(), service.token()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::AccessDenied);
    assert_eq!(service.call_count(), 2);
}

#[tokio::test(start_paused = true)]
async fn time_limit_names_the_last_failure() {
    for (name, prepare) in [
        (
            "Too many requests",
            (|service| service.always(CONNECT, Reply::throttled())) as fn(&Service),
        ),
        ("Internal error", |service| service.always(CONNECT, Reply::internal_error())),
        ("HTTP 403", |service| service.rules(|rules| rules.handshake = Handshake::Refuse(403))),
        ("HTTP 503", |service| service.rules(|rules| rules.handshake = Handshake::Refuse(503))),
        ("no response to the subscription", |service| {
            service.rules(|rules| rules.subscription = Subscription::Ignore);
        }),
        ("the subscription failed", |service| {
            service.rules(|rules| rules.subscription = Subscription::Fail);
        }),
        ("connection refused", |service| service.fail_sockets(io::ErrorKind::ConnectionRefused)),
        ("the handshake took longer than 10 s", |service| {
            service.rules(|rules| rules.handshake = Handshake::Hang);
        }),
    ] {
        let service = Service::new();
        prepare(&service);
        let error = Session::connect(&service.client(), service.token()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
        assert_eq!(tenths(service.time.elapsed()), 30.0);
        let text = error.to_string();
        assert!(text.contains("not connected within 30 s") && text.contains(name), "{text}");
        assert!(!text.contains("secret"), "{text}");
        let calls = service.call_count();
        settle().await;
        assert_eq!(service.open_sockets(), 0, "{name}");
        tokio::time::sleep(seconds(600)).await;
        assert_eq!(service.call_count(), calls, "nothing goes on");
    }
}

#[tokio::test(start_paused = true)]
async fn time_limit_can_be_set() {
    let service = Service::new();
    service.always(CONNECT, Reply::withheld());
    let builder = Session::builder(&service.client(), service.token());
    let error = builder.connect_timeout(millis(2_500)).connect().await.unwrap_err();
    assert!(error.to_string().contains("not connected within 2.5 s"), "{error}");
    assert_eq!(service.time.elapsed(), millis(2_500));
}

#[tokio::test(start_paused = true)]
async fn time_limit_leaves_out_the_wait_for_a_turn() {
    let service = Service::new();
    let client = service.builder().rate_limits(RateLimits::documented()).build().unwrap();
    let connecting = (0..400).map(|_| {
        let (client, token) = (client.clone(), service.token());
        tokio::spawn(async move { Session::connect(&client, token).await })
    });
    let mut sessions = Vec::new();
    for session in connecting.collect::<Vec<_>>() {
        sessions.push(session.await.unwrap().unwrap());
    }
    // 9 at once, and 6 in a second.
    let seconds = service.times(CONNECT).last().unwrap().as_secs();
    assert!((65..=67).contains(&seconds), "{seconds} s");
}

#[tokio::test(start_paused = true)]
async fn time_limit_holds_from_the_turn_on() {
    let service = Service::new();
    let client = service.builder().rate_limits(RateLimits::documented()).build().unwrap();
    let others = (0..100).map(|_| {
        let (client, token) = (client.clone(), service.token());
        tokio::spawn(async move { Session::connect(&client, token).await })
    });
    let others: Vec<_> = others.collect();
    settle().await;
    let (began, late) = (Instant::now(), service.clone());
    tokio::spawn(async move {
        tokio::time::sleep(seconds(14)).await;
        late.always(CONNECT, Reply::withheld());
    });
    let builder = Session::builder(&client, service.token()).connect_timeout(seconds(5));
    let error = builder.connect().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    // 9 at once, and 6 in a second: its turn comes after 15 seconds.
    let time = tenths(began.elapsed());
    assert!((20.0..=20.5).contains(&time), "{time} s");
    drop(others);
}

#[tokio::test(start_paused = true)]
async fn transient_failures_of_the_first_call_are_retried() {
    let service = Service::new();
    service.next(CONNECT, Reply::internal_error());
    service.next(CONNECT, Reply::throttled().retry_after(7));
    service.next(CONNECT, Reply::lost());
    let (_session, mut events) =
        Session::connect(&service.client(), service.token()).await.unwrap();
    assert_eq!(heard(&mut events).await, ["live"]);
    let times = service.times(CONNECT);
    let pauses: Vec<_> = times.windows(2).map(|pair| tenths(pair[1].abs_diff(pair[0]))).collect();
    let expected = [(1.0, 2.0), (7.0, 7.0), (4.0, 8.0)];
    assert_eq!(pauses.len(), expected.len());
    for (pause, (least, most)) in pauses.iter().zip(expected) {
        assert!((least..=most).contains(pause), "{pauses:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn broken_handshake_is_repeated_with_the_same_url() {
    let service = Service::new();
    service.rules(|rules| rules.handshakes.push_back(Handshake::Break));
    let (_session, _events) = Session::connect(&service.client(), service.token()).await.unwrap();
    assert_eq!(service.calls(CONNECT).len(), 1);
    assert_eq!(service.sockets().len(), 2);
    let second = tenths(service.sockets()[1].opened());
    assert!((0.7..=1.3).contains(&second), "{second}");
}

#[tokio::test(start_paused = true)]
async fn cleartext_url_is_rejected() {
    let service = Service::new();
    service.set_url("ws://transport.example.com/v1?X-Amz-Signature=url-secret");
    let error = Session::connect(&service.client(), service.token()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert!(error.to_string().contains("unencrypted"), "{error}");
    assert!(!error.to_string().contains("secret"), "{error}");
    assert_eq!(service.time.elapsed(), seconds(0));
}

/// A transport without sockets, as that of reqwest.
struct NoSockets(Service);

impl Transport for NoSockets {
    fn send(&self, request: http::Request<Bytes>) -> TransportFuture<'_> {
        self.0.send(request)
    }
}

#[tokio::test(start_paused = true)]
async fn transport_without_sockets_is_rejected_at_once() {
    let service = Service::new();
    let client = Client::builder().region("eu-central-1").transport(NoSockets(service.clone()));
    let client = client.build().unwrap();
    let error = Session::connect(&client, service.token()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert_eq!(service.time.elapsed(), seconds(0));
    assert_eq!(service.call_count(), 1);
}

/// A transport whose socket fails once in its own way.
struct Unreachable;

impl Transport for Unreachable {
    fn send(&self, _: http::Request<Bytes>) -> TransportFuture<'_> {
        Box::pin(ready(Err(TransportError::connection("the network is down"))))
    }

    fn open_socket(&self, _: http::Uri) -> SocketFuture<'_> {
        Box::pin(ready(Ok(Socket::new(tokio::io::duplex(1).0))))
    }
}

#[tokio::test(start_paused = true)]
async fn unreachable_service_is_a_timeout_with_the_reason() {
    let client = Client::builder().region("eu-central-1").transport(Unreachable).build().unwrap();
    let began = Instant::now();
    let token = Service::new().token();
    let error = Session::connect(&client, token).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(error.to_string().contains("the network is down"), "{error}");
    assert_eq!(began.elapsed(), seconds(30));
}

#[tokio::test(start_paused = true)]
async fn response_without_url_or_token_is_an_error() {
    for body in [
        json!({ "ConnectionCredentials": { "ConnectionToken": "connection-secret" } }),
        json!({ "Websocket": { "Url": "wss://transport.example.com/?secret" } }),
        json!({}),
    ] {
        let service = Service::new();
        service.always(CONNECT, Reply::json(body));
        let error = Session::connect(&service.client(), service.token()).await.unwrap_err();
        assert!(error.to_string().contains("has no value"), "{error}");
        assert!(!error.to_string().contains("secret"), "{error}");
    }
}

/// The official Android and iOS clients read the transcript after the first subscription too.
#[tokio::test(start_paused = true)]
async fn greeting_before_the_subscription_is_heard() {
    let service = Service::new();
    service.record(service.message("old", "said long ago"));
    tokio::time::sleep(seconds(60)).await;
    service.rules(|rules| rules.subscriptions.push_back(Subscription::AcceptAfter(millis(800))));
    let greeting = async {
        tokio::time::sleep(millis(400)).await;
        service.record(service.message("greeting", "Welcome"));
    };
    let client = service.client();
    let (connected, ()) = tokio::join!(Session::connect(&client, service.token()), greeting);
    let (_session, mut events) = connected.unwrap();
    assert_eq!(heard(&mut events).await, ["live", "Welcome"]);
}

#[tokio::test(start_paused = true)]
async fn history_comes_first_and_is_marked() {
    let service = Service::new();
    for id in ["h1", "h2", "h3", "h4"] {
        service.record(service.message(id, id));
        tokio::time::sleep(seconds(5)).await;
    }
    let builder = Session::builder(&service.client(), service.token()).history(3);
    let (_session, mut events) = builder.connect().await.unwrap();
    service.say(service.message("m1", "m1"));
    assert_eq!(heard(&mut events).await, ["live", "h2", "h3", "h4", "m1"]);

    let builder = Session::builder(&service.client(), service.token()).history(250);
    let (_session, mut events) = builder.connect().await.unwrap();
    let mut marked = Vec::new();
    for event in crate::heard::events(&mut events).await {
        if let connect_participant_session::ChatEvent::Message(message) = event {
            marked.push((message.text().to_owned(), message.is_history()));
        }
    }
    let history = |text: &str| (text.to_owned(), true);
    assert_eq!(marked[..4], [history("h1"), history("h2"), history("h3"), history("h4")]);
    // It was said within the second that the service's date leaves open.
    assert_eq!(marked[4], ("m1".to_owned(), false));
}

#[tokio::test(start_paused = true)]
async fn long_history_is_read_in_pages() {
    let service = Service::new();
    service.record_all((1..=300).map(|number| format!("h{number}")));
    tokio::time::sleep(seconds(60)).await;
    let builder = Session::builder(&service.client(), service.token()).history(250);
    let (_session, mut events) = builder.queue_capacity(512).connect().await.unwrap();
    let expected: Vec<_> = (51..=300).map(|number| format!("h{number}")).collect();
    let heard = heard(&mut events).await;
    assert_eq!(heard[0], "live");
    assert_eq!(heard[1..], expected);
    assert_eq!(service.calls(TRANSCRIPT).len(), 3);
}

#[tokio::test(start_paused = true)]
async fn clock_that_is_wrong_by_years_hears_the_same() {
    let service = Service::new();
    service.record(service.message("old", "said long ago"));
    tokio::time::sleep(seconds(60)).await;
    service.time.skew(seconds(3 * 365 * 86_400));
    let (_session, mut events) =
        Session::connect(&service.client(), service.token()).await.unwrap();
    service.say(service.message("m1", "m1"));
    assert_eq!(heard_for(&mut events, seconds(300)).await, ["live", "m1"]);
    assert_eq!(service.calls(CONNECT).len(), 1);
}

#[tokio::test(start_paused = true)]
async fn local_service_hears_and_is_heard() {
    let scene = Scene::new().await;
    let (session, mut events) = scene.connect().await.unwrap();
    scene.customer.say("Hello?").unwrap();
    assert_eq!(heard(&mut events).await[..], ["live", "Hello?"]);
    session.send_text("How can I help?").await.unwrap();
    assert_eq!(heard(&mut events).await, ["How can I help?"]);
    assert_eq!(scene.chat.said(), ["CUSTOMER: Hello?", "AGENT: How can I help?"]);
}

#[test]
fn outside_of_a_runtime_is_an_error() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let service = runtime.block_on(async { Service::new() });
    let client = service.client();
    let connect = Session::connect(&client, service.token());
    let error = futures_executor::block_on(connect).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert!(error.to_string().contains("no Tokio runtime"), "{error}");
}
