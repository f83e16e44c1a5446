//! `mockall::mock!`, which implements the trait and overrides every method.

use connect_participant::{
    Client, ConnectionToken, Participant, Result, SendEventOutput, participant_operation,
};
use mockall::mock;

trait ChatEvents: Participant {
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

mock! {
    Desk {}

    impl Participant for Desk {
        fn client(&self) -> &Client;
    }

    impl ChatEvents for Desk {
        async fn read(&self, connection_token: &ConnectionToken, message_id: &str) -> Result<SendEventOutput>;
    }
}

#[test]
fn compiles() {
    let mut desk = MockDesk::new();
    desk.expect_read()
        .withf(|_, id| id == "6bd8e4a7")
        .returning(|_, _| Ok(SendEventOutput::default()));
    let token = ConnectionToken::new("token").unwrap();
    drop(desk.read(&token, "6bd8e4a7"));
}
