//! A transcript has items of all content types. `content_type` is a member of other operations,
//! such as `SendEvent`.

use connect_participant::{Client, ConnectionToken, GetTranscriptOutput, Participant, Result, participant_operation};

trait Transcripts: Participant {
    #[participant_operation(GetTranscript, content_type = "text/plain")]
    async fn transcript(&self, connection_token: &ConnectionToken) -> Result<GetTranscriptOutput>;
}

impl Transcripts for Client {}

fn main() {}
