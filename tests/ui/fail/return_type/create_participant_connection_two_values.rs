//! A method returns one type. Return the output for two values, or a type of your own.

use connect_participant::{
    Client, ConnectionToken, Participant, ParticipantToken, Result, Websocket, participant_operation,
};

trait Desk: Participant {
    #[participant_operation(CreateParticipantConnection, type = ["WEBSOCKET", "CONNECTION_CREDENTIALS"])]
    async fn connect(&self, participant_token: &ParticipantToken) -> Result<(Websocket, ConnectionToken)>;
}

impl Desk for Client {}

fn main() {}
