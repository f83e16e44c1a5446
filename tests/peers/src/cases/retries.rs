//! Retries and client tokens.

use connect_participant_local::Fault;
use serde_json::{Value, json};

use crate::content_type::TYPING;
use crate::exception::{
    ACCESS_DENIED, CONFLICT, INTERNAL_SERVER, NOT_FOUND, QUOTA, THROTTLING, VALIDATION,
};
use crate::fixture::{Fixture, json_of};
use crate::peer::Kind;

cases! {
    a_throttled_call_is_retried
    an_internal_server_error_is_retried
    a_503_of_a_gateway_is_retried
    a_connection_reset_is_retried
    a_call_with_a_lost_response_is_recorded_once
    only_boto3_accepts_an_incomplete_response
    a_rejected_call_is_not_retried
    a_repeated_client_token_records_one_event
    a_repeated_client_token_records_one_message
    a_repeated_client_token_starts_one_upload
}

async fn a_throttled_call_is_retried(fixture: Fixture) {
    check_recorded_once(&fixture, THROTTLING.fault()).await;
}

async fn an_internal_server_error_is_retried(fixture: Fixture) {
    check_recorded_once(&fixture, INTERNAL_SERVER.fault()).await;
}

async fn a_503_of_a_gateway_is_retried(fixture: Fixture) {
    check_recorded_once(&fixture, Fault::status(503)).await;
}

async fn a_connection_reset_is_retried(fixture: Fixture) {
    check_recorded_once(&fixture, Fault::reset()).await;
}

/// boto3 returns an output without members and does not retry. All other clients retry.
async fn only_boto3_accepts_an_incomplete_response(fixture: Fixture) {
    fixture.inject(Fault::cut_short());
    let mut call = fixture.call("SendEvent", json!({ "ContentType": TYPING }));
    call.max_attempts = 3;
    // Call the service directly, because the proxy does not forward incomplete responses.
    call.url = fixture.service.url().to_owned();
    let output = fixture.outcome(&call).await.expect("a success");
    let [event] = &fixture.chat.events()[..] else { panic!("expected one event") };
    let id = (fixture.peer.kind != Kind::Python).then_some(event.id.as_str());
    assert_eq!(output.get("Id").and_then(Value::as_str), id);
}

async fn a_rejected_call_is_not_retried(fixture: Fixture) {
    for exception in [VALIDATION, QUOTA, ACCESS_DENIED, NOT_FOUND, CONFLICT] {
        fixture.inject(exception.fault());
        let mut call = fixture.call("SendEvent", json!({ "ContentType": TYPING }));
        call.max_attempts = 3;
        let error = fixture.error(call).await;
        assert_eq!(error.status, Some(exception.status));
        assert_eq!(fixture.proxy.take_exchanges().len(), 1, "{exception:?}");
    }
}

/// The service records the event, but the client does not get the response. The second attempt has
/// the same client token, so the event is not recorded again.
async fn a_call_with_a_lost_response_is_recorded_once(fixture: Fixture) {
    check_recorded_once(&fixture, Fault::cut_short()).await;
}

/// Sends a typing event whose first attempt fails with `fault`. Checks that the second attempt
/// sends the same request, and that the event is recorded once.
async fn check_recorded_once(fixture: &Fixture, fault: Fault) {
    fixture.inject(fault);
    let mut call = fixture.call("SendEvent", json!({ "ContentType": TYPING }));
    call.max_attempts = 3;
    let output = fixture.outcome(&call).await.expect("the second attempt succeeds");
    let [event] = &fixture.chat.events()[..] else { panic!("expected one event") };
    assert_eq!(output["Id"], event.id);

    let bodies: Vec<_> =
        fixture.proxy.take_exchanges().iter().map(|exchange| json_of(&exchange.body)).collect();
    let [first, second] = &bodies[..] else { panic!("expected two attempts: {bodies:?}") };
    assert_eq!(first, second);
    assert!(first["ClientToken"].as_str().is_some_and(|token| !token.is_empty()));
}

async fn a_repeated_client_token_records_one_event(fixture: Fixture) {
    check_same_output(&fixture, "SendEvent", json!({ "ContentType": TYPING })).await;
    assert_eq!(fixture.chat.events().len(), 1);
}

async fn a_repeated_client_token_records_one_message(fixture: Fixture) {
    let input = json!({ "ContentType": "text/plain", "Content": "Hello!" });
    check_same_output(&fixture, "SendMessage", input).await;
    assert_eq!(fixture.chat.transcript().len(), 1);
}

async fn a_repeated_client_token_starts_one_upload(fixture: Fixture) {
    let input = json!({
        "ContentType": "text/plain",
        "AttachmentSizeInBytes": 1,
        "AttachmentName": "a",
    });
    check_same_output(&fixture, "StartAttachmentUpload", input).await;
}

/// Makes a call twice with one client token. Checks that both outputs are equal.
async fn check_same_output(fixture: &Fixture, operation: &str, mut input: Value) {
    input["ClientToken"] = "once \"é\"".into();
    let first = fixture.output(operation, input.clone()).await;
    assert_eq!(fixture.output(operation, input).await, first);
}
