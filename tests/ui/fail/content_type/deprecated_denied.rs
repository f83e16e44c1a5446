//! The service no longer maintains this event, so the compiler reports it as deprecated. Put
//! `#[allow(deprecated)]` on the method to silence it.

#![deny(deprecated)]

use connect_participant::{Client, ConnectionToken, Participant, Result, SendEventOutput, participant_operation};

trait ChatEvents: Participant {
    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.connection.acknowledged")]
    async fn event(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;
}

impl ChatEvents for Client {}

fn main() {}
