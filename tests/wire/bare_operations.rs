//! The bare form of the attribute for every operation, called on `Client`. The client has no
//! methods of its own that would hide these.

use connect_participant::{
    Client, ConnectionToken, EventContentType, MessageContentType, Participant, ParticipantToken,
    Result, participant_operation,
};
use connect_participant_model::OPERATIONS;
use connect_participant_tests::{CONNECTION_TOKEN, Recorder, Response, client, connection_token};

/// Each method has the name of its operation, and the required members as parameters.
trait Operations: Participant {
    #[participant_operation]
    async fn cancel_participant_authentication(
        &self,
        session_id: &str,
        connection_token: &ConnectionToken,
    ) -> Result<()>;

    #[participant_operation]
    async fn complete_attachment_upload(
        &self,
        attachment_ids: Vec<String>,
        connection_token: &ConnectionToken,
    ) -> Result<()>;

    #[participant_operation]
    async fn create_participant_connection(
        &self,
        participant_token: &ParticipantToken,
    ) -> Result<()>;

    #[participant_operation]
    async fn describe_view(
        &self,
        view_token: &str,
        connection_token: &ConnectionToken,
    ) -> Result<()>;

    #[participant_operation]
    async fn disconnect_participant(&self, connection_token: &ConnectionToken) -> Result<()>;

    #[participant_operation]
    async fn get_attachment(
        &self,
        attachment_id: &str,
        connection_token: &ConnectionToken,
    ) -> Result<()>;

    #[participant_operation]
    async fn get_authentication_url(
        &self,
        session_id: &str,
        redirect_uri: &str,
        connection_token: &ConnectionToken,
    ) -> Result<()>;

    #[participant_operation]
    async fn get_transcript(&self, connection_token: &ConnectionToken) -> Result<()>;

    #[participant_operation]
    async fn send_event(
        &self,
        content_type: EventContentType,
        connection_token: &ConnectionToken,
    ) -> Result<()>;

    #[participant_operation]
    async fn send_message(
        &self,
        content_type: MessageContentType,
        content: &str,
        connection_token: &ConnectionToken,
    ) -> Result<()>;

    #[participant_operation]
    async fn start_attachment_upload(
        &self,
        content_type: &str,
        attachment_size_in_bytes: i64,
        attachment_name: &str,
        connection_token: &ConnectionToken,
    ) -> Result<()>;
}

impl Operations for Client {}

#[tokio::test]
async fn all_eleven_bare_forms_are_callable_on_client() {
    const SESSION_ID: &str = "0ebd5e8d-6a5a-4a8f-93b1-9b4a0b4e8a0f";
    let recorder = Recorder::start(Response::ok(r#"{"AttachmentSizeInBytes":1}"#)).await;
    let client = client(recorder.url());
    let token = &connection_token();
    let participant_token = &ParticipantToken::new(CONNECTION_TOKEN).unwrap();

    client.cancel_participant_authentication(SESSION_ID, token).await.unwrap();
    client.complete_attachment_upload(vec!["a-1".to_owned()], token).await.unwrap();
    client.create_participant_connection(participant_token).await.unwrap();
    client.describe_view("v-1", token).await.unwrap();
    client.disconnect_participant(token).await.unwrap();
    client.get_attachment("a-1", token).await.unwrap();
    client.get_authentication_url(SESSION_ID, "https://chat.example", token).await.unwrap();
    client.get_transcript(token).await.unwrap();
    client.send_event(EventContentType::Typing, token).await.unwrap();
    client.send_message(MessageContentType::TextPlain, "Hello!", token).await.unwrap();
    client.start_attachment_upload("text/plain", 1, "a.txt", token).await.unwrap();

    // The calls are in the order of the table.
    let requests = recorder.requests();
    assert_eq!(requests.len(), OPERATIONS.len());
    for (request, operation) in requests.iter().zip(OPERATIONS) {
        let path = operation.path.replace("{ViewToken}", "v-1");
        assert_eq!(request.target, path, "{}", operation.name);
        assert_eq!(request.method, operation.method.as_str(), "{}", operation.name);
        assert_eq!(request.values("x-amz-bearer"), [CONNECTION_TOKEN], "{}", operation.name);
    }
}
