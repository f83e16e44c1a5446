//! Reads an arbitrary text as a frame of the websocket, as a notification of SNS and as an item of a
//! transcript, and uses what it says: nothing causes a panic, and all of them read the same.
//!
//! The input is the text. `seeds/item` has examples.

#![no_main]

use std::mem::discriminant;

use connect_participant::{ErrorKind, Item, Timestamp};
use connect_participant_session::{ChatEvent, ChatItem};
use libfuzzer_sys::fuzz_target;
use serde_json::{Value, json};

fuzz_target!(|text: &str| {
    let item = match ChatItem::parse(text) {
        Ok(item) => item,
        Err(error) => {
            assert_eq!(error.kind(), ErrorKind::UnreadableResponse);
            return;
        }
    };
    use_item(&item);

    // An item may also be wrapped, unless it is wrapped already.
    if ["topic", "Message", "Records", "Sns", "\\u"].iter().any(|name| text.contains(name)) {
        return;
    }
    let notification = json!({ "Message": text });
    for wrapped in [
        json!({ "topic": "aws/chat", "content": text }),
        json!({ "Records": [{ "Sns": notification }] }),
        notification,
    ] {
        let wrapped = ChatItem::parse(&wrapped.to_string()).unwrap();
        assert_eq!(format!("{wrapped:?}"), format!("{item:?}"));
    }

    // What the strict parser of transcripts takes, it reads as the lenient one does.
    if let Ok(transcript) = serde_json::from_str::<Item>(text) {
        let transcript = ChatItem::from(transcript);
        use_item(&transcript);
        assert_eq!(discriminant(transcript.event()), discriminant(item.event()));
        let (ours, theirs) = (item.info(), transcript.info());
        assert_eq!(ours.id(), theirs.id());
        assert_eq!(ours.time(), theirs.time());
        assert_eq!(ours.participant(), theirs.participant());
        if let (Some(ours), Some(theirs)) = (message(&item), message(&transcript)) {
            assert_eq!(ours.text(), theirs.text());
            assert_eq!(ours.content_type(), theirs.content_type());
            assert_eq!(ours.attachments(), theirs.attachments());
        }
    }
});

fn message(item: &ChatItem) -> Option<&connect_participant_session::Message> {
    match item.event() {
        ChatEvent::Message(message) | ChatEvent::Attachment(message) => Some(message),
        _ => None,
    }
}

fn use_item(item: &ChatItem) {
    assert!(!format!("{item:?}{item:#?}").is_empty());
    // The conversion may fail, but must not panic.
    let _ = item.info().time().map(Timestamp::to_system_time);
    match item.event() {
        ChatEvent::Unknown(unknown) => {
            assert!(unknown.json().contains('{'));
        }
        ChatEvent::Receipt(receipt) => {
            assert!(receipt.recipients().len() <= 32);
            assert!(receipt.is_delivered() || !receipt.is_read());
        }
        _ => {}
    }
    if let Some(message) = message(item) {
        assert!(message.attachments().len() <= 16);
        if let Some(token) = message.view_token() {
            assert!(message.text().len() > token.expose().len());
        }
        if let Err(error) = message.json::<Value>() {
            assert_eq!(error.kind(), ErrorKind::UnreadableResponse);
        }
    }
}
