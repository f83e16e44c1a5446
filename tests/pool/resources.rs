//! The limits of the machine. The calls are made in a child process with few file descriptors.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::pin::pin;
use std::process::{Command, Stdio};
use std::sync::{Mutex, mpsc};

use connect_participant::Client;
use connect_participant_tests::ThreadedServer;
use futures_util::FutureExt as _;
use futures_util::future::{join, join_all};
use tokio::time::Instant;

use crate::uploads::upload;
use crate::{builder, call, client, current_thread, multi_thread};

const ENDPOINT: &str = "ENDPOINT_OF_THE_CALLS";
const MAX_CONNECTIONS: &str = "MAX_CONNECTIONS_OF_THE_CALLS";
const CALLS: usize = 400;

/// The line of a child process whose call waits.
const WAITS: &str = "the call waits";

/// Makes 400 calls at once in a process with this number of file descriptors. Returns its output.
fn calls_with_descriptors(url: String, descriptors: u32, max_connections: Option<u32>) -> String {
    let mut child = child("calls_for_the_parent_process", &format!("ulimit -n {descriptors}"));
    child.env(ENDPOINT, url);
    if let Some(max_connections) = max_connections {
        child.env(MAX_CONNECTIONS, max_connections.to_string());
    }
    output(&mut child)
}

/// Returns a child process that runs a test after a shell command.
fn child(test: &str, command: &str) -> Command {
    let mut child = Command::new("sh");
    child
        .arg("-c")
        .arg(format!("{command} && exec \"$0\" \"$@\""))
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", &format!("resources::{test}"), "--ignored", "--nocapture"]);
    child
}

fn output(child: &mut Command) -> String {
    let output = child.output().unwrap();
    String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
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

#[test]
#[ignore = "needs few file descriptors"]
fn an_upload_and_a_call_for_the_parent_process() {
    let url = std::env::var(ENDPOINT).unwrap();
    let client = client(&url);
    let runtime = current_thread();
    let mut files = Vec::new();
    while let Ok(file) = File::open("/dev/null") {
        files.push(file);
    }
    // Enough for one connection.
    files.pop();
    runtime.block_on(async {
        let mut upload = pin!(upload(&url, &client, 10));
        assert!(upload.as_mut().now_or_never().is_none());
        let mut call = pin!(call(&client));
        assert!(call.as_mut().now_or_never().is_none(), "the call does not wait");
        println!("\n{WAITS}");
        let (uploaded, called) = join(upload, call).await;
        println!("{uploaded:?}, {called}");
    });
}

/// Calls and uploads have a pool each, but the same machine.
///
/// The server is in this process: in the other one, it would need file descriptors too.
#[cfg(unix)]
#[test]
fn a_call_waits_for_the_file_descriptor_of_an_upload() {
    let (finish, finished) = mpsc::channel();
    let finished = Mutex::new(finished);
    let server = ThreadedServer::start(move |exchange| {
        if exchange.request == 1 {
            finished.lock().unwrap().recv().unwrap();
        }
        exchange.respond(200)
    });
    let mut child = child("an_upload_and_a_call_for_the_parent_process", "ulimit -n 64");
    let mut child = child.env(ENDPOINT, server.url()).stdout(Stdio::piped()).spawn().unwrap();
    let mut output = Vec::new();
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        output.push(line.unwrap());
        if output.last().is_some_and(|line| line == WAITS) {
            finish.send(()).unwrap();
        }
    }
    assert!(child.wait().unwrap().success(), "{output:?}");
    assert!(output.iter().any(|line| line == "Ok(()), 2"), "{output:?}");
}

/// Runs a test in a network of its own, after a shell command. Returns `None` if the system does not
/// allow it.
#[cfg(target_os = "linux")]
fn output_in_own_network(test: &str, command: &str) -> Option<String> {
    let network = ["--user", "--map-root-user", "--net"];
    let is_allowed = Command::new("unshare").args(network).args(["ip", "link"]).output();
    if !is_allowed.is_ok_and(|output| output.status.success()) {
        println!("skipped: the system allows no network of our own");
        return None;
    }
    let inner = child(test, &format!("ip link set lo up && {command}"));
    let mut outer = Command::new("unshare");
    Some(output(outer.args(network).arg(inner.get_program()).args(inner.get_args())))
}

#[test]
#[ignore = "needs a network with few ports"]
fn calls_with_few_ports_for_the_parent_process() {
    let server = server();
    let client = builder(server.url()).max_connections(20).build().unwrap();
    let ids = current_thread().block_on(join_all((0..20).map(|_| call(&client))));
    let failed: Vec<_> = ids.iter().filter(|id| id.parse::<usize>().is_err()).collect();
    println!("{} failed; {:?}", failed.len(), failed.first());
}

#[cfg(target_os = "linux")]
#[test]
fn calls_wait_for_a_port() {
    let ports = "echo 50000 50003 > /proc/sys/net/ipv4/ip_local_port_range";
    let output = output_in_own_network("calls_with_few_ports_for_the_parent_process", ports);
    if let Some(output) = output {
        assert!(output.contains("0 failed; None"), "{output}");
    }
}

#[test]
#[ignore = "needs a network without IPv6"]
fn calls_without_an_address_for_the_parent_process() {
    let server = ThreadedServer::start(|_| Ok(()));
    let client = client("http://[::1]:9");
    current_thread().block_on(async {
        // While another connection is in use, a call could wait for its port.
        let url = server.url();
        let mut upload = pin!(upload(&url, &client, 10));
        while server.requests() == 0 {
            assert!(upload.as_mut().now_or_never().is_none());
            tokio::task::yield_now().await;
        }
        tokio::time::pause();
        let start = Instant::now();
        let outcome = call(&client).await;
        println!("{outcome} after {:?}", start.elapsed());
    });
}

/// A machine without IPv6 does not get it by waiting.
#[cfg(target_os = "linux")]
#[test]
fn calls_do_not_wait_for_an_address() {
    let disabled = "echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6";
    let output = output_in_own_network("calls_without_an_address_for_the_parent_process", disabled);
    if let Some(output) = output {
        assert!(output.contains("no response from http://[::1]:9"), "{output}");
        assert!(output.contains(" after 0ns"), "{output}");
    }
}
