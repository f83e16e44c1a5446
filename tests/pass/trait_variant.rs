//! `#[trait_variant::make]` above the trait. It is expanded first, so the macro sees `impl Future`.

use connect_participant::{
    Client, ConnectionToken, Participant, Result, SendEventOutput, participant_operation,
};

#[trait_variant::make(Send)]
trait ChatEvents: Participant {
    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.typing"
    )]
    async fn typing(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;
}

impl ChatEvents for Client {}

fn is_send(_: impl Send) {}

#[test]
fn compiles() {
    let client = Client::builder().region("eu-central-1").build().unwrap();
    let token = ConnectionToken::new("token").unwrap();
    is_send(client.typing(&token));
}
