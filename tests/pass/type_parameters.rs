//! A parameter can have a generic type, with the bounds that the compiler suggests.

use connect_participant::parameter::{
    Enum, List, Optional, OptionalEnum, OptionalList, OptionalText, OptionalValue, Required, Text,
    TextList, Token, Value,
};
use connect_participant::{
    Client, ConnectionToken, ConnectionType, EventContentType, Participant, ParticipantToken,
    Result, SortKey, participant_operation,
};

trait Chat: Participant {
    #[participant_operation(SendMessage, content_type = "text/plain")]
    async fn say<C: Text, T: Token<ConnectionToken>>(
        &self,
        content: C,
        connection_token: T,
    ) -> Result<()>;

    #[participant_operation(SendEvent)]
    async fn event<C: Enum<EventContentType>, M: OptionalText<Optional>>(
        &self,
        content_type: C,
        message_id: M,
        connection_token: &ConnectionToken,
    ) -> Result<()>;

    #[participant_operation(GetTranscript)]
    async fn page(
        &self,
        sort_order: impl OptionalEnum<SortKey, Required>,
        max_results: impl OptionalValue<i32, Required>,
        contact_id: Option<impl AsRef<str>>,
        connection_token: &ConnectionToken,
    ) -> Result<()>;

    #[participant_operation(StartAttachmentUpload, content_type = "text/plain")]
    async fn start(
        &self,
        attachment_size_in_bytes: impl Value<i64>,
        attachment_name: impl Text,
        connection_token: &ConnectionToken,
    ) -> Result<()>;

    #[participant_operation(CompleteAttachmentUpload)]
    async fn complete<I: TextList>(
        &self,
        attachment_ids: I,
        connection_token: &ConnectionToken,
    ) -> Result<()>;

    #[participant_operation(CreateParticipantConnection)]
    async fn connect<T: OptionalList<ConnectionType, Required>>(
        &self,
        r#type: T,
        participant_token: &ParticipantToken,
    ) -> Result<()>;

    #[participant_operation(CreateParticipantConnection)]
    async fn connect_with<T: List<ConnectionType>>(
        &self,
        r#type: Option<T>,
        participant_token: &ParticipantToken,
    ) -> Result<()>;
}

impl Chat for Client {}
