//! The parameter is misspelt.

use connect_participant::{Client, ConnectionToken, DescribeViewOutput, Participant, Result, participant_operation};

trait Views: Participant {
    #[participant_operation]
    async fn describe_view(&self, view_tokn: &str, connection_token: &ConnectionToken) -> Result<DescribeViewOutput>;
}

impl Views for Client {}

fn main() {}
