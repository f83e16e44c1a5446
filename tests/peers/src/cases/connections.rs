//! Coming and leaving.

use connect_participant::{ChatItemType, ParticipantRole};
use serde_json::json;

use crate::stage::Stage;

cases! {
    a_participant_token_gets_a_connection_token
    who_connects_has_joined
    who_has_left_is_refused
    nobody_needs_a_client_token_to_leave
}

async fn a_participant_token_gets_a_connection_token(stage: Stage) {
    let output = stage
        .output("CreateParticipantConnection", json!({ "Type": ["CONNECTION_CREDENTIALS"] }))
        .await;
    let token = &output["ConnectionCredentials"]["ConnectionToken"];
    assert!(output["ConnectionCredentials"]["Expiry"].is_string());
    assert_ne!(token, stage.customer.connection_token().expose());

    let message =
        json!({ "ContentType": "text/plain", "Content": "I am in", "ConnectionToken": token });
    stage.output("SendMessage", message).await;
    let [item] = &stage.chat.transcript()[..] else { panic!("not one item") };
    assert_eq!(item.participant_id.as_deref(), Some(stage.customer.id()));
}

async fn who_connects_has_joined(stage: Stage) {
    let late = stage.chat.invite_participant(ParticipantRole::Agent);
    for input in [
        json!({ "ConnectParticipant": true }),
        json!({ "ConnectParticipant": true, "Type": ["CONNECTION_CREDENTIALS"] }),
        json!({ "ConnectParticipant": false, "Type": ["CONNECTION_CREDENTIALS"] }),
    ] {
        let has_type = input.get("Type").is_some();
        let output =
            stage.output_of(stage.call_of(&late, "CreateParticipantConnection", input)).await;
        assert_eq!(output.get("ConnectionCredentials").is_some(), has_type);
    }
    let [item] = &stage.chat.transcript()[..] else { panic!("not one item") };
    assert_eq!(item.r#type.as_ref().map(ChatItemType::as_str), Some("PARTICIPANT_JOINED"));
    assert_eq!(item.participant_id.as_deref(), Some(late.id()));
}

async fn who_has_left_is_refused(stage: Stage) {
    stage.output("DisconnectParticipant", json!({ "ClientToken": "once" })).await;
    let typing = json!({ "ContentType": "application/vnd.amazonaws.connect.event.typing" });
    let refused = stage.refused(stage.call("SendEvent", typing)).await;
    assert_eq!((refused.error.as_str(), refused.status), ("AccessDeniedException", Some(403)));
    let [item] = &stage.chat.transcript()[..] else { panic!("not one item") };
    assert_eq!(item.r#type.as_ref().map(ChatItemType::as_str), Some("PARTICIPANT_LEFT"));
}

async fn nobody_needs_a_client_token_to_leave(stage: Stage) {
    stage.output("DisconnectParticipant", json!({})).await;
    assert_eq!(stage.chat.transcript().len(), 1);
}
