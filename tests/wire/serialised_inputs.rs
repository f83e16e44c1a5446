//! The serialised form of inputs.

use connect_participant::{
    CancelParticipantAuthenticationInput, Client, CompleteAttachmentUploadInput, ConnectionType,
    ContentDisposition, CreateParticipantConnectionInput, DescribeViewInput,
    DisconnectParticipantInput, EventContentType, GetAttachmentInput, GetAuthenticationUrlInput,
    GetTranscriptInput, MessageContentType, OperationInput, ParticipantToken, ScanDirection,
    SendEventInput, SendMessageInput, SortKey, StartAttachmentUploadInput, StartPosition,
};
use connect_participant_model::{Location, OPERATIONS};
use connect_participant_tests::{CONNECTION_TOKEN, CapturingTransport, connection_token};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

const PARTICIPANT_TOKEN: &str = "QVFJREFIcGFydGljaXBhbnQ=";

/// Sends the input, and compares its serialised form with the body of the request.
async fn assert_is_sent<I: OperationInput>(name: &str, input: I, labels: Value) {
    let serialised = serde_json::to_value(&input).unwrap();
    let transport = CapturingTransport::default();
    let client: Client = transport.client();
    // The captured response is `{}`, which not every output accepts.
    let _ = client.call(input).await;
    let mut sent = transport.take();
    let request = sent.pop().unwrap();
    let mut body: Value = serde_json::from_slice(request.body()).unwrap_or_else(|_| json!({}));
    for (label, value) in labels.as_object().unwrap() {
        body[label] = value.clone();
        assert!(request.uri().path().contains(value.as_str().unwrap()), "{}", request.uri());
    }
    assert_eq!(serialised, body, "{name}");
    // The token is a header.
    assert!(request.headers().contains_key("x-amz-bearer"));
    let text = serialised.to_string();
    assert!(!text.contains(CONNECTION_TOKEN) && !text.contains(PARTICIPANT_TOKEN), "{text}");
    // Every member of the service model is in one of the inputs below.
    let row = OPERATIONS.iter().find(|operation| operation.name == name).unwrap();
    for member in row.members {
        let is_sent = matches!(member.location, Location::Body | Location::Label);
        assert_eq!(serialised.get(member.name).is_some(), is_sent, "{name}.{}", member.name);
    }
}

#[tokio::test]
async fn an_input_serialises_as_it_is_sent() {
    let token = connection_token;
    let position = StartPosition::new().id("i1").absolute_time("2019-11-08").most_recent(1);
    assert_is_sent(
        "CancelParticipantAuthentication",
        CancelParticipantAuthenticationInput::new("0123456789abcdef0123456789abcdef0123", token()),
        json!({}),
    )
    .await;
    assert_is_sent(
        "CompleteAttachmentUpload",
        CompleteAttachmentUploadInput::new(["a1"], token()).client_token("c1"),
        json!({}),
    )
    .await;
    assert_is_sent(
        "CreateParticipantConnection",
        CreateParticipantConnectionInput::new(ParticipantToken::new(PARTICIPANT_TOKEN).unwrap())
            .r#type([ConnectionType::Websocket])
            .connect_participant(true),
        json!({}),
    )
    .await;
    let view = DescribeViewInput::new("v1", token());
    assert_is_sent("DescribeView", view, json!({ "ViewToken": "v1" })).await;
    assert_is_sent(
        "DisconnectParticipant",
        DisconnectParticipantInput::new(token()).client_token("c1"),
        json!({}),
    )
    .await;
    assert_is_sent(
        "GetAttachment",
        GetAttachmentInput::new("a1", token())
            .url_expiry_in_seconds(5)
            .url_content_disposition(ContentDisposition::Attachment),
        json!({}),
    )
    .await;
    assert_is_sent(
        "GetAuthenticationUrl",
        GetAuthenticationUrlInput::new(
            "0123456789abcdef0123456789abcdef0123",
            "https://a.example",
            token(),
        ),
        json!({}),
    )
    .await;
    assert_is_sent(
        "GetTranscript",
        GetTranscriptInput::new(token())
            .contact_id("c1")
            .max_results(5)
            .next_token("n1")
            .scan_direction(ScanDirection::Backward)
            .sort_order(SortKey::Ascending)
            .start_position(position),
        json!({}),
    )
    .await;
    assert_is_sent(
        "SendEvent",
        SendEventInput::new(EventContentType::MessageRead, token())
            .message_id("m1")
            .client_token("c1"),
        json!({}),
    )
    .await;
    assert_is_sent(
        "SendMessage",
        SendMessageInput::new(MessageContentType::TextPlain, "Hello", token()).client_token("c1"),
        json!({}),
    )
    .await;
    assert_is_sent(
        "StartAttachmentUpload",
        StartAttachmentUploadInput::new("text/plain", 5, "a.txt", token()).client_token("c1"),
        json!({}),
    )
    .await;
}

/// A call would reject this input. Its serialised form has what is set.
#[test]
fn an_invalid_input_serialises_too() {
    let receipt = SendEventInput::new(EventContentType::MessageRead, connection_token());
    let content_type = EventContentType::MessageRead.as_str();
    assert_eq!(serde_json::to_value(&receipt).unwrap(), json!({ "ContentType": content_type }));
    let both = receipt.message_id("m1").content("{}");
    assert_eq!(
        serde_json::to_value(&both).unwrap(),
        json!({ "ContentType": content_type, "Content": "{}", "MessageId": "m1" })
    );
}

#[track_caller]
fn assert_round_trip<T>(value: &T, text: &str)
where
    T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug,
{
    assert_eq!(serde_json::to_value(value).unwrap(), json!(text));
    assert_eq!(serde_json::from_value::<T>(json!(text)).unwrap(), *value);
}

#[test]
fn the_enums_of_inputs_serialise_as_their_values() {
    assert_round_trip(&EventContentType::Typing, EventContentType::Typing.as_str());
    assert_round_trip(&MessageContentType::TextMarkdown, "text/markdown");
    assert_round_trip(&ConnectionType::ConnectionCredentials, "CONNECTION_CREDENTIALS");
    assert_round_trip(&ContentDisposition::Inline, "INLINE");
    assert_round_trip(&ScanDirection::Forward, "FORWARD");
    assert_round_trip(&SortKey::Descending, "DESCENDING");
    for text in ["forward", "", "NEXT"] {
        let error = serde_json::from_value::<ScanDirection>(json!(text)).unwrap_err();
        assert!(error.to_string().contains("`ScanDirection` has no value"), "{error}");
    }
    assert!(serde_json::from_value::<ScanDirection>(json!(1)).is_err());
}

#[test]
fn a_start_position_is_read_from_its_serialised_form() {
    let position = StartPosition::new().most_recent(10);
    let serialised = serde_json::to_value(&position).unwrap();
    assert_eq!(serialised, json!({ "MostRecent": 10 }));
    assert_eq!(serde_json::from_value::<StartPosition>(serialised).unwrap(), position);
}
