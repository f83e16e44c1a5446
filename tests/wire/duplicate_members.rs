//! Duplicate members in a success. The last one counts, as in errors and for AWS's own clients.

use connect_participant::{DescribeViewInput, GetTranscriptInput};
use connect_participant_tests::{Outcome, ScriptedTransport, connection_token, typing};

fn client(body: &'static str) -> connect_participant::Client {
    ScriptedTransport::new(move |_| Outcome::ok().body(body)).builder().build().unwrap()
}

#[tokio::test]
async fn the_last_duplicate_counts() {
    for (body, id) in [
        (r#"{"Id":"1","Id":"2"}"#, Some("2")),
        (r#"{"Id":1,"Id":"2"}"#, Some("2")),
        (r#"{"Id":"1","AbsoluteTime":"a","\u0049d":"2","AbsoluteTime":"b"}"#, Some("2")),
        (r#"{"Id":"1","Id":null}"#, None),
        (r#"{"Id":"1","id":"2"}"#, Some("1")),
    ] {
        let output = client(body).call(typing()).await.unwrap();
        assert_eq!(output.id.as_deref(), id, "{body}");
    }
    let error = client(r#"{"Id":"1","Id":2}"#).call(typing()).await.unwrap_err();
    assert_eq!(error.kind(), connect_participant::ErrorKind::UnreadableResponse);
}

#[tokio::test]
async fn the_last_duplicate_counts_in_nested_values() {
    let body = r#"{"Transcript":[{"Id":"0"}],"Transcript":[
        {"Id":"1","Id":"2","MessageMetadata":{"Receipts":[{"ReadTimestamp":"a","ReadTimestamp":"b"}]}}
    ]}"#;
    let output = client(body).call(GetTranscriptInput::new(connection_token())).await.unwrap();
    let [item] = &output.transcript.unwrap()[..] else { panic!("not one item") };
    assert_eq!(item.id.as_deref(), Some("2"));
    let receipts = item.message_metadata.as_ref().unwrap().receipts.as_ref().unwrap();
    assert_eq!(receipts[0].read_timestamp.as_ref().unwrap().as_str(), "b");

    let body = r#"{"View":{"Content":{"Actions":["a"],"Actions":["b"]},"Version":1,"Version":2}}"#;
    let output = client(body).call(DescribeViewInput::new("v", connection_token())).await.unwrap();
    let view = output.view.unwrap();
    assert_eq!(view.version, Some(2));
    assert_eq!(view.content.unwrap().actions.unwrap(), ["b"]);
}
