//! The items of a transcript have the type `Item`.

use connect_participant::{Client, ConnectionToken, Participant, Result, participant_operation};

trait Transcripts: Participant {
    #[participant_operation]
    async fn get_transcript(&self, connection_token: &ConnectionToken) -> Result<Vec<String>>;
}

impl Transcripts for Client {}

fn main() {}
