//! A connection belongs to the runtime that opened it.

use std::sync::mpsc;
use std::thread;

use connect_participant_tests::ThreadedServer;

use crate::{call, client, current_thread, multi_thread};

fn server() -> ThreadedServer {
    ThreadedServer::start(|exchange| exchange.respond(200))
}

#[test]
fn runtimes_that_live_on_share_a_client() {
    let server = server();
    let client = client(server.url());
    let runtimes = [current_thread(), current_thread(), multi_thread()];
    for round in 0..3 {
        for (index, runtime) in runtimes.iter().enumerate() {
            let id = runtime.block_on(call(&client));
            assert_eq!(id, (round * runtimes.len() + index + 1).to_string());
        }
    }
    // Each runtime reuses its own connection.
    assert_eq!(server.connections(), runtimes.len());
}

#[test]
fn threads_with_a_runtime_each_share_a_client() {
    let server = server();
    let client = client(server.url());
    let threads: Vec<_> = (0..4)
        .map(|_| {
            let client = client.clone();
            thread::spawn(move || {
                let runtime = current_thread();
                for _ in 0..20 {
                    let id = runtime.block_on(call(&client));
                    id.parse::<usize>().expect(&id);
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
    assert_eq!(server.requests(), 80);
}

#[test]
fn a_runtime_that_is_blocked_blocks_no_other() {
    let server = server();
    let client = client(server.url());
    let (unblock, blocked) = mpsc::channel::<()>();
    let (report, called) = mpsc::channel();
    let other = {
        let client = client.clone();
        thread::spawn(move || {
            current_thread().block_on(async {
                report.send(call(&client).await).unwrap();
                let _ = blocked.recv();
            });
        })
    };
    assert_eq!(called.recv().unwrap(), "1");
    assert_eq!(current_thread().block_on(call(&client)), "2");
    drop(unblock);
    other.join().unwrap();
}

#[test]
fn a_dropped_runtime_closes_its_connections() {
    let server = server();
    let client = client(server.url());
    let runtime = current_thread();
    runtime.block_on(call(&client));
    server.block_until_open(1);
    drop(runtime);
    server.block_until_open(0);
    assert_eq!(current_thread().block_on(call(&client)), "2");
}

#[test]
fn a_dropped_client_closes_its_connections_though_nothing_drives_the_runtime() {
    let server = server();
    let client = client(server.url());
    let runtime = current_thread();
    runtime.block_on(call(&client));
    drop(client);
    server.block_until_open(0);
    drop(runtime);
}
