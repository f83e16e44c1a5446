//! Literals of all kinds, in all notations of Rust.

#![deny(warnings, clippy::pedantic, unused_qualifications)]

use connect_participant::{
    Client, ConnectionToken, ConnectionType, Participant, ParticipantToken, Result,
    participant_operation,
};

trait Literals: Participant {
    #[participant_operation(GetTranscript, max_results = 0)]
    async fn least(&self, connection_token: &ConnectionToken) -> Result<()>;

    #[participant_operation(GetTranscript, max_results = 0x64_i32, next_token = r"a\b", sort_order = ("ASCENDING"))]
    async fn hexadecimal(&self, connection_token: &ConnectionToken) -> Result<()>;

    #[participant_operation(GetTranscript, max_results = Some(100), scan_direction = r#"BACKWARD"#, contact_id = Some("c"))]
    async fn optional(&self, connection_token: &ConnectionToken) -> Result<()>;

    #[participant_operation(GetTranscript, max_results = (5 + 5), contact_id = "c".to_owned())]
    async fn calculated(&self, connection_token: &ConnectionToken) -> Result<()>;

    #[participant_operation(
        StartAttachmentUpload,
        content_type = "image/png",
        attachment_size_in_bytes = 9_223_372_036_854_775_807,
        attachment_name = "größer.png"
    )]
    async fn greatest(&self, connection_token: &ConnectionToken) -> Result<()>;

    #[participant_operation(CreateParticipantConnection, r#type = &["WEBSOCKET"], connect_participant = (true))]
    async fn raw_key(&self, participant_token: &ParticipantToken) -> Result<()>;

    #[participant_operation(CreateParticipantConnection, type = [("WEBSOCKET"), kind, ConnectionType::WebrtcConnection,])]
    async fn mixed(&self, kind: ConnectionType, participant_token: &ParticipantToken)
    -> Result<()>;

    #[participant_operation(CreateParticipantConnection, type = vec!["WEBSOCKET", "CONNECTION_CREDENTIALS"])]
    async fn vector(&self, participant_token: &ParticipantToken) -> Result<()>;

    #[participant_operation(CreateParticipantConnection, type = Some(["WEBSOCKET"]))]
    async fn wrapped(&self, participant_token: &ParticipantToken) -> Result<()>;

    #[participant_operation(CreateParticipantConnection, type = [ConnectionType::Websocket; 1])]
    async fn repeated(&self, participant_token: &ParticipantToken) -> Result<()>;

    #[participant_operation(CompleteAttachmentUpload, attachment_ids = ["a"])]
    async fn texts(&self, connection_token: &ConnectionToken) -> Result<()>;

    #[participant_operation(
        CancelParticipantAuthentication,
        session_id = "9b3e1f0a-7c52-4d88-a1e6-0f2b4c6d8e90"
    )]
    async fn as_long_as_it_must_be(&self, connection_token: &ConnectionToken) -> Result<()>;
}

impl Literals for Client {}
