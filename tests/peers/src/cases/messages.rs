//! What is said.

use connect_participant::Timestamp;
use serde_json::json;

use crate::stage::Stage;

cases! {
    messages_of_every_content_type_are_recorded
    every_character_arrives
    the_longest_message_arrives
}

async fn messages_of_every_content_type_are_recorded(stage: Stage) {
    let said = [
        ("text/plain", "Hello!"),
        ("text/markdown", "**Hello**"),
        ("application/json", r#"{"say":"Hello"}"#),
        (
            "application/vnd.amazonaws.connect.message.interactive.response",
            r#"{"templateType":"ListPicker"}"#,
        ),
    ];
    for (content_type, content) in said {
        let input = json!({ "ContentType": content_type, "Content": content });
        let output = stage.output("SendMessage", input).await;
        let transcript = stage.chat.transcript();
        let item = transcript.last().expect("an item");
        assert_eq!(item.content_type.as_deref(), Some(content_type));
        assert_eq!(item.content.as_deref(), Some(content));
        assert_eq!(output["Id"].as_str(), item.id.as_deref());
        let time = item.absolute_time.as_ref().map(Timestamp::as_str);
        assert_eq!(output["AbsoluteTime"].as_str(), time);
    }
    assert_eq!(stage.chat.transcript().len(), said.len());
}

async fn every_character_arrives(stage: Stage) {
    let content = "\u{0}\t\r\n\u{1b}\"\\/<>&' \u{7f}\u{80}é\u{2028}\u{feff}日本\u{fffd}👩\u{200d}👧\u{10ffff}";
    let input = json!({ "ContentType": "text/plain", "Content": content });
    stage.output("SendMessage", input).await;
    assert_eq!(stage.chat.transcript()[0].content.as_deref(), Some(content));

    // And back again.
    let output = stage.output("GetTranscript", json!({})).await;
    assert_eq!(output["Transcript"][0]["Content"], content);
}

async fn the_longest_message_arrives(stage: Stage) {
    let content = "x".repeat(16_384);
    let input = json!({ "ContentType": "text/plain", "Content": content });
    stage.output("SendMessage", input).await;
    assert_eq!(stage.chat.transcript()[0].content.as_deref(), Some(content.as_str()));
}
