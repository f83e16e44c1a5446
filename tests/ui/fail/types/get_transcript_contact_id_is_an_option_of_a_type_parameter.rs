//! An optional text can be an `Option` of any `AsRef<str>`.

use connect_participant::{Client, ConnectionToken, Participant, Result, participant_operation};

trait Transcripts: Participant {
    #[participant_operation(GetTranscript)]
    async fn page<T: ToString>(&self, contact_id: Option<T>, connection_token: &ConnectionToken) -> Result<()>;
}

impl Transcripts for Client {}

fn main() {}
