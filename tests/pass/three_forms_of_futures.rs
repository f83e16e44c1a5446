//! `async fn`, `impl Future` and a boxed future, which also works in a trait object.

use std::pin::Pin;

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
        content_type = "application/vnd.amazonaws.connect.event.message.delivered"
    )]
    fn delivered(
        &self,
        connection_token: &ConnectionToken,
        message_id: &str,
    ) -> impl Future<Output = Result<SendEventOutput>>;
}

trait BoxedEvents: Participant {
    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.message.read"
    )]
    fn read<'a>(
        &'a self,
        connection_token: &'a ConnectionToken,
        message_id: &str,
    ) -> Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>>;
}

impl ChatEvents for Client {}
impl BoxedEvents for Client {}

fn is_send(_: impl Send) {}

#[test]
fn compiles() {
    let client = Client::builder().region("eu-central-1").build().unwrap();
    let token = ConnectionToken::new("token").unwrap();
    is_send(client.typing(&token));
    is_send(client.delivered(&token, "id"));
    let object: &dyn BoxedEvents = &client;
    is_send(object.read(&token, "id"));
}
