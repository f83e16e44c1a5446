//! Items that come by SNS streaming.

use connect_participant::ParticipantRole;
use connect_participant_session::{ChatEvent, ChatItem, MessageVisibility};
use serde_json::{Value, json};

use crate::item;

fn attributes() -> Value {
    let value = |value: &str| json!({ "Type": "String", "Value": value });
    json!({
        "MessageVisibility": value("CUSTOMER"),
        "ParticipantRole": value("CUSTOMER"),
        "ContactId": value("c-8"),
        "InitialContactId": value("c-9"),
        "InstanceId": value("i"),
        "AccountId": value("123456789012"),
        "Type": value("MESSAGE"),
        "ContentType": value("text/plain"),
    })
}

fn hello() -> Value {
    item(json!({ "Type": "MESSAGE", "ContentType": "text/plain", "Content": "Hello" }))
}

fn notification(item: &Value) -> Value {
    json!({
        "Type": "Notification",
        "MessageId": "n-1",
        "TopicArn": "arn:aws:sns:eu-central-1:123456789012:chat",
        "Message": item.to_string(),
        "Timestamp": "2026-05-04T09:30:12.400Z",
        "SignatureVersion": "1",
        "MessageAttributes": attributes(),
    })
}

fn record(item: &Value) -> Value {
    json!({
        "EventSource": "aws:sns", "EventVersion": "1.0", "EventSubscriptionArn": "arn",
        "Sns": notification(item),
    })
}

fn text(item: &ChatItem) -> &str {
    match item.event() {
        ChatEvent::Message(message) => message.text(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn one_parser_serves_websocket_and_sns() {
    let item = hello();
    let frame = json!({
        "topic": "aws/chat", "contentType": "application/json", "content": item.to_string(),
    });
    let lambda = json!({ "Records": [record(&item)] });
    let forms = [
        ("raw", item.clone(), false),
        ("frame", frame, false),
        ("notification", notification(&item), true),
        ("record", record(&item), true),
        ("lambda", lambda, true),
    ];
    for (form, json, has_attributes) in forms {
        let item = ChatItem::parse(&json.to_string()).unwrap();
        assert_eq!(text(&item), "Hello", "{form}");
        assert_eq!(item.info().id(), Some("0196-i"), "{form}");
        let visibility = has_attributes.then_some(&MessageVisibility::Customer);
        assert_eq!(item.visibility(), visibility, "{form}");
        // What the item says counts more than the attributes.
        assert_eq!(item.info().contact_id(), Some("c-2"), "{form}");
        assert_eq!(item.info().participant().role(), Some(&ParticipantRole::Agent), "{form}");
    }
}

/// A receipt names no contact, so a bot with many chats needs the attribute.
#[test]
fn attributes_complete_an_item() {
    let receipt = json!({
        "Type": "MESSAGEMETADATA",
        "MessageMetadata": { "MessageId": "m-1", "Receipts": [{}] },
    });
    let item = ChatItem::parse(&notification(&receipt).to_string()).unwrap();
    assert_eq!(item.info().contact_id(), Some("c-8"));
    assert_eq!(item.info().initial_contact_id(), Some("c-9"));
    assert_eq!(item.info().participant().role(), Some(&ParticipantRole::Customer));
    let ChatEvent::Receipt(receipt) = item.into_event() else { panic!() };
    assert_eq!(receipt.info().contact_id(), Some("c-8"));
}

#[test]
fn visibilities_are_an_open_enum() {
    for (value, expected) in [
        ("ALL", MessageVisibility::All),
        ("AGENT", MessageVisibility::Agent),
        ("CUSTOMER", MessageVisibility::Customer),
    ] {
        assert_eq!(MessageVisibility::from(value), expected);
        assert_eq!(expected.to_string(), value);
    }
    let MessageVisibility::Unknown(unknown) = MessageVisibility::from("SUPERVISOR") else {
        panic!();
    };
    assert_eq!(unknown.as_str(), "SUPERVISOR");
}

#[test]
fn odd_attributes_are_left_out() {
    for attributes in [Value::Null, json!(7), json!([]), json!({ "MessageVisibility": "ALL" })] {
        let mut odd = notification(&hello());
        odd["MessageAttributes"] = attributes;
        let item = ChatItem::parse(&odd.to_string()).unwrap();
        assert_eq!((text(&item), item.visibility()), ("Hello", None));
    }
}

#[test]
fn notifications_without_an_item_are_errors() {
    let mut confirmation = notification(&hello());
    confirmation["Type"] = json!("SubscriptionConfirmation");
    confirmation["Message"] = json!("You have chosen to subscribe to the topic.");
    let mut number = notification(&hello());
    number["Message"] = json!(7);
    let two = json!({ "Records": [record(&hello()), record(&hello())] });
    let sqs = json!({ "Records": [{ "eventSource": "aws:sqs", "body": "" }] });
    let empty = json!({ "Sns": {} });
    let none = json!({ "Records": [] });
    for json in [confirmation, number, two, sqs, empty, none] {
        assert!(ChatItem::parse(&json.to_string()).is_err(), "{json}");
    }
}
