//! Measures a call by this crate's client and by other clients, and writes `docs/benchmarks.md`.

mod allocations;
mod client;
mod compare;
mod connections;
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
use rustix::thread::{CpuSet, sched_setaffinity};

use crate::compare::compare;
use crate::contenders::{CLIENTS, HAND_WRITTEN, OUTCOMES, SUCCESS};
use crate::curve::Curve;
use crate::measure::Load;
use crate::plot::plot;
use crate::table::{number, table};

fn main() -> Result<()> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    if let Ok(cpu) = std::env::var("CPU") {
        pin(cpu.parse()?);
    }
    match arguments[..] {
        ["connections", rounds] => {
            println!("{}", connections::table(rounds.parse()?)?);
            println!("{}", pool_times()?);
            Ok(())
        }
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
            "usage: compare ROUNDS DOCS | connections ROUNDS | check FILE | record FILE | serve\
             | send CLIENT URL CALLS TASKS | scale URL THREADS CONCURRENCY"
        ),
    }
}

/// Keeps the process on one CPU. If the machine has no such CPU, the times vary more.
fn pin(cpu: usize) {
    let mut cpus = CpuSet::new();
    cpus.set(cpu);
    let _ = sched_setaffinity(None, &cpus);
}

/// Returns the times of two situations that a pool of connections must handle, as a list.
fn pool_times() -> Result<String> {
    let (closed, failed) = connections::silently_closed(3)?;
    let (closed_once, failed_once) = connections::silently_closed(1)?;
    let [closed, closed_once] = [closed, closed_once].map(number);
    let longest = number(connections::three_runtimes()?);
    let calls = connections::CLOSED_CALLS;
    Ok(format!(
        "- **{calls} calls to a server that closes each connection without saying so**: {closed} ms \
         in total, of which {failed} fail. With `max_attempts(1)`: {closed_once} ms, of which \
         {failed_once} fail.\n\
         - **Six calls on three runtimes in turn**: the longest takes {longest} ms.\n"
    ))
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
    let (connection_table, pool_times) = (connections::table(rounds)?, pool_times()?);
    println!("{connection_table}\n{pool_times}");
    let page = include_str!("page.md")
        .replace("{connections}\n", &connection_table)
        .replace("{pool}\n", &pool_times)
        .replace("{clients}\n", &client_table)
        .replace("{outcomes}\n", &outcome_table)
        .replace("{sessions}\n", &session_table)
        .replace("{bytes per session}", &curve.bytes_per_session());
    fs::write(docs.join("benchmarks.md"), page.replace("{rounds}", &rounds.to_string()))?;
    fs::write(docs.join("benchmarks.svg"), plot(&clients, HAND_WRITTEN))?;
    fs::write(docs.join("benchmarks-sessions.svg"), curve.plot())?;
    Ok(())
}
