//! Message ids, which can be any text that is not empty.

use connect_participant::{EventContentType, SendEventInput};
use connect_participant_tests::{CapturingTransport, Recorder, Response, client, connection_token};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::cases;

/// Message ids with quotes, escapes, control characters, and characters of every width.
fn message_id() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        r#"[\x00-\x1f"\\/{}:,uabn\u{7f}\u{2028}\u{ffff}🦀]{1,20}"#,
        "[ -~]{1,40}",
        Just("\u{10ffff}".repeat(4_000)),
    ]
    .prop_filter("an id must not be empty", |id| !id.is_empty())
}

fn receipt(message_id: &str) -> SendEventInput {
    SendEventInput::new(EventContentType::MessageRead, connection_token()).message_id(message_id)
}

/// Parses the content in a request body as JSON.
fn content(body: &Value) -> Value {
    serde_json::from_str(body["Content"].as_str().expect("content")).expect("JSON")
}

proptest! {
    #![proptest_config(cases(1024))]

    #[test]
    fn a_message_id_is_sent_unchanged(id in message_id()) {
        let captured = CapturingTransport::default();
        let client = captured.client();
        futures_executor::block_on(client.call(receipt(&id))).unwrap();
        prop_assert_eq!(content(&captured.take_json()), json!({ "messageId": id }));
    }

    /// The limit applies to the content, in bytes after escaping.
    #[test]
    fn a_message_id_is_sent_if_the_content_is_within_the_limit(
        length in 16_300_usize..16_500,
        character in prop::sample::select(vec!['a', '"', '\n', '\u{1}', 'é', '🦀']),
        count in 0_usize..2_700,
    ) {
        let start = character.to_string().repeat(count);
        let start_length = json!({ "messageId": start }).to_string().len();
        let id = start + &"x".repeat(length - start_length);
        prop_assert_eq!(json!({ "messageId": id }).to_string().len(), length);

        let captured = CapturingTransport::default();
        let result = futures_executor::block_on(captured.client().call(receipt(&id)));
        prop_assert_eq!(result.is_ok(), length <= 16_384);
        prop_assert_eq!(captured.take().len(), usize::from(length <= 16_384));
    }
}

proptest! {
    #![proptest_config(cases(16))]

    #[test]
    fn a_message_id_is_sent_unchanged_over_a_socket(ids in prop::collection::vec(message_id(), 16)) {
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let recorder = Recorder::start(Response::ok("{}")).await;
            let client = client(recorder.url());
            for id in &ids {
                client.call(receipt(id)).await.unwrap();
            }
            let arrived: Vec<_> =
                recorder.requests().iter().map(|request| content(&request.json())).collect();
            let sent: Vec<_> = ids.iter().map(|id| json!({ "messageId": id })).collect();
            assert_eq!(arrived, sent);
        });
    }
}
