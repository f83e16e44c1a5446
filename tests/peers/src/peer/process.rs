//! A peer in another process, which is told of calls in lines of JSON.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::sync::Mutex;

use crate::call::{Call, Outcome, PresignedAnswer, PresignedRequest, Refused};

/// How long a peer may take for a line, its start and all attempts of a call included.
const PATIENCE: Duration = Duration::from_mins(1);

pub struct Process {
    talk: Mutex<Talk>,
}

struct Talk {
    asks: ChildStdin,
    tells: Lines<BufReader<ChildStdout>>,
    /// It ends when it is dropped.
    _child: Child,
}

impl Process {
    /// Starts it. It says its name and its version first.
    pub async fn start(program: &Path, driver: &Path) -> (Self, String, String) {
        let mut child = Command::new(program)
            .arg(driver)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("a program that can be started");
        let asks = child.stdin.take().expect("stdin is a pipe");
        let tells = BufReader::new(child.stdout.take().expect("stdout is a pipe")).lines();
        let mut talk = Talk { asks, tells, _child: child };
        let hello = talk.listen().await;
        (Self { talk: Mutex::new(talk) }, text(&hello, "name"), text(&hello, "version"))
    }

    pub async fn call(&self, call: &Call) -> Outcome {
        let mut told = self.ask(&json!({ "call": call.to_json() })).await;
        match told.get_mut("output").map(Value::take) {
            Some(output) => Ok(output),
            None => Err(Refused {
                error: text(&told, "error"),
                status: told["status"].as_u64().and_then(|status| status.try_into().ok()),
                message: told["message"].as_str().map(str::to_owned),
            }),
        }
    }

    pub async fn exchange(&self, request: PresignedRequest) -> PresignedAnswer {
        let PresignedRequest { method, url, headers, body } = request;
        let asked = json!({ "method": method, "url": url, "headers": headers, "body": body });
        let told = self.ask(&json!({ "exchange": asked })).await;
        let headers = told["headers"].as_object().expect("headers").iter();
        PresignedAnswer {
            status: told["status"].as_u64().expect("a status").try_into().expect("a status"),
            headers: headers
                .map(|(name, value)| (name.clone(), value.as_str().unwrap_or_default().to_owned()))
                .collect(),
            body: text(&told, "body"),
        }
    }

    async fn ask(&self, line: &Value) -> Value {
        let mut talk = self.talk.lock().await;
        talk.asks.write_all(format!("{line}\n").as_bytes()).await.expect("the peer is there");
        talk.listen().await
    }
}

impl Talk {
    async fn listen(&mut self) -> Value {
        let line = tokio::time::timeout(PATIENCE, self.tells.next_line()).await;
        let line = line.expect("the peer says something in time").expect("it says text");
        serde_json::from_str(&line.expect("the peer is there")).expect("it says JSON")
    }
}

fn text(told: &Value, name: &str) -> String {
    told[name].as_str().unwrap_or_else(|| panic!("no {name} in {told}")).to_owned()
}
