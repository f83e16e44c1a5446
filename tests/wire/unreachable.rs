//! A service that cannot be reached.

use connect_participant::{ErrorKind, TransportError};
use connect_participant_tests::{ScriptedTransport, client, closed_port, typing};

#[tokio::test]
async fn a_closed_port_is_a_transport_error() {
    let error = client(closed_port().await).call(typing()).await.unwrap_err();
    assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Transport, true));
    assert_eq!((error.operation(), error.attempts()), (Some("SendEvent"), 1));
    assert_eq!((error.status(), error.request_id()), (None, None));
    assert!(std::error::Error::source(&error).is_some());
    let text = error.to_string();
    assert!(
        text.starts_with("SendEvent failed: Transport: no response from http://127."),
        "{text}"
    );
    assert!(text.to_lowercase().contains("refused"), "{text}");
}

/// The default transport needs a Tokio runtime. Without one, a call fails instead of panicking.
#[test]
fn a_call_without_tokio_is_a_transport_error() {
    let call = client("http://127.0.0.1:1");
    let error = futures_executor::block_on(call.call(typing())).unwrap_err();
    let reason = "no response from http://127.0.0.1:1: there is no Tokio runtime";
    assert_eq!(error.to_string(), format!("SendEvent failed: Transport: {reason}"));
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
