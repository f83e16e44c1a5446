//! Six mistakes are six errors. Implementations and callers of the methods cause no errors of their
//! own.

use connect_participant::{Client, ConnectionToken, Participant, Result, SendEventOutput, participant_operation};

trait ChatEvents: Participant {
    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.typin", colour = 1)]
    async fn typing(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;

    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.message.read", client_token = "once")]
    async fn read(&self, conection_token: &ConnectionToken) -> Result<SendEventOutput>;

    #[participant_operation(SendEvnt, content_type = "application/vnd.amazonaws.connect.event.message.delivered")]
    async fn delivered(&self, connection_token: &ConnectionToken, message_id: &str) -> Result<SendEventOutput>;
}

impl ChatEvents for Client {}

struct Fake;

impl Participant for Fake {
    fn client(&self) -> &Client {
        unimplemented!()
    }
}

impl ChatEvents for Fake {
    async fn typing(&self, _: &ConnectionToken) -> Result<SendEventOutput> {
        Ok(SendEventOutput::default())
    }
}

async fn call(desk: &impl ChatEvents, token: &ConnectionToken) -> Result<()> {
    desk.typing(token).await?;
    desk.read(token).await?;
    desk.delivered(token, "id").await?;
    Ok(())
}

fn is_send(_: impl Send) {}

fn spawn(client: &Client, token: &ConnectionToken) {
    is_send(client.read(token));
    drop(call(&Fake, token));
}

fn main() {}
