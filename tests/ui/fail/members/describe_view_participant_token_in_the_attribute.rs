//! The wrong token is also reported if it is a key in the attribute.

use connect_participant::{Client, DescribeViewOutput, Participant, ParticipantToken, Result, participant_operation};

trait Views: Participant {
    #[participant_operation(DescribeView, participant_token = token)]
    async fn describe(&self, view_token: &str, token: &ParticipantToken) -> Result<DescribeViewOutput>;
}

impl Views for Client {}

fn main() {}
