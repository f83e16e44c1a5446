//! A fake overrides the methods, and does not need a client that can send requests.

use std::sync::Mutex;

use connect_participant::{
    Client, ConnectionToken, Participant, Result, SendEventOutput, participant_operation,
};

trait ChatEvents: Participant {
    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.typing"
    )]
    async fn typing(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;

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

#[derive(Default)]
struct Fake {
    read: Mutex<Vec<String>>,
}

impl Participant for Fake {
    fn client(&self) -> &Client {
        unimplemented!("a fake calls nothing")
    }
}

impl ChatEvents for Fake {
    async fn typing(&self, _: &ConnectionToken) -> Result<SendEventOutput> {
        Ok(SendEventOutput::default())
    }

    async fn read(&self, _: &ConnectionToken, message_id: &str) -> Result<SendEventOutput> {
        self.read.lock().unwrap().push(message_id.to_owned());
        let mut output = SendEventOutput::default();
        output.id = Some("1".to_owned());
        Ok(output)
    }
}

async fn handle(desk: &impl ChatEvents, token: &ConnectionToken) -> Result<Option<String>> {
    desk.typing(token).await?;
    Ok(desk.read(token, "6bd8e4a7").await?.id)
}

#[test]
fn compiles() {
    let fake = Fake::default();
    let token = ConnectionToken::new("token").unwrap();
    drop(handle(&fake, &token));
}
