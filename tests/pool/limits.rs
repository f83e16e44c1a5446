//! The limit of open connections.

use connect_participant_tests::ThreadedServer;
use tokio::task::JoinSet;

use crate::{builder, call, current_thread, multi_thread};

#[test]
fn open_connections_never_exceed_the_limit() {
    let server = ThreadedServer::start(|exchange| exchange.respond(200));
    let client = builder(server.url()).max_connections(4).build().unwrap();
    multi_thread().block_on(async {
        let mut calls = JoinSet::new();
        for _ in 0..64 {
            let client = client.clone();
            calls.spawn(async move { call(&client).await });
        }
        calls.join_all().await;
    });
    assert_eq!(server.requests(), 64);
    assert!(server.max_open() <= 4, "{} connections", server.max_open());
}

/// The idle connections of one runtime make room for those of another.
#[test]
fn the_limit_is_for_all_runtimes_together() {
    let server = ThreadedServer::start(|exchange| exchange.respond(200));
    let client = builder(server.url()).max_connections(4).build().unwrap();
    let runtimes = [current_thread(), current_thread(), current_thread()];
    for runtime in &runtimes {
        runtime.block_on(async {
            let ids = futures_util::future::join_all((0..4).map(|_| call(&client))).await;
            assert!(ids.iter().all(|id| id.parse::<usize>().is_ok()), "{ids:?}");
        });
        server.block_until_open(4);
    }
    // The server may see an end a moment after the next connection.
    assert!(server.max_open() <= 8, "{} connections", server.max_open());
}
