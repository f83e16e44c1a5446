//! Responses that are truncated, too large or otherwise broken, one test each.

use connect_participant::{Error, ErrorKind};
use connect_participant_tests::{ManualClock, Recorder, Response, builder, typing};

use ErrorKind::{Transport, UnreadableResponse};

/// Returns the error of a call without retries.
async fn error_of(response: &Response) -> Error {
    let recorder = Recorder::start(response.clone()).await;
    let error = builder(recorder.url()).build().unwrap().call(typing()).await.unwrap_err();
    recorder.assert_one_request();
    assert!(error.get_ref().is_some(), "no source: {error}");
    error
}

/// Checks that a truncated response is retried, and that the source is the error of the HTTP
/// library.
async fn is_truncated(response: Response) {
    let error = error_of(&response).await;
    let source = error.get_ref().unwrap();
    let is_from_http_library =
        source.is::<hyper::Error>() || source.is::<connect_participant::reqwest::Error>();
    assert!(is_from_http_library, "{source:?}");
    is_retried(response, &[UnreadableResponse]).await;
}

/// Checks that the call is retried with the same bytes on another connection.
async fn is_retried(response: Response, kinds: &[ErrorKind]) {
    let error = error_of(&response).await;
    assert!(kinds.contains(&error.kind()), "{error}");
    assert!(error.is_retryable(), "{error}");

    let recorder = Recorder::start_with([response, Response::ok(r#"{"Id":"1"}"#)]).await;
    let client = ManualClock::retrying(recorder.url()).build().unwrap();
    let output = client.call(typing()).await.unwrap();
    assert_eq!(output.id.as_deref(), Some("1"));
    let [first, second] = &recorder.requests()[..] else { panic!("not two attempts") };
    assert_eq!(first.raw, second.raw);
    assert_eq!(recorder.connections(), 2);
}

/// Checks that the call is not retried, and that the next call succeeds.
async fn is_not_retried(response: Response, message: &str) {
    let error = error_of(&response).await;
    assert_eq!((error.kind(), error.is_retryable()), (UnreadableResponse, false), "{error}");
    assert!(error.to_string().contains(message), "{error}");

    let recorder = Recorder::start_with([response, Response::ok("{}")]).await;
    let client = ManualClock::retrying(recorder.url()).build().unwrap();
    assert_eq!(client.call(typing()).await.unwrap_err().attempts(), 1);
    client.call(typing()).await.unwrap();
    assert_eq!(recorder.requests().len(), 2);
}

macro_rules! rows {
    ($($name:ident: $function:ident($($argument:expr),*);)*) => {$(
        #[tokio::test]
        async fn $name() {
            $function($($argument),*).await;
        }
    )*};
}

fn success() -> Response {
    Response::ok(r#"{"Id":"6bd8e4a7"}"#)
}

const TOO_LARGE: &str = "the body exceeds 1048576 bytes (HTTP 200)";

rows! {
    closed_before_the_headers: is_retried(Response::nothing(), &[Transport]);
    closed_in_the_headers: is_retried(success().truncated_in_headers(), &[Transport]);
    closed_after_the_headers: is_truncated(success().truncated_after(0));
    closed_in_the_body: is_truncated(success().truncated_after(8));
    closed_after_a_whole_object: is_truncated(Response::ok("{}  ").truncated_after(2));

    reset_before_the_headers: is_retried(Response::nothing().then_reset(), &[Transport]);
    reset_in_the_headers: is_retried(success().truncated_in_headers().then_reset(), &[Transport]);
    // The client may see the reset before it reads the bytes in front of it.
    reset_after_the_headers:
        is_retried(success().truncated_after(0).then_reset(), &[Transport, UnreadableResponse]);
    reset_in_the_body:
        is_retried(success().truncated_after(8).then_reset(), &[Transport, UnreadableResponse]);

    truncated_chunks: is_truncated(success().chunked().truncated_after(9));
    chunks_without_the_last_one: is_truncated(success().chunked().truncated_after(15));
    a_body_shorter_than_its_content_length:
        is_truncated(success().content_length(1_000).then_close());

    a_body_longer_than_its_content_length:
        is_not_retried(success().content_length(5), "it ends too early");
    a_body_one_byte_too_large: is_not_retried(Response::ok(vec![b' '; 1024 * 1024 + 1]), TOO_LARGE);
    a_chunked_body_too_large:
        is_not_retried(Response::ok(vec![b' '; 1024 * 1024 + 1]).chunked(), TOO_LARGE);
    a_content_length_of_a_terabyte:
        is_not_retried(success().content_length(1 << 40).then_stall(), TOO_LARGE);
    an_endless_body: is_not_retried(Response::ok([b' '; 4096]).endless(), TOO_LARGE);
}

#[tokio::test]
async fn a_chunked_response_is_accepted() {
    let recorder = Recorder::start(success().chunked()).await;
    let output = builder(recorder.url()).build().unwrap().call(typing()).await.unwrap();
    assert_eq!(output.id.as_deref(), Some("6bd8e4a7"));
}

#[tokio::test]
async fn endless_headers_are_a_transport_error() {
    let response = Response::ok("").header("x-endless", &"x".repeat(4 * 1024 * 1024));
    let error = error_of(&response).await;
    assert_eq!(error.kind(), Transport, "{error}");
}

#[tokio::test]
async fn max_response_bytes_sets_the_limit() {
    let recorder = Recorder::start(Response::ok("{}        ")).await;
    let client = builder(recorder.url()).max_response_bytes(9).build().unwrap();
    let error = client.call(typing()).await.unwrap_err();
    assert!(error.to_string().contains("the body exceeds 9 bytes"), "{error}");
    let client = builder(recorder.url()).max_response_bytes(10).build().unwrap();
    client.call(typing()).await.unwrap();
    let error = builder(recorder.url()).max_response_bytes(0).build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
}
