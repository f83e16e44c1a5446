//! Messages and attachments.

use connect_participant::{
    ArtifactStatus, ErrorKind, MessageProcessingStatus, ParticipantRole, Timestamp,
};
use connect_participant_session::{ChatEvent, ContentType};
use serde_json::{Value, json};

use crate::{event, item, message, parse};

#[test]
fn a_message_has_text_sender_and_time() {
    let message = message(json!({
        "Type": "MESSAGE", "ContentType": "text/plain", "Content": "Hello! Ünïcode",
    }));
    assert_eq!(message.id(), "0196-i");
    assert_eq!(message.text(), "Hello! Ünïcode");
    assert_eq!(message.content_type(), Some(ContentType::TextPlain));
    assert_eq!(message.sender().id(), Some("p-agent"));
    assert_eq!(message.sender().display_name(), Some("Ana"));
    assert!(message.is_from(ParticipantRole::Agent));
    assert!(!message.is_from(ParticipantRole::Customer));
    assert_eq!(message.time(), Some(&Timestamp::from("2026-05-04T09:30:12.345Z")));
    assert_eq!(message.contact_id(), Some("c-2"));
    assert_eq!(message.info().initial_contact_id(), Some("c-1"));
    assert!(message.attachments().is_empty() && message.metadata().is_none());
    assert!(message.is_complete() && !message.is_own() && !message.is_history());
    assert_eq!(message.view_token(), None);
}

#[test]
fn content_types_are_an_open_enum() {
    for (value, expected) in [
        ("text/plain", ContentType::TextPlain),
        ("text/markdown", ContentType::TextMarkdown),
        ("application/json", ContentType::ApplicationJson),
        ("application/vnd.amazonaws.connect.message.interactive", ContentType::Interactive),
        (
            "application/vnd.amazonaws.connect.message.interactive.response",
            ContentType::InteractiveResponse,
        ),
    ] {
        let message = message(json!({ "Type": "MESSAGE", "ContentType": value }));
        assert_eq!(message.content_type(), Some(expected.clone()));
        assert_eq!(expected.to_string(), value);
    }
    let message = message(json!({ "Type": "MESSAGE", "ContentType": "text/hologram" }));
    let Some(ContentType::Unknown(unknown)) = message.content_type() else { panic!() };
    assert_eq!(unknown.as_str(), "text/hologram");
}

#[test]
fn a_message_without_members_is_empty() {
    let message = match parse(&json!({ "Type": "MESSAGE" })).into_event() {
        ChatEvent::Message(message) => message,
        other => panic!("{other:?}"),
    };
    assert_eq!((message.id(), message.text()), ("", ""));
    assert_eq!(message.content_type(), None);
    assert_eq!(message.sender().role(), None);
    assert!(!message.is_from(ParticipantRole::Customer));
}

#[test]
fn attachments_have_names_and_a_status() {
    let members = json!({
        "Type": "ATTACHMENT",
        "Attachments": [{
            "AttachmentId": "a-1", "AttachmentName": "bill.pdf",
            "ContentType": "application/pdf", "Status": "APPROVED",
        }],
    });
    assert!(matches!(event(members.clone()), ChatEvent::Attachment(_)));
    let message = message(members);
    let [attachment] = message.attachments() else { panic!() };
    assert_eq!(attachment.attachment_id.as_deref(), Some("a-1"));
    assert_eq!(attachment.attachment_name.as_deref(), Some("bill.pdf"));
    assert_eq!(attachment.content_type.as_deref(), Some("application/pdf"));
    assert_eq!(attachment.status, Some(ArtifactStatus::Approved));
    assert_eq!((message.text(), message.content_type()), ("", None));
}

#[test]
fn a_message_has_receipts_and_processing() {
    let message = message(json!({
        "Type": "MESSAGE",
        "MessageMetadata": {
            "MessageProcessingStatus": "FAILED",
            "Receipts": [{ "RecipientParticipantId": "p-customer" }],
        },
    }));
    let metadata = message.metadata().unwrap();
    assert_eq!(metadata.message_processing_status, Some(MessageProcessingStatus::Failed));
    assert_eq!(metadata.receipts.as_ref().map(Vec::len), Some(1));
}

#[test]
fn a_bot_may_still_be_writing() {
    for (completed, expected) in
        [(json!(false), false), (json!(true), true), (json!("no"), true), (Value::Null, true)]
    {
        let message = message(json!({
            "Type": "MESSAGE",
            "MessageMetadata": { "MessageCompleted": completed, "ChunkNumber": 1 },
        }));
        assert_eq!(message.is_complete(), expected, "{completed}");
    }
}

#[test]
fn json_is_parsed_into_any_type() {
    let message = message(json!({
        "Type": "MESSAGE", "ContentType": "application/json", "Content": r#"{"a":[1,2]}"#,
    }));
    assert_eq!(message.json::<Value>().unwrap(), json!({ "a": [1, 2] }));

    let error = message.json::<Vec<u8>>().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnreadableResponse);
    let expected = "the content is other JSON than expected, at line 1, column 0";
    assert_eq!(error.message(), Some(expected));
}

#[test]
fn errors_of_json_do_not_show_the_text() {
    for content in ["secret", r#""secret""#, r#"{"a":"secret"}"#, r#"{"a":1} secret"#] {
        let message = message(json!({ "Type": "MESSAGE", "Content": content }));
        let error = message.json::<std::collections::HashMap<String, u8>>().unwrap_err();
        assert!(!format!("{error} {error:?}").contains("secret"), "{error:?}");
    }
}

#[test]
fn views_have_a_token() {
    let interactive = "application/vnd.amazonaws.connect.message.interactive";
    let token = |content_type: &str, content: &Value| {
        let members = json!({
            "Type": "MESSAGE", "ContentType": content_type, "Content": content.to_string(),
        });
        message(members).view_token().map(String::from)
    };
    let content = |token: Value| {
        json!({
            "templateType": "ViewResource",
            "version": "1.0",
            "data": { "content": { "viewId": "v", "viewToken": token, "viewData": {} } },
        })
    };
    assert_eq!(token(interactive, &content(json!("t-1"))).as_deref(), Some("t-1"));
    assert_eq!(token(interactive, &content(json!(7))), None);
    assert_eq!(token("text/plain", &content(json!("t-1"))), None);
    let list_picker = json!({ "templateType": "ListPicker", "data": { "content": {} } });
    assert_eq!(token(interactive, &list_picker), None);
}

#[test]
fn a_clone_is_the_same_message() {
    let message = message(json!({ "Type": "MESSAGE", "Content": "Hello" }));
    assert_eq!(message.clone().text().as_ptr(), message.text().as_ptr());
}

/// Some clients cut a text in the middle of an emoji.
#[test]
fn half_an_emoji_does_not_hide_the_text() {
    let json = item(json!({ "Type": "MESSAGE", "Content": "_" })).to_string();
    let json = json.replace("\"_\"", r#""Hello \ud83d""#);
    let ChatEvent::Message(message) =
        connect_participant_session::ChatItem::parse(&json).unwrap().into_event()
    else {
        panic!();
    };
    assert!(message.text().starts_with("Hello \u{fffd}"), "{}", message.text());
}
