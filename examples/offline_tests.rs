//! A bot that answers what a customer says, and its tests, for which there need be no Amazon Connect.

use connect_participant::{
    Client, ConnectionToken, GetTranscriptOutput, Item, Participant, ParticipantRole, Result,
    SendEventOutput, SendMessageOutput, participant_operation,
};

/// What the bot does in a chat.
trait Bot: Participant {
    #[participant_operation(GetTranscript, max_results = 10)]
    async fn latest(&self, connection_token: &ConnectionToken) -> Result<GetTranscriptOutput>;

    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.message.read"
    )]
    async fn read(
        &self,
        connection_token: &ConnectionToken,
        message_id: &str,
    ) -> Result<SendEventOutput>;

    #[participant_operation(SendMessage, content_type = "text/plain")]
    async fn say(
        &self,
        connection_token: &ConnectionToken,
        content: &str,
    ) -> Result<SendMessageOutput>;
}

impl Bot for Client {}

/// Answers the last message, if it is a customer's. Returns whether there is more to expect of this chat.
async fn answer(bot: &impl Bot, connection_token: &ConnectionToken) -> Result<bool> {
    let latest = match bot.latest(connection_token).await {
        Err(error) if error.is_token_refused() => return Ok(false),
        other => other?.transcript.unwrap_or_default(),
    };
    let is_message = |item: &&Item| item.content.is_some();
    if let Some(Item { id: Some(id), content: Some(content), participant_role, .. }) =
        latest.iter().find(is_message)
    {
        if *participant_role == Some(ParticipantRole::Customer) {
            bot.read(connection_token, id).await?;
            bot.say(connection_token, &format!("You said: {content}")).await?;
        }
    }
    Ok(true)
}

/// What a worker does with each chat that it has.
#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let Ok(token) = std::env::var("CONNECTION_TOKEN") else {
        println!("CONNECTION_TOKEN is not set. `cargo test --example offline_tests` needs none.");
        return Ok(());
    };
    let goes_on = answer(&Client::from_env()?, &ConnectionToken::new(token)?).await?;
    println!("The chat {}.", if goes_on { "goes on" } else { "is over" });
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::error::Error;
    use std::time::Duration;

    use connect_participant::{
        Client, MessageContentType, ParticipantRole, Result, SendMessageInput,
    };
    use connect_participant_local::{Chat, ChatParticipant, Fault, LocalService, ManualClock};

    use super::answer;

    /// A chat of a customer and the bot.
    struct Scene {
        service: LocalService,
        clock: ManualClock,
        client: Client,
        chat: Chat,
        customer: ChatParticipant,
        bot: ChatParticipant,
    }

    impl Scene {
        async fn new() -> Result<Self, Box<dyn Error>> {
            let clock = ManualClock::default();
            let service = LocalService::builder().clock(clock.clone()).start().await?;
            let client = Client::builder().endpoint_url(service.url()).build()?;
            let chat = service.open_chat();
            let customer = chat.add_participant(ParticipantRole::Customer);
            let bot = chat.add_participant(ParticipantRole::CustomBot);
            Ok(Self { service, clock, client, chat, customer, bot })
        }

        async fn customer_says(&self, content: &str) -> Result<()> {
            let token = self.customer.connection_token().clone();
            let message = SendMessageInput::new(MessageContentType::TextPlain, content, token);
            self.client.call(message).await.map(drop)
        }

        async fn bot_answers(&self) -> Result<bool> {
            answer(&self.client, self.bot.connection_token()).await
        }

        /// What was said, as who said it.
        fn said(&self) -> Vec<(ParticipantRole, String)> {
            let items = self.chat.transcript().into_iter();
            let said = items.filter(|item| item.content_type.as_deref() == Some("text/plain"));
            said.filter_map(|item| Some((item.participant_role?, item.content?))).collect()
        }
    }

    #[tokio::test]
    async fn a_customer_is_read_and_answered() -> Result<(), Box<dyn Error>> {
        let scene = Scene::new().await?;
        scene.customer_says("Hello?").await?;
        assert!(scene.bot_answers().await?);
        assert_eq!(
            scene.said(),
            [
                (ParticipantRole::Customer, "Hello?".to_owned()),
                (ParticipantRole::CustomBot, "You said: Hello?".to_owned()),
            ]
        );
        let question = &scene.chat.transcript()[0];
        assert!(
            question.message_metadata.as_ref().is_some_and(|message| message.receipts.is_some())
        );
        Ok(())
    }

    #[tokio::test]
    async fn the_bot_does_not_answer_itself() -> Result<(), Box<dyn Error>> {
        let scene = Scene::new().await?;
        scene.customer_says("Hello?").await?;
        for _ in 0..3 {
            scene.bot_answers().await?;
        }
        assert_eq!(scene.said().len(), 2);
        Ok(())
    }

    /// The service takes the message, and its answer is lost. The client tries again, and nothing is said twice.
    #[tokio::test]
    async fn an_answer_that_is_lost_does_no_harm() -> Result<(), Box<dyn Error>> {
        let scene = Scene::new().await?;
        scene.customer_says("Hello?").await?;
        scene.service.inject(Fault::cut_short().on("SendMessage"));
        assert!(scene.bot_answers().await?);
        assert_eq!(scene.said().len(), 2);
        Ok(())
    }

    #[tokio::test]
    async fn a_chat_that_has_ended_is_over() -> Result<(), Box<dyn Error>> {
        let scene = Scene::new().await?;
        scene.chat.end();
        assert!(!scene.bot_answers().await?);
        Ok(())
    }

    /// A connection token is valid for a day, which passes here at once.
    #[tokio::test]
    async fn a_chat_whose_token_has_expired_is_over() -> Result<(), Box<dyn Error>> {
        let scene = Scene::new().await?;
        assert!(scene.bot_answers().await?);
        scene.clock.advance(Duration::from_secs(24 * 60 * 60));
        assert!(!scene.bot_answers().await?);
        Ok(())
    }
}
