//! `BoxFuture`, the alias in the futures crates.

use std::pin::Pin;

use connect_participant::{
    Client, ConnectionToken, Participant, Result, SendEventOutput, participant_operation,
};

type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

trait ChatEvents: Participant {
    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.typing"
    )]
    fn typing<'a>(
        &'a self,
        connection_token: &'a ConnectionToken,
    ) -> BoxFuture<'a, Result<SendEventOutput>>;
}

impl ChatEvents for Client {}

#[test]
fn compiles() {
    let client = Client::builder().region("eu-central-1").build().unwrap();
    let token = ConnectionToken::new("token").unwrap();
    let object: &dyn ChatEvents = &client;
    drop(object.typing(&token));
}
