//! A bot behind a webhook, as a router of axum.
//!
//! Amazon SNS posts each item of a chat to the webhook, in an envelope. It may send an item
//! twice, so the id of the item is the client token of the reply.

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use connect_participant::{
    Client, Connected, ConnectionToken, Error, Participant, ParticipantRole, Result,
    participant_operation,
};
use connect_participant_session::{ChatEvent, ChatItem};

/// The bot: its client, and its token for the chat.
#[derive(Clone)]
struct Bot {
    client: Client,
    token: ConnectionToken,
}

impl Participant for Bot {
    fn client(&self) -> &Client {
        &self.client
    }
}

impl Connected for Bot {
    fn connection_token(&self) -> ConnectionToken {
        self.token.clone()
    }
}

/// The calls of the bot.
trait Calls: Connected {
    #[participant_operation(SendMessage, content_type = "text/plain")]
    async fn say(&self, content: &str, client_token: &str) -> Result<()>;
}

impl Calls for Bot {}

fn router(bot: Bot) -> Router {
    Router::new().route("/webhook", post(on_notification)).with_state(bot)
}

/// Handles a request from SNS, whose `Content-Type` is that of plain text. After an error,
/// the webhook is called again.
async fn on_notification(
    State(bot): State<Bot>,
    body: String,
) -> Result<StatusCode, (StatusCode, String)> {
    let item = ChatItem::parse(&body)
        .map_err(|error| (StatusCode::BAD_REQUEST, error.to_string()))?;
    if let ChatEvent::Message(message) = item.event() {
        if message.is_from(ParticipantRole::Customer) {
            let reply = format!("You said: {}", message.text());
            bot.say(&reply, message.id()).await.map_err(|error| response(&error))?;
        }
    }
    Ok(StatusCode::NO_CONTENT)
}

/// Returns the response for an error. Its text contains no token.
fn response(error: &Error) -> (StatusCode, String) {
    let status = if error.is_retryable() {
        StatusCode::SERVICE_UNAVAILABLE
    } else {
        StatusCode::BAD_GATEWAY
    };
    (status, error.to_string())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let Ok(token) = std::env::var("CONNECTION_TOKEN") else {
        println!("To serve http://127.0.0.1:3000/webhook, set CONNECTION_TOKEN.");
        return Ok(());
    };
    let bot = Bot { client: Client::from_env()?, token: ConnectionToken::new(token)? };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    Ok(axum::serve(listener, router(bot)).await?)
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use axum::body::Body;
    use axum::http::{Request, StatusCode};
    use connect_participant::{Client, Item, ParticipantRole};
    use connect_participant_local::{Fault, LocalService};
    use serde_json::json;
    use tower::ServiceExt as _;

    use super::{Bot, router};

    async fn post(bot: &Bot, item: &Item) -> Result<StatusCode, Box<dyn Error>> {
        let message = serde_json::to_string(item)?;
        let body = json!({ "Type": "Notification", "Message": message });
        let request = Request::post("/webhook")
            .header("content-type", "text/plain; charset=UTF-8")
            .body(Body::from(body.to_string()))?;
        Ok(router(bot.clone()).oneshot(request).await?.status())
    }

    #[tokio::test]
    async fn the_bot_replies_once_to_each_question() -> Result<(), Box<dyn Error>> {
        let service = LocalService::start().await?;
        let chat = service.open_chat();
        let customer = chat.add_participant(ParticipantRole::Customer);
        let agent = chat.add_participant(ParticipantRole::Agent);
        let participant = chat.add_participant(ParticipantRole::CustomBot);
        let bot = Bot {
            client: Client::builder().endpoint_url(service.url()).build()?,
            token: participant.connection_token().clone(),
        };

        let question = customer.say("Hello?")?;
        for item in [&question, &question, &agent.say("One moment.")?] {
            assert_eq!(post(&bot, item).await?, StatusCode::NO_CONTENT);
        }
        let said =
            ["CUSTOMER: Hello?", "AGENT: One moment.", "CUSTOM_BOT: You said: Hello?"];
        let mut expected: Vec<_> = said.into();
        let mut actual = chat.said();
        expected.sort_unstable();
        actual.sort_unstable();
        assert_eq!(actual, expected);
        Ok(())
    }

    #[tokio::test]
    async fn the_status_tells_if_the_webhook_should_be_called_again()
    -> Result<(), Box<dyn Error>> {
        let service = LocalService::start().await?;
        let chat = service.open_chat();
        let customer = chat.add_participant(ParticipantRole::Customer);
        let participant = chat.add_participant(ParticipantRole::CustomBot);
        let client = Client::builder().endpoint_url(service.url()).max_attempts(1);
        let token = participant.connection_token().clone();
        let bot = Bot { client: client.build()?, token };

        let question = customer.say("Hello?")?;
        for (fault, status) in
            [(503, StatusCode::SERVICE_UNAVAILABLE), (403, StatusCode::BAD_GATEWAY)]
        {
            service.inject(Fault::status(fault));
            assert_eq!(post(&bot, &question).await?, status);
        }
        Ok(())
    }
}
