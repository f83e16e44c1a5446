//! Many sessions on a held clock: the spread of their heartbeats, and the time that they need after
//! an outage. The local service is in memory. Nothing waits for real, so the figures are exact on any
//! machine, and half an hour takes a few seconds.

mod beat_clock;
mod world;

use std::time::Duration;

use anyhow::Result;
use connect_participant::{CreateParticipantConnectionInput, RateLimits};
use connect_participant_local::Quotas;
use tokio::runtime::Builder;
use tokio::time::sleep;

use self::world::World;

/// The default lifetime of a websocket.
const LIFETIME: Duration = Duration::from_secs(59 * 60);

/// A shorter one. It is spread over the last minute, as the default is.
const SHORT_LIFETIME: Duration = Duration::from_secs(3 * 60);

/// A quota that AWS has raised: the calls per second, and at once.
const RAISED: (u32, u32) = (500, 750);

/// Prints the figures of this many sessions.
pub fn held(sessions: usize) -> Result<()> {
    block_on(burst(sessions))?;
    block_on(raised(sessions))?;
    block_on(documented(sessions))
}

fn block_on(future: impl Future<Output = Result<()>>) -> Result<()> {
    Builder::new_current_thread().enable_time().start_paused(true).build()?.block_on(future)
}

/// All sessions connect at the same moment, which no quota allows.
async fn burst(sessions: usize) -> Result<()> {
    let mut world = World::start(Quotas::none(), RateLimits::none()).await?;
    world.connect(sessions, SHORT_LIFETIME).await?;
    print("connected at once", world.heartbeats().await);
    // All websockets have been replaced once.
    sleep(SHORT_LIFETIME).await;
    print("the same, with new websockets", world.heartbeats().await);
    Ok(())
}

async fn raised(sessions: usize) -> Result<()> {
    let (per_second, burst) = RAISED;
    let quotas = Quotas::none().limit("CreateParticipantConnection", per_second, burst);
    let limits = RateLimits::none().limit::<CreateParticipantConnectionInput>(per_second, burst);
    let mut world = World::start(quotas, limits).await?;
    world.connect(sessions, LIFETIME).await?;
    print(&format!("connected with {per_second} calls a second"), world.heartbeats().await);
    Ok(())
}

async fn documented(sessions: usize) -> Result<()> {
    let mut world = World::start(Quotas::documented(), RateLimits::documented()).await?;
    let time = world.connect(sessions, LIFETIME).await?;
    print("connected within the documented quota", world.heartbeats().await);
    println!("connect {sessions} sessions within it: {:.0} s", time.as_secs_f64());
    print_calls(&world);
    let time = world.outage().await?;
    println!("reconnect {sessions} sessions after an outage: {:.0} s", time.as_secs_f64());
    print_calls(&world);
    Ok(())
}

fn print_calls(world: &World) {
    for (operation, (all, throttled)) in world.calls() {
        println!("calls of {operation}: {all}, of which {throttled} were throttled");
    }
}

fn print(name: &str, heartbeats: [u64; 10]) {
    let heartbeats = heartbeats.map(|count| count.to_string());
    println!("heartbeats in ten seconds, by second, {name}: {}", heartbeats.join(" "));
}
