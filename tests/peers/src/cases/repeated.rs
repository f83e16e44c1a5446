//! Calls that are made again, by a client or by its user.

use connect_participant_local::Fault;
use serde_json::{Value, json};

use crate::exception::{
    ACCESS_DENIED, CONFLICT, INTERNAL_SERVER, NOT_FOUND, QUOTA, THROTTLING, VALIDATION,
};
use crate::peer::Kind;
use crate::stage::{Stage, json_of};

cases! {
    a_throttled_call_is_tried_again
    a_failed_call_is_tried_again
    a_call_that_a_gateway_answers_is_tried_again
    a_call_that_does_not_arrive_is_tried_again
    a_call_whose_answer_is_lost_is_recorded_once
    a_call_whose_answer_is_cut_short
    a_call_that_is_refused_is_not_tried_again
    a_client_token_is_good_for_one_event
    a_client_token_is_good_for_one_message
    a_client_token_is_good_for_one_attachment
}

const TYPING: &str = "application/vnd.amazonaws.connect.event.typing";

async fn a_throttled_call_is_tried_again(stage: Stage) {
    typing_once_in_spite_of(&stage, THROTTLING.fault()).await;
}

async fn a_failed_call_is_tried_again(stage: Stage) {
    typing_once_in_spite_of(&stage, INTERNAL_SERVER.fault()).await;
}

async fn a_call_that_a_gateway_answers_is_tried_again(stage: Stage) {
    typing_once_in_spite_of(&stage, Fault::status(503)).await;
}

async fn a_call_that_does_not_arrive_is_tried_again(stage: Stage) {
    typing_once_in_spite_of(&stage, Fault::reset()).await;
}

/// boto3 takes what there is of it for a success without members, and does not try again.
async fn a_call_whose_answer_is_cut_short(stage: Stage) {
    stage.inject(Fault::cut_short());
    let mut call = stage.call("SendEvent", json!({ "ContentType": TYPING }));
    call.max_attempts = 3;
    // The proxy would let nothing of it through.
    call.url = stage.service.url().to_owned();
    let output = stage.outcome(&call).await.expect("a success");
    let [event] = &stage.chat.events()[..] else { panic!("not one event") };
    let id = (stage.peer.kind != Kind::Python).then_some(event.id.as_str());
    assert_eq!(output.get("Id").and_then(Value::as_str), id);
}

async fn a_call_that_is_refused_is_not_tried_again(stage: Stage) {
    for exception in [VALIDATION, QUOTA, ACCESS_DENIED, NOT_FOUND, CONFLICT] {
        stage.inject(exception.fault());
        let mut call = stage.call("SendEvent", json!({ "ContentType": TYPING }));
        call.max_attempts = 3;
        let refused = stage.refused(call).await;
        assert_eq!(refused.status, Some(exception.status));
        assert_eq!(stage.tap.take().len(), 1, "{exception:?}");
    }
}

/// The service has recorded it and nobody knows: the second attempt has the client token of the first.
async fn a_call_whose_answer_is_lost_is_recorded_once(stage: Stage) {
    typing_once_in_spite_of(&stage, Fault::cut_short()).await;
}

async fn typing_once_in_spite_of(stage: &Stage, fault: Fault) {
    stage.inject(fault);
    let mut call = stage.call("SendEvent", json!({ "ContentType": TYPING }));
    call.max_attempts = 3;
    let output = stage.outcome(&call).await.expect("the second attempt succeeds");
    let [event] = &stage.chat.events()[..] else { panic!("not one event") };
    assert_eq!(output["Id"], event.id);

    let sent: Vec<_> = stage.tap.take().iter().map(|sent| json_of(&sent.body)).collect();
    let [first, second] = &sent[..] else { panic!("not two attempts: {sent:?}") };
    assert_eq!(first, second);
    assert!(first["ClientToken"].as_str().is_some_and(|token| !token.is_empty()));
}

async fn a_client_token_is_good_for_one_event(stage: Stage) {
    same_answer_twice(&stage, "SendEvent", json!({ "ContentType": TYPING })).await;
    assert_eq!(stage.chat.events().len(), 1);
}

async fn a_client_token_is_good_for_one_message(stage: Stage) {
    let input = json!({ "ContentType": "text/plain", "Content": "Hello!" });
    same_answer_twice(&stage, "SendMessage", input).await;
    assert_eq!(stage.chat.transcript().len(), 1);
}

async fn a_client_token_is_good_for_one_attachment(stage: Stage) {
    let input = json!({
        "ContentType": "text/plain",
        "AttachmentSizeInBytes": 1,
        "AttachmentName": "a",
    });
    same_answer_twice(&stage, "StartAttachmentUpload", input).await;
}

async fn same_answer_twice(stage: &Stage, operation: &str, mut input: Value) {
    input["ClientToken"] = "once \"é\"".into();
    let first = stage.output(operation, input.clone()).await;
    assert_eq!(stage.output(operation, input).await, first);
}
