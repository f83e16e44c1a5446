//! Messages.

use connect_participant::Timestamp;
use serde_json::json;

use crate::fixture::Fixture;

cases! {
    messages_of_every_content_type_are_recorded
    special_characters_are_preserved
    a_message_of_maximum_length_is_accepted
}

async fn messages_of_every_content_type_are_recorded(fixture: Fixture) {
    let messages = [
        ("text/plain", "Hello!"),
        ("text/markdown", "**Hello**"),
        ("application/json", r#"{"say":"Hello"}"#),
        (
            "application/vnd.amazonaws.connect.message.interactive.response",
            r#"{"templateType":"ListPicker"}"#,
        ),
    ];
    for (content_type, content) in messages {
        let input = json!({ "ContentType": content_type, "Content": content });
        let output = fixture.output("SendMessage", input).await;
        let transcript = fixture.chat.transcript();
        let item = transcript.last().expect("an item");
        assert_eq!(item.content_type.as_deref(), Some(content_type));
        assert_eq!(item.content.as_deref(), Some(content));
        assert_eq!(output["Id"].as_str(), item.id.as_deref());
        let time = item.absolute_time.as_ref().map(Timestamp::as_str);
        assert_eq!(output["AbsoluteTime"].as_str(), time);
    }
    assert_eq!(fixture.chat.transcript().len(), messages.len());
}

async fn special_characters_are_preserved(fixture: Fixture) {
    let content = "\u{0}\t\r\n\u{1b}\"\\/<>&' \u{7f}\u{80}é\u{2028}\u{feff}日本\u{fffd}👩\u{200d}👧\u{10ffff}";
    let input = json!({ "ContentType": "text/plain", "Content": content });
    fixture.output("SendMessage", input).await;
    assert_eq!(fixture.chat.transcript()[0].content.as_deref(), Some(content));

    let output = fixture.output("GetTranscript", json!({})).await;
    assert_eq!(output["Transcript"][0]["Content"], content);
}

async fn a_message_of_maximum_length_is_accepted(fixture: Fixture) {
    let content = "x".repeat(16_384);
    let input = json!({ "ContentType": "text/plain", "Content": content });
    fixture.output("SendMessage", input).await;
    assert_eq!(fixture.chat.transcript()[0].content.as_deref(), Some(content.as_str()));
}
