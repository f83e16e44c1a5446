//! A bridge of 200 chats that send as fast as they can. A local service with the documented
//! quotas counts what it accepts and refuses: without rate limits, with them, and with a
//! quota that is lower than they expect.
//!
//! Each of the three takes five seconds, or the number of seconds in the first argument.

use std::env;
use std::error::Error;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use connect_participant::{
    Client, MessageContentType, ParticipantRole, RateLimits, SendMessageInput,
};
use connect_participant_local::{LocalService, Quotas};
use tokio::task::{JoinSet, yield_now};
use tokio::time::sleep;

const CHATS: usize = 200;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let seconds = env::args().nth(1).map_or(Ok(5), |seconds| seconds.parse())?;
    let documented = Quotas::documented;
    let lower = documented().limit("SendMessage", 4, 6);
    println!("{CHATS} chats send messages for {seconds} seconds:\n");
    println!("                               |  sent/s | accepted/s | refused");
    for (name, quotas, burst, limits) in [
        ("no limits, quota 10/s", documented(), 15, RateLimits::none()),
        ("documented limits, quota 10/s", documented(), 15, RateLimits::documented()),
        ("documented limits, quota 4/s", lower, 6, RateLimits::documented()),
    ] {
        let Counts { accepted, refused } = run(quotas, limits, seconds).await?;
        // The burst of the quota is accepted once.
        let (seconds, burst) = (f64::from(seconds), f64::from(burst));
        let (accepted, refused) = (f64::from(accepted), f64::from(refused));
        println!(
            "{name:30} | {:7.1} | {:10.2} | {:5.1} %",
            (accepted + refused) / seconds,
            (accepted - burst) / seconds,
            100.0 * refused / (accepted + refused)
        );
    }
    Ok(())
}

/// The number of requests that the service has accepted and refused.
struct Counts {
    accepted: u32,
    refused: u32,
}

/// Sends from all chats at the same time.
async fn run(
    quotas: Quotas,
    limits: RateLimits,
    seconds: u32,
) -> Result<Counts, Box<dyn Error>> {
    let service = LocalService::builder().own_thread().quotas(quotas).start().await?;
    let counters = Arc::new([AtomicU32::new(0), AtomicU32::new(0)]);
    let counts = counters.clone();
    let client = Client::builder()
        .endpoint_url(service.url())
        .rate_limits(limits)
        .layer(move |request, next| {
            let counters = counters.clone();
            async move {
                let response = next.run(request).await?;
                let [accepted, refused] = &*counters;
                let is_success = response.status().is_success();
                let count = if is_success { accepted } else { refused };
                count.fetch_add(1, Ordering::Relaxed);
                Ok(response)
            }
        })
        .build()?;

    let mut chats = JoinSet::new();
    for _ in 0..CHATS {
        let bot = service.open_chat().add_participant(ParticipantRole::CustomBot);
        let token = bot.connection_token().clone();
        let text = MessageContentType::TextPlain;
        let message = SendMessageInput::new(text, "Hello", token);
        let client = client.clone();
        chats.spawn(async move {
            loop {
                // An error is a message that was not sent: the client has retried it.
                let _ = client.call(message.clone()).await;
                yield_now().await;
            }
        });
    }
    sleep(Duration::from_secs(seconds.into())).await;
    drop(chats);
    let [accepted, refused] = &*counts;
    Ok(Counts {
        accepted: accepted.load(Ordering::Relaxed),
        refused: refused.load(Ordering::Relaxed),
    })
}
