//! Take a slice, and collect an iterator before the call.

use connect_participant::{Client, ConnectionToken, Participant, Result, participant_operation};

trait Uploads: Participant {
    #[participant_operation(CompleteAttachmentUpload)]
    async fn complete<I: IntoIterator<Item = String>>(&self, attachment_ids: I, connection_token: &ConnectionToken) -> Result<()>;
}

impl Uploads for Client {}

fn main() {}
