//! Lints that the crate forbids do not fire at a method with mistakes: only the mistakes are
//! reported.

#![forbid(unused, unused_qualifications)]

use connect_participant::{ConnectionToken, GetTranscriptOutput, Participant, Result, participant_operation};

pub trait Chat: Participant {
    #[participant_operation(GetTranscript, max_results = 101)]
    async fn transcript(&self, mut connection_token: &ConnectionToken, colour: u8) -> Result<GetTranscriptOutput>;

    #[participant_operation(GetTranscript)]
    async fn pattern(&self, (first, second): (u8, u8)) -> Result<GetTranscriptOutput>;
}

fn main() {}
