//! Any text that is not empty can be a message's id.

use connect_participant::{EventContentType, SendEventInput};
use connect_participant_tests::{Answer, Captured, Recorder, client, connection_token};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::cases;

/// What a message id must survive: quotes, escapes, controls, and characters of every width.
fn message_id() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        r#"[\x00-\x1f"\\/{}:,uabn\u{7f}\u{2028}\u{ffff}🦀]{1,20}"#,
        "[ -~]{1,40}",
        Just("\u{10ffff}".repeat(4_000)),
    ]
    .prop_filter("empty is no id", |id| !id.is_empty())
}

fn receipt(message_id: &str) -> SendEventInput {
    SendEventInput::new(EventContentType::MessageRead, connection_token()).message_id(message_id)
}

/// The content in a body, read as what it is.
fn content(body: &Value) -> Value {
    serde_json::from_str(body["Content"].as_str().expect("it has content")).expect("it is JSON")
}

proptest! {
    #![proptest_config(cases(1024))]

    #[test]
    fn it_arrives_as_it_is(id in message_id()) {
        let captured = Captured::default();
        let client = captured.client();
        futures_executor::block_on(client.call(receipt(&id))).unwrap();
        prop_assert_eq!(content(&captured.take_json()), json!({ "messageId": id }));
    }

    /// The length of the content is what decides: bytes, after escaping.
    #[test]
    fn it_is_sent_if_its_content_is_short_enough(
        length in 16_300_usize..16_500,
        character in prop::sample::select(vec!['a', '"', '\n', '\u{1}', 'é', '🦀']),
        count in 0_usize..2_700,
    ) {
        let start = character.to_string().repeat(count);
        let start_length = json!({ "messageId": start }).to_string().len();
        let id = start + &"x".repeat(length - start_length);
        prop_assert_eq!(json!({ "messageId": id }).to_string().len(), length);

        let captured = Captured::default();
        let result = futures_executor::block_on(captured.client().call(receipt(&id)));
        prop_assert_eq!(result.is_ok(), length <= 16_384);
        prop_assert_eq!(captured.take().len(), usize::from(length <= 16_384));
    }
}

proptest! {
    #![proptest_config(cases(16))]

    #[test]
    fn it_arrives_over_a_socket(ids in prop::collection::vec(message_id(), 16)) {
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let recorder = Recorder::start(Answer::ok("{}")).await;
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
