//! Measures live sessions from outside.
//!
//! The local service runs in a process of its own, and so does everything that reads: sessions,
//! bare websockets, and amazon-connect-chatjs. This process only lets participants speak, and asks
//! Linux what the readers use.

mod held;
mod measure;
mod outage;
mod process;
mod program;
mod reader;
mod reading;
mod table;

use std::env::current_exe;
use std::process::Command;

use anyhow::{Result, bail};

use self::held::held;
use self::measure::measure;
use self::outage::outage;
use self::table::Table;

/// The number of sessions that are compared side by side.
const SIDE_BY_SIDE: usize = 500;

// The names of the readers. The others are compared to the first one.
const BARE: &str = "bare tokio-tungstenite";
const VALUE: &str = "the same, with `serde_json::Value`";
const SESSION: &str = "connect-participant-session";
const CHATJS: &str = "amazon-connect-chatjs in Node";

fn main() -> Result<()> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["read", kind, url] => {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(reading::read(kind, url))
        }
        ["measure", program, sessions, reconnecting] => {
            report(program, sessions.parse()?, reconnecting.parse()?, None)
        }
        ["measure", program, sessions, reconnecting, script] => {
            report(program, sessions.parse()?, reconnecting.parse()?, Some(script))
        }
        ["held", sessions] => held(sessions.parse()?),
        _ => bail!(
            "usage: measure PROGRAM SESSIONS RECONNECTING [SCRIPT] | held SESSIONS | read KIND URL"
        ),
    }
}

fn report(program: &str, sessions: usize, reconnecting: usize, script: Option<&str>) -> Result<()> {
    // The local service has the same CPU.
    process::pin(None, 0);
    let side_by_side = SIDE_BY_SIDE.min(sessions);
    let mut table = Table::start();
    table.add(BARE, measure(program, read("bare")?, side_by_side)?);
    table.add(VALUE, measure(program, read("value")?, side_by_side)?);
    table.add(SESSION, measure(program, read("session")?, side_by_side)?);
    if let Some(script) = script {
        table.add(CHATJS, measure(program, node(script), side_by_side)?);
    }
    if sessions > side_by_side {
        table.add(BARE, measure(program, read("bare")?, sessions)?);
        table.add(SESSION, measure(program, read("session")?, sessions)?);
    }
    outage(program, read("limited-session")?, reconnecting)?;
    held(sessions)
}

/// Returns the command of a reader in Rust.
fn read(kind: &str) -> Result<impl Fn(&str) -> Command> {
    let (program, kind) = (current_exe()?, kind.to_owned());
    Ok(move |url: &str| {
        let mut command = Command::new(&program);
        command.args(["read", &kind, url]);
        command
    })
}

/// Returns the command of a reader in Node.
fn node(script: &str) -> impl Fn(&str) -> Command {
    move |url| {
        let mut command = Command::new("node");
        command.args(["--expose-gc", script, url]);
        command
    }
}
