//! `#[async_trait]` above the trait. It is expanded first, so the macro sees boxed futures.

use std::sync::Arc;

use async_trait::async_trait;
use connect_participant::{
    Client, ConnectionToken, Participant, Result, SendEventOutput, participant_operation,
};

#[async_trait]
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
    async fn read(&self, connection_token: &ConnectionToken, message_id: &str) -> Result<()>;
}

#[async_trait]
impl ChatEvents for Client {}

struct Quiet(Client);

impl Participant for Quiet {
    fn client(&self) -> &Client {
        &self.0
    }
}

#[async_trait]
impl ChatEvents for Quiet {
    async fn typing(&self, _: &ConnectionToken) -> Result<SendEventOutput> {
        Ok(SendEventOutput::default())
    }
}

fn is_send(_: impl Send) {}

#[test]
fn compiles() {
    let client = Client::builder().region("eu-central-1").build().unwrap();
    let token = ConnectionToken::new("token").unwrap();
    let objects: [Arc<dyn ChatEvents>; 2] = [Arc::new(client.clone()), Arc::new(Quiet(client))];
    for object in &objects {
        is_send(object.typing(&token));
        is_send(object.read(&token, "id"));
    }
}
