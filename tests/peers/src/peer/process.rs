//! A peer in another process. Requests and results are lines of JSON on its stdin and stdout.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::sync::Mutex;

use crate::call::{Call, CallError, Outcome, PresignedRequest, PresignedResponse};

/// The longest time until the peer writes a line. It includes the start of the process, and all
/// attempts of a call.
const TIMEOUT: Duration = Duration::from_mins(1);

pub struct Process {
    pipes: Mutex<Pipes>,
}

struct Pipes {
    stdin: ChildStdin,
    stdout: Lines<BufReader<ChildStdout>>,
    /// Kept here because dropping it kills the process.
    _child: Child,
}

impl Process {
    /// Starts the process. Returns it with the peer's name and version, which are on the first
    /// line.
    pub async fn start(program: &Path, driver: &Path) -> (Self, String, String) {
        let mut child = Command::new(program)
            .arg(driver)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("the program can be started");
        let stdin = child.stdin.take().expect("stdin is a pipe");
        let stdout = BufReader::new(child.stdout.take().expect("stdout is a pipe")).lines();
        let mut pipes = Pipes { stdin, stdout, _child: child };
        let hello = pipes.read().await;
        (Self { pipes: Mutex::new(pipes) }, text(&hello, "name"), text(&hello, "version"))
    }

    pub async fn call(&self, call: &Call) -> Outcome {
        let mut result = self.request(&json!({ "call": call.to_json() })).await;
        match result.get_mut("output").map(Value::take) {
            Some(output) => Ok(output),
            None => Err(CallError {
                error: text(&result, "error"),
                status: result["status"].as_u64().and_then(|status| status.try_into().ok()),
                message: result["message"].as_str().map(str::to_owned),
            }),
        }
    }

    pub async fn exchange(&self, request: PresignedRequest) -> PresignedResponse {
        let PresignedRequest { method, url, headers, body } = request;
        let request = json!({ "method": method, "url": url, "headers": headers, "body": body });
        let response = self.request(&json!({ "exchange": request })).await;
        let headers = response["headers"].as_object().expect("headers").iter();
        PresignedResponse {
            status: response["status"].as_u64().expect("a status").try_into().expect("a status"),
            headers: headers
                .map(|(name, value)| (name.clone(), value.as_str().unwrap_or_default().to_owned()))
                .collect(),
            body: text(&response, "body"),
        }
    }

    async fn request(&self, line: &Value) -> Value {
        let mut pipes = self.pipes.lock().await;
        let line = format!("{line}\n");
        pipes.stdin.write_all(line.as_bytes()).await.expect("the peer is running");
        pipes.read().await
    }
}

impl Pipes {
    async fn read(&mut self) -> Value {
        let line = tokio::time::timeout(TIMEOUT, self.stdout.next_line()).await;
        let line = line.expect("the peer responds in time").expect("the line is UTF-8");
        serde_json::from_str(&line.expect("the peer is running")).expect("the line is JSON")
    }
}

fn text(result: &Value, name: &str) -> String {
    result[name].as_str().unwrap_or_else(|| panic!("no {name} in {result}")).to_owned()
}
