//! The caller cannot see a failure in `()`. Return `Result<()>`.

use connect_participant::{Client, ConnectionToken, Participant, participant_operation};

trait Transcripts: Participant {
    #[participant_operation]
    async fn get_transcript(&self, connection_token: &ConnectionToken) -> ();
}

impl Transcripts for Client {}

fn main() {}
