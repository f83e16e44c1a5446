//! Members that exceed their limits, in every operation. Nothing is sent, and the error names the
//! member.

use connect_participant::*;
use connect_participant_tests::{Recorder, Response, client, connection_token};

macro_rules! assert_rejected {
    ($client:ident, $($input:expr => $problem:expr;)*) => {$(
        let error = $client.call($input).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput, "{error}");
        assert_eq!(error.message(), Some($problem));
        assert_eq!(error.attempts(), 0);
    )*};
}

#[tokio::test]
async fn input_beyond_the_limits_is_not_sent() {
    let recorder = Recorder::start(Response::ok("{}")).await;
    let client = client(recorder.url());
    let token = connection_token;
    let long = |length| "x".repeat(length);
    let transcript = || GetTranscriptInput::new(token());
    let position = StartPosition::new;
    let start = |content_type: &str, size, name: &str| {
        StartAttachmentUploadInput::new(content_type, size, name, token())
    };
    let participant_token = ParticipantToken::new("QVFJ").unwrap();
    let message =
        |content: String| SendMessageInput::new(MessageContentType::TextPlain, content, token());
    assert_rejected! { client,
        CancelParticipantAuthenticationInput::new(long(35), token())
            => "`session_id` has 35 characters, fewer than 36";
        CancelParticipantAuthenticationInput::new(long(37), token())
            => "`session_id` has 37 characters, more than 36";
        CompleteAttachmentUploadInput::new([""; 0], token())
            => "`attachment_ids` is empty";
        CompleteAttachmentUploadInput::new(["a", "b"], token())
            => "`attachment_ids` has 2 items, more than 1";
        CompleteAttachmentUploadInput::new([""], token())
            => "`attachment_ids[0]` is empty";
        CompleteAttachmentUploadInput::new(["a"], token()).client_token("")
            => "`client_token` is empty";
        CreateParticipantConnectionInput::new(participant_token).r#type([])
            => "`type` is empty";
        DescribeViewInput::new("", token()) => "`view_token` is empty";
        DescribeViewInput::new(long(1001), token())
            => "`view_token` has 1001 characters, more than 1000";
        DescribeViewInput::new(".", token()) => "`view_token` is `.` or `..`, which cannot be a path segment";
        DescribeViewInput::new("..", token()) => "`view_token` is `.` or `..`, which cannot be a path segment";
        DisconnectParticipantInput::new(token()).client_token(long(501))
            => "`client_token` has 501 characters, more than 500";
        GetAttachmentInput::new(long(257), token())
            => "`attachment_id` has 257 characters, more than 256";
        GetAttachmentInput::new("a", token()).url_expiry_in_seconds(4)
            => "`url_expiry_in_seconds` is 4, less than 5";
        GetAttachmentInput::new("a", token()).url_expiry_in_seconds(301)
            => "`url_expiry_in_seconds` is 301, more than 300";
        GetAuthenticationUrlInput::new(long(36), "", token())
            => "`redirect_uri` is empty";
        GetAuthenticationUrlInput::new(long(36), long(1025), token())
            => "`redirect_uri` has 1025 characters, more than 1024";
        transcript().max_results(101) => "`max_results` is 101, more than 100";
        transcript().max_results(-1) => "`max_results` is -1, less than 0";
        transcript().contact_id("") => "`contact_id` is empty";
        transcript().next_token(long(1001))
            => "`next_token` has 1001 characters, more than 1000";
        transcript().start_position(position().most_recent(101))
            => "`start_position.most_recent` is 101, more than 100";
        transcript().start_position(position().id(""))
            => "`start_position.id` is empty";
        transcript().start_position(position().absolute_time(long(101)))
            => "`start_position.absolute_time` has 101 characters, more than 100";
        message(String::new()) => "`content` is empty";
        message(long(16_385)) => "`content` has 16385 bytes, more than 16384";
        start("", 1, "a") => "`content_type` is empty";
        start("a/b", 0, "a")
            => "`attachment_size_in_bytes` is 0, less than 1";
        start("a/b", 1, &long(257))
            => "`attachment_name` has 257 characters, more than 256";
        start("a/b", 1, "a").client_token("")
            => "`client_token` is empty";
    }
    assert_eq!(recorder.requests(), []);

    // Input at the limits is sent.
    client.call(transcript().max_results(100).next_token(long(1000))).await.unwrap();
    client.call(DescribeViewInput::new("...", token())).await.unwrap();
    client.call(message(long(16_384))).await.unwrap();
    client.call(start(&long(255), i64::MAX, &long(256))).await.unwrap();
    assert_eq!(recorder.requests().len(), 4);
}
