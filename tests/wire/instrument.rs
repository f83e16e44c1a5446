//! `#[tracing::instrument]` below the attribute: its span holds the call, and it records the
//! result.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use connect_participant::{
    Client, ConnectionToken, DisconnectParticipantOutput, Participant, Result, SendEventOutput,
    participant_operation,
};
use connect_participant_tests::{Recorder, Response, client, connection_token};
use tracing::instrument;
use tracing_subscriber::fmt::format::FmtSpan;

trait Chat: Participant {
    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.message.read"
    )]
    #[instrument(
        skip(self, connection_token),
        fields(length = message_id.len()),
        err(Debug),
        ret
    )]
    async fn read(
        &self,
        connection_token: &ConnectionToken,
        message_id: &str,
    ) -> Result<SendEventOutput>;

    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.typing"
    )]
    #[instrument(skip_all, err)]
    fn typing(&self, connection_token: &ConnectionToken)
    -> impl Future<Output = Result<()>> + Send;
}

impl Chat for Client {}

#[async_trait::async_trait]
trait Boxed: Participant {
    #[participant_operation(DisconnectParticipant)]
    #[instrument(skip_all, err, ret)]
    async fn leave(
        &self,
        connection_token: &ConnectionToken,
    ) -> Result<DisconnectParticipantOutput>;
}

impl Boxed for Client {}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Returns the lines of the log of a call.
async fn lines(response: Response, call: impl AsyncFnOnce(Client)) -> Vec<String> {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_span_events(FmtSpan::CLOSE)
        .with_ansi(false)
        .without_time()
        .with_writer(move || writer.clone())
        .finish();
    let recorder = Recorder::start(response).await;
    let guard = tracing::subscriber::set_default(subscriber);
    call(client(recorder.url())).await;
    drop(guard);
    let text = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    text.lines().map(|line| line.trim().to_owned()).collect()
}

/// Panics unless one of the lines has all of the texts.
fn assert_line(lines: &[String], texts: &[&str]) {
    let has_all = |line: &&String| texts.iter().all(|text| line.contains(text));
    assert!(lines.iter().any(|line| has_all(&line)), "no line with {texts:?}: {lines:#?}");
}

#[tokio::test]
async fn the_span_of_a_method_holds_the_call() {
    let lines = lines(Response::ok(r#"{"Id":"7"}"#), async |client: Client| {
        client.read(&connection_token(), "6bd8e4a7").await.unwrap();
    });
    let lines = lines.await;
    let span = r#"read{message_id="6bd8e4a7" length=8}"#;
    assert_line(&lines, &[&format!("{span}:call{{"), "connect_participant: close"]);
    assert_line(&lines, &[&format!("{span}: "), "return=", "SendEventOutput"]);
    let close = lines.iter().position(|line| line.contains(span) && !line.contains("call{"));
    let call = lines.iter().position(|line| line.contains(":call{"));
    assert!(call < close, "{lines:#?}");
}

#[tokio::test]
async fn the_error_of_a_call_is_recorded() {
    let lines = lines(Response::status(403), async |client: Client| {
        client.read(&connection_token(), "6bd8e4a7").await.unwrap_err();
        client.typing(&connection_token()).await.unwrap_err();
    });
    let lines = lines.await;
    assert_line(&lines, &["ERROR read{", "error=Error {", "AccessDenied"]);
    assert_line(&lines, &["ERROR typing: ", "error=SendEvent failed: AccessDenied"]);
}

#[tokio::test]
async fn the_span_of_a_boxed_future_holds_the_call() {
    let lines = lines(Response::ok("{}"), async |client: Client| {
        let client: &(dyn Boxed + Sync) = &client;
        client.leave(&connection_token()).await.unwrap();
    });
    let lines = lines.await;
    assert_line(&lines, &["leave:call{", "connect_participant: close"]);
    assert_line(&lines, &["leave: ", "return=DisconnectParticipantOutput"]);
}
