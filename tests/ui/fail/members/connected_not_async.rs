//! The missing token is reported even if the method is not asynchronous.

use connect_participant::{GetTranscriptOutput, Participant, Result, participant_operation};

trait Chat: Participant {
    #[participant_operation(GetTranscript)]
    fn transcript(&self) -> Result<GetTranscriptOutput>;
}

fn main() {}
