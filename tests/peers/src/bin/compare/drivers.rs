//! The drivers of the clients in Rust. Each runs in a process of its own, as `compare --drive NAME`.

mod aws;
mod client;
mod session;

use std::io::stdin;
use std::sync::Arc;

use serde_json::{Value, json};
use tokio::sync::mpsc::unbounded_channel;

/// A client, or several of them.
trait Run: Send + Sync + 'static {
    /// Runs a command, and returns its result.
    fn run(&self, command: &Value) -> impl Future<Output = Value> + Send;
}

/// Runs the driver with this name until stdin ends.
pub async fn drive(name: &str) {
    let own = "of this repository";
    match name {
        "aws" => {
            serve(aws::Clients::default(), aws_sdk_connectparticipant::meta::PKG_VERSION).await;
        }
        "session" => serve(session::Sessions::default(), own).await,
        _ => serve(client::Clients::new(name == "limited"), own).await,
    }
}

/// Runs the commands of stdin, at the same time.
async fn serve(driver: impl Run, version: &str) {
    write(&json!({ "version": version }));
    let driver = Arc::new(driver);
    let (sender, mut lines) = unbounded_channel();
    std::thread::spawn(move || {
        for line in stdin().lines().map_while(Result::ok) {
            // Nobody reads it at the end.
            let _ = sender.send(line);
        }
    });
    while let Some(line) = lines.recv().await {
        let driver = Arc::clone(&driver);
        let running = tokio::spawn(async move {
            let command: Value = serde_json::from_str(&line).expect("JSON");
            let mut result = driver.run(&command).await;
            result["of"] = command["id"].clone();
            write(&result);
        });
        tokio::spawn(async move {
            // A panic of the driver itself. Without a result, the call would wait forever.
            if running.await.is_err() {
                std::process::exit(1);
            }
        });
    }
}

fn write(line: &Value) {
    // `println!` locks stdout, so lines are not mixed.
    println!("{line}");
}
