//! Responses of every form, on connections that are kept and that are not.

use std::io;
use std::thread;
use std::time::Duration;

use connect_participant_tests::{Exchange, ThreadedServer, response, typing};
use futures_util::FutureExt as _;
use tokio::task::coop;

use crate::{call, client, current_thread, multi_thread};

/// A call that needs longer than this hangs.
const HANG: Duration = Duration::from_secs(8);

/// Makes calls to a server with this way to respond. Returns the number of connections.
fn connections_of_three_calls(
    respond: impl Fn(&mut Exchange<'_>) -> io::Result<()> + Send + Sync + Copy + 'static,
) -> usize {
    let mut connections = 0;
    for runtime in [multi_thread(), current_thread()] {
        let server = ThreadedServer::start(respond);
        let client = client(server.url());
        runtime.block_on(async {
            for number in 1..=3 {
                let call = tokio::time::timeout(HANG, call(&client)).await;
                assert_eq!(call.expect("no call hangs"), number.to_string());
            }
        });
        connections = server.connections();
    }
    connections
}

#[test]
fn a_response_in_small_pieces_arrives() {
    let connections = connections_of_three_calls(|exchange| {
        let text = response(200, &exchange.request.to_string());
        for byte in text.chars() {
            exchange.send(&byte.to_string())?;
            thread::sleep(Duration::from_millis(1));
        }
        Ok(())
    });
    assert_eq!(connections, 1);
}

#[test]
fn informational_responses_are_skipped() {
    let connections = connections_of_three_calls(|exchange| {
        exchange.send("HTTP/1.1 100 Continue\r\n\r\n")?;
        thread::sleep(Duration::from_millis(5));
        exchange.send("HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n")?;
        thread::sleep(Duration::from_millis(5));
        exchange.respond(200)
    });
    assert_eq!(connections, 1);
}

#[test]
fn chunks_and_trailers_keep_the_connection() {
    let connections = connections_of_three_calls(|exchange| {
        exchange.send("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")?;
        for byte in format!(r#"{{"Id":"{}"}}"#, exchange.request).chars() {
            exchange.send(&format!("1\r\n{byte}\r\n"))?;
            thread::sleep(Duration::from_millis(1));
        }
        exchange.send("0\r\n")?;
        thread::sleep(Duration::from_millis(5));
        exchange.send("x-checksum: 1\r\n")?;
        thread::sleep(Duration::from_millis(5));
        exchange.send("\r\n")
    });
    assert_eq!(connections, 1);
}

#[test]
fn an_announced_close_ends_the_connection() {
    // The server keeps it open nevertheless.
    for head in [
        "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 10\r\n\r\n",
        "HTTP/1.0 200 OK\r\ncontent-length: 10\r\n\r\n",
    ] {
        let server = ThreadedServer::start(move |exchange| {
            exchange.send(head)?;
            thread::sleep(Duration::from_millis(5));
            exchange.send(&format!(r#"{{"Id":"{}"}}"#, exchange.request))
        });
        let client = client(server.url());
        current_thread().block_on(async {
            for number in 1..=3 {
                assert_eq!(call(&client).await, number.to_string());
            }
        });
        assert_eq!(server.connections(), 3);
    }
}

#[test]
fn a_body_that_ends_with_the_connection_arrives() {
    let connections = connections_of_three_calls(|exchange| {
        exchange.send("HTTP/1.1 200 OK\r\n\r\n{\"Id\"")?;
        thread::sleep(Duration::from_millis(5));
        exchange.send(&format!(r#":"{}"}}"#, exchange.request))?;
        Err(io::ErrorKind::ConnectionAborted.into())
    });
    assert_eq!(connections, 3);
}

#[test]
fn a_response_without_a_body_keeps_the_connection() {
    for head in [
        "HTTP/1.1 204 No Content\r\n\r\n",
        "HTTP/1.1 304 Not Modified\r\ncontent-length: 7\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n",
    ] {
        let server = ThreadedServer::start(move |exchange| exchange.send(head));
        let client = client(server.url());
        current_thread().block_on(async {
            for _ in 0..3 {
                let call = tokio::time::timeout(HANG, client.call(typing())).await;
                call.expect("no call hangs").expect_err("there is no output");
            }
        });
        assert_eq!((server.requests(), server.connections()), (3, 1), "{head}");
    }
}

#[test]
fn large_responses_keep_the_connection() {
    let connections = connections_of_three_calls(|exchange| {
        let padding = "x".repeat(900_000);
        let body = format!(r#"{{"Id":"{}","x":"{padding}"}}"#, exchange.request);
        exchange.send(&format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", body.len()))?;
        exchange.send(&body)
    });
    assert_eq!(connections, 1);
}

/// Tokio then treats every socket as not ready, whatever has arrived.
#[test]
fn a_task_without_budget_reuses_connections() {
    let server = ThreadedServer::start(|exchange| exchange.respond(200));
    let client = client(server.url());
    current_thread().block_on(async {
        for number in 1..=30 {
            while coop::has_budget_remaining() {
                let _ = coop::consume_budget().now_or_never();
            }
            let call = tokio::time::timeout(HANG, call(&client)).await;
            assert_eq!(call.expect("no call hangs"), number.to_string());
        }
    });
    assert_eq!(server.connections(), 1);
}
