//! A type of your own must implement `FromOutput` for the output of this operation.

use connect_participant::{
    Client, ConnectionToken, FromOutput, Participant, Result, SendMessageOutput, participant_operation,
};

struct Id(Option<String>);

impl FromOutput<SendMessageOutput> for Id {
    fn from_output(output: SendMessageOutput) -> Result<Self> {
        Ok(Self(output.id))
    }
}

trait Desk: Participant {
    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.typing")]
    async fn typing(&self, connection_token: &ConnectionToken) -> Result<Id>;
}

impl Desk for Client {}

fn main() {}
