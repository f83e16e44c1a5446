//! The cost of a call by the state of its connection, as a table.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use anyhow::Result;
use connect_participant::{Client, ConnectionToken, EventContentType, SendEventInput};
use tokio::runtime::{Builder, Runtime};

use crate::client::CONNECTION_TOKEN;
use crate::compare::{ALLOCATIONS, CPU, INSTRUCTIONS, median};
use crate::contenders::{Contender, SITUATIONS};
use crate::measure::Load;
use crate::process::{Server, has_valgrind};
use crate::server::CLOSED_SILENTLY;
use crate::table::number;

const LOAD: Load = Load { calls: 1_000, tasks: 1 };

/// Measures all situations, and returns a Markdown table with the ratios to bare hyper.
pub fn table(rounds: usize) -> Result<String> {
    let server = Server::start_pinned()?;
    let mut table = "| | | Client::call | hand-written reqwest | bare hyper |\n\
                     |---|---|--:|--:|--:|\n"
        .to_owned();
    for situation in SITUATIONS {
        eprintln!("{}", situation.name);
        let measured: Vec<_> = situation
            .clients
            .iter()
            .map(|client| measure(client, &server, rounds))
            .collect::<Result<_>>()?;
        for (index, metric) in METRICS.iter().enumerate() {
            let bare = measured.get(2).and_then(|values| values[index]);
            let cells = (0..3).map(|client| {
                let Some(value) = measured.get(client).and_then(|values| values[index]) else {
                    return "–".to_owned();
                };
                let ratio = bare.map(|bare| format!(" ({:.2})", value / bare));
                number(value) + &ratio.unwrap_or_default()
            });
            let name = if index == 0 { situation.name } else { "" };
            let cells = cells.collect::<Vec<_>>().join(" | ");
            writeln!(table, "| {name} | {metric} | {cells} |")?;
        }
    }
    Ok(table)
}

const METRICS: [&str; 4] = [INSTRUCTIONS, ALLOCATIONS, "allocated bytes", CPU];

fn measure(client: &Contender, server: &Server, rounds: usize) -> Result<[Option<f64>; 4]> {
    let samples: Vec<_> =
        (0..rounds).map(|_| client.sample(server, LOAD)).collect::<Result<_>>()?;
    Ok([
        has_valgrind().then(|| client.instructions(server)).transpose()?,
        median(samples.iter().map(|sample| sample.allocations)),
        median(samples.iter().map(|sample| sample.allocated_bytes)),
        median(samples.iter().map(|sample| sample.cpu_us)),
    ])
}

/// The number of calls to a server that closes each connection without saying so.
pub const CLOSED_CALLS: usize = 200;

/// Makes these calls one after another, and returns the time of all of them in milliseconds, and the
/// number of calls that failed.
pub fn silently_closed(max_attempts: u32) -> Result<(f64, usize)> {
    let server = Server::start()?;
    let client = Client::builder()
        .endpoint_url(format!("{}{CLOSED_SILENTLY}", server.url))
        .max_attempts(max_attempts)
        .build()?;
    let runtime = runtime()?;
    let start = Instant::now();
    let mut failed = 0;
    for _ in 0..CLOSED_CALLS {
        failed += usize::from(runtime.block_on(client.call(typing()?)).is_err());
    }
    Ok((milliseconds(start.elapsed()), failed))
}

/// Makes calls on three runtimes in turn, and returns the time of the longest in milliseconds.
pub fn three_runtimes() -> Result<f64> {
    let server = Server::start()?;
    let client = Client::builder().endpoint_url(&server.url).build()?;
    let runtimes = [runtime()?, runtime()?, runtime()?];
    let mut longest = Duration::ZERO;
    for runtime in runtimes.iter().chain(&runtimes) {
        let start = Instant::now();
        runtime.block_on(client.call(typing()?))?;
        longest = longest.max(start.elapsed());
    }
    Ok(milliseconds(longest))
}

fn runtime() -> Result<Runtime> {
    Ok(Builder::new_current_thread().enable_all().build()?)
}

fn typing() -> Result<SendEventInput> {
    let token = ConnectionToken::new(CONNECTION_TOKEN)?;
    Ok(SendEventInput::new(EventContentType::Typing, token))
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}
