//! A bridge of many chats, against the local service with the documented quotas. One clock that
//! stands still is the clock of both sides.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use connect_participant::{
    Client, ConnectionToken, EventContentType, MessageContentType, OperationInput, ParticipantRole,
    RateLimits, SendEventInput, SendMessageInput,
};
use connect_participant_local::{LocalService, ManualClock as ServiceClock, Quotas};
use connect_participant_tests::{ManualClock, builder};
use tokio::task::{JoinSet, yield_now};

const CHATS: usize = 200;
const SECONDS: usize = 30;
const STEP: Duration = Duration::from_millis(20);

/// The clocks of both sides.
struct Clocks {
    client: ManualClock,
    service: ServiceClock,
    in_flight: Arc<AtomicUsize>,
}

impl Clocks {
    /// Advances the clocks, and waits until no request is in flight.
    async fn advance(&self, seconds: usize) {
        let steps = seconds * usize::try_from(Duration::from_secs(1).as_millis()).unwrap()
            / usize::try_from(STEP.as_millis()).unwrap();
        for _ in 0..steps {
            self.settle().await;
            self.client.advance(STEP);
            self.service.advance(STEP);
        }
        self.settle().await;
    }

    async fn settle(&self) {
        loop {
            // The scheduler runs all tasks in turn. A call takes several turns until it is sent.
            for _ in 0..10 {
                yield_now().await;
            }
            if self.in_flight.load(Ordering::Relaxed) == 0 {
                break;
            }
        }
    }
}

/// Sends from all chats as fast as they can, and returns the number of requests by status.
async fn run<I: OperationInput + Clone + Send>(
    limits: RateLimits,
    input: fn(ConnectionToken) -> I,
) -> (usize, usize) {
    let in_flight = Arc::<AtomicUsize>::default();
    let clocks = Clocks {
        client: ManualClock::new(),
        service: ServiceClock::default(),
        in_flight: Arc::clone(&in_flight),
    };
    let service = LocalService::builder()
        .clock(clocks.service.clone())
        .quotas(Quotas::documented())
        .start()
        .await
        .unwrap();
    let (accepted, refused) = (Arc::<AtomicUsize>::default(), Arc::<AtomicUsize>::default());
    let counters = (Arc::clone(&accepted), Arc::clone(&refused));
    let client = builder(service.url())
        .max_attempts(3)
        .clock(clocks.client.clone())
        .rate_limits(limits)
        .layer(move |request, next| {
            let (in_flight, (accepted, refused)) = (Arc::clone(&in_flight), counters.clone());
            async move {
                in_flight.fetch_add(1, Ordering::Relaxed);
                let response = next.run(request).await;
                in_flight.fetch_sub(1, Ordering::Relaxed);
                match response.as_ref().map(|response| response.status().as_u16()) {
                    Ok(200) => accepted.fetch_add(1, Ordering::Relaxed),
                    Ok(429) => refused.fetch_add(1, Ordering::Relaxed),
                    other => panic!("{other:?}"),
                };
                response
            }
        })
        .build()
        .unwrap();
    let mut chats = JoinSet::new();
    for _ in 0..CHATS {
        let agent = service.open_chat().add_participant(ParticipantRole::Agent);
        let (client, input) = (client.clone(), input(agent.connection_token().clone()));
        chats.spawn(send(client, input));
    }
    clocks.advance(SECONDS).await;
    (accepted.load(Ordering::Relaxed), refused.load(Ordering::Relaxed))
}

async fn send<I: OperationInput + Clone>(client: Client, input: I) {
    loop {
        let _ = client.call(input.clone()).await;
    }
}

#[tokio::test]
async fn a_bridge_uses_its_quota_and_is_not_throttled() {
    let events =
        run(RateLimits::documented(), |token| SendEventInput::new(EventContentType::Typing, token));
    let messages = run(RateLimits::documented(), |token| {
        SendMessageInput::new(MessageContentType::TextPlain, "Hello", token)
    });
    let quota = 15 + 10 * SECONDS;
    for (accepted, refused) in [events.await, messages.await] {
        println!("{accepted} accepted, {refused} refused, quota {quota}");
        assert!(refused * 100 <= 2 * (accepted + refused), "{refused} of {accepted} refused");
        assert!((quota * 95 / 100..=quota).contains(&accepted), "{accepted} of {quota}");
    }
}
