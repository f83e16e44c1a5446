//! All clients against the same service, in turn, for some rounds.

use anyhow::Result;

use crate::lineup::Contender;
use crate::measure::{Load, Sample};
use crate::process::{Server, has_valgrind};

pub const ALONE: Load = Load { requests: 4_000, tasks: 1 };
const CROWDED: Load = Load { requests: 12_800, tasks: 64 };

/// What is measured, in the table's order.
pub const METRICS: [&str; 11] = [
    INSTRUCTIONS,
    ALLOCATIONS,
    "allocated, bytes",
    CPU,
    MEDIAN,
    "latency, 99th percentile, µs",
    "requests a second",
    CROWDED_RATE,
    "first request, ms",
    "peak RSS, MiB",
    CROWDED_RSS,
];
pub const INSTRUCTIONS: &str = "instructions";
pub const ALLOCATIONS: &str = "allocations";
pub const CPU: &str = "CPU, µs";
pub const MEDIAN: &str = "latency, median, µs";
pub const CROWDED_RATE: &str = "requests a second, 64 at once";
pub const CROWDED_RSS: &str = "peak RSS, 64 at once, MiB";

/// A client, and a value for each metric that could be had.
pub struct Measured {
    pub name: &'static str,
    values: [Option<f64>; METRICS.len()],
}

impl Measured {
    pub fn value(&self, metric: &str) -> Option<f64> {
        let index = METRICS.iter().position(|name| *name == metric)?;
        self.values[index]
    }
}

/// Measures them. What disturbs a round disturbs all of them, and of all rounds the median counts. Each round begins with
/// another one, and its crowds come last, so that nobody alone finds the service with a crowd's connections.
pub fn compare(contenders: &'static [Contender], rounds: usize) -> Result<Vec<Measured>> {
    let server = Server::start()?;
    let mut samples: Vec<_> = contenders.iter().map(|_| [Vec::new(), Vec::new()]).collect();
    for round in 0..rounds {
        eprintln!("round {} of {rounds}", round + 1);
        for (kind, load) in [ALONE, CROWDED].into_iter().enumerate() {
            for turn in 0..contenders.len() {
                let index = (round + turn) % contenders.len();
                samples[index][kind].push(contenders[index].sample(&server, load)?);
            }
        }
    }
    let counts_instructions = has_valgrind();
    if !counts_instructions {
        eprintln!("skipped: the instructions, for there is no valgrind here");
    }
    let measured = contenders.iter().zip(samples).map(|(contender, samples)| {
        #[expect(clippy::cast_precision_loss, reason = "a request takes fewer than 2^53")]
        let count = |server| contender.instructions(server).map(|count| count as f64);
        let instructions = counts_instructions.then(|| count(&server)).transpose()?;
        let [alone, crowded] = &samples;
        let alone = |value: fn(&Sample) -> f64| median(alone.iter().map(value));
        let crowded = |value: fn(&Sample) -> f64| median(crowded.iter().map(value));
        let values = [
            instructions,
            alone(|sample| sample.allocations),
            alone(|sample| sample.allocated_bytes),
            alone(|sample| sample.cpu_us),
            alone(|sample| sample.median_us),
            alone(|sample| sample.p99_us),
            alone(|sample| sample.requests_per_second),
            crowded(|sample| sample.requests_per_second),
            alone(|sample| sample.first_ms),
            alone(|sample| sample.peak_rss_mib),
            crowded(|sample| sample.peak_rss_mib),
        ];
        Ok(Measured { name: contender.name, values })
    });
    measured.collect()
}

/// The middle one of some values.
pub fn median(values: impl Iterator<Item = f64>) -> Option<f64> {
    let mut values: Vec<_> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}
