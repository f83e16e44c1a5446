//! A soak: days of many chats, on paused time, against the local service in memory.
//!
//! Sockets drop, URLs are refused, renewals and subscriptions fail, calls get 429 and 500, frames
//! come twice, late and in another order, readers are slow, and processes stop and resume. Each
//! process must get every item once and in order, and the client must keep the quotas.
//!
//! By default, 16 chats live for two hours. A week of 200 chats takes some minutes:
//!
//! ```sh
//! SEED=7 SOAK_CHATS=200 SOAK_HOURS=168 \
//!     cargo test --release -p connect-participant-session --test soak -- --nocapture
//! ```
//!
//! What fails prints the seed, which repeats all of it: what is said, what goes wrong, and every
//! delay. The digest is over all requests and events with their times.
//!
//! There is one exception to the order: if the service does not return the transcript of a chat for
//! ten seconds, live items may come before the missed ones. The soak permits it at those times only,
//! as the responses show them.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking, and clippy does not see `#[test]` for helpers"
)]

mod chat;
mod ledger;
mod process;
mod talk;
mod time;
mod traffic;
mod transcript;
mod weather;

use std::env;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use connect_participant::{Client, RateLimits};
use connect_participant_local::{LocalService, ManualClock, Quotas};
use fastrand::Rng;
use tokio::runtime::Builder;
use tokio::time::Instant;

use self::chat::Chat;
use self::time::Time;
use self::traffic::Traffic;

const HOUR: Duration = Duration::from_secs(3_600);

/// What all chats share.
struct World {
    seed: u64,
    time: Time,
    service: LocalService,
    client: Client,
    /// The weather is fine from then on, so that everything can arrive.
    end: Instant,
}

/// The outcome of a soak.
#[derive(Debug, PartialEq, Eq)]
struct Outcome {
    items: usize,
    requests: u64,
    digest: u64,
}

fn variable(name: &str, default: u64) -> u64 {
    env::var(name).map_or(default, |value| value.parse().expect("a number"))
}

fn run(seed: u64, chats: u64, hours: u64) -> Outcome {
    let runtime = Builder::new_current_thread().enable_time().start_paused(true).build();
    runtime.unwrap().block_on(soak(seed, chats, hours))
}

#[test]
fn every_item_comes_once_and_in_order() {
    let (chats, hours) = (variable("SOAK_CHATS", 16), variable("SOAK_HOURS", 2));
    run(variable("SEED", 1), chats, hours);
}

#[test]
fn seed_repeats_every_request_and_event() {
    let first = run(1, 4, 1);
    assert_eq!(run(1, 4, 1), first);
    assert_ne!(run(2, 4, 1).digest, first.digest);
}

async fn soak(seed: u64, chats: u64, hours: u64) -> Outcome {
    let clock = ManualClock::default();
    let time = Time::start(clock.now());
    let traffic = Arc::new(Traffic::new(time));
    let counted = Arc::clone(&traffic);
    let service = LocalService::builder()
        .without_port()
        .clock(clock)
        .follow_runtime()
        .seed(seed)
        .quotas(Quotas::documented())
        .connection_token_lifetime(4 * HOUR)
        .on_request(move |request| counted.count(request))
        .start()
        .await
        .unwrap();
    let mut rng = Rng::with_seed(seed);
    let jitter = Mutex::new(rng.fork());
    let client = Client::builder()
        .endpoint_url(service.url())
        .transport(service.transport())
        .rate_limits(RateLimits::documented())
        .clock(time)
        .jitter(move || jitter.lock().unwrap().f64())
        .build()
        .unwrap();
    let end = Instant::now() + HOUR * u32::try_from(hours).expect("a number of hours");
    let world = Arc::new(World { seed, time, service, client, end });

    let lives: Vec<_> = (0..chats)
        .map(|index| Chat::open(Arc::clone(&world), index, rng.fork()))
        .map(|chat| tokio::spawn(chat.live()))
        .collect();
    tokio::spawn(weather::outages(Arc::clone(&world), rng.fork()));
    tokio::spawn(weather::clears_up(Arc::clone(&world)));
    let (mut items, mut passed, mut digest) = (0, 0, DefaultHasher::new());
    for life in lives {
        let life = life.await.unwrap_or_else(|_| panic!("SEED={seed}: see above"));
        items += life.items;
        passed += life.passed;
        life.digest.hash(&mut digest);
    }
    let (requests, of_requests) = traffic.summary();
    of_requests.hash(&mut digest);
    let digest = digest.finish();
    println!("SEED={seed}: {chats} chats, {hours} hours, {items} items, {passed} of them early");
    println!("{requests} requests, digest {digest:016x}{traffic}");
    assert_eq!(traffic.over_quota(), [""; 0], "SEED={seed}: calls over the quota");
    assert!(items > 0, "SEED={seed}: something is said");
    Outcome { items, requests, digest }
}
