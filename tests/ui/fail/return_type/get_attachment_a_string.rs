//! A pre-signed URL is a secret, and a `String` does not hide it. It is a field of the output: `output.url`.

use connect_participant::{Client, ConnectionToken, Participant, Result, participant_operation};

trait Desk: Participant {
    #[participant_operation(GetAttachment)]
    async fn attachment(&self, attachment_id: &str, connection_token: &ConnectionToken) -> Result<String>;
}

impl Desk for Client {}

fn main() {}
