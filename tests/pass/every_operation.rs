//! All operations, with members bound by literals, expressions and parameters.

use connect_participant::{
    CancelParticipantAuthenticationOutput, Client, CompleteAttachmentUploadOutput, ConnectionToken,
    ConnectionType, ContentDisposition, CreateParticipantConnectionOutput, DescribeViewOutput,
    DisconnectParticipantOutput, EventContentType, GetAttachmentOutput, GetAuthenticationUrlOutput,
    GetTranscriptOutput, MessageContentType, Participant, ParticipantToken, Result, ScanDirection,
    SendEventOutput, SendMessageOutput, SortKey, StartAttachmentUploadOutput, StartPosition,
    participant_operation,
};

trait Literals: Participant {
    #[participant_operation(
        CreateParticipantConnection,
        type = ["WEBSOCKET", "CONNECTION_CREDENTIALS"],
        connect_participant = true,
    )]
    async fn connect(
        &self,
        participant_token: &ParticipantToken,
    ) -> Result<CreateParticipantConnectionOutput>;

    #[participant_operation(CreateParticipantConnection, type = vec!["WEBRTC_CONNECTION"], connect_participant = Some(false))]
    async fn call(&self, participant_token: ParticipantToken) -> Result<()>;

    #[participant_operation(
        GetTranscript,
        max_results = 100,
        scan_direction = "FORWARD",
        sort_order = Some("ASCENDING"),
        start_position = StartPosition::new().most_recent(10),
    )]
    async fn transcript(&self, connection_token: &ConnectionToken) -> Result<GetTranscriptOutput>;

    #[participant_operation(
        GetAttachment,
        url_expiry_in_seconds = 300i32,
        url_content_disposition = "INLINE"
    )]
    async fn attachment(
        &self,
        attachment_id: &str,
        connection_token: &ConnectionToken,
    ) -> Result<GetAttachmentOutput>;

    #[participant_operation(SendMessage, content_type = "text/plain", content = "Hello!")]
    async fn greet(&self, connection_token: &ConnectionToken) -> Result<SendMessageOutput>;

    #[participant_operation(
        SendMessage,
        content_type = "application/vnd.amazonaws.connect.message.interactive.response"
    )]
    async fn choose(&self, content: &str, connection_token: &ConnectionToken) -> Result<()>;

    #[participant_operation(
        StartAttachmentUpload,
        content_type = "text/plain",
        attachment_size_in_bytes = 1_024,
        attachment_name = "notes.txt"
    )]
    async fn start(
        &self,
        connection_token: &ConnectionToken,
    ) -> Result<StartAttachmentUploadOutput>;

    #[participant_operation(CompleteAttachmentUpload, attachment_ids = [attachment_id])]
    async fn complete(&self, attachment_id: &str, connection_token: &ConnectionToken)
    -> Result<()>;

    #[participant_operation(CompleteAttachmentUpload, attachment_ids = &[self.last()])]
    async fn complete_last(&self, connection_token: &ConnectionToken) -> Result<()>;

    fn last(&self) -> String;
}

trait Parameters: Participant {
    #[participant_operation]
    async fn cancel_participant_authentication(
        &self,
        session_id: &str,
        connection_token: &ConnectionToken,
    ) -> Result<CancelParticipantAuthenticationOutput>;

    #[participant_operation]
    async fn complete_attachment_upload(
        &self,
        attachment_ids: &[String],
        client_token: Option<&str>,
        connection_token: &ConnectionToken,
    ) -> Result<CompleteAttachmentUploadOutput>;

    #[participant_operation]
    async fn create_participant_connection(
        &self,
        r#type: Option<&[ConnectionType]>,
        participant_token: &ParticipantToken,
        connect_participant: Option<bool>,
    ) -> Result<CreateParticipantConnectionOutput>;

    #[participant_operation]
    async fn describe_view(
        &self,
        view_token: String,
        connection_token: &ConnectionToken,
    ) -> Result<DescribeViewOutput>;

    #[participant_operation]
    async fn disconnect_participant(
        &self,
        connection_token: ConnectionToken,
    ) -> Result<DisconnectParticipantOutput>;

    #[participant_operation]
    async fn get_attachment(
        &self,
        attachment_id: &str,
        url_expiry_in_seconds: i32,
        url_content_disposition: ContentDisposition,
        connection_token: &ConnectionToken,
    ) -> Result<GetAttachmentOutput>;

    #[participant_operation]
    async fn get_authentication_url(
        &self,
        session_id: &str,
        redirect_uri: &str,
        connection_token: &ConnectionToken,
    ) -> Result<GetAuthenticationUrlOutput>;

    #[participant_operation]
    async fn get_transcript(
        &self,
        contact_id: Option<&str>,
        max_results: Option<i32>,
        next_token: Option<String>,
        scan_direction: Option<ScanDirection>,
        sort_order: &SortKey,
        start_position: Option<&StartPosition>,
        connection_token: &ConnectionToken,
    ) -> Result<GetTranscriptOutput>;

    #[participant_operation]
    async fn send_event(
        &self,
        content_type: EventContentType,
        message_id: Option<&str>,
        connection_token: &ConnectionToken,
    ) -> Result<SendEventOutput>;

    #[participant_operation]
    async fn send_message(
        &self,
        content_type: &MessageContentType,
        content: impl AsRef<str>,
        connection_token: &ConnectionToken,
    ) -> Result<SendMessageOutput>;

    #[participant_operation]
    async fn start_attachment_upload(
        &self,
        content_type: &str,
        attachment_size_in_bytes: i64,
        attachment_name: &str,
        connection_token: &ConnectionToken,
    ) -> Result<StartAttachmentUploadOutput>;
}

trait Lists: Participant {
    #[participant_operation(CompleteAttachmentUpload)]
    async fn array(
        &self,
        attachment_ids: [&str; 1],
        connection_token: &ConnectionToken,
    ) -> Result<()>;

    #[participant_operation(CompleteAttachmentUpload)]
    async fn vec(
        &self,
        attachment_ids: Vec<String>,
        connection_token: &ConnectionToken,
    ) -> Result<()>;

    #[participant_operation(CreateParticipantConnection)]
    async fn reference(
        &self,
        r#type: &Vec<ConnectionType>,
        participant_token: &ParticipantToken,
    ) -> Result<()>;

    #[participant_operation(CreateParticipantConnection)]
    async fn named(
        &self,
        #[member(type)] kinds: Vec<ConnectionType>,
        participant_token: &ParticipantToken,
    ) -> Result<()>;
}

impl Literals for Client {
    fn last(&self) -> String {
        String::new()
    }
}

impl Parameters for Client {}
impl Lists for Client {}
