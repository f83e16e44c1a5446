//! A bot that sends receipts and is left alone: what to do about each error.

use std::time::Duration;

use connect_participant::{
    Client, ConnectionToken, Participant, ParticipantRole, Result, participant_operation,
};
use connect_participant_local::LocalService;

trait Receipts: Participant {
    /// A message is read once, however often that is told: the client token says so to the service.
    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.message.read",
        client_token = format!("read {message_id}"),
    )]
    async fn read(&self, connection_token: &ConnectionToken, message_id: &str) -> Result<()>;
}

impl Receipts for Client {}

/// What the bot does after a receipt.
#[derive(Debug)]
enum Next {
    GoOn,
    SendNoMoreReceipts,
    LeaveTheChat,
    ComeBackLater,
}

async fn tell(client: &Client, token: &ConnectionToken, message_id: &str) -> Result<Next> {
    match client.read(token, message_id).await {
        Ok(()) => Ok(Next::GoOn),
        Err(error) if error.is_receipt_unsupported() => Ok(Next::SendNoMoreReceipts),
        Err(error) if error.is_token_refused() => Ok(Next::LeaveTheChat),
        // The client has tried it again already. To come back later is safe with a client token of the bot's own.
        Err(error) if error.is_retryable() => {
            println!("{error}");
            Ok(Next::ComeBackLater)
        }
        // A mistake in the bot, which somebody has to look at.
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
    println!("a chat of two:       {:?}", tell(&client, token, "3b1e5f0c").await?);

    let _agent = chat.add_participant(ParticipantRole::Agent);
    println!("someone has come in: {:?}", tell(&client, token, "7d2a91ce").await?);

    chat.end();
    println!("it has ended:        {:?}", tell(&client, token, "c04f6b1d").await?);

    drop(service);
    println!("nobody is there:     {:?}", tell(&client, token, "e8a35027").await?);
    Ok(())
}
