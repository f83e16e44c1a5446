//! What an error is about, beyond its kind.

use connect_participant::{EventContentType, SendEventInput};
use connect_participant_tests::{Answer, Recorder, client, connection_token, typing};

use crate::call::error_of;

#[tokio::test]
async fn a_chat_is_over_where_access_is_denied() {
    let denied = |message: &str| Answer::status(403).body(format!(r#"{{"message":"{message}"}}"#));
    let named = |answer: Answer| answer.header("x-amzn-errortype", "AccessDeniedException:");
    let explicit =
        "User: anonymous is not authorized to perform: execute-api:Invoke with an explicit deny";
    for (answer, is_over) in [
        (denied("Access denied"), true),
        (denied("Access denied."), true),
        (denied("ACCESS DENIED"), true),
        (named(denied("Access denied")), true),
        (named(denied("The token has expired")), true),
        (named(Answer::status(403)), true),
        (named(Answer::status(400)), true),
        // The wrong region, or a policy.
        (denied(explicit), false),
        (named(denied(explicit)), false),
        (named(denied("User: anonymous is not authorized to perform: execute-api:Invoke")), false),
        (denied("Access denied with an Explicit Deny"), false),
        // A gateway on the way.
        (Answer::status(403), false),
        (Answer::status(403).body("<html>Access denied</html>"), false),
        (denied("Forbidden"), false),
        (denied("The firewall says: access denied"), false),
        // Something else.
        (Answer::status(403).header("x-amzn-errortype", "TeapotException"), false),
        (Answer::status(401).body(r#"{"message":"Access denied"}"#), false),
        (Answer::status(410), false),
    ] {
        let error = error_of(answer.clone()).await;
        assert_eq!(error.is_token_refused(), is_over, "{answer:?}");
        assert!(!error.is_receipt_unsupported());
    }
}

#[tokio::test]
async fn receipts_are_unsupported_where_a_receipt_is_a_conflict() {
    let conflict = Answer::status(409)
        .body(r#"{"message":"Operation can not be performed due to the state of the contact."}"#);
    let named = Answer::status(400).header("x-amzn-errortype", "ConflictException");
    let receipt =
        |content_type| SendEventInput::new(content_type, connection_token()).message_id("1");
    let [delivered, read] =
        [EventContentType::MessageDelivered, EventContentType::MessageRead].map(receipt);
    for (answer, input, is_unsupported) in [
        (&conflict, delivered.clone(), true),
        (&conflict, read.clone(), true),
        (&named, read.clone(), true),
        (&conflict, typing(), false),
        (&Answer::status(403), read.clone(), false),
        (&Answer::status(409).header("x-amzn-errortype", "TeapotException"), read, false),
    ] {
        let recorder = Recorder::start(answer.clone()).await;
        let error = client(recorder.url()).call(input).await.unwrap_err();
        assert_eq!(error.is_receipt_unsupported(), is_unsupported, "{error:?}");
        assert!(!error.is_token_refused());
    }
}

#[tokio::test]
async fn the_code_is_the_services_name_for_it() {
    for (answer, code) in [
        (
            Answer::status(400).header("x-amzn-errortype", "a#TeapotException:b"),
            Some("TeapotException"),
        ),
        (Answer::status(429).body(r#"{"__type":"SlowDown"}"#), Some("SlowDown")),
        (Answer::status(429), None),
    ] {
        assert_eq!(error_of(answer).await.code(), code);
    }
}
