//! The missing token is reported even if the receiver is wrong.

use connect_participant::{DescribeViewOutput, Participant, Result, participant_operation};

trait Views: Participant {
    #[participant_operation(DescribeView)]
    async fn view(&mut self, view_token: &str) -> Result<DescribeViewOutput>;
}

fn main() {}
