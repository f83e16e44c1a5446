//! Sends a typing event with an annotated method.

use connect_participant::{Client, ConnectionToken, Participant, Result, participant_operation};

trait ChatEvents: Participant {
    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.typing"
    )]
    async fn typing(&self, connection_token: &ConnectionToken) -> Result<()>;
}

impl ChatEvents for Client {}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let token = ConnectionToken::new(std::env::var("CONNECTION_TOKEN").unwrap_or_default())?;
    Client::from_env()?.typing(&token).await
}
