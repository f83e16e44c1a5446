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
mod stage;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use client::{Client, Kind};
use page::{Observation, Page};
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

    let observations = observe(clients, is_slow).await;
    for Observation { situation, client, version, observed } in &observations {
        let line = serde_json::json!({
            "situation": situation,
            "client": client.name(),
            "version": version,
            "observed": observed,
        });
        println!("{line}");
    }
    let text = std::fs::read_to_string(&page).expect("the page can be read");
    let mut text = Page(text);
    if is_written {
        text.write(&observations);
        std::fs::write(page, text.0).expect("the page can be written");
        return ExitCode::SUCCESS;
    }
    let differences = text.differences(&observations);
    for difference in &differences {
        eprintln!("{difference}");
    }
    println!("{} observations, {} differ from the page", observations.len(), differences.len());
    if differences.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Runs all situations with all clients at the same time. The one that measures memory comes last,
/// with one client at a time.
async fn observe(clients: Vec<Client>, is_slow: bool) -> Vec<Observation> {
    let mut running = Vec::new();
    for client in &clients {
        let kind = client.kind;
        let mut situations = Vec::new();
        if kind.makes_calls() {
            situations.extend(calls::ALL);
            situations.extend(calls::SLOW.iter().filter(|_| is_slow));
        }
        if kind == Kind::Transcript {
            situations.extend(chats::ITEMS);
        } else if kind.has_chats() {
            situations.extend(chats::ALL);
            situations.extend(chats::SLOW.iter().filter(|_| is_slow));
        }
        if kind == Kind::Limited && is_slow {
            situations.push(calls::QUOTA);
        }
        for situation in situations {
            running.push(tokio::spawn(observe_one(client.clone(), situation)));
        }
    }
    let mut observations = Vec::new();
    for running in running {
        observations.push(running.await.expect("the situation ends"));
    }
    for client in clients.iter().filter(|client| is_slow && client.kind.makes_calls()) {
        observations.push(observe_one(client.clone(), calls::LARGE).await);
    }
    observations
}

async fn observe_one(client: Client, situation: &'static str) -> Observation {
    let is_of_chats = chats::ALL.contains(&situation) || chats::SLOW.contains(&situation);
    let observing = async {
        if is_of_chats {
            chats::observe(situation, &client).await
        } else {
            calls::observe(situation, &client).await
        }
    };
    let observed = timeout(LONGEST, observing).await;
    let observed = observed.unwrap_or_else(|_| panic!("{}: {situation}", client.kind.name()));
    Observation { situation, client: client.kind, version: client.version().await, observed }
}
