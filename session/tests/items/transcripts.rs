//! Items of transcripts.

use connect_participant::{Item, ParticipantRole, Timestamp};
use connect_participant_session::{ChatEvent, ChatItem};
use serde_json::{Value, json};

use crate::{item, parse};

/// The same item by websocket and in a transcript. There, `InitialContactId` is not in the item.
fn assert_same(websocket: &Value) {
    let mut websocket = websocket.clone();
    websocket.as_object_mut().unwrap().remove("InitialContactId");
    let transcript: Item = serde_json::from_value(websocket.clone()).unwrap();
    let (one, other) = (parse(&websocket), ChatItem::from(transcript));
    assert_eq!(format!("{one:?}"), format!("{other:?}"));
    assert_eq!(one.info(), other.info());
}

#[test]
fn items_of_transcripts_are_those_of_the_websocket() {
    let prefix = "application/vnd.amazonaws.connect.event.";
    for members in [
        json!({ "Type": "MESSAGE", "ContentType": "text/plain", "Content": "Hello" }),
        json!({ "Type": "EVENT", "ContentType": format!("{prefix}participant.joined") }),
        json!({ "Type": "EVENT", "ContentType": format!("{prefix}transfer.failed") }),
        json!({ "Type": "EVENT", "ContentType": format!("{prefix}chat.ended") }),
        json!({ "Type": "CHAT_ENDED" }),
        json!({ "Type": "HOLOGRAM" }),
        json!({
            "Type": "ATTACHMENT",
            "Attachments": [{
                "AttachmentId": "a-1", "AttachmentName": "bill.pdf",
                "ContentType": "application/pdf", "Status": "IN_PROGRESS",
            }],
        }),
        json!({
            "Type": "MESSAGE",
            "MessageMetadata": {
                "MessageId": "m-1",
                "MessageProcessingStatus": "REJECTED",
                "Receipts": [{ "ReadTimestamp": "2026-05-04T09:30:14.000Z" }],
            },
        }),
    ] {
        assert_same(&item(members));
    }
}

#[test]
fn related_contacts_of_transcripts_are_contacts() {
    let item = Item::default().with_id("i").with_related_contact_id("c-0");
    assert_eq!(ChatItem::from(item).info().contact_id(), Some("c-0"));
}

#[test]
fn unknown_items_of_transcripts_are_json() {
    let item = Item::default()
        .with_id("i")
        .with_participant_role(ParticipantRole::System)
        .with_absolute_time(Timestamp::from("2026-05-04T09:30:12.345Z"));
    let ChatEvent::Unknown(unknown) = ChatItem::from(item).into_event() else { panic!() };
    let expected = json!({
        "AbsoluteTime": "2026-05-04T09:30:12.345Z", "Id": "i", "ParticipantRole": "SYSTEM",
    });
    assert_eq!(serde_json::from_str::<Value>(unknown.json()).unwrap(), expected);
}
