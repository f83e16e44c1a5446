//! A call can be dropped at any time.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

use connect_participant_tests::ThreadedServer;

use crate::{builder, call, client, current_thread};

/// Polls a future at most this number of times.
async fn poll_times<T>(future: impl Future<Output = T>, polls: usize) -> Option<T> {
    let mut future = pin!(future);
    let mut left = polls;
    poll_fn(|context| {
        if left == 0 {
            return Poll::Ready(None);
        }
        left -= 1;
        match future.as_mut().poll(context) {
            Poll::Ready(output) => Poll::Ready(Some(output)),
            Poll::Pending if left == 0 => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        }
    })
    .await
}

/// Drops a call after each number of polls, until it needs no more. The limit is one connection, so
/// that whatever a dropped call keeps would block the next one.
#[test]
fn a_call_dropped_after_any_number_of_polls_loses_nothing() {
    let server = ThreadedServer::start(|exchange| exchange.respond(200));
    let client = builder(server.url()).max_connections(1).build().unwrap();
    current_thread().block_on(async {
        for with_idle_connection in [false, true] {
            let mut polls = 0;
            loop {
                if with_idle_connection {
                    call(&client).await.parse::<usize>().unwrap();
                }
                let outcome = poll_times(call(&client), polls).await;
                call(&client).await.parse::<usize>().unwrap();
                if outcome.is_some() {
                    break;
                }
                polls += 1;
                assert!(polls < 100, "the call needs more than 100 polls");
            }
        }
    });
}

#[test]
fn a_dropped_call_closes_its_connection_though_nothing_drives_the_runtime() {
    // There is no response.
    let server = ThreadedServer::start(|_| Ok(()));
    let client = client(server.url());
    let runtime = current_thread();
    let mut sent = Box::pin(call(&client));
    runtime.block_on(async {
        while server.requests() == 0 {
            assert_eq!(poll_times(&mut sent, 1).await, None);
            tokio::task::yield_now().await;
        }
    });
    drop(sent);
    server.block_until_open(0);
    drop(runtime);
}
