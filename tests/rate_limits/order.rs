//! The times and the order in which calls are sent.

use std::sync::Mutex;
use std::time::Duration;

use connect_participant::{
    Client, DisconnectParticipantInput, GetAuthenticationUrlInput, GetTranscriptInput,
    OperationInput, RateLimits, SendEventInput, SendMessageInput,
};
use connect_participant_tests::{Outcome, ScriptedTransport, connection_token, typing};
use futures_util::FutureExt as _;
use futures_util::future::join_all;
use tokio::time::{Instant, sleep};

use crate::limited_service::{Bridge, LimitedService};

const MILLISECOND: Duration = Duration::from_millis(1);

pub(crate) fn transport() -> ScriptedTransport {
    ScriptedTransport::new(|_| Outcome::ok())
}

fn client(transport: &ScriptedTransport, limits: RateLimits) -> Client {
    transport.builder().rate_limits(limits).build().unwrap()
}

/// Sends as many calls as there are, and returns the number of those that do not wait.
fn sent_at_once<I: OperationInput + Clone>(client: &Client, input: &I) -> usize {
    let mut calls: Vec<_> = (0..30).map(|_| client.call(input.clone())).collect();
    let mut sent = 0;
    for call in &mut calls {
        sent += usize::from(call.now_or_never().is_some());
    }
    sent
}

#[tokio::test(start_paused = true)]
async fn a_burst_is_sent_at_once_and_then_the_rate_applies() {
    let transport = transport();
    let client = client(&transport, RateLimits::documented());
    join_all((0..20).map(|_| client.call(typing()))).await;
    assert_eq!(transport.delays(), [[0; 14].as_slice(), &[100; 5]].concat());
}

#[tokio::test(start_paused = true)]
async fn each_operation_has_its_own_limit() {
    let client = client(&transport(), RateLimits::documented());
    let token = connection_token;
    let message =
        SendMessageInput::new(connect_participant::MessageContentType::TextPlain, "Hi", token());
    assert_eq!(sent_at_once(&client, &typing()), 15);
    assert_eq!(sent_at_once(&client, &message), 15);
    assert_eq!(sent_at_once(&client, &GetTranscriptInput::new(token())), 12);
    assert_eq!(sent_at_once(&client, &DisconnectParticipantInput::new(token())), 5);
    let id = "6bd8e4a7-2f5c-4d11-9a3e-7c2b1f0e8d94";
    let unlimited = GetAuthenticationUrlInput::new(id, "https://example.com", token());
    assert_eq!(sent_at_once(&client, &unlimited), 30);
}

#[tokio::test(start_paused = true)]
async fn limits_can_be_set() {
    let limits = RateLimits::none().limit::<SendEventInput>(0.5, 2);
    let transport = transport();
    let client = client(&transport, limits);
    join_all((0..4).map(|_| client.call(typing()))).await;
    assert_eq!(transport.delays(), [0, 2_000, 2_000]);
    assert_eq!(sent_at_once(&client, &GetTranscriptInput::new(connection_token())), 30);
}

#[tokio::test(start_paused = true)]
async fn clones_share_their_limits() {
    let (transport, limits) = (transport(), RateLimits::documented());
    let first = client(&transport, limits.clone());
    let second = client(&transport, limits);
    assert_eq!(sent_at_once(&first.clone(), &typing()), 15);
    assert_eq!(sent_at_once(&first, &typing()), 0);
    assert_eq!(sent_at_once(&second, &typing()), 0);
    let other = client(&transport, RateLimits::documented());
    assert_eq!(sent_at_once(&other, &typing()), 15);
}

#[tokio::test(start_paused = true)]
async fn calls_are_sent_in_the_order_in_which_they_were_made() {
    let transport = transport();
    let client = client(&transport, RateLimits::none().limit::<SendEventInput>(10, 1));
    let name = |number: usize| format!("token-{number:02}");
    let call = |number| client.call(typing().client_token(name(number)));
    join_all((0..100).map(call)).await;
    for (number, attempt) in transport.attempts().iter().enumerate() {
        let body = String::from_utf8_lossy(attempt.request.body());
        assert!(body.contains(&name(number)), "{number}: {body}");
    }
}

#[tokio::test(start_paused = true)]
async fn no_chat_is_starved() {
    let service = LimitedService::new(10, 15);
    let bridge = Bridge::start(&service.client(RateLimits::documented()), 200);
    // The first chats use the burst.
    service.count(1).await;
    let burst = bridge.sent();
    service.count(100).await;
    let sent: Vec<_> = bridge.sent().iter().zip(burst).map(|(sent, burst)| sent - burst).collect();
    let (least, most) = (sent.iter().min().unwrap(), sent.iter().max().unwrap());
    assert!(*least >= 4 && most - least <= 1, "{sent:?}");
}

/// The first calls take longest, because their connections are new.
#[tokio::test(start_paused = true)]
async fn calls_that_arrive_late_are_not_throttled() {
    let random = Mutex::new(fastrand::Rng::with_seed(7));
    let delay = move |sent| {
        let mut random = random.lock().unwrap();
        MILLISECOND * if sent < 15 { random.u32(200..400) } else { random.u32(0..200) }
    };
    let service = LimitedService::new(10, 15);
    let client = service.distant_client(RateLimits::documented(), delay);
    let _bridge = Bridge::start(&client, 200);
    let counts = service.count(60).await;
    assert_eq!(counts.refused, 0, "{counts:?}");
    assert!((585..=615).contains(&counts.accepted), "{counts:?}");
}

#[tokio::test(start_paused = true)]
async fn the_next_call_moves_up_when_one_is_cancelled() {
    let transport = transport();
    let client = client(&transport, RateLimits::none().limit::<SendEventInput>(1, 5));
    assert_eq!(sent_at_once(&client, &typing()), 5);
    let start = Instant::now();
    let mut cancelled: Vec<_> = (0..5).map(|_| client.call(typing())).collect();
    for call in &mut cancelled {
        assert!(call.now_or_never().is_none());
    }
    let last = async {
        client.call(typing()).await.unwrap();
        start.elapsed()
    };
    let cancel = async {
        sleep(500 * MILLISECOND).await;
        drop(cancelled);
    };
    let (sent_after, ()) = tokio::join!(last, cancel);
    assert_eq!(sent_after, Duration::from_secs(1));
    assert_eq!(transport.attempts().len(), 6);
}

/// An example is the call of a runtime that is not driven any more.
#[tokio::test(start_paused = true)]
async fn a_call_that_nothing_polls_does_not_stop_the_others() {
    let transport = transport();
    let client = client(&transport, RateLimits::none().limit::<SendEventInput>(1, 1));
    client.call(typing()).await.unwrap();
    let start = Instant::now();
    let mut unpolled: Vec<_> = (0..3).map(|_| client.call(typing())).collect();
    for call in &mut unpolled {
        assert!(call.now_or_never().is_none());
    }
    client.call(typing()).await.unwrap();
    client.call(typing()).await.unwrap();
    assert_eq!(start.elapsed(), Duration::from_secs(5));

    // The turns that came are given back, up to the burst.
    drop(unpolled);
    client.call(typing()).await.unwrap();
    assert_eq!(start.elapsed(), Duration::from_secs(5));
    client.call(typing()).await.unwrap();
    assert_eq!(start.elapsed(), Duration::from_secs(6));
}

#[tokio::test(start_paused = true)]
async fn thousands_of_calls_wait_in_one_queue() {
    let transport = transport();
    let builder = transport.builder().operation_timeout(Duration::MAX);
    let client = builder.rate_limits(RateLimits::documented()).build().unwrap();
    let start = Instant::now();
    join_all((0..1_015).map(|_| client.call(typing()))).await;
    assert_eq!(start.elapsed(), Duration::from_secs(100));
}
