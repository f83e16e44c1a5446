//! What happens beside what is said.

use serde_json::json;

use crate::peer::Kind;
use crate::stage::Stage;

cases! {
    events_of_every_content_type_are_recorded
    a_receipt_is_told_with_its_message
    what_is_null_is_absent
    a_client_token_that_is_null_is_missing
    typing_may_have_content_but_not_by_our_client
}

async fn events_of_every_content_type_are_recorded(stage: Stage) {
    let told = [
        ("typing", None),
        ("message.delivered", Some(r#"{"messageId":"6bd8e4a7"}"#)),
        ("message.read", Some(r#"{"messageId":"6bd8e4a7"}"#)),
        ("connection.acknowledged", None),
    ];
    for (content_type, content) in told {
        let content_type = format!("application/vnd.amazonaws.connect.event.{content_type}");
        let mut input = json!({ "ContentType": content_type });
        if let Some(content) = content {
            input["Content"] = content.into();
        }
        let output = stage.output("SendEvent", input).await;
        let events = stage.chat.events();
        let event = events.last().expect("an event");
        assert_eq!(event.content_type, content_type);
        assert_eq!(event.content.as_deref(), content);
        assert_eq!(event.participant_id, stage.customer.id());
        assert_eq!(output, json!({ "Id": event.id, "AbsoluteTime": event.absolute_time.as_str() }));
    }
    assert_eq!(stage.chat.events().len(), told.len());
}

async fn a_receipt_is_told_with_its_message(stage: Stage) {
    let message = json!({ "ContentType": "text/plain", "Content": "Hello!" });
    let message = stage.output_of(stage.call_of(&stage.agent, "SendMessage", message)).await;
    for event in ["delivered", "read"] {
        let receipt = json!({
            "ContentType": format!("application/vnd.amazonaws.connect.event.message.{event}"),
            "Content": json!({ "messageId": message["Id"] }).to_string(),
        });
        stage.output("SendEvent", receipt).await;
    }
    let output = stage.output("GetTranscript", json!({})).await;
    let [delivered, read] = &stage.chat.events()[..] else { panic!("not two events") };
    let receipts = json!([{
        "DeliveredTimestamp": delivered.absolute_time.as_str(),
        "ReadTimestamp": read.absolute_time.as_str(),
        "RecipientParticipantId": stage.customer.id(),
    }]);
    let metadata = json!({ "MessageId": message["Id"], "Receipts": receipts });
    assert_eq!(output["Transcript"][0]["MessageMetadata"], metadata);
    assert_eq!(output["Transcript"].as_array().map(Vec::len), Some(1));
}

/// boto3 sends a null that is in a structure. Any other is left out by everyone.
async fn what_is_null_is_absent(stage: Stage) {
    let typing = "application/vnd.amazonaws.connect.event.typing";
    stage.output("SendEvent", json!({ "ContentType": typing, "Content": null })).await;
    assert_eq!(stage.chat.events()[0].content, None);
    let input = json!({ "MaxResults": null, "StartPosition": { "Id": null } });
    stage.output("GetTranscript", input).await;
}

/// Clients written in Rust make a client token up then. boto3 sends none, and what the SDK for JavaScript sends is no
/// JSON: `{"ContentType":"…","ClientToken":}`.
async fn a_client_token_that_is_null_is_missing(stage: Stage) {
    let typing = "application/vnd.amazonaws.connect.event.typing";
    let call = stage.call("SendEvent", json!({ "ContentType": typing, "ClientToken": null }));
    if stage.peer.kind == Kind::JavaScript {
        assert_eq!(stage.refused(call).await.error, "ValidationException");
    } else {
        stage.output_of(call).await;
    }
}

async fn typing_may_have_content_but_not_by_our_client(stage: Stage) {
    let typing = json!({
        "ContentType": "application/vnd.amazonaws.connect.event.typing",
        "Content": "Hel",
    });
    if stage.peer.kind == Kind::Ours {
        let refused = stage.refused(stage.call("SendEvent", typing)).await;
        assert_eq!(refused.error, "InvalidInput");
    } else {
        stage.output("SendEvent", typing).await;
        assert_eq!(stage.chat.events()[0].content.as_deref(), Some("Hel"));
    }
}
