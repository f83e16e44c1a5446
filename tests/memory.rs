//! How much memory an answer takes that is too large. Alone in its process, whose memory is counted.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by panicking")]

use connect_participant::ErrorKind;
use connect_participant_tests::{Answer, Recorder, client, typing};
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const MIB: usize = 1024 * 1024;

/// How much more memory the process has at any time of a call than before it, and how the call ends.
async fn a_call_that_is_answered(answer: Answer) -> (usize, ErrorKind) {
    let recorder = Recorder::start(answer).await;
    let client = client(recorder.url());
    // What is there once and for all is there already.
    let _ = client.send_event(typing()).await;
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let error = client.send_event(typing()).await.unwrap_err();
    (MEMORY.peak_usage().saturating_sub(before), error.kind())
}

/// One test, as there is one process.
#[tokio::test]
async fn it_takes_about_as_much_as_the_limit() {
    for (what, answer) in [
        ("chunks without end", Answer::ok([b' '; 16 * 1024]).endless()),
        ("an error in chunks without end", Answer::status(403).body([b' '; 16 * 1024]).endless()),
        ("a claim of a terabyte", Answer::ok("").claiming(1 << 40).then_stall()),
        ("a claim of 1 MiB that is not kept", Answer::ok("").claiming(1 << 20).then_close()),
    ] {
        let (peak, kind) = a_call_that_is_answered(answer).await;
        println!("{what}: {} KiB more at most, {kind}", peak / 1024);
        // The rest is what the client and the server of this test need besides.
        assert!(peak < MIB + MIB / 2, "{what}: {peak} bytes");
    }
}
