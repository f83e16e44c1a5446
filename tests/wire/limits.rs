//! Members out of their limits, in every operation: nothing is sent, and the error names the member as the attribute does.

use connect_participant::*;
use connect_participant_tests::{Answer, Recorder, client, connection_token};

macro_rules! refused {
    ($client:ident, $($method:ident($input:expr) says $problem:expr;)*) => {$(
        let error = $client.$method($input).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput, "{error}");
        assert_eq!(error.message(), Some($problem));
        assert_eq!(error.attempts(), 0);
    )*};
}

#[tokio::test]
async fn nothing_is_sent_that_the_service_would_not_take() {
    let recorder = Recorder::start(Answer::ok("{}")).await;
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
    refused! { client,
        cancel_participant_authentication(CancelParticipantAuthenticationInput::new(long(35), token()))
            says "`session_id` has 35 characters, fewer than 36";
        cancel_participant_authentication(CancelParticipantAuthenticationInput::new(long(37), token()))
            says "`session_id` has 37 characters, more than 36";
        complete_attachment_upload(CompleteAttachmentUploadInput::new([""; 0], token()))
            says "`attachment_ids` is empty";
        complete_attachment_upload(CompleteAttachmentUploadInput::new(["a", "b"], token()))
            says "`attachment_ids` has 2 items, more than 1";
        complete_attachment_upload(CompleteAttachmentUploadInput::new([""], token()))
            says "`attachment_ids[0]` is empty";
        complete_attachment_upload(CompleteAttachmentUploadInput::new(["a"], token()).client_token(""))
            says "`client_token` is empty";
        create_participant_connection(CreateParticipantConnectionInput::new(participant_token).r#type([]))
            says "`type` is empty";
        describe_view(DescribeViewInput::new("", token())) says "`view_token` is empty";
        describe_view(DescribeViewInput::new(long(1001), token()))
            says "`view_token` has 1001 characters, more than 1000";
        describe_view(DescribeViewInput::new(".", token())) says "`view_token` is `.` or `..`, which is no segment of a path";
        describe_view(DescribeViewInput::new("..", token())) says "`view_token` is `.` or `..`, which is no segment of a path";
        disconnect_participant(DisconnectParticipantInput::new(token()).client_token(long(501)))
            says "`client_token` has 501 characters, more than 500";
        get_attachment(GetAttachmentInput::new(long(257), token()))
            says "`attachment_id` has 257 characters, more than 256";
        get_attachment(GetAttachmentInput::new("a", token()).url_expiry_in_seconds(4))
            says "`url_expiry_in_seconds` is 4, less than 5";
        get_attachment(GetAttachmentInput::new("a", token()).url_expiry_in_seconds(301))
            says "`url_expiry_in_seconds` is 301, more than 300";
        get_authentication_url(GetAuthenticationUrlInput::new(long(36), "", token()))
            says "`redirect_uri` is empty";
        get_authentication_url(GetAuthenticationUrlInput::new(long(36), long(1025), token()))
            says "`redirect_uri` has 1025 characters, more than 1024";
        get_transcript(transcript().max_results(101)) says "`max_results` is 101, more than 100";
        get_transcript(transcript().max_results(-1)) says "`max_results` is -1, less than 0";
        get_transcript(transcript().contact_id("")) says "`contact_id` is empty";
        get_transcript(transcript().next_token(long(1001)))
            says "`next_token` has 1001 characters, more than 1000";
        get_transcript(transcript().start_position(position().most_recent(101)))
            says "`start_position.most_recent` is 101, more than 100";
        get_transcript(transcript().start_position(position().id("")))
            says "`start_position.id` is empty";
        get_transcript(transcript().start_position(position().absolute_time(long(101))))
            says "`start_position.absolute_time` has 101 characters, more than 100";
        send_message(message(String::new())) says "`content` is empty";
        send_message(message(long(16_385))) says "`content` has 16385 bytes, more than 16384";
        start_attachment_upload(start("", 1, "a")) says "`content_type` is empty";
        start_attachment_upload(start("a/b", 0, "a"))
            says "`attachment_size_in_bytes` is 0, less than 1";
        start_attachment_upload(start("a/b", 1, &long(257)))
            says "`attachment_name` has 257 characters, more than 256";
        start_attachment_upload(start("a/b", 1, "a").client_token(""))
            says "`client_token` is empty";
    }
    assert_eq!(recorder.requests(), []);

    // At the limits, all of it is sent.
    client.get_transcript(transcript().max_results(100).next_token(long(1000))).await.unwrap();
    client.describe_view(DescribeViewInput::new("...", token())).await.unwrap();
    client.send_message(message(long(16_384))).await.unwrap();
    client.start_attachment_upload(start(&long(255), i64::MAX, &long(256))).await.unwrap();
    assert_eq!(recorder.requests().len(), 4);
}
