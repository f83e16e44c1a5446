//! All errors of a method are reported at once. Each underlines its literal.

use connect_participant::{Client, ConnectionToken, GetTranscriptOutput, Participant, Result, participant_operation};

trait Transcripts: Participant {
    #[participant_operation(GetTranscript, contact_id = "", max_results = 101, scan_direction = "UP", sort_order = 1, start_position = "x")]
    async fn transcript(&self, connection_token: &ConnectionToken) -> Result<GetTranscriptOutput>;
}

impl Transcripts for Client {}

fn main() {}
