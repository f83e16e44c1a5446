//! Generic traits and methods, lifetimes, `where` clauses, and parameters of any accepted type.

use std::borrow::Cow;
use std::fmt::Display;
use std::sync::Arc;

use connect_participant::{
    Client, ConnectionToken, Participant, Result, SendEventOutput, participant_operation,
};

trait ChatEvents<'s, T, const N: usize>: Participant
where
    T: AsRef<str> + 's,
{
    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.message.read"
    )]
    async fn read(
        &self,
        connection_token: &ConnectionToken,
        message_id: T,
    ) -> Result<SendEventOutput>;

    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.message.read"
    )]
    async fn read_any<'a, M>(
        &'a self,
        connection_token: ConnectionToken,
        message_id: &'a M,
    ) -> Result<SendEventOutput>
    where
        M: AsRef<str> + ?Sized;

    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.message.delivered",
        message_id = message.to_string(),
    )]
    fn delivered(
        self: &Self,
        connection_token: &ConnectionToken,
        message: impl Display,
        client_token: Option<Cow<'_, str>>,
    ) -> impl Future<Output = Result<SendEventOutput>> + Send;
}

impl<'s> ChatEvents<'s, String, 3> for Client {}
impl<'s> ChatEvents<'s, Arc<str>, 3> for Client {}

#[test]
fn compiles() {
    let client = Client::builder().region("eu-central-1").build().unwrap();
    let token = ConnectionToken::new("token").unwrap();
    drop(ChatEvents::<String, 3>::read(&client, &token, "id".to_owned()));
    drop(ChatEvents::<Arc<str>, 3>::read(&client, &token, "id".into()));
    drop(ChatEvents::<Arc<str>, 3>::read_any(&client, token.clone(), "id"));
    drop(ChatEvents::<Arc<str>, 3>::delivered(&client, &token, 7, None));
}
