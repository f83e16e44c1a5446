//! The event of each kind of item.

use connect_participant::ParticipantRole;
use connect_participant_model::RECEIVED_CONTENT_TYPES;
use connect_participant_session::{
    AuthenticationChange, ChatEvent, ChatItem, ParticipantChange, TransferOutcome,
};
use serde_json::{Value, json};

use crate::{event, item, parse};

const PREFIX: &str = "application/vnd.amazonaws.connect.event.";

fn of_content_type(suffix: &str) -> ChatEvent {
    event(json!({ "Type": "EVENT", "ContentType": format!("{PREFIX}{suffix}") }))
}

#[test]
fn every_content_type_of_the_model_is_known() {
    for row in RECEIVED_CONTENT_TYPES {
        let item = json!({
            "Id": "i", "ContentType": row.value, "MessageMetadata": { "MessageId": "m" },
        });
        let event = parse(&item).into_event();
        assert!(!matches!(event, ChatEvent::Unknown(_)), "{}", row.value);
    }
}

#[test]
fn participants_come_and_go() {
    for (suffix, expected) in [
        ("joined", ParticipantChange::Joined),
        ("left", ParticipantChange::Left),
        ("invited", ParticipantChange::Invited),
        ("active", ParticipantChange::Active),
        ("inactive", ParticipantChange::Inactive),
        ("idle", ParticipantChange::Idle),
        ("returned", ParticipantChange::Returned),
        ("autodisconnection", ParticipantChange::Autodisconnection),
        ("displayname.updated", ParticipantChange::DisplayNameUpdated),
    ] {
        let ChatEvent::Participant(event) = of_content_type(&format!("participant.{suffix}"))
        else {
            panic!("{suffix}");
        };
        assert_eq!(event.change(), expected);
        assert_eq!(event.participant().id(), Some("p-agent"));
        assert_eq!(event.participant().display_name(), Some("Ana"));
        assert_eq!(event.participant().role(), Some(&ParticipantRole::Agent));
        assert_eq!(event.info().time().unwrap().as_str(), "2026-05-04T09:30:12.345Z");
    }
}

#[test]
fn transfers_succeed_and_fail() {
    for (suffix, expected) in
        [("succeeded", TransferOutcome::Succeeded), ("failed", TransferOutcome::Failed)]
    {
        let ChatEvent::Transfer(transfer) = of_content_type(&format!("transfer.{suffix}")) else {
            panic!("{suffix}");
        };
        assert_eq!(transfer.outcome(), expected);
        assert_eq!(transfer.info().id(), Some("0196-i"));
    }
}

#[test]
fn a_sign_in_has_a_session_id() {
    let content_type = format!("{PREFIX}authentication.initiated");
    let members = json!({
        "Type": "EVENT", "ContentType": content_type, "Content": r#"{"SessionId":"s-1"}"#,
    });
    let ChatEvent::Authentication(authentication) = event(members) else { panic!() };
    assert_eq!(authentication.change(), AuthenticationChange::Initiated);
    assert_eq!(authentication.session_id(), Some("s-1"));
    assert!(!format!("{authentication:?}").contains("s-1"));

    for (suffix, expected) in [
        ("succeeded", AuthenticationChange::Succeeded),
        ("failed", AuthenticationChange::Failed),
        ("timeout", AuthenticationChange::TimedOut),
        ("expired", AuthenticationChange::Expired),
        ("cancelled", AuthenticationChange::Cancelled),
    ] {
        let ChatEvent::Authentication(authentication) =
            of_content_type(&format!("authentication.{suffix}"))
        else {
            panic!("{suffix}");
        };
        assert_eq!(authentication.change(), expected);
        assert_eq!(authentication.session_id(), None);
    }
}

#[test]
fn other_events_have_no_parts() {
    assert!(matches!(of_content_type("chat.ended"), ChatEvent::Ended));
    assert!(matches!(of_content_type("chat.rehydrated"), ChatEvent::Rehydrated));
    assert!(matches!(of_content_type("workflow.cancelled"), ChatEvent::WorkflowCancelled));
}

#[test]
fn typing_has_started() {
    let ChatEvent::Typing(typing) = of_content_type("typing") else { panic!() };
    assert!(typing.is_typing());
    assert_eq!(typing.participant().id(), Some("p-agent"));
    assert_eq!(typing.info().contact_id(), Some("c-2"));
}

#[test]
fn receipts_name_their_message() {
    let receipt = |receipts: Value| {
        let item = json!({
            "Type": "MESSAGEMETADATA",
            "ContentType": format!("{PREFIX}message.metadata"),
            "MessageMetadata": { "MessageId": "m-1", "Receipts": receipts },
        });
        match parse(&item).into_event() {
            ChatEvent::Receipt(receipt) => receipt,
            other => panic!("{other:?}"),
        }
    };
    let read = receipt(json!([{
        "DeliveredTimestamp": "2026-05-04T09:30:13.000Z",
        "ReadTimestamp": "2026-05-04T09:30:14.000Z",
        "RecipientParticipantId": "p-customer",
    }]));
    assert_eq!(read.message_id(), "m-1");
    assert!(read.is_read() && read.is_delivered());
    let recipient = &read.recipients()[0];
    assert_eq!(recipient.recipient_participant_id.as_deref(), Some("p-customer"));
    assert!(recipient.read_timestamp > recipient.delivered_timestamp);

    let delivered = receipt(json!([
        { "RecipientParticipantId": "p-agent" },
        { "DeliveredTimestamp": "2026-05-04T09:30:13.000Z" },
    ]));
    assert!(delivered.is_delivered() && !delivered.is_read());
    assert_eq!(delivered.recipients().len(), 2);

    let read_only = receipt(json!([{ "ReadTimestamp": "2026-05-04T09:30:14.000Z" }]));
    assert!(read_only.is_delivered(), "a message that was read has been delivered");
    assert!(!receipt(json!([])).is_delivered());
}

#[test]
fn unknown_items_keep_their_json() {
    for members in [
        json!({ "Type": "HOLOGRAM", "ContentType": "text/plain", "Content": "Hello" }),
        json!({ "Type": "HOLOGRAM" }),
        json!({ "Type": "EVENT", "ContentType": format!("{PREFIX}hologram") }),
        json!({ "Type": "EVENT" }),
        json!({ "Beam": [1, { "Angle": 7 }] }),
        json!({ "Type": "MESSAGEMETADATA", "MessageMetadata": { "Receipts": [] } }),
    ] {
        let item = item(members);
        let chat_item = ChatItem::parse(&format!(" {item}]}})")).unwrap();
        let ChatEvent::Unknown(unknown) = chat_item.into_event() else { panic!("{item}") };
        assert_eq!(serde_json::from_str::<Value>(unknown.json()).unwrap(), item);
        assert_eq!(unknown.info().id(), Some("0196-i"));
    }
}

/// The service model has a type for each of these. Frames say `EVENT`.
#[test]
fn the_types_of_the_service_model_are_known() {
    let kind = |r#type: &str| event(json!({ "Type": r#type }));
    assert!(matches!(kind("TYPING"), ChatEvent::Typing(_)));
    assert!(matches!(kind("CHAT_ENDED"), ChatEvent::Ended));
    for (r#type, expected) in [
        ("PARTICIPANT_JOINED", ParticipantChange::Joined),
        ("PARTICIPANT_LEFT", ParticipantChange::Left),
    ] {
        let ChatEvent::Participant(event) = kind(r#type) else { panic!("{type}") };
        assert_eq!(event.change(), expected);
    }
    for (r#type, expected) in [
        ("TRANSFER_SUCCEEDED", TransferOutcome::Succeeded),
        ("TRANSFER_FAILED", TransferOutcome::Failed),
    ] {
        let ChatEvent::Transfer(transfer) = kind(r#type) else { panic!("{type}") };
        assert_eq!(transfer.outcome(), expected);
    }
    for r#type in ["CONNECTION_ACK", "MESSAGE_DELIVERED", "MESSAGE_READ"] {
        assert!(matches!(kind(r#type), ChatEvent::Unknown(_)), "{type}");
    }
}

/// A known content type counts more than the type.
#[test]
fn the_content_type_of_an_event_decides() {
    let content_type = format!("{PREFIX}chat.ended");
    for r#type in ["EVENT", "HOLOGRAM", "TYPING"] {
        let event = event(json!({ "Type": r#type, "ContentType": content_type }));
        assert!(matches!(event, ChatEvent::Ended), "{type}");
    }
    assert!(matches!(event(json!({ "ContentType": "text/plain" })), ChatEvent::Message(_)));
}

#[test]
fn events_are_small() {
    assert!(size_of::<ChatEvent>() <= 3 * size_of::<usize>());
}
