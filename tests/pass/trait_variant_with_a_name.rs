//! `#[trait_variant::make(Name: Send)]` above the trait, which adds a second trait. The participant
//! must be `Sync`.

use connect_participant::{
    Client, ConnectionToken, Participant, Result, SendEventOutput, participant_operation,
};

#[trait_variant::make(ChatEvents: Send)]
trait LocalChatEvents: Participant + Sync {
    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.message.read"
    )]
    async fn read(
        &self,
        connection_token: &ConnectionToken,
        message_id: &str,
    ) -> Result<SendEventOutput>;
}

impl ChatEvents for Client {}

fn is_send(_: impl Send) {}

#[test]
fn compiles() {
    let client = Client::builder().region("eu-central-1").build().unwrap();
    let token = ConnectionToken::new("token").unwrap();
    is_send(ChatEvents::read(&client, &token, "id"));
    is_send(LocalChatEvents::read(&client, &token, "id"));
}
