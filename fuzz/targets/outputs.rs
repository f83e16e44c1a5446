//! Parses an arbitrary body as the output of each operation, and uses what it says: nothing causes a
//! panic, and a body that is not an output is an `UnreadableResponse`.
//!
//! The input is the body. `seeds/outputs` has examples.

#![no_main]

use std::fmt::Debug;

use connect_participant::http::{Request, Response};
use connect_participant::{
    Bytes, CancelParticipantAuthenticationInput, Client, CompleteAttachmentUploadInput,
    ConnectionToken, CreateParticipantConnectionInput, DescribeViewInput,
    DisconnectParticipantInput, ErrorKind, EventContentType, GetAttachmentInput,
    GetAuthenticationUrlInput, GetTranscriptInput, MessageContentType, OperationInput,
    SendEventInput, SendMessageInput, StartAttachmentUploadInput, Timestamp, Transport,
    TransportFuture,
};
use futures_executor::block_on;
use libfuzzer_sys::fuzz_target;

const SESSION: &str = "00000000-0000-4000-8000-000000000000";

fuzz_target!(|body: &[u8]| {
    let client = Client::builder()
        .region("eu-central-1")
        .transport(Always(Bytes::copy_from_slice(body)))
        .max_attempts(1)
        .build()
        .unwrap();
    let token: ConnectionToken = "QVFJREFIaXNlY3JldHNlY3JldA==".parse().unwrap();
    let t = || token.clone();

    output(&client, CancelParticipantAuthenticationInput::new(SESSION, t()));
    output(&client, CompleteAttachmentUploadInput::new(["a"], t()));
    output(&client, CreateParticipantConnectionInput::new(token.expose().parse().unwrap()));
    output(&client, DescribeViewInput::new("a", t()));
    output(&client, DisconnectParticipantInput::new(t()));
    output(&client, GetAttachmentInput::new("a", t()));
    output(&client, GetAuthenticationUrlInput::new(SESSION, "https://a.example", t()));
    output(&client, SendMessageInput::new(MessageContentType::TextPlain, "a", t()));

    if let Some(page) = output(&client, GetTranscriptInput::new(t())) {
        let items = page.transcript.unwrap_or_default();
        assert!(items.len() <= 1_000);
        for item in items {
            // The conversion may fail, but must not panic.
            let _ = item.absolute_time.as_ref().map(Timestamp::to_system_time);
        }
    }
    if let Some(sent) = output(&client, SendEventInput::new(EventContentType::Typing, t())) {
        let _ = sent.absolute_time.as_ref().map(Timestamp::to_system_time);
    }
    let start = StartAttachmentUploadInput::new("text/plain", 6, "a.txt", t());
    if let Some(metadata) = output(&client, start).and_then(|output| output.upload_metadata) {
        for metadata in [metadata.clone().with_url("https://a.example/a"), metadata] {
            if let Err(error) = block_on(client.put_attachment(&metadata, "Hello!".into())) {
                assert_eq!(error.kind(), ErrorKind::InvalidInput);
            }
        }
    }
});

/// Makes a call, and returns its output if the body is one.
fn output<I: OperationInput<Output: Debug>>(client: &Client, input: I) -> Option<I::Output> {
    match block_on(client.call(input)) {
        Ok(output) => {
            assert!(!format!("{output:?}{output:#?}").is_empty());
            Some(output)
        }
        Err(error) => {
            assert_eq!(error.kind(), ErrorKind::UnreadableResponse);
            None
        }
    }
}

/// A transport that responds with this body. It checks the headers of an upload.
struct Always(Bytes);

impl Transport for Always {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        if request.method() == "PUT" {
            let headers = request.headers();
            assert_eq!(headers["content-length"], "6");
            for name in ["connection", "transfer-encoding", "host", "x-amz-bearer"] {
                assert!(!headers.contains_key(name));
            }
        }
        let body = self.0.clone();
        Box::pin(async { Ok(Response::new(body)) })
    }
}
