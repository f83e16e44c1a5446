//! Measures all contenders against one server, in several rounds.

use anyhow::Result;

use crate::contenders::Contender;
use crate::measure::{Load, Sample};
use crate::process::{Server, has_valgrind};

pub const SEQUENTIAL: Load = Load { calls: 4_000, tasks: 1 };
const CONCURRENT: Load = Load { calls: 12_800, tasks: 64 };

/// The names of the metrics, in the order of the table's rows.
pub const METRICS: [&str; 11] = [
    INSTRUCTIONS,
    ALLOCATIONS,
    "allocated bytes",
    CPU,
    MEDIAN,
    "latency, 99th percentile, µs",
    "calls per second",
    CONCURRENT_RATE,
    "first call, ms",
    "peak RSS, MiB",
    CONCURRENT_RSS,
];
pub const INSTRUCTIONS: &str = "instructions";
pub const ALLOCATIONS: &str = "allocations";
pub const CPU: &str = "CPU, µs";
pub const MEDIAN: &str = "latency, median, µs";
pub const CONCURRENT_RATE: &str = "calls per second, 64 concurrent";
pub const CONCURRENT_RSS: &str = "peak RSS, 64 concurrent, MiB";

/// The results of one contender.
pub struct Measured {
    pub name: &'static str,
    /// In the order of [`METRICS`]. `None` if a value could not be measured.
    values: [Option<f64>; METRICS.len()],
}

impl Measured {
    pub fn value(&self, metric: &str) -> Option<f64> {
        let index = METRICS.iter().position(|name| *name == metric)?;
        self.values[index]
    }
}

/// Measures the contenders and returns the medians of all rounds.
///
/// Every round measures every contender, so that a disturbance of the machine affects all of them.
/// Each round starts with another contender. The concurrent load comes last in a round, so that no
/// sequential measurement runs while the server still closes many connections.
pub fn compare(contenders: &'static [Contender], rounds: usize) -> Result<Vec<Measured>> {
    let server = Server::start_pinned()?;
    let mut samples: Vec<_> = contenders.iter().map(|_| [Vec::new(), Vec::new()]).collect();
    for round in 0..rounds {
        eprintln!("round {} of {rounds}", round + 1);
        for (kind, load) in [SEQUENTIAL, CONCURRENT].into_iter().enumerate() {
            for turn in 0..contenders.len() {
                let index = (round + turn) % contenders.len();
                samples[index][kind].push(contenders[index].sample(&server, load)?);
            }
        }
    }
    let counts_instructions = has_valgrind();
    if !counts_instructions {
        eprintln!("skipped: counting instructions requires valgrind");
    }
    let measured = contenders.iter().zip(samples).map(|(contender, samples)| {
        let instructions =
            counts_instructions.then(|| contender.instructions(&server)).transpose()?;
        let [sequential, concurrent] = &samples;
        let sequential = |value: fn(&Sample) -> f64| median(sequential.iter().map(value));
        let concurrent = |value: fn(&Sample) -> f64| median(concurrent.iter().map(value));
        let values = [
            instructions,
            sequential(|sample| sample.allocations),
            sequential(|sample| sample.allocated_bytes),
            sequential(|sample| sample.cpu_us),
            sequential(|sample| sample.median_us),
            sequential(|sample| sample.p99_us),
            sequential(|sample| sample.calls_per_second),
            concurrent(|sample| sample.calls_per_second),
            sequential(|sample| sample.first_ms),
            sequential(|sample| sample.peak_rss_mib),
            concurrent(|sample| sample.peak_rss_mib),
        ];
        Ok(Measured { name: contender.name, values })
    });
    measured.collect()
}

/// Returns the median, or `None` if there are no values.
pub fn median(values: impl Iterator<Item = f64>) -> Option<f64> {
    let mut values: Vec<_> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}
