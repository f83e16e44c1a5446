//! A bot behind a webhook, and its tests, which share one local service.
//!
//! Message streaming of Amazon Connect sends each item of a chat to a webhook. It may
//! send an item twice, so the id of the item is the client token of the reply.

use std::error::Error;

use connect_participant::{
    ChatItemType, Client, ConnectionToken, Item, Participant, ParticipantRole, Result,
    participant_operation,
};

/// The calls of the bot.
trait Calls: Participant {
    #[participant_operation(SendMessage, content_type = "text/plain")]
    async fn say(
        &self,
        connection_token: &ConnectionToken,
        content: &str,
        client_token: &str,
    ) -> Result<()>;
}

impl Calls for Client {}

/// Handles a request to the webhook. `body` is an item as JSON.
async fn on_webhook(
    client: &Client,
    token: &ConnectionToken,
    body: &str,
) -> Result<(), Box<dyn Error>> {
    let item: Item = serde_json::from_str(body)?;
    let is_question = item.r#type == Some(ChatItemType::Message)
        && item.participant_role == Some(ParticipantRole::Customer);
    if let (true, Some(id), Some(content)) = (is_question, item.id, item.content) {
        client.say(token, &format!("You said: {content}"), &id).await?;
    }
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let (Ok(token), Ok(body)) =
        (std::env::var("CONNECTION_TOKEN"), std::env::var("WEBHOOK_BODY"))
    else {
        println!("To handle a request, set CONNECTION_TOKEN and WEBHOOK_BODY.");
        return Ok(());
    };
    on_webhook(&Client::from_env()?, &ConnectionToken::new(token)?, &body).await
}

#[cfg(test)]
mod tests {
    use std::error::Error;
    use std::sync::LazyLock;

    use connect_participant::{Client, ParticipantRole};
    use connect_participant_local::LocalService;

    use super::on_webhook;

    /// The service of all tests. It has a thread of its own, so no test stops it.
    static SERVICE: LazyLock<LocalService> = LazyLock::new(|| {
        LocalService::builder().start_blocking().expect("the local service starts")
    });

    #[tokio::test]
    async fn the_bot_replies_to_a_customer() -> Result<(), Box<dyn Error>> {
        let client = Client::builder().endpoint_url(SERVICE.url()).build()?;
        let chat = SERVICE.open_chat();
        let customer = chat.add_participant(ParticipantRole::Customer);
        let bot = chat.add_participant(ParticipantRole::CustomBot);

        let item = serde_json::to_string(&customer.say("Hello?")?)?;
        for _ in 0..2 {
            on_webhook(&client, bot.connection_token(), &item).await?;
        }
        assert_eq!(chat.said(), ["CUSTOMER: Hello?", "CUSTOM_BOT: You said: Hello?"]);
        Ok(())
    }

    #[tokio::test]
    async fn the_bot_ignores_other_items() -> Result<(), Box<dyn Error>> {
        let client = Client::builder().endpoint_url(SERVICE.url()).build()?;
        let chat = SERVICE.open_chat();
        let agent = chat.add_participant(ParticipantRole::Agent);
        let bot = chat.add_participant(ParticipantRole::CustomBot);
        for item in [agent.say("Hello.")?, agent.typing()?] {
            let item = serde_json::to_string(&item)?;
            on_webhook(&client, bot.connection_token(), &item).await?;
        }
        assert_eq!(chat.said(), ["AGENT: Hello."]);
        Ok(())
    }
}
