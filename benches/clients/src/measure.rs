//! One client, measured from within its process.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use rustix::time::{ClockId, clock_gettime};
use serde::{Deserialize, Serialize};
use tokio::task::LocalSet;

use crate::allocations::Allocations;
use crate::client::Client;

/// What is asked of a client: so many requests, by so many tasks in all.
#[derive(Clone, Copy)]
pub struct Load {
    pub requests: usize,
    pub tasks: usize,
}

/// What came of it, by request where nothing else is said.
#[derive(Serialize, Deserialize)]
pub struct Sample {
    /// From nothing, with the client and its connection set up.
    pub first_ms: f64,
    pub allocations: f64,
    pub allocated_bytes: f64,
    pub cpu_us: f64,
    pub median_us: f64,
    pub p99_us: f64,
    pub requests_per_second: f64,
    /// Of the process, until now.
    pub peak_rss_mib: f64,
}

/// How many requests each task makes before it counts.
const WARM_UP: usize = 20;

/// Measures a client in a process that has done nothing so far.
pub fn measure<C: Client>(url: &str, load: Load) -> Result<Sample> {
    let began = Instant::now();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    LocalSet::new().block_on(&runtime, async {
        let mut client = C::new(url).await?;
        client.typing().await?;
        let first = began.elapsed();

        let mut senders = Vec::with_capacity(load.tasks);
        for _ in 1..load.tasks {
            senders.push(Sender::new(client.another().await?, load));
        }
        senders.push(Sender::new(client, load));
        let mut senders = send(senders, WARM_UP).await?;
        for sender in &mut senders {
            sender.latencies.clear();
        }

        let (allocations, cpu, began) = (Allocations::so_far(), cpu_us(), Instant::now());
        let senders = send(senders, load.requests / load.tasks).await?;
        let (took, cpu) = (began.elapsed(), cpu_us() - cpu);
        let allocations = Allocations::so_far() - allocations;

        let mut latencies: Vec<_> =
            senders.into_iter().flat_map(|sender| sender.latencies).collect();
        latencies.sort_unstable();
        let requests = latencies.len();
        let percentile = |percent: usize| micros(latencies[(requests - 1) * percent / 100]);
        Ok(Sample {
            first_ms: micros(first) / 1e3,
            allocations: each(allocations.count, requests),
            allocated_bytes: each(allocations.bytes, requests),
            cpu_us: cpu / each(requests as u64, 1),
            median_us: percentile(50),
            p99_us: percentile(99),
            requests_per_second: each(requests as u64, 1) / took.as_secs_f64(),
            peak_rss_mib: peak_rss_mib()?,
        })
    })
}

/// A task's client, and how long each of its requests took.
struct Sender<C> {
    client: C,
    latencies: Vec<Duration>,
}

impl<C> Sender<C> {
    /// With memory for all that it is to note, so that it allocates nothing later.
    fn new(client: C, load: Load) -> Self {
        Self { client, latencies: Vec::with_capacity(WARM_UP + load.requests / load.tasks) }
    }
}

/// So many requests of each sender, one after the other, and all senders at once.
async fn send<C: Client>(senders: Vec<Sender<C>>, requests: usize) -> Result<Vec<Sender<C>>> {
    let tasks = senders.into_iter().map(|mut sender| {
        tokio::task::spawn_local(async move {
            for _ in 0..requests {
                let began = Instant::now();
                sender.client.typing().await?;
                sender.latencies.push(began.elapsed());
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

/// What the process has had of the processors so far.
pub fn cpu_us() -> f64 {
    micros(clock_gettime(ClockId::ProcessCPUTime).try_into().unwrap_or_default())
}

fn peak_rss_mib() -> Result<f64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let kib = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.strip_suffix("kB"));
    Ok(kib.context("no peak")?.trim().parse::<f64>()? / 1024.0)
}

fn micros(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e6
}

/// How many of them there are by request.
#[expect(clippy::cast_precision_loss, reason = "nothing here is counted beyond 2^53")]
pub fn each(total: u64, requests: usize) -> f64 {
    total as f64 / requests as f64
}
