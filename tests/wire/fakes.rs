//! Fakes: a mock of an annotated trait, its outputs, and its failures.

use std::collections::BTreeMap;
use std::time::Duration;

use connect_participant::*;
use connect_participant_model::EXCEPTIONS;
use connect_participant_tests::{CONNECTION_TOKEN, connection_token};
use mockall::mock;
use mockall::predicate::{always, eq};
use serde_json::{Value, json};

/// The trait of README.md.
trait ChatEvents: Participant {
    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.typing"
    )]
    async fn typing(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;

    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.message.read"
    )]
    async fn read(
        &self,
        connection_token: &ConnectionToken,
        message_id: &str,
    ) -> Result<SendEventOutput>;
}

mock! {
    Chat {}

    impl Participant for Chat {
        fn client(&self) -> &Client;
    }

    impl ChatEvents for Chat {
        async fn typing(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;
        async fn read(
            &self,
            connection_token: &ConnectionToken,
            message_id: &str,
        ) -> Result<SendEventOutput>;
    }
}

/// What a bot does after a receipt.
#[derive(Debug, PartialEq)]
enum Next {
    Continue(Option<String>),
    StopReceipts,
    Reconnect,
    Wait(Option<Duration>),
    Fail(ErrorKind),
}

/// The code under test.
async fn read(chat: &impl ChatEvents, message_id: &str) -> Next {
    match chat.read(&connection_token(), message_id).await {
        Ok(output) => Next::Continue(output.id),
        Err(error) if error.is_receipt_unsupported() => Next::StopReceipts,
        Err(error) if error.is_token_refused() => Next::Reconnect,
        Err(error) if error.is_retryable() => Next::Wait(error.retry_after()),
        Err(error) => Next::Fail(error.kind()),
    }
}

#[tokio::test]
async fn a_mock_returns_outputs_and_errors() {
    let mut chat = MockChat::new();
    let read_of =
        |chat: &mut MockChat, id: &'static str, respond: fn() -> Result<SendEventOutput>| {
            chat.expect_read().with(always(), eq(id)).returning(move |_, _| respond());
        };
    read_of(&mut chat, "ok", || {
        Ok(SendEventOutput::default().with_id("e-1").with_absolute_time(time()))
    });
    read_of(&mut chat, "no receipts", || {
        let receipt = EventContentType::MessageRead.as_str();
        Err(Error::new(ErrorKind::Conflict, "too many participants").with_content_type(receipt))
    });
    read_of(&mut chat, "refused", || Err(Error::new(ErrorKind::AccessDenied, "Access denied")));
    read_of(&mut chat, "throttled", || {
        let error = Error::new(ErrorKind::Throttling, "Rate exceeded");
        Err(error.with_retry_after(Duration::from_secs(2)))
    });
    read_of(&mut chat, "lost", || Err(Error::new(ErrorKind::Timeout, "no response")));
    read_of(&mut chat, "invalid", || Err(Error::new(ErrorKind::Validation, "no")));
    chat.expect_typing().returning(|_| Err(Error::new(ErrorKind::Transport, "refused")));

    assert_eq!(read(&chat, "ok").await, Next::Continue(Some("e-1".to_owned())));
    assert_eq!(read(&chat, "no receipts").await, Next::StopReceipts);
    assert_eq!(read(&chat, "refused").await, Next::Reconnect);
    assert_eq!(read(&chat, "throttled").await, Next::Wait(Some(Duration::from_secs(2))));
    assert_eq!(read(&chat, "lost").await, Next::Wait(None));
    assert_eq!(read(&chat, "invalid").await, Next::Fail(ErrorKind::Validation));
    let error = chat.typing(&connection_token()).await.unwrap_err();
    assert_eq!(error.to_string(), "Transport: refused");
}

#[test]
fn the_verdict_of_a_fake_error_follows_its_kind() {
    use ErrorKind::{
        AccessDenied, Conflict, InternalServer, InvalidInput, RateLimited, ResourceNotFound,
        Service, ServiceQuotaExceeded, Throttling, Timeout, Transport, UnreadableResponse,
        Validation,
    };
    let retryable = [Throttling, InternalServer, Transport, Timeout, RateLimited];
    let others = [
        AccessDenied,
        Conflict,
        InvalidInput,
        ResourceNotFound,
        Service,
        ServiceQuotaExceeded,
        UnreadableResponse,
        Validation,
    ];
    assert_eq!(retryable.len() + others.len(), EXCEPTIONS.len() + 6);
    for kind in retryable {
        assert!(Error::new(kind, "").is_retryable(), "{kind}");
    }
    for kind in others {
        assert!(!Error::new(kind, "").is_retryable(), "{kind}");
    }
}

#[test]
fn a_fake_error_has_its_message_and_nothing_else() {
    let error = Error::new(ErrorKind::Service, "the gateway\nfails\u{2028}".repeat(200));
    assert_eq!(error.kind(), ErrorKind::Service);
    assert_eq!(error.message().unwrap().chars().count(), 2_001);
    assert!(!error.message().unwrap().contains(['\n', '\u{2028}']));
    assert_eq!((error.operation(), error.status(), error.attempts()), (None, None, 0));
    assert_eq!((error.request_id(), error.code(), error.retry_after()), (None, None, None));
    assert!(error.get_ref().is_none());
    assert!(!error.is_receipt_unsupported() && !error.is_token_refused());
}

#[test]
fn only_a_content_type_that_can_be_sent_is_taken() {
    let conflict = |content_type: &str| {
        Error::new(ErrorKind::Conflict, "").with_content_type(content_type).is_receipt_unsupported()
    };
    assert!(conflict(EventContentType::MessageRead.as_str()));
    assert!(conflict(EventContentType::MessageDelivered.as_str()));
    assert!(!conflict(EventContentType::Typing.as_str()));
    assert!(!conflict(MessageContentType::TextPlain.as_str()));
    assert!(!conflict("a token"));
    let error = Error::new(ErrorKind::Conflict, "").with_content_type("a token");
    assert!(!format!("{error:?}").contains("a token"));
}

/// Returns an output as JSON.
fn json_of(output: impl serde::Serialize) -> Value {
    serde_json::to_value(output).unwrap()
}

fn time() -> Timestamp {
    "2019-11-08T02:41:28.172Z".into()
}

// Every output, with every member, is made in one expression.

#[test]
fn connections_are_made_without_mut() {
    let time = time();
    let features = MeetingFeaturesConfiguration::default()
        .with_audio(AudioFeatures::default().with_echo_reduction(MeetingFeatureStatus::Available));
    let placement = WebRtcMediaPlacement::default()
        .with_audio_host_url("a")
        .with_audio_fallback_url("b")
        .with_signaling_url("c")
        .with_event_ingestion_url("d");
    let meeting = WebRtcMeeting::default()
        .with_meeting_id("m")
        .with_media_placement(placement)
        .with_meeting_features(features);
    let attendee = Attendee::default().with_attendee_id("a").with_join_token("j");
    let output = CreateParticipantConnectionOutput::default()
        .with_websocket(Websocket::default().with_url("w").with_connection_expiry(time.clone()))
        .with_connection_credentials(
            ConnectionCredentials::default()
                .with_connection_token(connection_token())
                .with_expiry(time.clone()),
        )
        .with_web_rtc_connection(
            WebRtcConnection::default().with_attendee(attendee).with_meeting(meeting),
        );
    assert_eq!(
        json_of(output),
        json!({
            "Websocket": { "Url": "w", "ConnectionExpiry": time },
            "ConnectionCredentials": { "ConnectionToken": CONNECTION_TOKEN, "Expiry": time },
            "WebRTCConnection": {
                "Attendee": { "AttendeeId": "a", "JoinToken": "j" },
                "Meeting": {
                    "MeetingId": "m",
                    "MediaPlacement": {
                        "AudioHostUrl": "a",
                        "AudioFallbackUrl": "b",
                        "SignalingUrl": "c",
                        "EventIngestionUrl": "d",
                    },
                    "MeetingFeatures": { "Audio": { "EchoReduction": "AVAILABLE" } },
                },
            },
        })
    );
}

#[test]
fn views_and_urls_are_made_without_mut() {
    let time = time();
    let content = ViewContent::default()
        .with_input_schema("{}")
        .with_template("{}")
        .with_actions(["Next".to_owned()]);
    let view = View::default()
        .with_id("v")
        .with_arn("arn")
        .with_name("n")
        .with_version(1)
        .with_content(content);
    assert_eq!(
        json_of(DescribeViewOutput::default().with_view(view)),
        json!({ "View": {
            "Id": "v", "Arn": "arn", "Name": "n", "Version": 1,
            "Content": { "InputSchema": "{}", "Template": "{}", "Actions": ["Next"] },
        }})
    );

    let output = GetAttachmentOutput::default()
        .with_attachment_size_in_bytes(5)
        .with_url("u")
        .with_url_expiry(time.clone());
    let attachment = json!({ "AttachmentSizeInBytes": 5, "Url": "u", "UrlExpiry": time });
    assert_eq!(json_of(output), attachment);
    let output = GetAuthenticationUrlOutput::default().with_authentication_url("u");
    assert_eq!(json_of(output), json!({ "AuthenticationUrl": "u" }));
}

#[test]
fn transcripts_are_made_without_mut() {
    let time = time();
    let receipt = Receipt::default()
        .with_delivered_timestamp(time.clone())
        .with_read_timestamp(time.clone())
        .with_recipient_participant_id("p");
    let metadata = MessageMetadata::default()
        .with_message_id("m")
        .with_receipts([receipt])
        .with_message_processing_status(MessageProcessingStatus::Failed);
    let attachment = AttachmentItem::default()
        .with_content_type("text/plain")
        .with_attachment_id("a")
        .with_attachment_name("a.txt")
        .with_status(ArtifactStatus::Approved);
    let item = Item::default()
        .with_absolute_time(time.clone())
        .with_content("Hello")
        .with_content_type("text/plain")
        .with_id("i")
        .with_type(ChatItemType::Message)
        .with_participant_id("p")
        .with_display_name("Ada")
        .with_participant_role(ParticipantRole::Agent)
        .with_attachments([attachment])
        .with_message_metadata(metadata)
        .with_related_contact_id("r")
        .with_contact_id("c");
    let output = GetTranscriptOutput::default()
        .with_initial_contact_id("c")
        .with_transcript([item])
        .with_next_token("n");
    assert_eq!(
        json_of(output),
        json!({
            "InitialContactId": "c",
            "NextToken": "n",
            "Transcript": [{
                "AbsoluteTime": time,
                "Content": "Hello",
                "ContentType": "text/plain",
                "Id": "i",
                "Type": "MESSAGE",
                "ParticipantId": "p",
                "DisplayName": "Ada",
                "ParticipantRole": "AGENT",
                "Attachments": [{
                    "ContentType": "text/plain",
                    "AttachmentId": "a",
                    "AttachmentName": "a.txt",
                    "Status": "APPROVED",
                }],
                "MessageMetadata": {
                    "MessageId": "m",
                    "Receipts": [{
                        "DeliveredTimestamp": time,
                        "ReadTimestamp": time,
                        "RecipientParticipantId": "p",
                    }],
                    "MessageProcessingStatus": "FAILED",
                },
                "RelatedContactId": "r",
                "ContactId": "c",
            }],
        })
    );
}

#[test]
fn messages_and_uploads_are_made_without_mut() {
    let time = time();
    assert_eq!(json_of(CancelParticipantAuthenticationOutput::default()), json!({}));
    assert_eq!(json_of(CompleteAttachmentUploadOutput::default()), json!({}));
    assert_eq!(json_of(DisconnectParticipantOutput::default()), json!({}));

    let metadata = MessageProcessingMetadata::default()
        .with_message_processing_status(MessageProcessingStatus::Processing);
    let output = SendMessageOutput::default()
        .with_id("m")
        .with_absolute_time(time.clone())
        .with_message_metadata(metadata);
    assert_eq!(
        json_of(output),
        json!({
            "Id": "m",
            "AbsoluteTime": time,
            "MessageMetadata": { "MessageProcessingStatus": "PROCESSING" },
        })
    );
    let output = SendEventOutput::default().with_id("e").with_absolute_time(time.clone());
    assert_eq!(json_of(output), json!({ "Id": "e", "AbsoluteTime": time }));

    let headers = BTreeMap::from([("a".to_owned(), "b".to_owned())]);
    let upload = UploadMetadata::default()
        .with_url("u")
        .with_url_expiry(time.clone())
        .with_headers_to_include(headers);
    let output =
        StartAttachmentUploadOutput::default().with_attachment_id("a").with_upload_metadata(upload);
    assert_eq!(
        json_of(output),
        json!({
            "AttachmentId": "a",
            "UploadMetadata": { "Url": "u", "UrlExpiry": time, "HeadersToInclude": { "a": "b" } },
        })
    );
}
