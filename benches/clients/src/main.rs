//! What a call costs the client, beside other ways to make it. See `docs/benchmarks.md`, which this writes.

mod allocations;
mod client;
mod compare;
mod curve;
mod guard;
mod lineup;
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
use crate::curve::Curve;
use crate::lineup::{ANSWERED, BY_HAND, CLIENTS, OUTCOMES};
use crate::measure::Load;
use crate::plot::plot;
use crate::table::table;

fn main() -> Result<()> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["compare", rounds, docs] => write(rounds.parse()?, docs.as_ref()),
        ["check", recorded] => guard::check(recorded.as_ref()),
        ["record", recorded] => guard::record(recorded.as_ref()),
        ["serve"] => {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(server::serve())
        }
        ["send", name, url, requests, tasks] => {
            let load = Load { requests: requests.parse()?, tasks: tasks.parse()? };
            let sample =
                lineup::find(name)?.measure.context("a client of the other program's")?(url, load)?;
            println!("{}", serde_json::to_string(&sample)?);
            Ok(())
        }
        ["scale", url, threads, concurrency] => {
            let sample = scale::measure(url, threads.parse()?, concurrency.parse()?)?;
            println!("{}", serde_json::to_string(&sample)?);
            Ok(())
        }
        _ => bail!(
            "usage: compare ROUNDS DOCS | check FILE | record FILE | serve\
             | send CLIENT URL REQUESTS TASKS | scale URL THREADS CONCURRENCY"
        ),
    }
}

/// Measures all, prints the tables, and writes the page with its picture.
fn write(rounds: usize, docs: &Path) -> Result<()> {
    let clients = compare(CLIENTS, rounds)?;
    let outcomes = compare(OUTCOMES, rounds)?;
    // Each of its samples takes as long as several of the others.
    let curve = Curve::measure(rounds.div_ceil(5))?;
    let (of_clients, of_outcomes) = (table(&clients, BY_HAND), table(&outcomes, ANSWERED));
    let of_sessions = curve.table();
    println!("{of_clients}\n{of_outcomes}\n{of_sessions}");
    let page = include_str!("page.md")
        .replace("{clients}\n", &of_clients)
        .replace("{outcomes}\n", &of_outcomes)
        .replace("{sessions}\n", &of_sessions)
        .replace("{bytes per session}", &curve.bytes_per_session());
    fs::write(docs.join("benchmarks.md"), page.replace("{rounds}", &rounds.to_string()))?;
    fs::write(docs.join("benchmarks.svg"), plot(&clients, BY_HAND))?;
    fs::write(docs.join("benchmarks-sessions.svg"), curve.plot())?;
    Ok(())
}
