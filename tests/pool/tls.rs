//! The same promises over TLS. The calls are made in a child process, which trusts the authority of
//! the test.

use std::io;
use std::process::Command;
use std::thread;
use std::time::Duration;

use connect_participant_tests::{Exchange, ThreadedServer, response, server_config};

use crate::{call, client, current_thread, ids, nap};

const ENDPOINT: &str = "ENDPOINT_OF_THE_CALLS";
const CALLS: usize = 10;

/// Makes calls with a nap between them, to a server that does this after each response. Returns the
/// ids of the responses, and the number of connections.
fn calls_over_tls(after: fn(&mut Exchange<'_>) -> io::Result<()>) -> (String, usize) {
    let (config, authority) = server_config("localhost");
    let server = ThreadedServer::start_with_tls(config, move |exchange| {
        exchange.respond(200)?;
        thread::sleep(Duration::from_millis(3));
        after(exchange)
    });
    let file = std::env::temp_dir().join(format!("{}-{}.pem", std::process::id(), server.port()));
    std::fs::write(&file, authority).unwrap();
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "tls::calls_for_the_parent_process", "--ignored", "--nocapture"])
        .env(ENDPOINT, format!("https://localhost:{}", server.port()))
        .env("SSL_CERT_FILE", &file)
        .env("NO_PROXY", "localhost")
        .output()
        .unwrap();
    std::fs::remove_file(&file).unwrap();
    let stdout = String::from_utf8_lossy(&output.stdout);
    let ids = stdout.lines().find_map(|line| line.split_once("ids: ")).map(|(_, ids)| ids);
    (ids.unwrap_or_else(|| panic!("no calls: {stdout}")).to_owned(), server.connections())
}

#[test]
#[ignore = "needs the environment that other tests set"]
fn calls_for_the_parent_process() {
    let client = client(std::env::var(ENDPOINT).unwrap());
    let runtime = current_thread();
    let mut seen = Vec::new();
    for _ in 0..CALLS {
        seen.push(runtime.block_on(call(&client)));
        nap();
    }
    println!("ids: {}", seen.join(" "));
}

#[test]
fn an_undisturbed_tls_connection_is_reused() {
    let (seen, connections) = calls_over_tls(|_| Ok(()));
    assert_eq!((seen, connections), (ids(CALLS).join(" "), 1));
}

#[test]
fn a_stray_response_over_tls_is_no_response() {
    let (seen, connections) = calls_over_tls(|exchange| exchange.send(&response(200, "stray")));
    assert_eq!((seen, connections), (ids(CALLS).join(" "), CALLS));
}

#[test]
fn a_tls_connection_closed_while_idle_takes_no_request() {
    let (seen, connections) = calls_over_tls(|_| Err(io::ErrorKind::ConnectionAborted.into()));
    assert_eq!((seen, connections), (ids(CALLS).join(" "), CALLS));
}

/// TLS reads what is its own, and the connection goes on.
#[test]
#[expect(
    clippy::redundant_closure_for_method_calls,
    reason = "the method is not generic over the lifetime of the exchange"
)]
fn a_new_key_while_idle_keeps_the_connection() {
    let (seen, connections) = calls_over_tls(|exchange| exchange.update_key());
    assert_eq!((seen, connections), (ids(CALLS).join(" "), 1));
}

#[test]
#[expect(
    clippy::redundant_closure_for_method_calls,
    reason = "the method is not generic over the lifetime of the exchange"
)]
fn the_end_of_tls_while_idle_ends_the_connection() {
    let (seen, connections) = calls_over_tls(|exchange| exchange.end_tls());
    assert_eq!((seen, connections), (ids(CALLS).join(" "), CALLS));
}
