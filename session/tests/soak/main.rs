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
//! What fails prints the seed, which repeats what is said and what goes wrong. The spread of the
//! delays of sessions and clients is random all the same.

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
mod traffic;
mod weather;

use std::env;
use std::sync::Arc;
use std::time::Duration;

use connect_participant::{Client, RateLimits};
use connect_participant_local::{LocalService, Quotas};
use fastrand::Rng;
use tokio::runtime::Builder;
use tokio::task::JoinSet;
use tokio::time::Instant;

use self::chat::Chat;
use self::traffic::Traffic;

const HOUR: Duration = Duration::from_secs(3_600);

/// What all chats share.
struct World {
    seed: u64,
    service: LocalService,
    client: Client,
    /// The weather is fine from then on, so that everything can arrive.
    end: Instant,
}

fn variable(name: &str, default: u64) -> u64 {
    env::var(name).map_or(default, |value| value.parse().expect("a number"))
}

#[test]
fn every_item_comes_once_and_in_order() {
    let runtime = Builder::new_current_thread().enable_time().start_paused(true).build();
    runtime.unwrap().block_on(soak(
        variable("SEED", 1),
        variable("SOAK_CHATS", 16),
        HOUR * u32::try_from(variable("SOAK_HOURS", 2)).expect("a number of hours"),
    ));
}

async fn soak(seed: u64, chats: u64, time: Duration) {
    let traffic = Arc::new(Traffic::new());
    let counted = Arc::clone(&traffic);
    let service = LocalService::builder()
        .without_port()
        .follow_runtime()
        .seed(seed)
        .quotas(Quotas::documented())
        .connection_token_lifetime(4 * HOUR)
        .on_request(move |request| counted.count(request))
        .start()
        .await
        .unwrap();
    let client = Client::builder()
        .endpoint_url(service.url())
        .transport(service.transport())
        .rate_limits(RateLimits::documented())
        .build()
        .unwrap();
    let world = Arc::new(World { seed, service, client, end: Instant::now() + time });

    let mut rng = Rng::with_seed(seed);
    let mut lives = JoinSet::new();
    for index in 0..chats {
        let chat = Chat::open(Arc::clone(&world), index, rng.fork());
        lives.spawn(chat.live());
    }
    lives.spawn(weather::outages(Arc::clone(&world), rng.fork()));
    let mut items = 0;
    while let Some(life) = lives.join_next().await {
        items += life.unwrap_or_else(|_| panic!("SEED={seed}: see above"));
    }
    let hours = time.as_secs() / 3_600;
    println!("SEED={seed}: {chats} chats, {hours} hours, {items} items; {traffic}");
    assert_eq!(traffic.over_quota(), 0, "SEED={seed}: calls over the quota");
    assert!(items > 0, "SEED={seed}: something is said");
}
