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

/// An object of a bit less than 1 MiB, with as much as possible in it.
fn nested(element: &str) -> String {
    let elements = vec![element; (MIB - 100) / (element.len() + 1)].join(",");
    format!(r#"{{"Id":0,"message":0,"a":[{elements}]}}"#)
}

/// One test, as there is one process.
#[tokio::test]
async fn it_takes_about_as_much_as_the_limit() {
    let chunk = [b' '; 16 * 1024];
    // What is beyond the limit is what the client needs besides, and the server of this test, which has its answer twice.
    for (what, answer, most) in [
        ("chunks without end", Answer::ok(chunk).endless(), MIB + MIB / 2),
        ("an error without end", Answer::status(403).body(chunk).endless(), MIB + MIB / 2),
        ("an error of lists", Answer::status(403).body(nested("[0]")), 3 * MIB),
        ("an error of objects", Answer::status(403).body(nested(r#"{"":0}"#)), 3 * MIB),
        ("a success of lists", Answer::ok(nested("[0]")), 3 * MIB),
        ("a claim of a terabyte", Answer::ok("").claiming(1 << 40).then_stall(), MIB / 2),
        ("a claim that is not kept", Answer::ok("").claiming(1 << 20).then_close(), MIB / 2),
    ] {
        let (peak, kind) = a_call_that_is_answered(answer).await;
        println!("{what}: {} KiB more at most, {kind}", peak / 1024);
        assert!(peak < most, "{what}: {peak} bytes");
    }
}
