//! Errors in the reports of `anyhow`, `eyre` and `miette`: each cause is there once.

use std::ffi::OsString;
use std::io;
use std::sync::Arc;

use connect_participant::{
    AttachmentBody, Client, ClientBuilder, Error, EventContentType, SendEventInput, TransportError,
};
use connect_participant_tests::{
    Outcome, Recorder, Response, ScriptedTransport, client, closed_port, connection_token, typing,
};
use miette::IntoDiagnostic as _;

const CONTEXT: &str = "cannot show who is typing";

/// Returns the reports of an error as the cause of another one, on one line and on several.
fn reports<E: std::error::Error + Send + Sync + 'static>(error: Arc<E>) -> [String; 6] {
    let anyhow = anyhow::Error::new(Arc::clone(&error)).context(CONTEXT);
    let eyre = eyre::Report::new(Arc::clone(&error)).wrap_err(CONTEXT);
    let miette = Err::<(), _>(error).into_diagnostic().unwrap_err().wrap_err(CONTEXT);
    let mut narrated = String::new();
    let handler = miette::NarratableReportHandler::new();
    handler.render_report(&mut narrated, miette.as_ref()).unwrap();
    let chain: Vec<_> = miette.chain().map(ToString::to_string).collect();
    [
        format!("{anyhow:#}"),
        format!("{anyhow:?}"),
        format!("{eyre:#}"),
        format!("{eyre:?}"),
        narrated,
        chain.join(": "),
    ]
}

/// Checks that the error contains the cause, and each report contains the error and the cause once.
fn assert_reported_once(error: Error, cause: &str) {
    let text = error.to_string();
    assert!(text.contains(cause), "{cause:?} is not in {text:?}");
    assert!(std::error::Error::source(&error).is_none());
    for report in reports(Arc::new(error)) {
        let counts = [CONTEXT, &text, cause].map(|part| report.matches(part).count());
        assert_eq!(counts, [1, 1, 1], "{cause:?}: {report}");
    }
}

async fn failure(client: Client) -> Error {
    client.call(typing()).await.unwrap_err()
}

#[tokio::test]
async fn a_refused_connection_is_reported_once() {
    let error = failure(client(closed_port().await)).await;
    assert_reported_once(error, "Connection refused");
}

#[tokio::test(start_paused = true)]
async fn a_timeout_is_reported_once() {
    let error = failure(ScriptedTransport::new(|_| Outcome::Never).client()).await;
    assert_reported_once(error, "took longer than 30s");
}

#[tokio::test]
async fn a_response_of_the_service_is_reported_once() {
    for (response, cause) in [
        (Response::status(400).body(r#"{"Message":"No such chat"}"#), "No such chat"),
        (Response::status(503).body("<html>"), "HTTP 503"),
        (Response::ok("<html>"), "it is not JSON"),
        (
            Response::ok(r#"{"Id":"6bd8e4a7"}"#).truncated_after(5),
            "end of file before message length reached",
        ),
    ] {
        let recorder = Recorder::start(response).await;
        assert_reported_once(failure(client(recorder.url())).await, cause);
    }
}

#[tokio::test]
async fn a_rejected_input_is_reported_once() {
    let client = ScriptedTransport::new(|_| Outcome::ok()).client();
    let receipt = SendEventInput::new(EventContentType::MessageRead, connection_token());
    assert_reported_once(client.call(receipt).await.unwrap_err(), "requires a message id");
}

#[tokio::test]
async fn a_file_that_cannot_be_read_is_reported_once() {
    let error = AttachmentBody::from_file("no such folder/notes.pdf").await.unwrap_err();
    assert_reported_once(error, "No such file");
    let directory = |name: &str| (name == "AWS_CONFIG_FILE").then(|| OsString::from("/"));
    let error = ClientBuilder::from_variables(directory).unwrap_err();
    assert_reported_once(error, "Is a directory");
}

/// An error with a source, whose texts differ.
#[derive(Debug)]
struct Outer(io::Error);

impl std::fmt::Display for Outer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the limiter is closed")
    }
}

impl std::error::Error for Outer {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

fn outer() -> Outer {
    Outer(io::Error::other("the store is gone"))
}

#[tokio::test]
async fn the_error_of_a_layer_is_reported_once() {
    let layer = |_, _| async { Err(TransportError::connection(outer())) };
    let client = ScriptedTransport::new(|_| Outcome::ok()).builder().layer(layer).max_attempts(1);
    let error = failure(client.build().unwrap()).await;
    assert!(error.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<Outer>));
    assert_reported_once(error, "the store is gone");
}

/// A layer gets this error, and may report it itself.
#[tokio::test]
async fn a_transport_error_is_reported_once() {
    for report in reports(Arc::new(TransportError::timeout(outer()))) {
        for text in ["the time limit was exceeded", "the limiter is closed", "the store is gone"] {
            assert_eq!(report.matches(text).count(), 1, "{text:?}: {report}");
        }
    }
}
