//! A client in a process of its own. Commands, results and events are lines of JSON.

use std::collections::HashMap;
use std::process::Stdio;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::sync::{Mutex as AsyncMutex, oneshot};
use tokio::time::{Instant, sleep, timeout};

pub struct Driver {
    pub version: String,
    stdin: AsyncMutex<ChildStdin>,
    state: Arc<Mutex<State>>,
    number: AtomicU64,
    process: u32,
    /// Kept here because dropping it kills the process.
    _child: Child,
}

struct State {
    /// The calls that wait for a result. `None` when the driver has ended.
    results: Option<HashMap<u64, oneshot::Sender<Value>>>,
    events: Vec<Event>,
}

/// Something that a client with a websocket has reported to the application.
#[derive(Clone)]
pub struct Event {
    pub name: String,
    pub text: Option<String>,
}

impl Driver {
    pub async fn start(command: &[String], arguments: &[&str]) -> Self {
        let mut child = Command::new(&command[0])
            .args(&command[1..])
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("the program can be started");
        let stdin = AsyncMutex::new(child.stdin.take().expect("stdin is a pipe"));
        let mut lines = BufReader::new(child.stdout.take().expect("stdout is a pipe")).lines();
        let first = timeout(Duration::from_mins(1), lines.next_line()).await;
        let first = first.expect("the driver starts in time").expect("a line").expect("a line");
        let first: Value = serde_json::from_str(&first).expect("JSON");
        let version = text(&first, "version").expect("a version");
        let state = State { results: Some(HashMap::new()), events: Vec::new() };
        let state = Arc::new(Mutex::new(state));
        tokio::spawn(read(lines, Arc::clone(&state)));
        let process = child.id().expect("it is running");
        Self { version, stdin, state, number: AtomicU64::new(1), process, _child: child }
    }

    /// Sends a command, and waits for its result without a limit.
    ///
    /// # Panics
    ///
    /// Panics if the driver ends before it has written the result.
    pub async fn ask(&self, mut command: Value) -> Value {
        let (sender, result) = oneshot::channel();
        let number = self.number.fetch_add(1, Ordering::Relaxed);
        match &mut self.state.lock().expect("not poisoned").results {
            Some(results) => drop(results.insert(number, sender)),
            None => drop(sender),
        }
        command["id"] = number.into();
        let line = format!("{command}\n");
        let written = self.stdin.lock().await.write_all(line.as_bytes()).await;
        result.await.unwrap_or_else(|_| {
            panic!("the driver ended before the result of {}; stdin: {written:?}", command["do"])
        })
    }

    pub fn events(&self) -> Vec<Event> {
        self.state.lock().expect("not poisoned").events.clone()
    }

    /// Waits for an event for at most `time`.
    pub async fn event_within(
        &self,
        time: Duration,
        is_it: impl Fn(&Event) -> bool,
    ) -> Option<Event> {
        let end = Instant::now() + time;
        loop {
            if let Some(event) = self.events().into_iter().find(&is_it) {
                return Some(event);
            }
            if Instant::now() > end {
                return None;
            }
            sleep(Duration::from_millis(5)).await;
        }
    }

    /// The most memory that the process has used, in bytes.
    pub fn peak_memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process));
        let status = status.expect("the process is running, on Linux");
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a line");
        let kib: u64 = line.trim().trim_end_matches(" kB").parse().expect("a number");
        kib * 1024
    }
}

async fn read(mut lines: Lines<BufReader<ChildStdout>>, state: Arc<Mutex<State>>) {
    while let Ok(Some(line)) = lines.next_line().await {
        let Ok(line) = serde_json::from_str::<Value>(&line) else {
            eprintln!("the driver wrote a line that is not JSON: {line}");
            break;
        };
        let mut state = state.lock().expect("not poisoned");
        if let Some(number) = line["of"].as_u64() {
            let sender = state.results.as_mut().and_then(|results| results.remove(&number));
            if let Some(sender) = sender {
                // Nobody waits for it any more.
                let _ = sender.send(line);
            }
        } else {
            state.events.push(Event {
                name: text(&line, "event").unwrap_or_default(),
                text: text(&line, "text"),
            });
        }
    }
    // All calls that still wait fail.
    state.lock().expect("not poisoned").results = None;
}

pub fn text(value: &Value, name: &str) -> Option<String> {
    value[name].as_str().map(str::to_owned)
}
