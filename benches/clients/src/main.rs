//! Measures a call by this crate's client and by other clients, and writes `docs/benchmarks.md`.

mod allocations;
mod client;
mod compare;
mod contenders;
mod curve;
mod guard;
mod measure;
mod plot;
mod process;
mod scale;
mod server;
mod table;

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};

use crate::compare::compare;
use crate::contenders::{CLIENTS, HAND_WRITTEN, OUTCOMES, SUCCESS};
use crate::curve::Curve;
use crate::measure::Load;
use crate::plot::plot;
use crate::table::table;

fn main() -> Result<()> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["compare", rounds, docs] => write_page(rounds.parse()?, docs.as_ref()),
        ["check", recorded] => guard::check(recorded.as_ref()),
        ["record", recorded] => guard::record(recorded.as_ref()),
        ["serve"] => {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(server::serve())
        }
        ["send", name, url, calls, tasks] => {
            let load = Load { calls: calls.parse()?, tasks: tasks.parse()? };
            let measure = contenders::find(name)?.measure;
            let measure = measure.context("only the program with the AWS SDK has this client")?;
            println!("{}", serde_json::to_string(&measure(url, load)?)?);
            Ok(())
        }
        ["scale", url, threads, concurrency] => {
            let sample = scale::measure(url, threads.parse()?, concurrency.parse()?)?;
            println!("{}", serde_json::to_string(&sample)?);
            Ok(())
        }
        _ => bail!(
            "usage: compare ROUNDS DOCS | check FILE | record FILE | serve\
             | send CLIENT URL CALLS TASKS | scale URL THREADS CONCURRENCY"
        ),
    }
}

/// Measures everything, prints the tables, and writes the page and its charts.
fn write_page(rounds: usize, docs: &Path) -> Result<()> {
    let clients = compare(CLIENTS, rounds)?;
    let outcomes = compare(OUTCOMES, rounds)?;
    // One of these samples takes as long as several of the others, so there are fewer rounds.
    let curve = Curve::measure(rounds.div_ceil(5))?;
    let (client_table, outcome_table) = (table(&clients, HAND_WRITTEN), table(&outcomes, SUCCESS));
    let session_table = curve.table();
    println!("{client_table}\n{outcome_table}\n{session_table}");
    let page = include_str!("page.md")
        .replace("{clients}\n", &client_table)
        .replace("{outcomes}\n", &outcome_table)
        .replace("{sessions}\n", &session_table)
        .replace("{bytes per session}", &curve.bytes_per_session());
    fs::write(docs.join("benchmarks.md"), page.replace("{rounds}", &rounds.to_string()))?;
    fs::write(docs.join("benchmarks.svg"), plot(&clients, HAND_WRITTEN))?;
    fs::write(docs.join("benchmarks-sessions.svg"), curve.plot())?;
    Ok(())
}
