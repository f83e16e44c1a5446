//! The processes that read, in Rust: sessions, and bare websockets.

mod bare;
mod sessions;

use std::io::BufRead;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use connect_participant::{Client, ParticipantToken, RateLimits};
use futures_util::{StreamExt, TryStreamExt, stream};
use serde_json::Value;
use tokio::sync::mpsc;

use self::bare::Parse;

/// The number of participants that connect at the same time.
const CONCURRENT: usize = 32;

/// The time for all attempts to connect: the rate limits may make most of them wait.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(3_600);

/// Counts the messages, and reports the end of each round.
#[derive(Default)]
struct Counter {
    received: AtomicUsize,
    round: AtomicUsize,
}

impl Counter {
    fn add(&self) {
        let received = self.received.fetch_add(1, Ordering::Relaxed) + 1;
        let round = self.round.load(Ordering::Relaxed);
        if round > 0 && received % round == 0 {
            println!("round");
        }
    }

    fn set_round(&self, messages: usize) {
        self.received.store(0, Ordering::Relaxed);
        self.round.store(messages, Ordering::Relaxed);
    }
}

/// Reads until the standard input ends. `kind` is what reads: `session`, `limited-session`, `bare`
/// or `value`.
pub async fn read(kind: &str, url: &str) -> Result<()> {
    let builder = Client::builder().endpoint_url(url);
    let client = match kind {
        "limited-session" => builder.rate_limits(RateLimits::documented()).build()?,
        _ => builder.build()?,
    };
    let counter = Arc::new(Counter::default());
    let mut commands = commands();
    while let Some(command) = commands.recv().await {
        let command: Value = serde_json::from_str(&command)?;
        let participants = command["participants"].as_array().map_or(&[][..], Vec::as_slice);
        let connections = participants.iter().map(|participant| {
            let (client, counter) = (client.clone(), Arc::clone(&counter));
            async move {
                let token = participant["participantToken"].as_str().context("a token")?;
                let token = ParticipantToken::new(token)?;
                match kind {
                    "session" | "limited-session" => {
                        sessions::connect(&client, token, counter).await
                    }
                    "bare" => bare::connect(&client, token, counter, Parse::Nothing).await,
                    "value" => bare::connect(&client, token, counter, Parse::Json).await,
                    _ => bail!("there is no reader `{kind}`"),
                }
            }
        });
        stream::iter(connections).buffer_unordered(CONCURRENT).try_collect::<()>().await?;
        if let Some(round) = command["round"].as_u64() {
            counter.set_round(usize::try_from(round)?);
        }
        println!("done");
    }
    Ok(())
}

/// Returns the lines of the standard input.
fn commands() -> mpsc::Receiver<String> {
    let (sender, commands) = mpsc::channel(1);
    std::thread::spawn(move || {
        let lines = std::io::stdin().lock().lines().map_while(Result::ok);
        // Nobody reads them after the end of the process.
        lines.map(|line| sender.blocking_send(line)).take_while(Result::is_ok).for_each(drop);
    });
    commands
}
