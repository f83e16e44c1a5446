//! The time to reconnect after all websockets have broken.

use std::collections::BTreeMap;
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::program::Program;
use crate::reader::Reader;

/// The time between two looks at the websockets.
const LOOK: Duration = Duration::from_millis(100);

/// The time after which the sessions are not expected any more, by session.
const GIVE_UP: Duration = Duration::from_secs(1);

/// The time in which the sessions read what they have missed.
const AFTERWARDS: Duration = Duration::from_secs(5);

/// Resets all websockets at once, under the documented quotas, and reports how the sessions
/// reconnect.
pub fn outage(program: &str, command: impl Fn(&str) -> Command, sessions: usize) -> Result<()> {
    let program = Program::start(program, &["--quota"])?;
    let mut reader = Reader::start(command(program.url()))?;
    let chats = program.open_chats(sessions)?;
    let start = Instant::now();
    reader.connect(&chats)?;
    println!(
        "connect {sessions} sessions within the quota: {:.1} s",
        start.elapsed().as_secs_f64()
    );
    sleep(AFTERWARDS);

    let last = program.requests(0)?.last().and_then(number).context("the requests")?;
    let old = program.websockets()?;
    ensure!(old.len() == sessions, "there are {} websockets", old.len());
    let start = Instant::now();
    program.reset(&old)?;
    let give_up = GIVE_UP * u32::try_from(sessions)? + AFTERWARDS;
    loop {
        let is_new = |websocket: &&Value| {
            let is_old = old.iter().any(|old| old["websocketId"] == websocket["websocketId"]);
            websocket["isSubscribed"] == true && !is_old
        };
        let connected = program.websockets()?.iter().filter(is_new).count();
        if connected == sessions {
            break;
        }
        ensure!(start.elapsed() < give_up, "only {connected} sessions have reconnected");
        sleep(LOOK);
    }
    println!("reconnect all of them after an outage: {:.1} s", start.elapsed().as_secs_f64());

    sleep(AFTERWARDS);
    let mut calls = BTreeMap::<String, (u32, u32)>::new();
    for request in program.requests(last)? {
        let Some(operation) = request["operation"].as_str() else { continue };
        let (all, throttled) = calls.entry(operation.to_owned()).or_default();
        *all += 1;
        *throttled += u32::from(request["status"] == 429);
    }
    for (operation, (all, throttled)) in calls {
        println!("calls of {operation}: {all}, of which {throttled} were throttled");
    }
    Ok(())
}

fn number(request: &Value) -> Option<u64> {
    request["number"].as_u64()
}
