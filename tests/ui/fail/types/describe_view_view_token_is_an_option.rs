//! A required member cannot be an `Option`. Handle `None` before the call.

use connect_participant::{Client, ConnectionToken, DescribeViewOutput, Participant, Result, participant_operation};

trait Views: Participant {
    #[participant_operation]
    async fn describe_view(
        &self,
        view_token: Option<String>,
        connection_token: &ConnectionToken,
    ) -> Result<DescribeViewOutput>;
}

impl Views for Client {}

fn main() {}
