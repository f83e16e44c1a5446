//! A method of a type takes the token from the type, if that is `Connected`.

use connect_participant::{Client, Participant, Result, StartAttachmentUploadOutput, participant_operation};

struct Session {
    client: Client,
}

impl Participant for Session {
    fn client(&self) -> &Client {
        &self.client
    }
}

impl Session {
    #[participant_operation(StartAttachmentUpload, content_type = "image/png")]
    async fn start(
        &self,
        attachment_name: &str,
        attachment_size_in_bytes: i64,
    ) -> Result<StartAttachmentUploadOutput>;
}

fn main() {}
