//! A view comes in one piece: `next_token` belongs to `GetTranscript`.

use connect_participant::{Client, ConnectionToken, DescribeViewOutput, Participant, Result, participant_operation};

trait Views: Participant {
    #[participant_operation(DescribeView, next_token = page)]
    async fn describe(
        &self,
        view_token: &str,
        page: &str,
        connection_token: &ConnectionToken,
    ) -> Result<DescribeViewOutput>;
}

impl Views for Client {}

fn main() {}
