//! The `Debug` output of items. The setting holds for the process, so this is the only test of this binary.

use connect_participant::show_content_in_debug;
use connect_participant_session::{ChatEvent, ChatItem};
use serde_json::json;

#[test]
fn debug_shows_sizes_and_never_secrets() {
    let items = [
        json!({ "Id": "i-1", "Type": "MESSAGE", "ContentType": "text/plain",
            "Content": "private words", "DisplayName": "private name" }),
        json!({ "Id": "i-1", "Type": "ATTACHMENT",
            "Attachments": [{ "AttachmentName": "private.pdf" }] }),
        json!({ "Id": "i-1", "Type": "EVENT", "DisplayName": "private name",
            "ContentType": "application/vnd.amazonaws.connect.event.typing" }),
        json!({ "Id": "i-1", "Type": "TRANSFER_FAILED", "DisplayName": "private name" }),
        json!({ "Id": "i-1", "Type": "PARTICIPANT_LEFT", "DisplayName": "private name" }),
        json!({ "Id": "i-1", "Type": "HOLOGRAM", "Content": "private words" }),
    ];
    let debug = |item: &serde_json::Value| {
        let item = ChatItem::parse(&item.to_string()).unwrap();
        format!("{item:?} {item:#?} {:?}", item.event())
    };
    for item in &items {
        assert!(!debug(item).contains("private"), "{}", debug(item));
        assert!(debug(item).contains("i-1"), "{}", debug(item));
    }
    assert!(debug(&items[0]).contains("13 bytes"));

    let session = json!({
        "Id": "i-1", "Content": r#"{"SessionId":"secret"}"#,
        "ContentType": "application/vnd.amazonaws.connect.event.authentication.initiated",
    });
    let view = json!({
        "Id": "i-1", "Type": "MESSAGE",
        "ContentType": "application/vnd.amazonaws.connect.message.interactive",
        "Content": r#"{"templateType":"ViewResource","data":{"content":{"viewToken":"secret"}}}"#,
    });
    let view_token = match ChatItem::parse(&view.to_string()).unwrap().into_event() {
        ChatEvent::Message(message) => message.view_token().unwrap(),
        other => panic!("{other:?}"),
    };
    assert_eq!(view_token.expose(), "secret");
    for show in [false, true] {
        show_content_in_debug(show);
        for item in [&session, &view] {
            assert!(!debug(item).contains("secret"), "{}", debug(item));
        }
        assert!(!format!("{view_token:?}").contains("secret"));
    }

    for item in items.iter().filter(|item| item["Type"] != "HOLOGRAM") {
        assert!(debug(item).contains("private"), "{}", debug(item));
    }
    assert!(!debug(&items[5]).contains("private"), "an unknown item may hold a secret");
}
