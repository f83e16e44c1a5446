//! A participant token authorises only `CreateParticipantConnection`.

use connect_participant::{Client, GetTranscriptOutput, Participant, ParticipantToken, Result, participant_operation};

trait Transcripts: Participant {
    #[participant_operation]
    async fn get_transcript(&self, connection_token: &ParticipantToken) -> Result<GetTranscriptOutput>;
}

impl Transcripts for Client {}

fn main() {}
