//! A misspelt member is not reported as missing too.

use connect_participant::{
    Client, Participant, ParticipantToken, Result, StartAttachmentUploadOutput, participant_operation,
};

trait Attachments: Participant {
    #[participant_operation(StartAttachmentUpload, content_tpye = 5, attachment_size_in_bytes = 0, client_token = "once")]
    async fn start(
        &self,
        attachment_nmae: &str,
        participant_token: &ParticipantToken,
    ) -> Result<StartAttachmentUploadOutput>;
}

impl Attachments for Client {}

fn main() {}
