//! The order of `#[automock]` and `#[async_trait]` changes nothing.

use async_trait::async_trait;
use connect_participant::{Connected, DescribeViewOutput, Result, participant_operation};

#[async_trait]
#[mockall::automock]
trait Views: Connected {
    #[participant_operation(DescribeView)]
    async fn view(&self, view_token: &str) -> Result<DescribeViewOutput>;
}

fn main() {}
