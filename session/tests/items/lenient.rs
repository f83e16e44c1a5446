//! Items with missing and odd members: the rest of them is read.

use connect_participant::{ArtifactStatus, ErrorKind};
use connect_participant_session::{ChatEvent, ChatItem};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::{item, parse};

const MEMBERS: &[&str] = &[
    "AbsoluteTime",
    "Attachments",
    "ChunkNumber",
    "ContactId",
    "Content",
    "ContentType",
    "DisplayName",
    "Id",
    "InitialContactId",
    "MessageMetadata",
    "ParticipantId",
    "ParticipantRole",
    "RelatedContactId",
    "Type",
];

fn full() -> Value {
    item(json!({
        "Type": "MESSAGE",
        "ContentType": "text/plain",
        "Content": "Hello",
        "Attachments": [{ "AttachmentId": "a-1" }],
        "MessageMetadata": { "MessageId": "m-1", "Receipts": [{}] },
    }))
}

/// The parts of a message that users see, by the member that each comes from.
fn seen(item: &Value) -> Option<[(&'static str, String); 9]> {
    let ChatEvent::Message(message) = parse(item).into_event() else { return None };
    let (info, sender) = (message.info(), message.sender());
    Some([
        ("Id", message.id().to_owned()),
        ("Content", message.text().to_owned()),
        ("ContentType", format!("{:?}", message.content_type())),
        ("AbsoluteTime", format!("{:?}", message.time())),
        ("ParticipantId", format!("{:?}", sender.id())),
        ("DisplayName", format!("{:?}", sender.display_name())),
        ("ParticipantRole", format!("{:?}", sender.role())),
        ("InitialContactId", format!("{:?}", info.initial_contact_id())),
        ("Attachments", format!("{:?}", message.attachments())),
    ])
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        let name = prop_oneof![
            prop::sample::select(MEMBERS).prop_map(str::to_owned),
            prop::sample::select(&["Receipts", "MessageId", "MessageCompleted", "Status"][..])
                .prop_map(str::to_owned),
            any::<String>(),
        ];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(name, inner, 0..4)
                .prop_map(|map| Value::Object(Map::from_iter(map))),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Only `Type` and the member itself may change what users see.
    #[test]
    fn any_value_of_a_member_leaves_the_others(
        place in 0..MEMBERS.len(),
        value in any_json(),
    ) {
        let name = MEMBERS[place];
        prop_assume!(name != "Type" && name != "MessageMetadata");
        let mut odd = full();
        odd[name] = value;
        let (plain, odd) = (seen(&full()).unwrap(), seen(&odd).unwrap());
        for (plain, odd) in plain.iter().zip(&odd).filter(|(plain, _)| plain.0 != name) {
            prop_assert_eq!(plain, odd);
        }
    }

    /// An object of any members is an item or unreadable, and users can look at all of it.
    #[test]
    fn any_json_is_read(value in any_json(), text in any::<String>()) {
        for text in [value.to_string(), text] {
            match ChatItem::parse(&text) {
                Ok(item) => {
                    let _ = format!("{item:?}");
                    if let ChatEvent::Message(message) = item.event() {
                        let _ = (message.view_token(), message.json::<Value>().is_ok());
                    }
                }
                Err(error) => prop_assert_eq!(error.kind(), ErrorKind::UnreadableResponse),
            }
        }
    }

    #[test]
    fn a_truncated_item_is_unreadable(length in 0_usize..200) {
        let json = full().to_string();
        prop_assume!(length < json.len());
        prop_assert!(ChatItem::parse(json.get(..length).unwrap()).is_err());
    }
}

#[test]
fn missing_members_leave_the_others() {
    let plain = seen(&full()).unwrap();
    for name in MEMBERS {
        let mut item = full();
        item.as_object_mut().unwrap().remove(*name);
        let seen = seen(&item).unwrap();
        for (plain, seen) in plain.iter().zip(&seen).filter(|(plain, _)| plain.0 != *name) {
            assert_eq!(plain, seen, "without {name}");
        }
    }
}

#[test]
fn wrong_types_of_members_count_as_absent() {
    for value in [Value::Null, json!(7), json!(true), json!(["a"]), json!({ "a": "b" })] {
        for name in MEMBERS {
            let mut odd = full();
            odd[*name] = value.clone();
            let event = parse(&odd).into_event();
            let is_message = matches!(event, ChatEvent::Message(_));
            assert!(is_message, "{name}: {value} is {event:?}");
        }
    }
}

#[test]
fn odd_attachments_and_receipts_are_left_out() {
    let mut odd = full();
    odd["Attachments"] = json!([7, null, { "AttachmentId": 7, "Status": "LOST" }, []]);
    odd["MessageMetadata"] = json!({ "Receipts": [null, { "ReadTimestamp": 7 }, "a"] });
    let ChatEvent::Message(message) = parse(&odd).into_event() else { panic!() };
    let [attachment] = message.attachments() else { panic!("{message:?}") };
    assert_eq!(attachment.attachment_id, None);
    assert_eq!(attachment.status.as_ref().map(ArtifactStatus::as_str), Some("LOST"));
    let receipts = message.metadata().unwrap().receipts.as_ref().unwrap();
    assert_eq!(receipts.len(), 1);
    assert_eq!(receipts[0].read_timestamp, None);
}

#[test]
fn lists_are_bounded() {
    let mut long = full();
    long["Attachments"] = json!(vec![json!({}); 1_000]);
    long["MessageMetadata"]["Receipts"] = json!(vec![json!({}); 1_000]);
    let ChatEvent::Message(message) = parse(&long).into_event() else { panic!() };
    assert_eq!(message.attachments().len(), 16);
    assert_eq!(message.metadata().unwrap().receipts.as_ref().unwrap().len(), 32);
}

#[test]
fn content_that_is_no_string_is_kept_as_json() {
    let mut odd = full();
    odd["Content"] = json!({ "a": 1 });
    let ChatEvent::Message(message) = parse(&odd).into_event() else { panic!() };
    assert_eq!(message.text(), r#"{"a":1}"#);
}

/// Items of earlier contacts have this instead of `ContactId`. One client reads it in this spelling.
#[test]
fn related_contacts_are_contacts() {
    for name in ["RelatedContactId", "RelatedContactid"] {
        let mut related = full();
        related.as_object_mut().unwrap().remove("ContactId");
        related[name] = json!("c-0");
        assert_eq!(parse(&related).info().contact_id(), Some("c-0"));
        related["ContactId"] = json!("c-2");
        assert_eq!(parse(&related).info().contact_id(), Some("c-2"));
    }
}

#[test]
fn a_bracket_too_many_is_ignored() {
    for rest in ["}", "]})", "{}", " Hello"] {
        let item = ChatItem::parse(&format!("{}{rest}", full())).unwrap();
        assert_eq!(item.info().id(), Some("0196-i"), "{rest}");
    }
}

#[test]
fn texts_that_are_not_items_are_errors() {
    let heartbeat = r#"{"topic":"aws/heartbeat"}"#;
    let gateway = r#"{"message":"Forbidden","connectionId":"a","requestId":"b"}"#;
    for text in ["", "[]", "7", "secret", r#"{"topic":7}"#, "{}", heartbeat, gateway] {
        let error = ChatItem::parse(text).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UnreadableResponse, "{text}");
        assert!(!error.to_string().contains("secret"));
    }
}
