//! The start of the pages of a transcript, which `FORWARD` requires.

use connect_participant::{
    Client, ConnectionToken, Error, ErrorKind, GetTranscriptInput, Participant, Result,
    ScanDirection, StartPosition, participant_operation,
};
use connect_participant_tests::{CapturingTransport, connection_token};
use serde_json::json;

trait Transcripts: Participant {
    /// The compiler does not know if the position has a value.
    #[participant_operation(
        GetTranscript,
        scan_direction = "FORWARD",
        start_position = StartPosition::new()
    )]
    async fn from_an_empty_position(&self, connection_token: &ConnectionToken) -> Result<()>;

    #[participant_operation(GetTranscript, scan_direction = "FORWARD")]
    async fn from(
        &self,
        start_position: Option<StartPosition>,
        next_token: Option<&str>,
        connection_token: &ConnectionToken,
    ) -> Result<()>;

    #[participant_operation]
    async fn get_transcript(
        &self,
        scan_direction: Option<ScanDirection>,
        connection_token: &ConnectionToken,
    ) -> Result<()>;
}

impl Transcripts for Client {}

fn input() -> GetTranscriptInput {
    GetTranscriptInput::new(connection_token())
}

fn check(error: &Error) {
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert_eq!(error.attempts(), 0);
    assert_eq!(
        error.to_string(),
        "GetTranscript failed: InvalidInput: `scan_direction` is FORWARD, which requires a start position"
    );
}

#[tokio::test]
async fn forward_without_a_start_is_not_sent() {
    let captured = CapturingTransport::default();
    let client = captured.client();
    let forward = || input().scan_direction(ScanDirection::Forward).max_results(5);
    for input in [forward(), forward().start_position(StartPosition::new())] {
        check(&client.call(input.clone()).await.unwrap_err());
        let mut pages = client.transcript_pages(input);
        check(&pages.next().await.unwrap().unwrap_err());
        assert!(pages.next().await.is_none());
    }
    let token = connection_token();
    check(&client.from_an_empty_position(&token).await.unwrap_err());
    check(&client.from(None, None, &token).await.unwrap_err());
    check(&client.from(Some(StartPosition::new()), None, &token).await.unwrap_err());
    check(&client.get_transcript(Some(ScanDirection::Forward), &token).await.unwrap_err());
    assert!(captured.take().is_empty());
}

#[tokio::test]
async fn forward_with_a_start_is_sent() {
    let captured = CapturingTransport::default();
    let client = captured.client();
    let token = connection_token();
    let start = StartPosition::new().most_recent(0);
    client.from(Some(start), None, &token).await.unwrap();
    let body = json!({ "ScanDirection": "FORWARD", "StartPosition": { "MostRecent": 0 } });
    assert_eq!(captured.take_json(), body);

    client.from(None, Some("next"), &token).await.unwrap();
    assert_eq!(captured.take_json(), json!({ "ScanDirection": "FORWARD", "NextToken": "next" }));
}

/// The service would start at the newest item, as without a position.
#[tokio::test]
async fn an_empty_start_position_is_not_sent() {
    let captured = CapturingTransport::default();
    let client = captured.client();
    let empty = || input().start_position(StartPosition::new());
    for input in [
        empty(),
        empty().scan_direction(ScanDirection::Backward),
        empty().scan_direction(ScanDirection::Forward).next_token("next"),
    ] {
        let error = client.call(input).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            "GetTranscript failed: InvalidInput: `start_position` is empty: set its `id`, \
             `absolute_time` or `most_recent`"
        );
    }
    assert!(captured.take().is_empty());
}

#[tokio::test]
async fn other_directions_need_no_start() {
    let captured = CapturingTransport::default();
    let client = captured.client();
    client.get_transcript(Some(ScanDirection::Backward), &connection_token()).await.unwrap();
    assert_eq!(captured.take_json(), json!({ "ScanDirection": "BACKWARD" }));
    client.get_transcript(None, &connection_token()).await.unwrap();
    assert_eq!(captured.take_json(), json!({}));
}
