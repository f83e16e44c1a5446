//! A required member cannot be `None`.

use connect_participant::{Client, ConnectionToken, DescribeViewOutput, Participant, Result, participant_operation};

trait Views: Participant {
    #[participant_operation(DescribeView, view_token = None)]
    async fn describe(&self, connection_token: &ConnectionToken) -> Result<DescribeViewOutput>;
}

impl Views for Client {}

fn main() {}
