//! A service that cannot be reached.

use connect_participant::{Client, ErrorKind, TransportError, UploadMetadata};
use connect_participant_tests::{ScriptedTransport, builder, client, closed_port, typing};

#[tokio::test]
async fn a_closed_port_is_a_transport_error() {
    let error = client(closed_port().await).call(typing()).await.unwrap_err();
    assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Transport, true));
    assert_eq!((error.operation(), error.attempts()), (Some("SendEvent"), 1));
    assert_eq!((error.status(), error.request_id()), (None, None));
    assert!(error.get_ref().is_some());
    let text = error.to_string();
    assert!(
        text.starts_with("SendEvent failed: Transport: no response from http://127."),
        "{text}"
    );
    assert!(text.to_lowercase().contains("refused"), "{text}");
}

/// The transports of the crate need a Tokio runtime. Without one, nothing panics, and nothing is
/// retried: it would fail again.
#[test]
fn without_tokio_everything_is_invalid_input() {
    let reason = "there is no Tokio runtime: await the call inside of one, such as \
                  `#[tokio::main]`, or set a transport that needs none";
    let client = builder("http://127.0.0.1:1").max_attempts(3).build().unwrap();
    let metadata = UploadMetadata::default().with_url("http://127.0.0.1:1/file");
    let call = client.call(typing());
    let problem = "SendEvent failed: InvalidInput: cannot send a request to http://127.0.0.1:1";
    let called = futures_executor::block_on(call).unwrap_err();
    assert_eq!(called.to_string(), format!("{problem}: {reason}"));
    let put = client.put_attachment(&metadata, "Hello!".into());
    let put = futures_executor::block_on(put).unwrap_err();
    let problem = "PutAttachment failed: InvalidInput: the upload failed";
    assert_eq!(put.to_string(), format!("{problem}: {reason}"));
    let hyper = Client::builder().endpoint_url("http://127.0.0.1:1").build().unwrap();
    let opened = futures_executor::block_on(hyper.open_socket("ws://127.0.0.1:1")).unwrap_err();
    let problem = "InvalidInput: no connection to http://127.0.0.1:1";
    assert_eq!(opened.to_string(), format!("{problem}: {reason}"));
    for error in [called, put, opened] {
        assert!(!error.is_retryable() && error.attempts() <= 1, "{error:?}");
    }
}

/// A transport that cannot send a request at all says so. The call is not retried.
#[tokio::test]
async fn a_request_that_cannot_be_sent_is_invalid_input() {
    let transport =
        ScriptedTransport::new(|_| TransportError::not_sent("there is no Tokio runtime").into());
    let client = transport.builder().build().unwrap();
    let error = client.call(typing()).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::InvalidInput, 1));
    assert!(!error.is_retryable());
    assert_eq!(
        error.to_string(),
        "SendEvent failed: InvalidInput: cannot send a request to \
         https://participant.connect.eu-central-1.amazonaws.com: there is no Tokio runtime"
    );
}

#[test]
fn an_error_is_small() {
    assert!(size_of::<connect_participant::Error>() <= 16);
}
