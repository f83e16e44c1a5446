//! Futures are `Send` for all types of participants and parameters.

use std::cell::Cell;
use std::rc::Rc;

use connect_participant::{
    Client, ConnectionToken, Participant, Result, SendEventOutput, participant_operation,
};

trait ChatEvents: Participant {
    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.message.read"
    )]
    async fn read(
        &self,
        connection_token: &ConnectionToken,
        message_id: Rc<str>,
    ) -> Result<SendEventOutput>;
}

/// A type that is not `Sync`, so a reference to it is not `Send`.
struct Session {
    client: Client,
    count: Cell<u32>,
}

impl Participant for Session {
    fn client(&self) -> &Client {
        self.count.set(self.count.get() + 1);
        &self.client
    }
}

impl ChatEvents for Session {}
impl ChatEvents for Rc<Session> {}
impl ChatEvents for dyn Participant {}

fn is_send(_: impl Send) {}

#[test]
fn compiles() {
    let client = Client::builder().region("eu-central-1").build().unwrap();
    let token = ConnectionToken::new("token").unwrap();
    let session = Rc::new(Session { client, count: Cell::new(0) });
    is_send(session.read(&token, "id".into()));
    is_send(ChatEvents::read(&*session, &token, "id".into()));
    let object: &dyn Participant = &*session;
    is_send(object.read(&token, "id".into()));
}
