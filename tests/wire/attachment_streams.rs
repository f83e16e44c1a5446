//! Attachments from streams of the user.

use std::collections::VecDeque;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use connect_participant::{AttachmentBody, Bytes, Error, ErrorKind, Result, UploadMetadata};
use connect_participant_tests::{
    CapturingTransport, ManualClock, Recorder, Response, builder, client,
};
use futures_util::{Stream, stream};

fn metadata(url: impl Into<String>) -> UploadMetadata {
    UploadMetadata::default().with_url(url)
}

/// Returns a stream of these chunks. It panics if it is polled after its end.
fn chunks(
    chunks: impl IntoIterator<Item = io::Result<&'static str>>,
) -> impl Stream<Item = io::Result<Bytes>> {
    let chunks: VecDeque<_> = chunks.into_iter().collect();
    stream::unfold(chunks, |mut chunks| async {
        let chunk = chunks.pop_front()?;
        Some((chunk.map(Bytes::from), chunks))
    })
}

/// Returns an error of a stream.
fn broken() -> io::Error {
    io::Error::new(io::ErrorKind::ConnectionReset, "the bucket is gone")
}

/// Uploads a body to a storage that accepts everything, with retries.
async fn put(storage: &Recorder, body: AttachmentBody) -> Result<()> {
    let client = ManualClock::retrying("http://127.0.0.1:1").build().unwrap();
    client.put_attachment(&metadata(storage.url()), body).await
}

#[tokio::test]
async fn a_stream_is_sent_whole_with_its_length() {
    let large: &'static str = "x".repeat(200_000).leak();
    for parts in [vec!["Hello!"], vec!["", "Hel", "", "lo", "!", ""], vec!["Hello ", large, "!"]] {
        let whole = parts.concat();
        let storage = Recorder::start(Response::status(200)).await;
        let size = whole.len() as u64;
        let stream = chunks(parts.into_iter().map(Ok));
        let body = AttachmentBody::from_stream(size, stream);
        assert_eq!(body.size(), size);
        put(&storage, body).await.unwrap();
        let request = storage.request();
        assert!(request.body == whole.as_bytes(), "other bytes arrived");
        assert_eq!(request.values("content-length"), [size.to_string()]);
        assert!(request.values("transfer-encoding").is_empty());
    }
}

/// An attempt that has sent a part has used up its stream.
#[tokio::test]
async fn each_attempt_makes_a_new_stream() {
    let responses = [Response::status(503), Response::nothing(), Response::status(200)];
    let storage = Recorder::start_with(responses).await;
    let made = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&made);
    let body = AttachmentBody::from_stream_fn(6, move || {
        counted.fetch_add(1, Ordering::Relaxed);
        chunks(["Hel", "lo!"].map(Ok))
    });
    put(&storage, body.clone()).await.unwrap();
    assert_eq!(made.load(Ordering::Relaxed), 3);
    let bodies: Vec<_> = storage.requests().into_iter().map(|request| request.body).collect();
    assert_eq!(bodies, [b"Hello!"; 3]);
    // The body can be used again.
    put(&storage, body).await.unwrap();
    assert_eq!(made.load(Ordering::Relaxed), 4);
}

/// The error is that of the attempt: nothing hides why the upload failed.
#[tokio::test]
async fn a_stream_without_a_function_is_not_retried() {
    let storage = Recorder::start(Response::status(503)).await;
    let body = AttachmentBody::from_stream(6, chunks([Ok("Hello!")]));
    let error = put(&storage, body.clone()).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Service, 1));
    assert_eq!(error.status().unwrap().as_u16(), 503);
    storage.assert_one_request();

    let error = put(&storage, body).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "PutAttachment failed: InvalidInput: the stream of the attachment has been sent"
    );
    storage.assert_one_request();
}

/// A connection that the storage closes while it is idle would use up the stream.
#[tokio::test]
async fn a_stream_without_a_function_gets_a_new_connection() {
    let storage = Recorder::start(Response::status(200)).await;
    let client = client("http://127.0.0.1:1");
    let metadata = metadata(storage.url());
    let stream = || AttachmentBody::from_stream(6, chunks([Ok("Hello!")]));
    for _ in 0..2 {
        client.put_attachment(&metadata, "Hello!".into()).await.unwrap();
    }
    assert_eq!(storage.connections(), 1);
    client.put_attachment(&metadata, stream()).await.unwrap();
    // reqwest chooses its connections itself.
    let connections = if connect_participant_tests::uses_reqwest() { 1 } else { 2 };
    assert_eq!(storage.connections(), connections);
}

/// Returns streams that are not the 6 bytes that were promised, each with its error.
fn wrong_streams() -> Vec<(Vec<io::Result<&'static str>>, &'static str)> {
    let short = "the stream ended after 5 of 6 bytes";
    let long = "the stream has more than 6 bytes";
    vec![
        (vec![], "the stream ended after 0 of 6 bytes"),
        (vec![Ok("Hello")], short),
        (vec![Ok("Hel"), Ok("lo"), Ok("")], short),
        (vec![Ok("Hello, all!")], long),
        (vec![Ok("Hello!"), Ok("!")], long),
        (vec![Ok("Hello!"), Ok(""), Ok("!")], long),
        (vec![Err(broken())], "the bucket is gone"),
        (vec![Ok("Hel"), Err(broken())], "the bucket is gone"),
        (vec![Ok("Hello!"), Err(broken())], "the bucket is gone"),
    ]
}

fn assert_unreadable(error: &Error, problem: &str) {
    assert_eq!(
        error.to_string(),
        format!("PutAttachment failed: InvalidInput: the attachment cannot be read: {problem}")
    );
    assert_eq!((error.attempts(), error.is_retryable()), (1, false), "{error:?}");
    let source = error.get_ref().unwrap().downcast_ref::<io::Error>().unwrap();
    let is_of_stream = source.kind() == io::ErrorKind::ConnectionReset;
    assert_eq!(is_of_stream, problem == "the bucket is gone", "{error:?}");
}

/// The storage never gets a complete request, whose attachment it would accept.
#[tokio::test]
async fn a_wrong_stream_fails_and_is_never_complete() {
    for (parts, problem) in wrong_streams() {
        let storage = Recorder::start(Response::status(200)).await;
        let body = AttachmentBody::from_stream(6, chunks(parts));
        let error = put(&storage, body).await.unwrap_err();
        assert_unreadable(&error, problem);
        storage.wait_for_closed(storage.connections()).await;
        assert_eq!(storage.requests(), [], "{problem}");
    }
}

/// A new stream would be as wrong.
#[tokio::test]
async fn a_wrong_stream_of_a_function_is_not_retried() {
    let storage = Recorder::start(Response::status(200)).await;
    let body = AttachmentBody::from_stream_fn(6, || chunks([Ok("Hello")]));
    let error = put(&storage, body).await.unwrap_err();
    assert_unreadable(&error, "the stream ended after 5 of 6 bytes");
}

/// A transport that does not implement `upload` gets the whole body, or nothing.
#[tokio::test]
async fn a_custom_transport_gets_the_stream_in_memory() {
    let captured = CapturingTransport::default();
    let client = captured.client();
    let metadata = metadata("https://a.example/x");
    for (parts, problem) in wrong_streams() {
        let body = AttachmentBody::from_stream(6, chunks(parts));
        let error = client.put_attachment(&metadata, body).await.unwrap_err();
        assert_unreadable(&error, problem);
    }
    assert!(captured.take().is_empty());
    let body = AttachmentBody::from_stream(6, chunks(["Hel", "lo!"].map(Ok)));
    client.put_attachment(&metadata, body).await.unwrap();
    assert_eq!(captured.take()[0].body(), "Hello!");
}

#[tokio::test]
async fn an_empty_stream_is_rejected() {
    let storage = Recorder::start(Response::status(200)).await;
    let body = AttachmentBody::from_stream_fn(0, || chunks([Ok("Hello!")]));
    let error = put(&storage, body).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "PutAttachment failed: InvalidInput: the stream of an attachment must not be empty"
    );
    assert_eq!(storage.connections(), 0);
}

/// The stream blocks nothing: the client sees that there is no progress.
#[tokio::test]
async fn a_stream_of_empty_chunks_ends_with_the_time_limit() {
    let storage = Recorder::start(Response::status(200)).await;
    let limit = std::time::Duration::from_millis(100);
    let client = builder("http://127.0.0.1:1").operation_timeout(limit).build().unwrap();
    let endless = stream::repeat_with(|| Ok(Bytes::new()));
    let body = AttachmentBody::from_stream(6, endless);
    let put = client.put_attachment(&metadata(storage.url()), body).await;
    assert_eq!(put.unwrap_err().kind(), ErrorKind::Timeout);
}
