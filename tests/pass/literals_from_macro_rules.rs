//! A literal that a `macro_rules!` passes is still a literal, alone and in a list.

#![deny(warnings)]

use connect_participant::{
    Client, ConnectionToken, Participant, ParticipantToken, Result, participant_operation,
};

macro_rules! operations {
    ($most:expr, $direction:literal, $id:expr, [$($kind:expr),*], $connects:literal, $size:tt) => {
        trait Operations: Participant {
            #[participant_operation(GetTranscript, max_results = $most, scan_direction = $direction)]
            async fn transcript(&self, connection_token: &ConnectionToken) -> Result<()>;

            #[participant_operation(CompleteAttachmentUpload, attachment_ids = [$id])]
            async fn complete(&self, connection_token: &ConnectionToken) -> Result<()>;

            #[participant_operation(CreateParticipantConnection, type = [$($kind),*], connect_participant = $connects)]
            async fn connect(&self, participant_token: &ParticipantToken) -> Result<()>;

            #[participant_operation(
                StartAttachmentUpload,
                content_type = "text/plain",
                attachment_size_in_bytes = $size,
                attachment_name = $id,
            )]
            async fn start(&self, connection_token: &ConnectionToken) -> Result<()>;
        }
    };
}

operations!(100, "BACKWARD", "attachment", ["WEBSOCKET", "CONNECTION_CREDENTIALS"], true, 1);

impl Operations for Client {}
