//! The operations that a session calls.

use connect_participant::{
    Client, Connected, ConnectionToken, CreateParticipantConnectionOutput, GetTranscriptOutput,
    Participant, ParticipantToken, Result, StartPosition, WithMetadata, participant_operation,
};

/// Connecting, with a participant token.
pub(crate) trait Connecting: Participant {
    #[participant_operation(
        CreateParticipantConnection,
        r#type = ["WEBSOCKET", "CONNECTION_CREDENTIALS"]
    )]
    async fn create_connection(
        &self,
        participant_token: &ParticipantToken,
        connect_participant: Option<bool>,
    ) -> Result<WithMetadata<CreateParticipantConnectionOutput>>;
}

impl Connecting for Client {}

/// The calls that the task of a session makes.
pub(crate) trait Chat: Connected {
    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.typing"
    )]
    async fn send_typing(&self) -> Result<()>;

    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.message.delivered"
    )]
    async fn send_delivered(&self, message_id: &str) -> Result<()>;

    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.message.read"
    )]
    async fn send_read(&self, message_id: &str) -> Result<()>;

    /// The items after a position, the earliest first.
    #[participant_operation(GetTranscript, scan_direction = "FORWARD", sort_order = "ASCENDING")]
    async fn later_items(
        &self,
        start_position: StartPosition,
        max_results: i32,
        next_token: Option<&str>,
    ) -> Result<GetTranscriptOutput>;

    /// The newest items, the latest first.
    #[participant_operation(GetTranscript, scan_direction = "BACKWARD", sort_order = "DESCENDING")]
    async fn newest_items(
        &self,
        max_results: i32,
        next_token: Option<&str>,
    ) -> Result<GetTranscriptOutput>;
}

/// The client of a session with its current token.
#[derive(Clone)]
pub(crate) struct Caller {
    pub(crate) client: Client,
    pub(crate) token: ConnectionToken,
}

impl Participant for Caller {
    fn client(&self) -> &Client {
        &self.client
    }
}

impl Connected for Caller {
    fn connection_token(&self) -> ConnectionToken {
        self.token.clone()
    }
}

impl Chat for Caller {}
