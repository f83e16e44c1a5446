//! Connecting and disconnecting.

use connect_participant::{ChatItemType, ParticipantRole};
use serde_json::json;

use crate::content_type::TYPING;
use crate::exception::ACCESS_DENIED;
use crate::fixture::Fixture;

cases! {
    a_participant_token_returns_a_connection_token
    connecting_a_participant_records_that_it_joined
    calls_after_disconnecting_are_rejected
    disconnecting_needs_no_client_token
}

async fn a_participant_token_returns_a_connection_token(fixture: Fixture) {
    let output = fixture
        .output("CreateParticipantConnection", json!({ "Type": ["CONNECTION_CREDENTIALS"] }))
        .await;
    let token = &output["ConnectionCredentials"]["ConnectionToken"];
    assert!(output["ConnectionCredentials"]["Expiry"].is_string());
    assert_ne!(token, fixture.customer.connection_token().expose());

    let message =
        json!({ "ContentType": "text/plain", "Content": "I am in", "ConnectionToken": token });
    fixture.output("SendMessage", message).await;
    let [item] = &fixture.chat.transcript()[..] else { panic!("expected one item") };
    assert_eq!(item.participant_id.as_deref(), Some(fixture.customer.id()));
}

async fn connecting_a_participant_records_that_it_joined(fixture: Fixture) {
    let late = fixture.chat.invite_participant(ParticipantRole::Agent);
    for input in [
        json!({ "ConnectParticipant": true }),
        json!({ "ConnectParticipant": true, "Type": ["CONNECTION_CREDENTIALS"] }),
        json!({ "ConnectParticipant": false, "Type": ["CONNECTION_CREDENTIALS"] }),
    ] {
        let has_type = input.get("Type").is_some();
        let output =
            fixture.output_of(fixture.call_by(&late, "CreateParticipantConnection", input)).await;
        assert_eq!(output.get("ConnectionCredentials").is_some(), has_type);
    }
    let [item] = &fixture.chat.transcript()[..] else { panic!("expected one item") };
    assert_eq!(item.r#type.as_ref().map(ChatItemType::as_str), Some("PARTICIPANT_JOINED"));
    assert_eq!(item.participant_id.as_deref(), Some(late.id()));
}

async fn calls_after_disconnecting_are_rejected(fixture: Fixture) {
    fixture.output("DisconnectParticipant", json!({ "ClientToken": "once" })).await;
    let typing = json!({ "ContentType": TYPING });
    fixture.exception(fixture.call("SendEvent", typing), ACCESS_DENIED).await;
    let transcript = fixture.chat.transcript();
    let kinds = transcript.iter().map(|item| item.r#type.as_ref().map(ChatItemType::as_str));
    // The chat ends when its customer leaves.
    let expected = [Some("PARTICIPANT_LEFT"), Some("CHAT_ENDED")];
    assert!(kinds.eq(expected), "{transcript:?}");
}

async fn disconnecting_needs_no_client_token(fixture: Fixture) {
    let call = fixture.call_by(&fixture.agent, "DisconnectParticipant", json!({}));
    fixture.output_of(call).await;
    assert_eq!(fixture.chat.transcript().len(), 1);
}
