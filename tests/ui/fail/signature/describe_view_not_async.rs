//! A call is asynchronous. Write `async fn`.

use connect_participant::{Client, ConnectionToken, DescribeViewOutput, Participant, Result, participant_operation};

trait Views: Participant {
    #[participant_operation]
    fn describe_view(&self, view_token: &str, connection_token: &ConnectionToken) -> Result<DescribeViewOutput>;
}

impl Views for Client {}

fn main() {}
