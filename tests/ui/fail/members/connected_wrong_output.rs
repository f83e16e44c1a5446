//! The missing token and a wrong output are two errors.

use connect_participant::{GetAuthenticationUrlOutput, Participant, Result, participant_operation};

trait Authentication: Participant {
    #[participant_operation(CancelParticipantAuthentication)]
    async fn cancel(&self, session_id: &str) -> Result<GetAuthenticationUrlOutput>;
}

fn main() {}
