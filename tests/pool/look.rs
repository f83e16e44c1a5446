//! A connection that was idle is used only if nothing has arrived on it meanwhile.

use std::io;
use std::thread;
use std::time::Duration;

use connect_participant_tests::{Exchange, ThreadedServer, response};

use crate::{call, client, current_thread, ids, multi_thread, nap};

const CALLS: usize = 10;

/// Ends a connection.
fn close() -> io::Result<()> {
    Err(io::ErrorKind::ConnectionAborted.into())
}

/// What a server does after a response.
type After = fn(&mut Exchange<'_>) -> io::Result<()>;

/// Makes calls with a nap between them, on every kind of runtime. Each must get its own response,
/// with a single request.
fn each_call_gets_its_response(after: After) {
    let server = || {
        ThreadedServer::start(move |exchange| {
            exchange.respond(200)?;
            thread::sleep(Duration::from_millis(3));
            after(exchange)
        })
    };

    let service = server();
    let client_of_service = client(service.url());
    let runtime = current_thread();
    let mut seen = Vec::new();
    for calls in 1..=CALLS {
        seen.push(runtime.block_on(call(&client_of_service)));
        service.block_until_handled(calls);
        nap();
    }
    assert_eq!(seen, ids(CALLS), "one `block_on` for each call");

    for (what, runtime) in [("current_thread", current_thread()), ("multi_thread", multi_thread())]
    {
        let service = server();
        let client_of_service = client(service.url());
        let seen = runtime.block_on(async {
            let mut seen = Vec::new();
            for calls in 1..=CALLS {
                seen.push(call(&client_of_service).await);
                service.block_until_handled(calls);
                nap();
            }
            seen
        });
        assert_eq!(seen, ids(CALLS), "{what}, one future");
    }
}

#[test]
fn a_stray_response_is_no_response() {
    each_call_gets_its_response(|exchange| exchange.send(&response(200, "stray")));
}

/// Load balancers send it before they close an idle connection.
#[test]
fn a_408_before_the_request_is_no_response() {
    each_call_gets_its_response(|exchange| {
        exchange.send("HTTP/1.1 408 Request Timeout\r\ncontent-length: 0\r\n\r\n")?;
        close()
    });
}

#[test]
fn a_connection_closed_while_idle_takes_no_request() {
    each_call_gets_its_response(|_| close());
}

#[test]
fn a_stray_byte_ends_a_connection() {
    each_call_gets_its_response(|exchange| exchange.send("\n"));
}

#[test]
fn half_of_a_stray_response_ends_a_connection() {
    each_call_gets_its_response(|exchange| exchange.send("HTTP/1.1 200 OK\r\ncontent-le"));
}

#[test]
fn a_stray_response_in_the_same_segment_is_no_response() {
    let server = ThreadedServer::start(|exchange| {
        let id = exchange.request.to_string();
        exchange.send(&(response(200, &id) + &response(200, "stray")))
    });
    let client = client(server.url());
    let seen = current_thread().block_on(async {
        let mut seen = Vec::new();
        for _ in 0..CALLS {
            seen.push(call(&client).await);
        }
        seen
    });
    assert_eq!(seen, ids(CALLS));
}

/// Without such events, all calls share one connection.
#[test]
fn an_undisturbed_connection_is_reused() {
    let server = ThreadedServer::start(|exchange| exchange.respond(200));
    let client = client(server.url());
    let runtime = current_thread();
    for _ in 0..CALLS {
        runtime.block_on(call(&client));
        nap();
    }
    assert_eq!((server.requests(), server.connections()), (CALLS, 1));
}

/// Many calls at once, on a server with stray responses. They come in the segment of a response,
/// because one that arrives after the next request cannot be told from its response.
#[test]
fn stray_responses_under_load_are_no_responses() {
    let server = ThreadedServer::start(|exchange| {
        let stray = if exchange.request % 3 == 0 { response(200, "stray") } else { String::new() };
        let own = response(200, &exchange.request.to_string());
        exchange.send(&(own + &stray))
    });
    let client = client(server.url());
    let seen = multi_thread().block_on(async {
        let mut calls = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let client = client.clone();
            calls.spawn(async move {
                let mut seen = Vec::new();
                for _ in 0..100 {
                    seen.push(call(&client).await);
                }
                seen
            });
        }
        calls.join_all().await.concat()
    });
    let mut numbers: Vec<usize> = seen.iter().map(|id| id.parse().expect(id)).collect();
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!(numbers.len(), 800, "each response answers one call");
}
