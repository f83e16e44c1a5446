//! A literal that does not fit into the type causes the same error as any other that is too large.

use connect_participant::{
    Client, ConnectionToken, Participant, Result, StartAttachmentUploadOutput, participant_operation,
};

trait Attachments: Participant {
    #[participant_operation(StartAttachmentUpload, attachment_size_in_bytes = 9_223_372_036_854_775_808)]
    async fn start(
        &self,
        content_type: &str,
        attachment_name: &str,
        connection_token: &ConnectionToken,
    ) -> Result<StartAttachmentUploadOutput>;
}

impl Attachments for Client {}

fn main() {}
