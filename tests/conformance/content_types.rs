//! The content types of events and messages.

use std::collections::BTreeSet;

use connect_participant::EventContentType;
use connect_participant_model::{
    Content, EVENT_CONTENT_TYPES, MESSAGE_CONTENT_TYPES, RECEIVED_CONTENT_TYPES, ReceivedKind,
    SEND_EVENT, Shape, received_content_type,
};
use serde::Deserialize;

use crate::report::Report;

#[derive(Deserialize)]
struct Fixture {
    prefix: String,
    send_event: Vec<Event>,
    send_message: Vec<String>,
    receive_only_events: Vec<String>,
    in_ended_transcripts_per_docs: Vec<String>,
}

#[derive(Deserialize)]
struct Event {
    #[serde(rename = "type")]
    value: String,
    content: String,
    #[serde(default)]
    receipt: bool,
    deprecated: Option<String>,
}

impl Fixture {
    fn read() -> Self {
        serde_json::from_str(include_str!("../fixtures/content-types.json")).unwrap()
    }
}

#[test]
fn event_content_types_match_the_fixture() {
    let Fixture { send_event, .. } = Fixture::read();
    let ours: Vec<_> = EVENT_CONTENT_TYPES.iter().map(|row| row.value).collect();
    let theirs: Vec<_> = send_event.iter().map(|event| event.value.as_str()).collect();
    let mut report = Report::default();
    report.same_names("EVENT_CONTENT_TYPES", &ours, &theirs);

    for event in &send_event {
        let value = &event.value;
        let Some(row) = EVENT_CONTENT_TYPES.iter().find(|row| row.value == value) else {
            continue;
        };
        let content = match (event.content.as_str(), event.receipt) {
            ("none", false) => Content::None,
            (content, true) if content.starts_with("required JSON string") => Content::Receipt,
            other => panic!("{value}: the fixture has an unknown kind of content: {other:?}"),
        };
        report.same(&format!("{value}, content"), row.content, content);
        report.same(
            &format!("{value}, retired"),
            row.replaced_by.is_some(),
            event.deprecated.is_some(),
        );
        // Both texts name the operation and the member to use instead.
        for name in ["CreateParticipantConnection", "ConnectParticipant"] {
            let named = |text: Option<&str>| text.is_some_and(|text| text.contains(name));
            report.same(
                &format!("{value}, replaced by {name}"),
                named(row.replaced_by),
                named(event.deprecated.as_deref()),
            );
        }
    }
    report.assert_empty();
}

#[test]
fn event_content_types_fit_the_member_of_send_event() {
    let Shape::ContentType { values, length, type_name } =
        SEND_EVENT.member("ContentType").unwrap().shape
    else {
        panic!("`ContentType` has another shape");
    };
    assert_eq!(type_name, "EventContentType");
    assert_eq!(values, EVENT_CONTENT_TYPES);
    for row in values {
        assert_eq!(length.check(row.value), Ok(()), "{}", row.value);
    }
}

#[test]
fn message_content_types_match_the_fixture() {
    let Fixture { send_message, .. } = Fixture::read();
    let ours: Vec<_> = MESSAGE_CONTENT_TYPES.iter().map(|row| row.value).collect();
    let theirs: Vec<_> = send_message.iter().map(String::as_str).collect();
    let mut report = Report::default();
    report.same_names("MESSAGE_CONTENT_TYPES", &ours, &theirs);
    for row in MESSAGE_CONTENT_TYPES {
        report.same(&format!("{}, content", row.value), row.content, Content::Text);
        report.same(&format!("{}, replaced by", row.value), row.replaced_by, None);
    }
    report.assert_empty();
}

#[test]
fn receive_only_content_types_match_the_fixture() {
    let Fixture { prefix, receive_only_events, .. } = Fixture::read();
    let ours: Vec<_> = receive_only().collect();
    let theirs: Vec<_> =
        receive_only_events.iter().map(|event| format!("{prefix}{event}")).collect();
    let mut report = Report::default();
    let theirs: Vec<_> = theirs.iter().map(String::as_str).collect();
    report.same_names("RECEIVED_CONTENT_TYPES", &ours, &theirs);
    report.assert_empty();
}

#[test]
fn received_content_types_of_transcripts_match_the_fixture() {
    let Fixture { prefix, send_message, in_ended_transcripts_per_docs, .. } = Fixture::read();
    let events = in_ended_transcripts_per_docs.iter().map(|event| format!("{prefix}{event}"));
    let interactive = format!("{prefix}message.interactive");
    let theirs: BTreeSet<_> = send_message.into_iter().chain([interactive]).chain(events).collect();
    let rows = RECEIVED_CONTENT_TYPES.iter().filter(|row| row.is_in_transcript);
    let ours: BTreeSet<_> = rows.map(|row| row.value).collect();
    let ours: Vec<_> = ours.into_iter().collect();
    let mut report = Report::default();
    let theirs: Vec<_> = theirs.iter().map(String::as_str).collect();
    report.same_names("RECEIVED_CONTENT_TYPES, in transcripts", &ours, &theirs);
    report.assert_empty();
}

/// Each kind of event has one content type, and every content type is found.
#[test]
fn received_content_types_have_a_kind_each() {
    for row in RECEIVED_CONTENT_TYPES {
        assert_eq!(received_content_type(row.value), Some(row), "{}", row.value);
        if row.kind != ReceivedKind::Message {
            let same = RECEIVED_CONTENT_TYPES.iter().filter(|other| other.kind == row.kind);
            assert_eq!(same.count(), 1, "{}", row.value);
        }
    }
    for message in MESSAGE_CONTENT_TYPES {
        let kind = received_content_type(message.value).map(|row| row.kind);
        assert_eq!(kind, Some(ReceivedKind::Message), "{}", message.value);
    }
    for other in ["", "text", "text/plain ", "application/vnd.amazonaws.connect.event."] {
        assert_eq!(received_content_type(other), None, "{other}");
    }
}

/// The content types that only the service sends.
fn receive_only() -> impl Iterator<Item = &'static str> {
    RECEIVED_CONTENT_TYPES.iter().filter(|row| row.is_receive_only()).map(|row| row.value)
}

/// The macro knows only the rows, so the runtime must not accept any other text.
#[test]
fn the_runtime_has_a_variant_for_each_event_and_no_other() {
    for row in EVENT_CONTENT_TYPES {
        let parsed: EventContentType = row.value.parse().unwrap();
        assert_eq!(parsed.as_str(), row.value);
        assert_eq!(parsed.to_string(), row.value);
        assert_eq!(format!("{parsed:?}"), row.variant, "{}", row.value);
    }
    let messages = MESSAGE_CONTENT_TYPES.iter().map(|row| row.value);
    let others = messages.chain(receive_only());
    for other in others.chain(["", "typing", "Typing", "application/vnd.amazonaws.connect.event."])
    {
        assert!(other.parse::<EventContentType>().is_err(), "{other}");
    }
    for row in EVENT_CONTENT_TYPES {
        for similar in
            [row.value.to_uppercase(), format!("{} ", row.value), format!(" {}", row.value)]
        {
            assert!(similar.parse::<EventContentType>().is_err(), "{similar:?}");
        }
    }
}
