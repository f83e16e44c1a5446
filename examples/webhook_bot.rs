//! A bot behind a webhook, and its tests, which share one local service.
//!
//! Amazon SNS sends each item to the webhook, in an envelope. It may send an item twice,
//! so the id of the item is the client token of the reply.

use std::error::Error;

use connect_participant::{
    Client, ConnectionToken, Participant, ParticipantRole, Result, participant_operation,
};
use connect_participant_session::{ChatEvent, ChatItem};

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

/// Handles a request to the webhook. `body` is an item, with or without the envelope.
async fn on_webhook(client: &Client, token: &ConnectionToken, body: &str) -> Result<()> {
    let item = ChatItem::parse(body)?;
    if let ChatEvent::Message(message) = item.event() {
        // SNS sends the bot's own messages, too.
        if message.is_from(ParticipantRole::Customer) {
            let reply = format!("You said: {}", message.text());
            client.say(token, &reply, message.id()).await?;
        }
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
    on_webhook(&Client::from_env()?, &ConnectionToken::new(token)?, &body).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::error::Error;
    use std::sync::LazyLock;

    use connect_participant::{Client, Item, ParticipantRole};
    use connect_participant_local::LocalService;
    use serde_json::json;

    use super::on_webhook;

    /// The service of all tests. It has a thread of its own, so no test stops it.
    static SERVICE: LazyLock<LocalService> = LazyLock::new(|| {
        LocalService::builder().start_blocking().expect("the local service starts")
    });

    /// Returns the body of a request from SNS.
    fn notification(item: &Item) -> Result<String, serde_json::Error> {
        let message = serde_json::to_string(item)?;
        Ok(json!({ "Type": "Notification", "Message": message }).to_string())
    }

    #[tokio::test]
    async fn the_bot_replies_to_a_customer() -> Result<(), Box<dyn Error>> {
        let client = Client::builder().endpoint_url(SERVICE.url()).build()?;
        let chat = SERVICE.open_chat();
        let customer = chat.add_participant(ParticipantRole::Customer);
        let bot = chat.add_participant(ParticipantRole::CustomBot);

        let body = notification(&customer.say("Hello?")?)?;
        for _ in 0..2 {
            on_webhook(&client, bot.connection_token(), &body).await?;
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
            let body = notification(&item)?;
            on_webhook(&client, bot.connection_token(), &body).await?;
        }
        assert_eq!(chat.said(), ["AGENT: Hello."]);
        Ok(())
    }
}
