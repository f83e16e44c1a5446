//! Each missing member is a separate error.

use connect_participant::{Client, GetAuthenticationUrlOutput, Participant, Result, participant_operation};

trait Authentication: Participant {
    #[participant_operation(GetAuthenticationUrl)]
    async fn log_in(&self) -> Result<GetAuthenticationUrlOutput>;
}

impl Authentication for Client {}

fn main() {}
