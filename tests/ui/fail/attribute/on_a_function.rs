//! The attribute generates the body of a trait method. A function has its own body: remove the
//! attribute, or declare the method in a trait.

use connect_participant::{Client, ConnectionToken, Result, SendEventOutput, participant_operation};

#[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.typing")]
async fn typing(client: &Client, connection_token: &ConnectionToken) -> Result<SendEventOutput> {
    let _ = (client, connection_token);
    Ok(SendEventOutput::default())
}

fn main() {}
