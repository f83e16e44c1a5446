//! The predicates of an error, and its code.

use connect_participant::{EventContentType, SendEventInput};
use connect_participant_tests::{Recorder, Response, client, connection_token, typing};

use crate::call::error_of;

#[tokio::test]
async fn is_token_refused_for_denied_access_only() {
    let denied =
        |message: &str| Response::status(403).body(format!(r#"{{"message":"{message}"}}"#));
    let named = |response: Response| response.header("x-amzn-errortype", "AccessDeniedException:");
    let explicit =
        "User: anonymous is not authorized to perform: execute-api:Invoke with an explicit deny";
    for (response, is_refused) in [
        (denied("Access denied"), true),
        (denied("Access denied."), true),
        (denied("ACCESS DENIED"), true),
        (named(denied("Access denied")), true),
        (named(denied("The token has expired")), true),
        (named(Response::status(403)), true),
        (named(Response::status(400)), true),
        // The wrong region, or a policy.
        (denied(explicit), false),
        (named(denied(explicit)), false),
        (named(denied("User: anonymous is not authorized to perform: execute-api:Invoke")), false),
        (denied("Access denied with an Explicit Deny"), false),
        // From a gateway.
        (Response::status(403), false),
        (Response::status(403).body("<html>Access denied</html>"), false),
        (denied("Forbidden"), false),
        (denied("The firewall says: access denied"), false),
        // Other errors.
        (Response::status(403).header("x-amzn-errortype", "TeapotException"), false),
        (Response::status(401).body(r#"{"message":"Access denied"}"#), false),
        (Response::status(410), false),
    ] {
        let error = error_of(response.clone()).await;
        assert_eq!(error.is_token_refused(), is_refused, "{response:?}");
        assert!(!error.is_receipt_unsupported());
    }
}

#[tokio::test]
async fn is_receipt_unsupported_for_receipt_conflicts_only() {
    let conflict = Response::status(409)
        .body(r#"{"message":"Operation can not be performed due to the state of the contact."}"#);
    let named = Response::status(400).header("x-amzn-errortype", "ConflictException");
    let receipt =
        |content_type| SendEventInput::new(content_type, connection_token()).message_id("1");
    let [delivered, read] =
        [EventContentType::MessageDelivered, EventContentType::MessageRead].map(receipt);
    for (response, input, is_unsupported) in [
        (&conflict, delivered.clone(), true),
        (&conflict, read.clone(), true),
        (&named, read.clone(), true),
        (&conflict, typing(), false),
        (&Response::status(403), read.clone(), false),
        (&Response::status(409).header("x-amzn-errortype", "TeapotException"), read, false),
    ] {
        let recorder = Recorder::start(response.clone()).await;
        let error = client(recorder.url()).call(input).await.unwrap_err();
        assert_eq!(error.is_receipt_unsupported(), is_unsupported, "{error:?}");
        assert!(!error.is_token_refused());
    }
}

#[tokio::test]
async fn the_code_is_the_name_in_the_response() {
    for (response, code) in [
        (
            Response::status(400).header("x-amzn-errortype", "a#TeapotException:b"),
            Some("TeapotException"),
        ),
        (Response::status(429).body(r#"{"__type":"SlowDown"}"#), Some("SlowDown")),
        (Response::status(429), None),
    ] {
        assert_eq!(error_of(response).await.code(), code);
    }
}
