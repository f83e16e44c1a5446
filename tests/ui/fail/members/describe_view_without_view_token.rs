//! The view token identifies the view. It is in the message that shows the view.

use connect_participant::{Client, ConnectionToken, DescribeViewOutput, Participant, Result, participant_operation};

trait Views: Participant {
    #[participant_operation]
    async fn describe_view(&self, connection_token: &ConnectionToken) -> Result<DescribeViewOutput>;
}

impl Views for Client {}

fn main() {}
