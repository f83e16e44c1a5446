//! A participant token authorises only `CreateParticipantConnection`. Use the connection token that
//! it returns.

use connect_participant::{Client, GetAttachmentOutput, Participant, ParticipantToken, Result, participant_operation};

trait Attachments: Participant {
    #[participant_operation]
    async fn get_attachment(
        &self,
        attachment_id: &str,
        participant_token: &ParticipantToken,
    ) -> Result<GetAttachmentOutput>;
}

impl Attachments for Client {}

fn main() {}
