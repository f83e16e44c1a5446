//! The attribute already sets the member. Remove one of the two.

use connect_participant::{Client, ConnectionToken, DescribeViewOutput, Participant, Result, participant_operation};

trait Views: Participant {
    #[participant_operation(DescribeView, view_token = view)]
    async fn describe(
        &self,
        view: &str,
        view_token: &str,
        connection_token: &ConnectionToken,
    ) -> Result<DescribeViewOutput>;
}

impl Views for Client {}

fn main() {}
