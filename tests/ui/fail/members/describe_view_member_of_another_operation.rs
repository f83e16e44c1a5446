//! A view has no pages. `next_token` is a member of `GetTranscript`.

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
