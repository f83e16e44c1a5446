//! The `Debug` output of what participants write: sizes, unless a switch shows the text.

use std::fmt::Debug;
use std::time::Duration;

use connect_participant::{
    AttachmentItem, EventContentType, GetTranscriptInput, GetTranscriptOutput, Item,
    MessageContentType, SendEventInput, SendMessageInput, StartAttachmentUploadInput,
    show_content_in_debug,
};
use connect_participant_tests::{Recorder, Response, builder, client, connection_token};
use serde_json::json;

/// A part of every text that a participant has written here.
const WRITTEN: &str = "Grüße";

/// Returns everything with a text of a participant: inputs, and an output as it is received.
async fn values() -> Vec<Box<dyn Debug>> {
    let item = json!({
        "Content": WRITTEN,
        "ContentType": "text/plain",
        "DisplayName": WRITTEN,
        "Attachments": [{ "AttachmentName": WRITTEN }],
    });
    let response = json!({ "Transcript": [item] }).to_string();
    let recorder = Recorder::start(Response::ok(response)).await;
    let output: GetTranscriptOutput =
        client(recorder.url()).call(GetTranscriptInput::new(connection_token())).await.unwrap();
    let item: Item = output.transcript.clone().unwrap().remove(0);
    let attachment: AttachmentItem = item.attachments.clone().unwrap().remove(0);
    let token = connection_token;
    vec![
        Box::new(output),
        Box::new(item),
        Box::new(attachment),
        Box::new(SendMessageInput::new(MessageContentType::TextPlain, WRITTEN, token())),
        Box::new(SendEventInput::new(EventContentType::MessageRead, token()).content(WRITTEN)),
        Box::new(StartAttachmentUploadInput::new("text/plain", 7, WRITTEN, token())),
    ]
}

/// The switch holds for the whole process, so one test covers both of its states.
#[tokio::test]
async fn debug_shows_sizes_unless_it_is_switched() {
    for value in values().await {
        for text in [format!("{value:?}"), format!("{value:#?}")] {
            assert!(text.contains("7 bytes") && !text.contains(WRITTEN), "{text}");
        }
    }
    let empty = format!("{:?}", Item::default().with_content(""));
    assert!(empty.contains("content: 0 bytes") && empty.contains("display_name: None"), "{empty}");

    show_content_in_debug(true);
    let shown: Vec<_> = values().await.iter().map(|value| format!("{value:?}")).collect();
    show_content_in_debug(false);
    for text in shown {
        assert!(text.contains("\"Grüße\"") && !text.contains("7 bytes"), "{text}");
        assert!(!text.contains("secret"), "{text}");
    }
    assert!(!format!("{:?}", values().await).contains(WRITTEN));
}

#[test]
fn a_client_shows_its_settings() {
    let client = builder("http://127.0.0.1:1").max_attempts(5).max_backoff(Duration::from_secs(11));
    let client = client.initial_backoff(Duration::from_secs(7)).build().unwrap();
    let text = format!("{client:?}");
    for setting in ["http://127.0.0.1:1", "max_attempts: 5", "initial: 7s", "max: 11s"] {
        assert!(text.contains(setting), "{setting} is not in {text}");
    }
}
