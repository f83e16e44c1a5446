//! How much memory an answer takes that is too large, and a file that is sent. Alone in its process, whose memory is
//! counted.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by panicking")]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;

use connect_participant::{AttachmentBody, ErrorKind, UploadMetadata};
use connect_participant_tests::{Answer, Recorder, client, typing};
use peak_alloc::PeakAlloc;
use serde_json::json;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const MIB: usize = 1024 * 1024;

/// How much more memory the process has at any time of a call than before it, and how the call ends.
async fn a_call_that_is_answered(answer: Answer) -> (usize, ErrorKind) {
    let recorder = Recorder::start(answer).await;
    let client = client(recorder.url());
    // What is there once and for all is there already.
    let _ = client.call(typing()).await;
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let error = client.call(typing()).await.unwrap_err();
    (MEMORY.peak_usage().saturating_sub(before), error.kind())
}

/// An object of a bit less than 1 MiB, with as much as possible in it.
fn nested(element: &str) -> String {
    let elements = vec![element; (MIB - 100) / (element.len() + 1)].join(",");
    format!(r#"{{"Id":0,"message":0,"a":[{elements}]}}"#)
}

/// How much more memory the process has at any time while it sends a file of so many bytes.
async fn a_file_that_is_sent(bytes: usize) -> usize {
    let path = std::env::temp_dir().join(format!("{}-sent", std::process::id()));
    std::fs::File::create(&path).unwrap().set_len(bytes as u64).unwrap();
    let (url, taken) = sink();
    let metadata: UploadMetadata = serde_json::from_value(json!({ "Url": url })).unwrap();
    let body = AttachmentBody::from_file(&path).await.unwrap();
    let client = client("http://127.0.0.1:1");
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    client.put_attachment(&metadata, body).await.unwrap();
    let peak = MEMORY.peak_usage().saturating_sub(before);
    std::fs::remove_file(path).unwrap();
    assert_eq!(taken.join().unwrap(), bytes);
    peak
}

/// A server that takes one request, of which it keeps nothing, and says how long its body was.
fn sink() -> (String, std::thread::JoinHandle<usize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let taken = std::thread::spawn(move || {
        let mut stream = BufReader::new(listener.accept().unwrap().0);
        let mut length = 0;
        let mut line = String::new();
        while line != "\r\n" {
            line.clear();
            stream.read_line(&mut line).unwrap();
            if let Some(value) = line.to_lowercase().strip_prefix("content-length: ") {
                length = value.trim().parse().unwrap();
            }
        }
        let taken = std::io::copy(&mut (&mut stream).take(length), &mut std::io::sink()).unwrap();
        stream.get_mut().write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").unwrap();
        usize::try_from(taken).unwrap()
    });
    (url, taken)
}

/// One test, as there is one process.
#[tokio::test]
async fn it_takes_about_as_much_as_the_limit_and_a_file_little() {
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

    let peak = a_file_that_is_sent(256 * MIB).await;
    println!("a file of 256 MiB: {} KiB more at most", peak / 1024);
    assert!(peak < 4 * MIB, "{peak} bytes");
}
