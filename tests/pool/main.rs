//! The connection pool: what a connection may be used for, and when it is closed.
//!
//! Many of these tests block the thread of a runtime on purpose: a client must not depend on a
//! runtime that is always driven. Only hyper's transport keeps these promises.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a failing test panics"
)]

mod cancellation;
mod deadline;
#[cfg(feature = "http2")]
mod http2;
mod limits;
mod look;
mod poisoning;
mod resources;
mod responses;
mod runtimes;
mod stale;
mod tls;
mod uploads;

use std::thread;
use std::time::Duration;

use connect_participant::{Client, ClientBuilder, Result, SendEventOutput};
use connect_participant_tests::typing;
use tokio::runtime::{Builder, Runtime};

/// Creates a builder for a client that fails at the first failed attempt.
fn builder(url: impl Into<String>) -> ClientBuilder {
    Client::builder().endpoint_url(url).max_attempts(1).retry_quota(0)
}

fn client(url: impl Into<String>) -> Client {
    builder(url).build().unwrap()
}

/// Creates a runtime that is driven only while it is in use.
fn current_thread() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

fn multi_thread() -> Runtime {
    Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

/// Blocks the thread for long enough that everything a server has sent has arrived.
fn nap() {
    thread::sleep(Duration::from_millis(15));
}

/// Returns the id in the response of a call, or the error.
fn id(sent: Result<SendEventOutput>) -> String {
    match sent {
        Ok(output) => output.id.unwrap_or_default(),
        Err(error) => error.to_string(),
    }
}

async fn call(client: &Client) -> String {
    id(client.call(typing()).await)
}

/// The ids of this number of responses, in order.
fn ids(calls: usize) -> Vec<String> {
    (1..=calls).map(|id| id.to_string()).collect()
}
