//! Every operation with all of its members, called through `Client::call` and through an annotated
//! trait: the request, and the output.

use connect_participant::*;
use connect_participant_tests::{
    CONNECTION_TOKEN, Recorder, Request, Response, client, connection_token, headers,
};
use serde_json::{Value, json};

const PARTICIPANT_TOKEN: &str = "QVFJREFIaXBhcnRpY2lwYW50";
const SESSION_ID: &str = "0ebd5e8d-6a5a-4a8f-93b1-9b4a0b4e8a0f";

/// Every operation except `SendEvent`, with every member, given as a literal if possible.
trait Annotated: Participant {
    #[participant_operation(CancelParticipantAuthentication)]
    async fn cancel(
        &self,
        session_id: &str,
        connection_token: &ConnectionToken,
    ) -> Result<CancelParticipantAuthenticationOutput>;

    #[participant_operation(CompleteAttachmentUpload, attachment_ids = [attachment_id])]
    async fn complete(
        &self,
        attachment_id: &str,
        client_token: &str,
        connection_token: &ConnectionToken,
    ) -> Result<CompleteAttachmentUploadOutput>;

    #[participant_operation(
        CreateParticipantConnection,
        type = ["WEBSOCKET", "CONNECTION_CREDENTIALS", "WEBRTC_CONNECTION"],
        connect_participant = true,
    )]
    async fn connect(
        &self,
        participant_token: &ParticipantToken,
    ) -> Result<CreateParticipantConnectionOutput>;

    #[participant_operation(DescribeView)]
    async fn view(
        &self,
        view_token: &str,
        connection_token: &ConnectionToken,
    ) -> Result<DescribeViewOutput>;

    #[participant_operation(DisconnectParticipant)]
    async fn disconnect(
        &self,
        client_token: &str,
        connection_token: &ConnectionToken,
    ) -> Result<DisconnectParticipantOutput>;

    #[participant_operation(
        GetAttachment,
        url_expiry_in_seconds = 300,
        url_content_disposition = "INLINE"
    )]
    async fn attachment(
        &self,
        attachment_id: &str,
        connection_token: &ConnectionToken,
    ) -> Result<GetAttachmentOutput>;

    #[participant_operation(GetAuthenticationUrl, redirect_uri = "https://chat.example/back")]
    async fn authentication_url(
        &self,
        session_id: &str,
        connection_token: &ConnectionToken,
    ) -> Result<GetAuthenticationUrlOutput>;

    #[participant_operation(
        GetTranscript,
        max_results = 100,
        scan_direction = "FORWARD",
        sort_order = "ASCENDING",
        start_position = StartPosition::new().id("1").absolute_time("2026-11-22").most_recent(5),
    )]
    async fn transcript(
        &self,
        contact_id: &str,
        next_token: Option<&str>,
        connection_token: &ConnectionToken,
    ) -> Result<GetTranscriptOutput>;

    #[participant_operation(SendMessage, content_type = "text/markdown")]
    async fn say(
        &self,
        content: &str,
        client_token: &str,
        connection_token: &ConnectionToken,
    ) -> Result<SendMessageOutput>;

    #[participant_operation(StartAttachmentUpload, content_type = "text/plain")]
    async fn start(
        &self,
        attachment_size_in_bytes: i64,
        attachment_name: &str,
        client_token: &str,
        connection_token: &ConnectionToken,
    ) -> Result<StartAttachmentUploadOutput>;
}

impl Annotated for Client {}

/// A service that sends the same response to both calls.
struct Service(Recorder);

impl Service {
    async fn responding_with(body: &str) -> (Self, Client) {
        let recorder = Recorder::start(Response::ok(body)).await;
        let client = client(recorder.url());
        (Self(recorder), client)
    }

    /// Returns the request, which is the same for both calls.
    fn request(&self) -> Request {
        let [plain, annotated] = &self.0.requests()[..] else { panic!("not two requests") };
        let raw = |request: &Request| String::from_utf8(request.raw.clone()).unwrap();
        assert_eq!(raw(plain), raw(annotated));
        plain.clone()
    }

    fn assert_post(&self, path: &str, token: &str, body: &Value) {
        let request = self.request();
        assert_eq!((request.method.as_str(), request.target.as_str()), ("POST", path));
        assert_eq!(request.values("x-amz-bearer"), [token]);
        assert_eq!(request.values("content-type"), ["application/json"]);
        assert_eq!(request.json(), *body);
        // A duplicate key would be missing in the parsed value.
        assert_eq!(request.body.len(), body.to_string().len());
    }
}

#[tokio::test]
async fn cancel_participant_authentication() {
    let (service, client) = Service::responding_with("").await;
    let input = CancelParticipantAuthenticationInput::new(SESSION_ID, connection_token());
    let output = client.call(input).await.unwrap();
    assert_eq!(output, client.cancel(SESSION_ID, &connection_token()).await.unwrap());
    let body = json!({ "SessionId": SESSION_ID });
    service.assert_post("/participant/cancel-authentication", CONNECTION_TOKEN, &body);
}

#[tokio::test]
async fn complete_attachment_upload() {
    let (service, client) = Service::responding_with("{}").await;
    let input =
        CompleteAttachmentUploadInput::new(["a-1"], connection_token()).client_token("once");
    let output = client.call(input).await.unwrap();
    assert_eq!(output, client.complete("a-1", "once", &connection_token()).await.unwrap());
    let body = json!({ "AttachmentIds": ["a-1"], "ClientToken": "once" });
    service.assert_post("/participant/complete-attachment-upload", CONNECTION_TOKEN, &body);
}

#[tokio::test]
async fn create_participant_connection() {
    let response = json!({
        "Websocket": { "Url": "wss://chat.example/?secret", "ConnectionExpiry": "2026-11-22T00:00:00.000Z" },
        "ConnectionCredentials": { "ConnectionToken": CONNECTION_TOKEN, "Expiry": "2026-11-23T00:00:00.000Z" },
        "WebRTCConnection": { "Meeting": { "MeetingId": "m-1" } },
    });
    let (service, client) = Service::responding_with(&response.to_string()).await;
    let token = ParticipantToken::new(PARTICIPANT_TOKEN).unwrap();
    let input = CreateParticipantConnectionInput::new(token.clone())
        .r#type([
            ConnectionType::Websocket,
            ConnectionType::ConnectionCredentials,
            ConnectionType::WebrtcConnection,
        ])
        .connect_participant(true);
    let output = client.call(input).await.unwrap();
    assert_eq!(output, client.connect(&token).await.unwrap());
    let body = json!({
        "Type": ["WEBSOCKET", "CONNECTION_CREDENTIALS", "WEBRTC_CONNECTION"],
        "ConnectParticipant": true,
    });
    service.assert_post("/participant/connection", PARTICIPANT_TOKEN, &body);

    assert_eq!(output.websocket.unwrap().url.as_deref(), Some("wss://chat.example/?secret"));
    let credentials = output.connection_credentials.unwrap();
    assert_eq!(credentials.connection_token, Some(connection_token()));
    assert_eq!(credentials.expiry.unwrap().as_str(), "2026-11-23T00:00:00.000Z");
    let meeting = output.web_rtc_connection.unwrap().meeting.unwrap();
    assert_eq!(meeting.meeting_id.as_deref(), Some("m-1"));
}

/// The method is `GET`, so there is no body and no content type.
#[tokio::test]
async fn describe_view() {
    let response =
        json!({ "View": { "Id": "v-1", "Version": 3, "Content": { "Actions": ["Next"] } } });
    let (service, client) = Service::responding_with(&response.to_string()).await;
    let input = DescribeViewInput::new("a b/c?d#e%ü~", connection_token());
    let output = client.call(input).await.unwrap();
    assert_eq!(output, client.view("a b/c?d#e%ü~", &connection_token()).await.unwrap());

    let request = service.request();
    assert_eq!(request.method, "GET");
    assert_eq!(request.target, "/participant/views/a%20b%2Fc%3Fd%23e%25%C3%BC~");
    assert_eq!(request.header_names(), headers(&["host", "user-agent", "x-amz-bearer"]));
    assert_eq!(request.values("x-amz-bearer"), [CONNECTION_TOKEN]);
    assert_eq!(request.body, b"");

    let view = output.view.unwrap();
    assert_eq!((view.id.as_deref(), view.version), (Some("v-1"), Some(3)));
    assert_eq!(view.content.unwrap().actions, Some(vec!["Next".to_owned()]));
}

#[tokio::test]
async fn disconnect_participant() {
    let (service, client) = Service::responding_with("").await;
    let input = DisconnectParticipantInput::new(connection_token()).client_token("once");
    let output = client.call(input).await.unwrap();
    assert_eq!(output, client.disconnect("once", &connection_token()).await.unwrap());
    let body = json!({ "ClientToken": "once" });
    service.assert_post("/participant/disconnect", CONNECTION_TOKEN, &body);
}

#[tokio::test]
async fn get_attachment() {
    let response = json!({ "Url": "https://a.example/?x", "UrlExpiry": "soon", "AttachmentSizeInBytes": 5_000_000_000_i64 });
    let (service, client) = Service::responding_with(&response.to_string()).await;
    let input = GetAttachmentInput::new("a-1", connection_token())
        .url_expiry_in_seconds(300)
        .url_content_disposition(ContentDisposition::Inline);
    let output = client.call(input).await.unwrap();
    assert_eq!(output, client.attachment("a-1", &connection_token()).await.unwrap());
    let body = json!({ "AttachmentId": "a-1", "UrlExpiryInSeconds": 300, "UrlContentDisposition": "INLINE" });
    service.assert_post("/participant/attachment", CONNECTION_TOKEN, &body);

    assert_eq!(output.attachment_size_in_bytes, 5_000_000_000);
    assert_eq!(output.url.as_deref(), Some("https://a.example/?x"));
    assert_eq!(output.url_expiry.unwrap().to_system_time(), None);
}

#[tokio::test]
async fn get_authentication_url() {
    let (service, client) =
        Service::responding_with(r#"{"AuthenticationUrl":"https://a.example"}"#).await;
    let redirect = "https://chat.example/back";
    let input = GetAuthenticationUrlInput::new(SESSION_ID, redirect, connection_token());
    let output = client.call(input).await.unwrap();
    assert_eq!(output, client.authentication_url(SESSION_ID, &connection_token()).await.unwrap());
    let body = json!({ "SessionId": SESSION_ID, "RedirectUri": redirect });
    service.assert_post("/participant/authentication-url", CONNECTION_TOKEN, &body);
    assert_eq!(output.authentication_url.as_deref(), Some("https://a.example"));
}

#[tokio::test]
async fn get_transcript() {
    let response = json!({
        "InitialContactId": "c-1",
        "NextToken": "n-2",
        "Transcript": [{
            "Id": "i-1",
            "Type": "MESSAGEMETADATA",
            "ParticipantRole": "CUSTOMER",
            "MessageMetadata": { "MessageId": "m-1", "Receipts": [{ "ReadTimestamp": "2026-11-22T00:00:00.000Z" }] },
        }],
    });
    let (service, client) = Service::responding_with(&response.to_string()).await;
    let start = StartPosition::new().id("1").absolute_time("2026-11-22").most_recent(5);
    let input = GetTranscriptInput::new(connection_token())
        .contact_id("c-1")
        .max_results(100)
        .next_token("n-1")
        .scan_direction(ScanDirection::Forward)
        .sort_order(SortKey::Ascending)
        .start_position(start);
    let output = client.call(input).await.unwrap();
    let annotated = client.transcript("c-1", Some("n-1"), &connection_token()).await.unwrap();
    assert_eq!(output, annotated);
    let body = json!({
        "ContactId": "c-1",
        "MaxResults": 100,
        "NextToken": "n-1",
        "ScanDirection": "FORWARD",
        "SortOrder": "ASCENDING",
        "StartPosition": { "Id": "1", "AbsoluteTime": "2026-11-22", "MostRecent": 5 },
    });
    service.assert_post("/participant/transcript", CONNECTION_TOKEN, &body);

    assert_eq!(output.next_token.as_deref(), Some("n-2"));
    let [item] = &output.transcript.unwrap()[..] else { panic!("not one item") };
    assert_eq!(item.r#type, Some(ChatItemType::from("MESSAGEMETADATA")));
    assert_eq!(item.participant_role, Some(ParticipantRole::Customer));
    let receipts = item.message_metadata.clone().unwrap().receipts.unwrap();
    assert!(receipts[0].read_timestamp.is_some() && receipts[0].delivered_timestamp.is_none());
}

#[tokio::test]
async fn send_message() {
    let response =
        json!({ "Id": "m-1", "MessageMetadata": { "MessageProcessingStatus": "PROCESSING" } });
    let (service, client) = Service::responding_with(&response.to_string()).await;
    let content_type = MessageContentType::TextMarkdown;
    let input = SendMessageInput::new(content_type, "**Hello** \"ü\"", connection_token())
        .client_token("once");
    let output = client.call(input).await.unwrap();
    let annotated = client.say("**Hello** \"ü\"", "once", &connection_token()).await.unwrap();
    assert_eq!(output, annotated);
    let body = json!({ "ContentType": "text/markdown", "Content": "**Hello** \"ü\"", "ClientToken": "once" });
    service.assert_post("/participant/message", CONNECTION_TOKEN, &body);

    let status = output.message_metadata.unwrap().message_processing_status;
    assert_eq!(status, Some(MessageProcessingStatus::Processing));
}

#[tokio::test]
async fn start_attachment_upload() {
    let response = json!({
        "AttachmentId": "a-1",
        "UploadMetadata": { "Url": "https://a.example/?x", "HeadersToInclude": { "Content-Type": "text/plain" } },
    });
    let (service, client) = Service::responding_with(&response.to_string()).await;
    let input = StartAttachmentUploadInput::new("text/plain", 1 << 40, "a.txt", connection_token())
        .client_token("once");
    let output = client.call(input).await.unwrap();
    let annotated = client.start(1 << 40, "a.txt", "once", &connection_token()).await.unwrap();
    assert_eq!(output, annotated);
    let body = json!({
        "ContentType": "text/plain",
        "AttachmentSizeInBytes": 1_i64 << 40,
        "AttachmentName": "a.txt",
        "ClientToken": "once",
    });
    service.assert_post("/participant/start-attachment-upload", CONNECTION_TOKEN, &body);

    let headers = output.upload_metadata.unwrap().headers_to_include.unwrap();
    assert_eq!(headers["Content-Type"], "text/plain");
}

/// Optional members that are not set are not sent. A missing client token is generated for each
/// call.
#[tokio::test]
async fn members_that_are_not_set_are_not_sent() {
    let recorder = Recorder::start(Response::ok(r#"{"AttachmentSizeInBytes":1}"#)).await;
    let client = client(recorder.url());
    let token = || ParticipantToken::new(PARTICIPANT_TOKEN).unwrap();
    client.call(CreateParticipantConnectionInput::new(token())).await.unwrap();
    client.call(GetTranscriptInput::new(connection_token())).await.unwrap();
    client.call(GetAttachmentInput::new("a", connection_token())).await.unwrap();
    for _ in 0..2 {
        let disconnect = DisconnectParticipantInput::new(connection_token());
        client.call(disconnect).await.unwrap();
        let complete = CompleteAttachmentUploadInput::new(["a"], connection_token());
        client.call(complete).await.unwrap();
    }
    let requests = recorder.requests();
    assert_eq!(requests[0].json(), json!({}));
    assert_eq!(requests[1].json(), json!({}));
    assert_eq!(requests[2].json(), json!({ "AttachmentId": "a" }));
    for (one, other) in [(3, 5), (4, 6)] {
        let (one, other) =
            (requests[one].member("ClientToken"), requests[other].member("ClientToken"));
        assert_eq!(one.len(), 36, "{one} is not a UUID");
        assert_ne!(one, other);
    }
}

/// An output with members requires a body.
#[tokio::test]
async fn only_outputs_without_members_may_have_no_body() {
    let recorder = Recorder::start(Response::ok("")).await;
    let client = client(recorder.url());
    let error = client.call(GetTranscriptInput::new(connection_token())).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnreadableResponse);
    let disconnect = DisconnectParticipantInput::new(connection_token());
    client.call(disconnect).await.unwrap();

    // If there is a body, it must be valid.
    let recorder = Recorder::start(Response::ok("<html>")).await;
    let client = connect_participant_tests::client(recorder.url());
    let disconnect = DisconnectParticipantInput::new(connection_token());
    let error = client.call(disconnect).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnreadableResponse);
}

/// Only this exception has these members.
#[tokio::test]
async fn resource_not_found_names_the_resource() {
    let body = json!({ "Message": "No.", "ResourceId": "v-1", "ResourceType": "CONTACT_FLOW" });
    let response = Response::status(404)
        .header("x-amzn-errortype", "ResourceNotFoundException")
        .body(body.to_string());
    let recorder = Recorder::start(response).await;
    let input = DescribeViewInput::new("v", connection_token());
    let error = client(recorder.url()).call(input).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ResourceNotFound);
    assert_eq!(error.resource_id(), Some("v-1"));
    assert_eq!(error.resource_type(), Some(&ResourceType::ContactFlow));
    assert_eq!(
        error.to_string(),
        "DescribeView failed: ResourceNotFound: No. (CONTACT_FLOW v-1, HTTP 404)"
    );
}

#[tokio::test]
async fn service_quota_exceeded_is_reported() {
    let recorder = Recorder::start(Response::status(402).body(r#"{"Message":"Too many."}"#)).await;
    let input = StartAttachmentUploadInput::new("text/plain", 1, "a.txt", connection_token());
    let error = client(recorder.url()).call(input).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ServiceQuotaExceeded);
    assert_eq!((error.message(), error.resource_id()), (Some("Too many."), None));
    assert!(!error.is_retryable());
}
