//! The limits of the machine. The calls are made in a child process with few file descriptors.

use std::process::Command;

use connect_participant::Client;
use connect_participant_tests::ThreadedServer;
use futures_util::future::join_all;

use crate::{call, multi_thread};

const ENDPOINT: &str = "ENDPOINT_OF_THE_CALLS";
const MAX_CONNECTIONS: &str = "MAX_CONNECTIONS_OF_THE_CALLS";
const CALLS: usize = 400;

/// Makes 400 calls at once in a process with this number of file descriptors. Returns its output.
fn calls_with_descriptors(url: String, descriptors: u32, max_connections: Option<u32>) -> String {
    let mut child = Command::new("sh");
    child
        .arg("-c")
        .arg(format!("ulimit -n {descriptors} && exec \"$0\" \"$@\""))
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "resources::calls_for_the_parent_process", "--ignored", "--nocapture"])
        .env(ENDPOINT, url);
    if let Some(max_connections) = max_connections {
        child.env(MAX_CONNECTIONS, max_connections.to_string());
    }
    let output = child.output().unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
#[ignore = "needs the environment that other tests set"]
fn calls_for_the_parent_process() {
    let mut builder = Client::builder().endpoint_url(std::env::var(ENDPOINT).unwrap());
    builder = builder.max_attempts(1);
    if let Ok(max_connections) = std::env::var(MAX_CONNECTIONS) {
        builder = builder.max_connections(max_connections.parse().unwrap());
    }
    let client = builder.build().unwrap();
    let ids = multi_thread().block_on(join_all((0..CALLS).map(|_| call(&client))));
    let failed: Vec<_> = ids.iter().filter(|id| id.parse::<usize>().is_err()).collect();
    println!("{} failed; {:?}", failed.len(), failed.first());
}

fn server() -> ThreadedServer {
    ThreadedServer::start(|exchange| exchange.respond(200))
}

/// The limit of macOS. The default number of connections fits.
#[cfg(unix)]
#[test]
fn the_default_fits_into_256_file_descriptors() {
    let server = server();
    let output = calls_with_descriptors(server.url(), 256, None);
    assert!(output.contains("0 failed; None"), "{output}");
}

/// A call that finds no file descriptor waits until a connection is free.
#[cfg(unix)]
#[test]
fn calls_wait_for_a_file_descriptor() {
    let server = server();
    let output = calls_with_descriptors(server.url(), 40, Some(400));
    assert!(output.contains("0 failed; None"), "{output}");
    assert!(server.max_open() < 40, "{} connections", server.max_open());
}
