//! The missing start and the missing token are reported together.

use connect_participant::{Client, GetTranscriptOutput, Participant, Result, participant_operation};

trait Transcripts: Participant {
    #[participant_operation(GetTranscript, scan_direction = "FORWARD", max_results = 101)]
    async fn transcript(&self) -> Result<GetTranscriptOutput>;
}

impl Transcripts for Client {}

fn main() {}
