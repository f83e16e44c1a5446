//! A bot that replies to customers, and its tests, which run offline.

use std::time::Duration;

use connect_participant::{
    Client, ConnectionToken, Item, Participant, ParticipantRole, ParticipantToken,
    Result, participant_operation,
};

/// The calls of the bot.
trait Calls: Participant {
    #[participant_operation(
        CreateParticipantConnection,
        type = ["CONNECTION_CREDENTIALS"],
        connect_participant = true,
    )]
    async fn connect(
        &self,
        participant_token: &ParticipantToken,
    ) -> Result<ConnectionToken>;

    #[participant_operation(GetTranscript, max_results = 10, sort_order = "DESCENDING")]
    async fn latest(&self, connection_token: &ConnectionToken) -> Result<Vec<Item>>;

    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.message.read"
    )]
    async fn read(
        &self,
        connection_token: &ConnectionToken,
        message_id: &str,
    ) -> Result<()>;

    #[participant_operation(SendMessage, content_type = "text/plain")]
    async fn say(&self, connection_token: &ConnectionToken, content: &str) -> Result<()>;
}

impl Calls for Client {}

/// The bot in one chat.
struct Bot {
    client: Client,
    participant_token: ParticipantToken,
    connection_token: Option<ConnectionToken>,
}

impl Bot {
    fn new(client: Client, participant_token: ParticipantToken) -> Self {
        Self { client, participant_token, connection_token: None }
    }

    /// Replies to the latest message if it is from the customer. Returns `false` if the
    /// chat has ended.
    async fn step(&mut self) -> Result<bool> {
        if let Some(token) = &self.connection_token {
            match reply(&self.client, token).await {
                // The token has expired, or the chat has ended. Connect again to see.
                Err(error) if error.is_token_refused() => {}
                result => return result.map(|()| true),
            }
        }
        let token = match self.client.connect(&self.participant_token).await {
            // The participant token is valid as long as the bot is part of the chat.
            Err(error) if error.is_token_refused() => return Ok(false),
            result => result?,
        };
        reply(&self.client, self.connection_token.insert(token)).await?;
        Ok(true)
    }
}

async fn reply(calls: &impl Calls, token: &ConnectionToken) -> Result<()> {
    let items = calls.latest(token).await?;
    let is_message = |item: &&Item| item.content.is_some();
    if let Some(Item { id: Some(id), content: Some(content), participant_role, .. }) =
        items.iter().find(is_message)
    {
        if *participant_role == Some(ParticipantRole::Customer) {
            calls.read(token, id).await?;
            calls.say(token, &format!("You said: {content}")).await?;
        }
    }
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let Ok(token) = std::env::var("PARTICIPANT_TOKEN") else {
        println!("To run the bot in a chat, set AWS_REGION and PARTICIPANT_TOKEN.");
        return Ok(());
    };
    let mut bot = Bot::new(Client::from_env()?, ParticipantToken::new(token)?);
    while bot.step().await? {
        tokio::time::sleep(Duration::from_secs(2)).await;
    }
    println!("The chat has ended.");
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::error::Error;
    use std::time::Duration;

    use connect_participant::{Client, ParticipantRole};
    use connect_participant_local::{
        Chat, ChatParticipant, Fault, LocalService, ManualClock,
    };

    use super::Bot;

    /// A chat of a customer and the bot. Each test has a service of its own.
    struct Scene {
        service: LocalService,
        clock: ManualClock,
        chat: Chat,
        customer: ChatParticipant,
        bot: Bot,
    }

    impl Scene {
        async fn new() -> Result<Self, Box<dyn Error>> {
            let clock = ManualClock::default();
            let service = LocalService::builder().clock(clock.clone()).start().await?;
            let client = Client::builder().endpoint_url(service.url()).build()?;
            let chat = service.open_chat();
            let customer = chat.add_participant(ParticipantRole::Customer);
            let invitation = chat.invite_participant(ParticipantRole::CustomBot);
            let bot = Bot::new(client, invitation.participant_token().clone());
            Ok(Self { service, clock, chat, customer, bot })
        }
    }

    #[tokio::test]
    async fn the_bot_reads_a_message_and_replies() -> Result<(), Box<dyn Error>> {
        let mut scene = Scene::new().await?;
        scene.customer.say("Hello?")?;
        assert!(scene.bot.step().await?);
        let said = ["CUSTOMER: Hello?", "CUSTOM_BOT: You said: Hello?"];
        assert_eq!(scene.chat.said(), said);
        let read = "application/vnd.amazonaws.connect.event.message.read";
        assert!(scene.chat.events().iter().any(|event| event.content_type == read));
        Ok(())
    }

    #[tokio::test]
    async fn the_bot_does_not_reply_to_itself() -> Result<(), Box<dyn Error>> {
        let mut scene = Scene::new().await?;
        scene.customer.say("Hello?")?;
        for _ in 0..3 {
            scene.bot.step().await?;
        }
        assert_eq!(scene.chat.said().len(), 2);
        Ok(())
    }

    /// The service records the reply, but its response is lost. The client retries the
    /// call with the same client token, so the reply is not recorded twice.
    #[tokio::test]
    async fn a_lost_response_causes_no_duplicate() -> Result<(), Box<dyn Error>> {
        let mut scene = Scene::new().await?;
        scene.customer.say("Hello?")?;
        scene.service.inject(Fault::cut_short().on("SendMessage"));
        assert!(scene.bot.step().await?);
        assert_eq!(scene.chat.said().len(), 2);
        Ok(())
    }

    #[tokio::test]
    async fn the_bot_stops_after_the_end_of_the_chat() -> Result<(), Box<dyn Error>> {
        let mut scene = Scene::new().await?;
        assert!(scene.bot.step().await?);
        scene.chat.end();
        assert!(!scene.bot.step().await?);
        Ok(())
    }

    /// A connection token is valid for one day.
    #[tokio::test]
    async fn the_bot_replaces_an_expired_token() -> Result<(), Box<dyn Error>> {
        let mut scene = Scene::new().await?;
        assert!(scene.bot.step().await?);
        scene.customer.say("Hello?")?;
        scene.clock.advance(Duration::from_secs(24 * 60 * 60));
        assert!(scene.bot.step().await?);
        assert_eq!(scene.chat.said().len(), 2);
        Ok(())
    }

    /// The bot runs in the background. With paused time, its pauses take no time.
    #[tokio::test(start_paused = true)]
    async fn the_bot_replies_to_each_message() -> Result<(), Box<dyn Error>> {
        let Scene { service: _service, chat, customer, mut bot, .. } =
            Scene::new().await?;
        tokio::spawn(async move {
            while bot.step().await.is_ok_and(|goes_on| goes_on) {
                tokio::time::sleep(Duration::from_secs(2)).await;
            }
        });
        for content in ["Hello?", "Are you there?"] {
            customer.say(content)?;
            let reply = chat.wait_for(format!("You said: {content}"));
            reply.by(ParticipantRole::CustomBot).await?;
        }
        Ok(())
    }
}
