//! Compares the instructions and allocations of a call with the recorded counts. Counts, unlike
//! times, hardly differ between runs.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use serde::{Deserialize, Serialize};

use crate::compare::SEQUENTIAL;
use crate::contenders::{ANNOTATED, find};
use crate::process::{Server, has_valgrind};

/// The largest accepted difference from a recorded count, as a fraction.
const TOLERANCE: f64 = 0.05;

/// The counts of one call by an annotated method.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Counts {
    /// The compiler version. Instructions are compared only if it is the same.
    rustc: String,
    instructions: Option<f64>,
    allocations: f64,
}

impl Counts {
    fn count() -> Result<Self> {
        let (server, client) = (Server::start_pinned()?, find(ANNOTATED)?);
        let instructions = has_valgrind().then(|| client.instructions(&server)).transpose()?;
        let allocations = client.sample(&server, SEQUENTIAL)?.allocations.round();
        Ok(Self { rustc: rustc()?, instructions, allocations })
    }
}

fn rustc() -> Result<String> {
    let output = Command::new("rustc").arg("--version").output()?;
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}

/// Measures a call, and writes its counts to the file.
pub fn record(file: &Path) -> Result<()> {
    let counts = Counts::count()?;
    counts.instructions.context("counting instructions requires valgrind")?;
    fs::write(file, serde_json::to_string_pretty(&counts)? + "\n")?;
    println!("{}", fs::read_to_string(file)?.trim());
    Ok(())
}

/// Measures a call. Fails if a count differs too much from the one in the file.
pub fn check(file: &Path) -> Result<()> {
    let recorded =
        fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let (recorded, now): (Counts, _) = (serde_json::from_str(&recorded)?, Counts::count()?);
    let mut problems = compare("allocations", recorded.allocations, now.allocations);
    match (recorded.instructions, now.instructions) {
        _ if recorded.rustc != now.rustc => {
            println!(
                "skipped: the instructions were recorded with another compiler, {}",
                recorded.rustc
            );
        }
        (Some(recorded), Some(now)) => problems += &compare("instructions", recorded, now),
        _ => println!("skipped: counting instructions requires valgrind"),
    }
    ensure!(
        problems.is_empty(),
        "{problems}if the change is intended, run `benches/clients/guard --record`"
    );
    Ok(())
}

/// Prints both counts. Returns an error message, or an empty string if the difference is accepted.
fn compare(metric: &str, recorded: f64, now: f64) -> String {
    let difference = now / recorded - 1.0;
    let percent = 100.0 * difference;
    println!("{metric}: {now}, recorded {recorded} ({percent:+.1} %)");
    if difference.abs() <= TOLERANCE {
        String::new()
    } else {
        format!("a call takes {now} {metric} instead of the recorded {recorded}\n")
    }
}
