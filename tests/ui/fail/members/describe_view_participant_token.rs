//! A participant token authorises only `CreateParticipantConnection`. Use the connection token that
//! it returns.

use connect_participant::{Client, DescribeViewOutput, Participant, ParticipantToken, Result, participant_operation};

trait Views: Participant {
    #[participant_operation]
    async fn describe_view(&self, view_token: &str, participant_token: &ParticipantToken) -> Result<DescribeViewOutput>;
}

impl Views for Client {}

fn main() {}
