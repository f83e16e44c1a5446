//! Methods of a type, without a trait. They have a visibility and generics of their own.

#![deny(warnings, clippy::pedantic, missing_docs, unreachable_pub)]

use std::borrow::Cow;
use std::pin::Pin;

use connect_participant::{
    Client, Connected, ConnectionToken, GetTranscriptOutput, Participant, Result, SendEventOutput,
    SendMessageOutput, participant_operation,
};

/// A session with a prefix for messages.
#[derive(Debug)]
pub struct Session<P> {
    client: Client,
    connection_token: ConnectionToken,
    prefix: P,
}

impl<P> Participant for Session<P> {
    fn client(&self) -> &Client {
        &self.client
    }
}

impl<P> Connected for Session<P> {
    fn connection_token(&self) -> ConnectionToken {
        self.connection_token.clone()
    }
}

impl<P: AsRef<str> + Sync> Session<P> {
    /// Sends a message.
    ///
    /// # Errors
    ///
    /// The error of the call.
    #[participant_operation(SendMessage, content_type = "text/plain", content = format!("{}{text}", self.prefix.as_ref()))]
    #[inline]
    pub async fn say(&self, text: &str) -> Result<SendMessageOutput>;

    #[participant_operation(SendMessage, content_type = r"text/markdown")]
    #[must_use]
    pub(crate) async fn markdown(&self, content: Cow<'_, str>) -> Result<()>;

    #[participant_operation(GetTranscript, max_results = 10)]
    fn transcript(&self) -> Pin<Box<dyn Future<Output = Result<GetTranscriptOutput>> + Send + '_>>;

    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.message.read"
    )]
    fn read<T: AsRef<str>>(
        &self,
        message_id: T,
    ) -> impl Future<Output = Result<SendEventOutput>> + Send + use<'_, T, P>;
}

/// A trait without annotated methods, whose implementation has one.
trait Events {
    async fn typing(&self) -> Result<SendEventOutput>;
}

impl Events for Session<String> {
    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.typing"
    )]
    async fn typing(&self) -> Result<SendEventOutput>;
}

fn is_send(_: impl Send) {}

fn use_all(session: &Session<String>) {
    is_send(session.say("Hello"));
    is_send(session.markdown(Cow::Borrowed("*Hello*")));
    is_send(session.transcript());
    is_send(session.read("6bd8e4a7"));
    drop(session.typing());
}

#[test]
fn compiles() {
    let _ = use_all;
}
