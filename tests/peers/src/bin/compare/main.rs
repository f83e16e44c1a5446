//! Observes what the clients of AWS and of this repository do in situations of production, and
//! compares it with `docs/comparison.md`.
//!
//! ```text
//! compare --check PAGE | --write PAGE [--slow] [--python PYTHON DRIVER] [--javascript NODE DRIVER DRIVER]
//! ```
//!
//! Each observation is a line of JSON on stdout. Each client runs in a process of its own, a driver.

mod calls;
mod chats;
mod client;
mod driver;
mod drivers;
mod page;
mod situation;
mod stage;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use client::{Client, Kind};
use page::Page;
use situation::{Observation, Situation};
use tokio::time::timeout;

const USAGE: &str = "usage: compare --check PAGE | --write PAGE [--slow] \
    [--python PYTHON DRIVER.PY] [--javascript NODE DRIVER.MJS CHATJS_DRIVER.MJS]";

/// The longest time of a situation.
const LONGEST: Duration = Duration::from_mins(8);

#[tokio::main]
async fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (mut page, mut is_written, mut is_slow) = (PathBuf::new(), false, false);
    let program = std::env::current_exe().expect("the path of this program").display().to_string();
    let own = |name: &str| vec![program.clone(), "--drive".to_owned(), name.to_owned()];
    let mut clients = vec![
        Client::new(Kind::Rust, own("aws")),
        Client::new(Kind::Ours, own("client")),
        Client::new(Kind::Limited, own("limited")),
        Client::new(Kind::Session, own("session")),
    ];
    while let Some(argument) = arguments.next() {
        let mut next = || arguments.next().expect(USAGE);
        match argument.as_str() {
            "--drive" => {
                drivers::drive(&next()).await;
                return ExitCode::SUCCESS;
            }
            "--check" => page = next().into(),
            "--write" => (page, is_written) = (next().into(), true),
            "--slow" => is_slow = true,
            "--python" => clients.push(Client::new(Kind::Boto3, vec![next(), next()])),
            "--javascript" => {
                let (node, sdk, chatjs) = (next(), next(), next());
                clients.push(Client::new(Kind::JavaScript, vec![node.clone(), sdk]));
                clients.push(Client::new(Kind::Chatjs, vec![node.clone(), chatjs.clone()]));
                clients.push(Client::new(Kind::Transcript, vec![node, chatjs]));
            }
            _ => panic!("{USAGE}"),
        }
    }
    clients.sort_by_key(|client| client.kind);

    let mut observations = observe(clients, is_slow).await;
    let text = std::fs::read_to_string(&page).expect("the page can be read");
    let mut text = Page(text);
    let mut repeated = 0;
    if is_written {
        text.write(&observations);
        std::fs::write(page, &text.0).expect("the page can be written");
    } else {
        repeated = repeat(&mut observations, &text).await;
    }
    for Observation { situation, client, version, observed } in &observations {
        let line = serde_json::json!({
            "situation": situation.name,
            "client": client.kind.name(),
            "version": version,
            "observed": observed,
        });
        println!("{line}");
    }
    let mut differences = text.differences(&observations);
    differences.extend(text.wrong_rows(|kind| situations(kind, true)));
    for difference in &differences {
        eprintln!("{difference}");
    }
    let (all, different) = (observations.len(), differences.len());
    println!("{all} observations, {repeated} repeated, {different} differ from the page");
    if differences.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The situations of a client.
fn situations(kind: Kind, is_slow: bool) -> Vec<Situation> {
    let mut situations = Vec::new();
    if kind.makes_calls() {
        situations.extend(calls::QUICK);
        if is_slow {
            situations.extend([calls::NO_RESPONSE, calls::QUOTA, calls::LARGE]);
        }
    }
    if kind.has_chats() {
        situations.extend(chats::ITEMS);
    }
    if kind.has_chats() && kind != Kind::Transcript {
        situations.extend(chats::QUICK);
        if is_slow {
            situations.extend(chats::SLOW);
        }
    }
    if kind == Kind::Limited && is_slow {
        situations.push(calls::QUOTA);
    }
    situations
}

/// Runs all situations with all clients at the same time, except for those that run alone. If one
/// panics, it is repeated alone.
async fn observe(clients: Vec<Client>, is_slow: bool) -> Vec<Observation> {
    let (mut running, mut alone) = (Vec::new(), Vec::new());
    for client in &clients {
        for situation in situations(client.kind, is_slow) {
            if situation.name == calls::LARGE.name {
                alone.push((client.clone(), situation));
            } else {
                let observing = tokio::spawn(observe_one(client.clone(), situation));
                running.push((client, situation, observing));
            }
        }
    }
    let mut observations = Vec::new();
    for (client, situation, observing) in running {
        match observing.await {
            Ok(observation) => observations.push(observation),
            Err(_) => alone.push((client.clone(), situation)),
        }
    }
    for (client, situation) in alone {
        observations.push(observe_one(client, situation).await);
    }
    observations
}

/// Repeats each situation whose cell differs from the page, alone: the first time, a busy machine
/// may have delayed the client. Returns how many were repeated.
async fn repeat(observations: &mut [Observation], page: &Page) -> usize {
    let mut repeated = 0;
    for observation in observations.iter_mut().filter(|observation| page.differs(observation)) {
        let Observation { situation, client, observed, .. } = observation;
        eprintln!("repeating {} with {}, after {observed:?}", situation.name, client.kind.name());
        *observation = observe_one(client.clone(), *situation).await;
        repeated += 1;
    }
    repeated
}

async fn observe_one(client: Client, situation: Situation) -> Observation {
    let observed = timeout(LONGEST, (situation.observe)(&client)).await;
    let (name, situation_name) = (client.kind.name(), situation.name);
    let observed = observed.unwrap_or_else(|_| panic!("{name}: {situation_name}"));
    let version = client.version().await;
    Observation { situation, client, version, observed }
}
