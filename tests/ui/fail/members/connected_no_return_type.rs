//! The missing token is reported even if the method has no return type.

use connect_participant::{Participant, participant_operation};

trait Chat: Participant {
    #[participant_operation(DisconnectParticipant)]
    async fn leave(&self);
}

fn main() {}
