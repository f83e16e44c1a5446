//! The spans of calls, as an OpenTelemetry back end gets them.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a failing test panics"
)]

use std::collections::BTreeMap;

use connect_participant::{
    Client, Connected, ConnectionToken, Error, EventContentType, FromOutput, GetTranscriptInput,
    Participant, Result, SendEventInput, SendMessageInput, SendMessageOutput, UploadMetadata,
    participant_operation,
};
use connect_participant_tests::{
    CONNECTION_TOKEN, Outcome, Recorder, Response, ScriptedTransport, client, connection_token,
    typing,
};
use opentelemetry::trace::{SpanKind, Status, TracerProvider as _};
use opentelemetry::{KeyValue, Value};
use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider, SpanData};
use tracing::{Instrument as _, info_span};
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::layer::SubscriberExt as _;

/// Returns the spans of a future, in the order of their ends.
async fn spans_of(done: impl Future<Output = ()>) -> Vec<SpanData> {
    let exporter = InMemorySpanExporter::default();
    let provider = SdkTracerProvider::builder().with_simple_exporter(exporter.clone()).build();
    let layer = tracing_opentelemetry::layer().with_tracer(provider.tracer("test"));
    let subscriber = tracing_subscriber::registry().with(LevelFilter::DEBUG).with(layer);
    let guard = tracing::subscriber::set_default(subscriber);
    done.await;
    drop(guard);
    exporter.get_finished_spans().unwrap()
}

/// Returns the one span of a call with these outcomes.
async fn span_of(input: SendEventInput, outcomes: fn(usize) -> Outcome) -> SpanData {
    let client = ScriptedTransport::new(outcomes).client();
    only(spans_of(async { drop(client.call(input).await) }).await)
}

fn only(spans: Vec<SpanData>) -> SpanData {
    let [span] = <[_; 1]>::try_from(spans).unwrap();
    span
}

/// The attributes that begin with none of the names that the back end adds.
fn attributes(attributes: &[KeyValue]) -> BTreeMap<&str, Value> {
    let added = ["code.", "thread.", "busy_ns", "idle_ns", "target", "level"];
    let own = attributes.iter().map(|all| (all.key.as_str(), all.value.clone()));
    own.filter(|(key, _)| !added.iter().any(|added| key.starts_with(added))).collect()
}

fn names(spans: &[SpanData]) -> Vec<&str> {
    spans.iter().map(|span| span.name.as_ref()).collect()
}

fn text(value: &str) -> Value {
    Value::from(value.to_owned())
}

fn integer(value: i64) -> Value {
    Value::I64(value)
}

/// The attributes of a call of `SendEvent` in the region of the tests.
fn send_event(content_type: EventContentType) -> BTreeMap<&'static str, Value> {
    BTreeMap::from([
        ("rpc.system", text("aws-api")),
        ("rpc.service", text("ConnectParticipant")),
        ("rpc.method", text("SendEvent")),
        ("server.address", text("participant.connect.eu-central-1.amazonaws.com")),
        ("server.port", integer(443)),
        ("cloud.region", text("eu-central-1")),
        ("content_type", text(content_type.as_str())),
    ])
}

fn typing_event() -> BTreeMap<&'static str, Value> {
    send_event(EventContentType::Typing)
}

fn assert_error(span: &SpanData, kind: &str) {
    assert_eq!(attributes(&span.attributes).get("error.type"), Some(&text(kind)), "{span:#?}");
    assert_eq!(span.status, Status::error(""), "{span:#?}");
}

/// A response to a request over a real connection.
#[tokio::test]
async fn a_call_is_a_client_span() {
    let response = Response::ok(r#"{"Id":"6bd8e4a7"}"#).header("x-amzn-requestid", "1b2c");
    let recorder = Recorder::start(response).await;
    let client = client(recorder.url());
    let span = only(spans_of(async { drop(client.call(typing()).await) }).await);
    assert_eq!(span.name, "ConnectParticipant.SendEvent");
    assert_eq!((span.span_kind, span.status), (SpanKind::Client, Status::Unset));
    let (host, port) = recorder
        .authority()
        .rsplit_once(':')
        .map(|(host, port)| (host.to_owned(), port.parse().unwrap()))
        .unwrap();
    let mut expected = typing_event();
    expected.remove("cloud.region");
    expected.extend([
        ("server.address", text(&host)),
        ("server.port", integer(port)),
        ("attempts", integer(1)),
        ("http.response.status_code", integer(200)),
        ("aws.request_id", text("1b2c")),
    ]);
    assert_eq!(attributes(&span.attributes), expected);
}

#[tokio::test(start_paused = true)]
async fn a_failed_call_is_a_failed_span() {
    let denied = |_| Outcome::status(403).header("x-amzn-requestid", "1b2c");
    let span = span_of(typing(), denied).await;
    assert_error(&span, "AccessDenied");
    let mut expected = typing_event();
    expected.extend([
        ("attempts", integer(1)),
        ("http.response.status_code", integer(403)),
        ("aws.request_id", text("1b2c")),
        ("error.type", text("AccessDenied")),
    ]);
    assert_eq!(attributes(&span.attributes), expected);
}

#[tokio::test(start_paused = true)]
async fn a_call_without_a_response_has_no_status() {
    let span = span_of(typing(), |_| Outcome::Never).await;
    assert_error(&span, "Timeout");
    let mut expected = typing_event();
    expected.extend([
        ("attempts", integer(3)),
        ("http.request.resend_count", integer(2)),
        ("error.type", text("Timeout")),
    ]);
    assert_eq!(attributes(&span.attributes), expected);
}

#[tokio::test(start_paused = true)]
async fn a_retried_call_that_succeeds_is_one_span() {
    let span = span_of(typing(), |attempt| match attempt {
        1 => Outcome::status(503).header("x-amzn-requestid", "1b2c"),
        2 => Outcome::refused(),
        _ => Outcome::ok().header("x-amzn-requestid", "3d4e"),
    })
    .await;
    assert_eq!(span.status, Status::Unset);
    let mut expected = typing_event();
    expected.extend([
        ("attempts", integer(3)),
        ("http.request.resend_count", integer(2)),
        ("http.response.status_code", integer(200)),
        ("aws.request_id", text("3d4e")),
    ]);
    assert_eq!(attributes(&span.attributes), expected);
    let events: Vec<_> = span
        .events
        .iter()
        .map(|event| {
            let mut attributes = attributes(&event.attributes);
            assert_eq!(attributes.remove("elapsed_ms"), Some(Value::F64(0.0)));
            (event.name.to_string(), attributes)
        })
        .collect();
    let failed = "attempt failed".to_owned();
    assert_eq!(
        events,
        [
            (
                failed.clone(),
                BTreeMap::from([
                    ("attempt", integer(1)),
                    ("error.type", text("Service")),
                    ("http.response.status_code", integer(503)),
                    ("aws.request_id", text("1b2c")),
                    ("retry_in_ms", integer(1_000)),
                ])
            ),
            (
                failed,
                BTreeMap::from([
                    ("attempt", integer(2)),
                    ("error.type", text("Transport")),
                    ("retry_in_ms", integer(2_000)),
                ])
            ),
            (
                "attempt succeeded".to_owned(),
                BTreeMap::from([
                    ("attempt", integer(3)),
                    ("http.response.status_code", integer(200)),
                    ("aws.request_id", text("3d4e")),
                ])
            ),
        ]
    );
}

/// A rejected input is a failure of the call too, although nothing is sent.
#[tokio::test]
async fn a_rejected_input_is_a_failed_span() {
    let receipt = SendEventInput::new(EventContentType::MessageRead, connection_token());
    let span = span_of(receipt, |_| Outcome::ok()).await;
    assert_eq!(span.name, "ConnectParticipant.SendEvent");
    assert_error(&span, "InvalidInput");
    assert_eq!(attributes(&span.attributes).get("attempts"), Some(&integer(0)));
}

/// Needs a value that the response does not have.
struct MessageId;

impl FromOutput<SendMessageOutput> for MessageId {
    fn from_output(output: SendMessageOutput) -> Result<Self> {
        let id = output.id.map(|_| Self);
        id.ok_or_else(|| Error::unreadable_response(CONNECTION_TOKEN))
    }
}

trait Desk: Participant {
    #[participant_operation(SendMessage, content_type = "text/plain")]
    async fn say(&self, content: &str, connection_token: &ConnectionToken) -> Result<MessageId>;
}

impl Desk for Client {}

#[tokio::test]
async fn an_output_without_the_value_is_a_failed_span() {
    let client = ScriptedTransport::new(|_| Outcome::ok()).client();
    let token = connection_token();
    let say = async { assert!(client.say("Hello", &token).await.is_err()) };
    let span = only(spans_of(say).await);
    assert_eq!(span.name, "ConnectParticipant.SendMessage");
    assert_error(&span, "UnreadableResponse");
    assert_eq!(attributes(&span.attributes).get("http.response.status_code"), Some(&integer(200)));
}

/// The current span when the future is polled, not when it is created.
#[tokio::test]
async fn the_parent_is_the_span_of_the_caller() {
    let client = ScriptedTransport::new(|_| Outcome::ok()).client();
    let call = async { drop(client.call(typing()).instrument(info_span!("caller")).await) };
    let spans = spans_of(call).await;
    assert_eq!(names(&spans), ["ConnectParticipant.SendEvent", "caller"]);
    assert_eq!(spans[0].parent_span_id, spans[1].span_context.span_id());
}

/// The transport of a whole upload. The URL goes to another host.
fn upload(attempt: usize) -> Outcome {
    let started = r#"{"AttachmentId":"a1","UploadMetadata":{"Url":"https://storage.example:8443/k?X-Amz-Signature=f00dfeed"}}"#;
    match attempt {
        1 => Outcome::ok().body(started),
        _ => Outcome::ok().header("x-amz-request-id", "5f6a"),
    }
}

#[tokio::test]
async fn an_upload_is_a_span_with_its_three_steps() {
    let client = ScriptedTransport::new(upload).client();
    let token = connection_token();
    let spans = spans_of(async {
        client.upload_attachment("text/plain", "a.txt", "Hello".into(), &token).await.unwrap();
    })
    .await;
    assert_eq!(
        names(&spans),
        [
            "ConnectParticipant.StartAttachmentUpload",
            "ConnectParticipant.PutAttachment",
            "ConnectParticipant.CompleteAttachmentUpload",
            "ConnectParticipant.UploadAttachment",
        ]
    );
    let [start, put, complete, whole] = <[_; 4]>::try_from(spans).unwrap();
    for step in [&start, &put, &complete] {
        assert_eq!(step.parent_span_id, whole.span_context.span_id());
        assert_eq!(step.span_kind, SpanKind::Client);
    }
    assert_eq!(whole.span_kind, SpanKind::Internal);
    assert_eq!(attributes(&whole.attributes), BTreeMap::from([("size", integer(5))]));
    assert_eq!(
        attributes(&put.attributes),
        BTreeMap::from([
            ("http.request.method", text("PUT")),
            ("server.address", text("storage.example")),
            ("server.port", integer(8_443)),
            ("attempts", integer(1)),
            ("http.response.status_code", integer(200)),
            ("aws.request_id", text("5f6a")),
        ])
    );
}

#[tokio::test]
async fn a_failed_step_fails_the_span_of_the_upload() {
    let refusing = |attempt| if attempt == 2 { Outcome::status(403) } else { upload(attempt) };
    let client = ScriptedTransport::new(refusing).client();
    let token = connection_token();
    let spans = spans_of(async {
        client.upload_attachment("text/plain", "a.txt", "Hello".into(), &token).await.unwrap_err();
    })
    .await;
    assert_eq!(spans.len(), 3);
    assert_eq!(spans[0].status, Status::Unset);
    assert_error(&spans[1], "Service");
    assert_error(&spans[2], "Service");
}

#[tokio::test]
async fn an_invalid_upload_url_is_a_failed_span() {
    let client = ScriptedTransport::new(|_| Outcome::ok()).client();
    let metadata = UploadMetadata::default().with_url("ftp://storage.example/secret");
    let put = async { drop(client.put_attachment(&metadata, "Hello".into()).await) };
    let span = only(spans_of(put).await);
    assert_eq!(span.name, "ConnectParticipant.PutAttachment");
    assert_error(&span, "InvalidInput");
}

#[tokio::test]
async fn each_page_of_a_transcript_is_a_span() {
    let client = ScriptedTransport::new(|page| match page {
        1 => Outcome::ok().body(r#"{"NextToken":"2"}"#),
        _ => Outcome::ok(),
    })
    .client();
    let pages = async {
        let mut pages = client.transcript_pages(GetTranscriptInput::new(connection_token()));
        while let Some(page) = pages.next().await {
            page.unwrap();
        }
    };
    let spans = spans_of(pages.instrument(info_span!("reader"))).await;
    let page = "ConnectParticipant.GetTranscript";
    // The span of the reader ends with its future, which is dropped later.
    assert_eq!(names(&spans)[..2], [page, page]);
    assert_ne!(spans[0].span_context.span_id(), spans[1].span_context.span_id());
}

struct Session(Client);

impl Participant for Session {
    fn client(&self) -> &Client {
        &self.0
    }
}

impl Connected for Session {
    fn connection_token(&self) -> ConnectionToken {
        connection_token()
    }
}

trait Chat: Connected {
    #[participant_operation(SendMessage, content_type = "text/plain")]
    async fn say(&self, content: &str) -> Result<()>;
}

impl Chat for Session {}

/// The service repeats the token and the content in each place, and the storage its signature.
#[tokio::test(start_paused = true)]
async fn a_span_has_no_secret() {
    const CONTENT: &str = "my card number is 4111";
    const SIGNATURE: &str = "f00dfeed-the-signature";
    let echoing = |attempt| {
        let secret = if attempt <= 6 { CONNECTION_TOKEN } else { SIGNATURE };
        let echo = format!(r#"{{"message":"{CONTENT} {secret}"}}"#);
        Outcome::status(503).header("x-amzn-requestid", secret).body(echo)
    };
    let transport = ScriptedTransport::new(echoing);
    let client = transport.client();
    let input = SendMessageInput::new(
        connect_participant::MessageContentType::TextPlain,
        CONTENT,
        connection_token(),
    );
    let spans = spans_of(async {
        client.call(input).await.unwrap_err();
        Session(client.clone()).say(CONTENT).await.unwrap_err();
        let url = format!("https://storage.example/?X-Amz-Signature={SIGNATURE}");
        let metadata = UploadMetadata::default().with_url(url);
        client.put_attachment(&metadata, CONTENT.into()).await.unwrap_err();
    })
    .await;
    assert_eq!(transport.attempts().len(), 9);
    assert_eq!(spans.len(), 3);
    let text = format!("{spans:?}");
    assert!(text.contains("storage.example"));
    for secret in [CONNECTION_TOKEN, CONTENT, SIGNATURE] {
        assert!(!text.contains(secret), "{secret} in {spans:#?}");
    }
}
