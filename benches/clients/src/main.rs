//! What a call costs the client, beside other ways to make it. See `docs/benchmarks.md`, which this writes.

mod allocations;
mod client;
mod compare;
mod lineup;
mod measure;
mod plot;
mod process;
mod server;
mod table;

use std::fs;
use std::path::Path;

use anyhow::{Result, bail};

use crate::compare::compare;
use crate::lineup::{ANSWERED, BY_HAND, CLIENTS, OUTCOMES};
use crate::measure::Load;
use crate::plot::plot;
use crate::table::table;

fn main() -> Result<()> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["compare", rounds, docs] => write(rounds.parse()?, docs.as_ref()),
        ["serve"] => {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(server::serve())
        }
        ["send", name, url, requests, tasks] => {
            let load = Load { requests: requests.parse()?, tasks: tasks.parse()? };
            let sample = (lineup::find(name)?.measure)(url, load)?;
            println!("{}", serde_json::to_string(&sample)?);
            Ok(())
        }
        _ => bail!("usage: compare ROUNDS DOCS | serve | send CLIENT URL REQUESTS TASKS"),
    }
}

/// Measures all, prints the tables, and writes the page with its picture.
fn write(rounds: usize, docs: &Path) -> Result<()> {
    let clients = compare(CLIENTS, rounds)?;
    let outcomes = compare(OUTCOMES, rounds)?;
    let (of_clients, of_outcomes) = (table(&clients, BY_HAND), table(&outcomes, ANSWERED));
    println!("{of_clients}\n{of_outcomes}");
    let page = include_str!("page.md")
        .replace("{clients}\n", &of_clients)
        .replace("{outcomes}\n", &of_outcomes);
    fs::write(docs.join("benchmarks.md"), page.replace("{rounds}", &rounds.to_string()))?;
    fs::write(docs.join("benchmarks.svg"), plot(&clients, BY_HAND))?;
    Ok(())
}
