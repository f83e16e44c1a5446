//! Events: typing, receipts and connection acknowledgements.

use serde_json::json;

use crate::content_type::{self, TYPING};
use crate::fixture::Fixture;
use crate::peer::Kind;

cases! {
    events_of_every_content_type_are_recorded
    receipts_are_in_the_metadata_of_their_message
    null_members_are_treated_as_absent
    a_null_client_token_is_treated_as_absent
    only_our_client_rejects_typing_with_content
}

async fn events_of_every_content_type_are_recorded(fixture: Fixture) {
    let events = [
        ("typing", None),
        ("message.delivered", Some(r#"{"messageId":"6bd8e4a7"}"#)),
        ("message.read", Some(r#"{"messageId":"6bd8e4a7"}"#)),
        ("connection.acknowledged", None),
    ];
    for (name, content) in events {
        let content_type = content_type::event(name);
        let mut input = json!({ "ContentType": content_type });
        if let Some(content) = content {
            input["Content"] = content.into();
        }
        let output = fixture.output("SendEvent", input).await;
        let recorded = fixture.chat.events();
        let event = recorded.last().expect("an event");
        assert_eq!(event.content_type, content_type);
        assert_eq!(event.content.as_deref(), content);
        assert_eq!(event.participant_id, fixture.customer.id());
        assert_eq!(output, json!({ "Id": event.id, "AbsoluteTime": event.absolute_time.as_str() }));
    }
    assert_eq!(fixture.chat.events().len(), events.len());
}

async fn receipts_are_in_the_metadata_of_their_message(fixture: Fixture) {
    let message = json!({ "ContentType": "text/plain", "Content": "Hello!" });
    let message = fixture.output_of(fixture.call_by(&fixture.agent, "SendMessage", message)).await;
    for event in ["message.delivered", "message.read"] {
        let receipt = json!({
            "ContentType": content_type::event(event),
            "Content": json!({ "messageId": message["Id"] }).to_string(),
        });
        fixture.output("SendEvent", receipt).await;
    }
    let output = fixture.output("GetTranscript", json!({})).await;
    let [delivered, read] = &fixture.chat.events()[..] else { panic!("expected two events") };
    let receipts = json!([{
        "DeliveredTimestamp": delivered.absolute_time.as_str(),
        "ReadTimestamp": read.absolute_time.as_str(),
        "RecipientParticipantId": fixture.customer.id(),
    }]);
    let metadata = json!({ "MessageId": message["Id"], "Receipts": receipts });
    assert_eq!(output["Transcript"][0]["MessageMetadata"], metadata);
    assert_eq!(output["Transcript"].as_array().map(Vec::len), Some(1));
}

/// All clients omit null members. The exception is boto3, which sends a null inside a structure.
async fn null_members_are_treated_as_absent(fixture: Fixture) {
    fixture.output("SendEvent", json!({ "ContentType": TYPING, "Content": null })).await;
    assert_eq!(fixture.chat.events()[0].content, None);
    // Our client rejects a position without any member.
    let position = json!({ "Id": null, "MostRecent": 1 });
    let input = json!({ "MaxResults": null, "StartPosition": position });
    fixture.output("GetTranscript", input).await;
}

/// The Rust clients generate a client token, and boto3 sends none. The SDK for JavaScript sends
/// invalid JSON: `{"ContentType":"…","ClientToken":}`.
async fn a_null_client_token_is_treated_as_absent(fixture: Fixture) {
    let call = fixture.call("SendEvent", json!({ "ContentType": TYPING, "ClientToken": null }));
    if fixture.peer.kind == Kind::JavaScript {
        assert_eq!(fixture.error(call).await.error, "ValidationException");
    } else {
        fixture.output_of(call).await;
    }
}

async fn only_our_client_rejects_typing_with_content(fixture: Fixture) {
    let typing = json!({
        "ContentType": TYPING,
        "Content": "Hel",
    });
    if fixture.peer.kind == Kind::Ours {
        let error = fixture.error(fixture.call("SendEvent", typing)).await;
        assert_eq!(error.error, "InvalidInput");
    } else {
        fixture.output("SendEvent", typing).await;
        assert_eq!(fixture.chat.events()[0].content.as_deref(), Some("Hel"));
    }
}
