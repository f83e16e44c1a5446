//! What a call takes, held against what it took. These are counts, which are the same each time, and no times.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use serde::{Deserialize, Serialize};

use crate::compare::ALONE;
use crate::lineup::find;
use crate::process::{Server, has_valgrind};

/// How much a count may differ from the one that is recorded.
const TOLERANCE: f64 = 0.05;

/// What a call by an annotated method takes.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Counts {
    /// Another compiler makes other instructions.
    rustc: String,
    instructions: Option<f64>,
    allocations: f64,
}

impl Counts {
    fn count() -> Result<Self> {
        let (server, client) = (Server::start()?, find("annotated method")?);
        #[expect(clippy::cast_precision_loss, reason = "a request takes fewer than 2^53")]
        let instructions =
            has_valgrind().then(|| client.instructions(&server).map(|count| count as f64));
        let allocations = client.sample(&server, ALONE)?.allocations.round();
        Ok(Self { rustc: rustc()?, instructions: instructions.transpose()?, allocations })
    }
}

fn rustc() -> Result<String> {
    let output = Command::new("rustc").arg("--version").output()?;
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}

/// Writes down what a call takes now.
pub fn record(file: &Path) -> Result<()> {
    let counts = Counts::count()?;
    counts.instructions.context("instructions are counted by valgrind, which is not here")?;
    fs::write(file, serde_json::to_string_pretty(&counts)? + "\n")?;
    println!("{}", fs::read_to_string(file)?.trim());
    Ok(())
}

/// Says what a call takes now, and fails where that is not what was recorded.
pub fn check(file: &Path) -> Result<()> {
    let recorded = fs::read_to_string(file)
        .with_context(|| format!("nothing can be read in {}", file.display()))?;
    let (recorded, now): (Counts, _) = (serde_json::from_str(&recorded)?, Counts::count()?);
    let mut problems = compare("allocations", recorded.allocations, now.allocations);
    match (recorded.instructions, now.instructions) {
        _ if recorded.rustc != now.rustc => {
            println!("skipped: the instructions were recorded with {}", recorded.rustc);
        }
        (Some(recorded), Some(now)) => problems += &compare("instructions", recorded, now),
        _ => println!("skipped: there is no valgrind here, which counts the instructions"),
    }
    ensure!(
        problems.is_empty(),
        "{problems}if that is meant, record it: benches/clients/guard --record"
    );
    Ok(())
}

/// Says the two, and what is wrong with them.
fn compare(what: &str, recorded: f64, now: f64) -> String {
    let difference = now / recorded - 1.0;
    let percent = 100.0 * difference;
    println!("{what}: {now}, {percent:+.1} % to the {recorded} that are recorded");
    if difference.abs() <= TOLERANCE {
        String::new()
    } else {
        format!("a call takes {now} {what}, and {recorded} are recorded\n")
    }
}
