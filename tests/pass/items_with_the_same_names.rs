//! The user has items with the names that an expansion uses.

#![allow(dead_code, non_upper_case_globals)]

use connect_participant::{
    Client, ConnectionToken, Participant, Result, SendEventOutput, participant_operation,
};

static input: u8 = 0;
const client: u8 = 0;
const identity: u8 = 0;

fn call() {}

trait ChatEvents: Participant {
    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.typing",
        client_token = format!("{input}{client}{identity}"),
    )]
    async fn typing(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;
}

impl ChatEvents for Client {}
