//! A participant token authorises only `CreateParticipantConnection`.

use connect_participant::{
    Client, CompleteAttachmentUploadOutput, Participant, ParticipantToken, Result, participant_operation,
};

trait Attachments: Participant {
    #[participant_operation]
    async fn complete_attachment_upload(
        &self,
        attachment_ids: &[String],
        connection_token: &ParticipantToken,
    ) -> Result<CompleteAttachmentUploadOutput>;
}

impl Attachments for Client {}

fn main() {}
