//! The errors of a call, and a suitable reaction to each. The bot of this example sends receipts.

use std::time::Duration;

use connect_participant::{
    Client, ConnectionToken, Participant, ParticipantRole, Result, participant_operation,
};
use connect_participant_local::LocalService;

trait Receipts: Participant {
    /// Marks a message as read. The client token makes each further call for the same message a
    /// duplicate, which the service ignores.
    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.message.read",
        client_token = format!("read {message_id}"),
    )]
    async fn read(
        &self,
        connection_token: &ConnectionToken,
        message_id: &str,
    ) -> Result<()>;
}

impl Receipts for Client {}

/// The next step of the bot.
#[derive(Debug)]
enum NextStep {
    Continue,
    /// The chat does not support receipts. Messages can still be sent.
    StopReceipts,
    /// The token is refused. Call `CreateParticipantConnection` with the participant token: it
    /// returns a new connection token as long as the bot is part of the chat. The example
    /// `offline_tests` shows how.
    ConnectAgain,
    /// The service is not available. The client has already retried the call. It can be repeated
    /// later, because it has a client token of its own.
    RepeatLater,
}

async fn mark_read(
    client: &Client,
    token: &ConnectionToken,
    message_id: &str,
) -> Result<NextStep> {
    match client.read(token, message_id).await {
        Ok(()) => Ok(NextStep::Continue),
        Err(error) if error.is_receipt_unsupported() => Ok(NextStep::StopReceipts),
        Err(error) if error.is_token_refused() => Ok(NextStep::ConnectAgain),
        Err(error) if error.is_retryable() => Ok(NextStep::RepeatLater),
        // Any other error is a mistake in the bot or in its configuration.
        Err(error) => Err(error),
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let service = LocalService::start().await?;
    let client = Client::builder()
        .endpoint_url(service.url())
        .max_attempts(4)
        .initial_backoff(Duration::from_millis(20))
        .operation_timeout(Duration::from_secs(5))
        .build()?;
    let chat = service.open_chat();
    let bot = chat.add_participant(ParticipantRole::CustomBot);
    let token = bot.connection_token();

    let _customer = chat.add_participant(ParticipantRole::Customer);
    println!("two participants:   {:?}", mark_read(&client, token, "3b1e5f0c").await?);

    let _agent = chat.add_participant(ParticipantRole::Agent);
    println!("three participants: {:?}", mark_read(&client, token, "7d2a91ce").await?);

    chat.end();
    println!("token refused:      {:?}", mark_read(&client, token, "c04f6b1d").await?);

    drop(service);
    println!("service stopped:    {:?}", mark_read(&client, token, "e8a35027").await?);
    Ok(())
}
