//! A response that has arrived when the time is up counts.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use connect_participant_tests::{ManualClock, ThreadedServer};

use crate::{builder, call, current_thread, nap};

#[test]
fn a_response_that_arrived_before_the_deadline_counts() {
    let server = ThreadedServer::start(|exchange| exchange.respond(200));
    let clock = ManualClock::new();
    let client = builder(server.url()).clock(clock.clone()).build().unwrap();
    current_thread().block_on(async {
        // The first call opens the connection.
        assert_eq!(call(&client).await, "1");
        let mut sent = pin!(call(&client));
        poll_fn(|context| {
            assert!(sent.as_mut().poll(context).is_pending());
            Poll::Ready(())
        })
        .await;
        // The task is busy until after the deadline. The response arrives meanwhile.
        server.block_until_requests(2);
        nap();
        clock.advance(Duration::from_secs(10));
        assert_eq!(sent.await, "2");
    });
}
