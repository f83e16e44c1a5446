//! The memory that responses which are too large, and files that are sent, take. The test is alone
//! in its process, because it measures the memory of the whole process.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a failing test panics"
)]

mod outputs;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;

use connect_participant::{AttachmentBody, ErrorKind, UploadMetadata};
use connect_participant_tests::{CapturingTransport, Recorder, Response, client, typing};
use peak_alloc::PeakAlloc;
use serde_json::json;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const MIB: usize = 1024 * 1024;

/// Makes a call that fails. Returns the additional memory at its peak, and the error kind.
async fn peak_of_call(response: Response) -> (usize, ErrorKind) {
    let recorder = Recorder::start(response).await;
    let client = client(recorder.url());
    // The first call allocates what stays.
    let _ = client.call(typing()).await;
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let error = client.call(typing()).await.unwrap_err();
    (MEMORY.peak_usage().saturating_sub(before), error.kind())
}

/// Returns a JSON object of almost 1 MiB, with as many values as possible.
fn nested(element: &str) -> String {
    let elements = vec![element; (MIB - 100) / (element.len() + 1)].join(",");
    format!(r#"{{"Id":0,"message":0,"a":[{elements}]}}"#)
}

/// Sends a file of this size. Returns the additional memory at the peak.
async fn peak_of_upload(bytes: usize) -> usize {
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

/// A transport without `upload` of its own gets attachments in memory, but not one of 4 TiB.
async fn sparse_file_is_not_loaded() {
    let path = std::env::temp_dir().join(format!("{}-sparse", std::process::id()));
    std::fs::File::create(&path).unwrap().set_len(4 << 40).unwrap();
    let metadata: UploadMetadata =
        serde_json::from_value(json!({ "Url": "https://a.example" })).unwrap();
    let body = AttachmentBody::from_file(&path).await.unwrap();
    let client = CapturingTransport::default().client();
    MEMORY.reset_peak_usage();
    let error = client.put_attachment(&metadata, body).await.unwrap_err();
    std::fs::remove_file(path).unwrap();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::InvalidInput, 1));
    assert!(!error.is_retryable() && error.to_string().contains("134217728 bytes"), "{error}");
    assert!(MEMORY.peak_usage() < 4 * MIB);
}

/// Starts a server that discards one request, and returns the length of its body.
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

/// One test, because two would measure each other.
#[tokio::test]
async fn memory_of_large_responses_and_uploads_is_limited() {
    let chunk = [b' '; 16 * 1024];
    // The limit includes other needs of the client, and the server of this test, which holds its
    // response twice.
    for (what, response, most) in [
        ("an endless success", Response::ok(chunk).endless(), MIB + MIB / 2),
        ("an endless error", Response::status(403).body(chunk).endless(), MIB + MIB / 2),
        ("an error of lists", Response::status(403).body(nested("[0]")), 3 * MIB),
        ("an error of objects", Response::status(403).body(nested(r#"{"":0}"#)), 3 * MIB),
        ("a success of lists", Response::ok(nested("[0]")), 3 * MIB),
        (
            "a Content-Length of a terabyte",
            Response::ok("").content_length(1 << 40).then_stall(),
            MIB / 2,
        ),
        (
            "a body shorter than its Content-Length",
            Response::ok("").content_length(1 << 20).then_close(),
            MIB / 2,
        ),
    ] {
        let (peak, kind) = peak_of_call(response).await;
        println!("{what}: {} KiB at the peak, {kind}", peak / 1024);
        assert!(peak < most, "{what}: {peak} bytes");
    }

    outputs::check().await;
    sparse_file_is_not_loaded().await;

    let peak = peak_of_upload(256 * MIB).await;
    println!("a file of 256 MiB: {} KiB at the peak", peak / 1024);
    assert!(peak < 4 * MIB, "{peak} bytes");
}
