//! A connection to a machine that fails is not used again.

use connect_participant_tests::{ManualClock, ThreadedServer, typing};

use crate::current_thread;

/// The first connection leads to a machine that responds with this status. Returns the number of
/// connections for two calls.
fn connections_of_two_calls(status: u16) -> usize {
    let server = ThreadedServer::start(move |exchange| {
        exchange.respond(if exchange.connection == 1 { status } else { 200 })
    });
    let client = ManualClock::retrying(server.url()).build().unwrap();
    current_thread().block_on(async {
        for _ in 0..2 {
            let _ = client.call(typing()).await;
        }
    });
    server.connections()
}

#[test]
fn a_retry_after_a_failure_uses_another_connection() {
    for status in [408, 500, 502, 503, 504] {
        assert_eq!(connections_of_two_calls(status), 2, "{status}");
    }
}

/// The connection works. During a storm of throttling, each retry would need a handshake.
#[test]
fn throttling_and_rejected_input_keep_the_connection() {
    for status in [200, 400, 403, 404, 409, 429] {
        assert_eq!(connections_of_two_calls(status), 1, "{status}");
    }
}
