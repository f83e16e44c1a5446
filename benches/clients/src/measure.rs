//! Measures one client in the current process.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use rustix::time::{ClockId, clock_gettime};
use serde::{Deserialize, Serialize};
use tokio::task::LocalSet;

use crate::allocations::Allocations;
use crate::client::Client;

/// The number of calls in total, and the number of concurrent tasks that make them.
#[derive(Clone, Copy)]
pub struct Load {
    pub calls: usize,
    pub tasks: usize,
}

/// The results of one measurement. Allocations and CPU time are per call.
#[derive(Serialize, Deserialize)]
pub struct Sample {
    /// The time of the first call, including the setup of Tokio, the client and its connection.
    pub first_ms: f64,
    pub allocations: f64,
    pub allocated_bytes: f64,
    pub cpu_us: f64,
    pub median_us: f64,
    pub p99_us: f64,
    pub calls_per_second: f64,
    /// The peak resident set size of the process.
    pub peak_rss_mib: f64,
}

/// The number of calls that each task makes before the measurement starts.
const WARM_UP: usize = 20;

/// Measures a client. The process must not have done anything else before.
pub fn measure<C: Client>(url: &str, load: Load) -> Result<Sample> {
    let start = Instant::now();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    LocalSet::new().block_on(&runtime, async {
        let mut client = C::new(url).await?;
        client.send_typing().await?;
        let first = start.elapsed();

        let mut senders = Vec::with_capacity(load.tasks);
        for _ in 1..load.tasks {
            senders.push(Sender::new(client.another().await?, load));
        }
        senders.push(Sender::new(client, load));
        let mut senders = send(senders, WARM_UP).await?;
        for sender in &mut senders {
            sender.latencies.clear();
        }

        let (allocations, cpu, start) = (Allocations::total(), cpu_us(), Instant::now());
        let senders = send(senders, load.calls / load.tasks).await?;
        let (elapsed, cpu) = (start.elapsed(), cpu_us() - cpu);
        let allocations = Allocations::total() - allocations;

        let mut latencies: Vec<_> =
            senders.into_iter().flat_map(|sender| sender.latencies).collect();
        latencies.sort_unstable();
        let percentile = |percent: usize| micros(latencies[(latencies.len() - 1) * percent / 100]);
        let calls = float(latencies.len() as u64);
        Ok(Sample {
            first_ms: micros(first) / 1e3,
            allocations: float(allocations.count) / calls,
            allocated_bytes: float(allocations.bytes) / calls,
            cpu_us: cpu / calls,
            median_us: percentile(50),
            p99_us: percentile(99),
            calls_per_second: calls / elapsed.as_secs_f64(),
            peak_rss_mib: peak_rss_mib()?,
        })
    })
}

/// The client of one task, and the latencies of its calls.
struct Sender<C> {
    client: C,
    latencies: Vec<Duration>,
}

impl<C> Sender<C> {
    /// Reserves memory for all latencies, so that recording them does not allocate.
    fn new(client: C, load: Load) -> Self {
        Self { client, latencies: Vec::with_capacity(WARM_UP + load.calls / load.tasks) }
    }
}

/// Makes `calls` calls from each sender, one after another. The senders run concurrently.
async fn send<C: Client>(senders: Vec<Sender<C>>, calls: usize) -> Result<Vec<Sender<C>>> {
    let tasks = senders.into_iter().map(|mut sender| {
        tokio::task::spawn_local(async move {
            for _ in 0..calls {
                let start = Instant::now();
                sender.client.send_typing().await?;
                sender.latencies.push(start.elapsed());
            }
            anyhow::Ok(sender)
        })
    });
    let tasks: Vec<_> = tasks.collect();
    let mut senders = Vec::with_capacity(tasks.len());
    for task in tasks {
        senders.push(task.await??);
    }
    Ok(senders)
}

/// Returns the CPU time of the process so far, in microseconds.
pub fn cpu_us() -> f64 {
    micros(clock_gettime(ClockId::ProcessCPUTime).try_into().unwrap_or_default())
}

fn peak_rss_mib() -> Result<f64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let kib = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.strip_suffix("kB"));
    Ok(kib.context("no VmHWM in /proc/self/status")?.trim().parse::<f64>()? / 1024.0)
}

fn micros(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e6
}

#[expect(clippy::cast_precision_loss, reason = "no count here exceeds 2^53")]
pub fn float(count: u64) -> f64 {
    count as f64
}
