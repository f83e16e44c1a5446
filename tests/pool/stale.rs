//! A request on a connection that ends without a byte of a response is sent once more, at once.

use std::net::TcpListener;
use std::pin::pin;
use std::sync::mpsc;
use std::{io, thread};

use connect_participant::ErrorKind;
use connect_participant_tests::{ThreadedServer, typing};
use futures_util::FutureExt as _;

use crate::{call, client, current_thread, multi_thread, nap};

fn close() -> io::Result<()> {
    Err(io::ErrorKind::ConnectionAborted.into())
}

/// The server closes the connection after each response, and does not say so. The client may see
/// the end before the next request, or during it.
#[test]
fn a_server_that_closes_after_each_response_loses_no_call() {
    for runtime in [current_thread(), multi_thread()] {
        let server = ThreadedServer::start(|exchange| {
            exchange.respond(200)?;
            close()
        });
        let client = client(server.url());
        runtime.block_on(async {
            for number in 1..=200 {
                assert_eq!(call(&client).await, number.to_string());
            }
        });
    }
}

/// The second request on each connection gets no response. The client has a single attempt and no
/// retry quota.
#[test]
fn a_reused_connection_without_a_response_is_replaced() {
    let server = ThreadedServer::start(|exchange| {
        if exchange.on_connection == 2 { close() } else { exchange.respond(200) }
    });
    let client = client(server.url());
    let seen: Vec<_> = current_thread().block_on(async {
        let mut seen = Vec::new();
        for _ in 0..3 {
            seen.push(call(&client).await);
        }
        seen
    });
    // The requests 2 and 4 got no response.
    assert_eq!(seen, ["1", "3", "5"]);
}

#[test]
fn a_new_connection_without_a_response_is_a_failed_attempt() {
    let server = ThreadedServer::start(|_| close());
    let client = client(server.url());
    let error = current_thread().block_on(client.call(typing())).unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Transport, 1));
    assert_eq!(server.requests(), 1);
}

/// The client learns of the end together with the opening, before it has sent anything.
#[test]
fn a_server_that_closes_each_new_connection_gets_one() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let client = client(format!("http://{}", listener.local_addr().unwrap()));
    let (report, connections) = mpsc::channel();
    thread::spawn(move || {
        for stream in listener.incoming() {
            drop(stream);
            if report.send(()).is_err() {
                return;
            }
        }
    });
    let outcome = current_thread().block_on(async {
        let mut sent = pin!(client.call(typing()));
        for _ in 0..20 {
            if let Some(outcome) = sent.as_mut().now_or_never() {
                return outcome;
            }
            nap();
            tokio::task::yield_now().await;
        }
        panic!("the call goes on");
    });
    assert_eq!(outcome.unwrap_err().kind(), ErrorKind::Transport);
    assert_eq!(connections.try_iter().count(), 1);
}

#[test]
fn the_request_is_sent_once_more_and_not_twice() {
    let server =
        ThreadedServer::start(
            |exchange| {
                if exchange.request == 1 { exchange.respond(200) } else { close() }
            },
        );
    let client = client(server.url());
    current_thread().block_on(async {
        assert_eq!(call(&client).await, "1");
        let error = client.call(typing()).await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Transport, 1));
    });
    assert_eq!(server.requests(), 3);
}

/// The service has seen the request, so it may have taken effect.
#[test]
fn a_part_of_a_response_is_a_failed_attempt() {
    let server = ThreadedServer::start(|exchange| {
        if exchange.on_connection == 1 {
            return exchange.respond(200);
        }
        exchange.send("HTTP/1.1 200")?;
        close()
    });
    let client = client(server.url());
    current_thread().block_on(async {
        assert_eq!(call(&client).await, "1");
        let error = client.call(typing()).await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Transport, 1));
    });
    assert_eq!(server.requests(), 2);
}
