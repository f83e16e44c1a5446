//! Pages of a transcript in both directions. `FORWARD` has a start, or may have one at run time.

use connect_participant::{
    Client, ConnectionToken, Participant, Result, ScanDirection, StartPosition,
    participant_operation,
};

trait Transcripts: Participant {
    #[participant_operation(GetTranscript, scan_direction = "BACKWARD")]
    async fn backward(&self, connection_token: &ConnectionToken) -> Result<()>;

    #[participant_operation(GetTranscript, scan_direction = "FORWARD", start_position = StartPosition::new().id("1"))]
    async fn from_an_item(&self, connection_token: &ConnectionToken) -> Result<()>;

    #[participant_operation(GetTranscript, scan_direction = "FORWARD")]
    async fn from(
        &self,
        start_position: StartPosition,
        connection_token: &ConnectionToken,
    ) -> Result<()>;

    #[participant_operation(GetTranscript, scan_direction = "FORWARD")]
    async fn perhaps_from(
        &self,
        #[member(start_position)] from: Option<StartPosition>,
        connection_token: &ConnectionToken,
    ) -> Result<()>;

    #[participant_operation(GetTranscript, scan_direction = "FORWARD", next_token = "next")]
    async fn next(&self, connection_token: &ConnectionToken) -> Result<()>;

    #[participant_operation(GetTranscript, scan_direction = "FORWARD")]
    async fn perhaps_next(
        &self,
        next_token: Option<&str>,
        connection_token: &ConnectionToken,
    ) -> Result<()>;

    #[participant_operation(GetTranscript)]
    async fn either(
        &self,
        scan_direction: ScanDirection,
        connection_token: &ConnectionToken,
    ) -> Result<()>;
}

impl Transcripts for Client {}
