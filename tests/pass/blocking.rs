//! Methods without `async`, in a blocking trait and in an `impl`.

use connect_participant::{
    Client, ConnectionToken, Error, Participant, Result, SendEventOutput, SendMessageOutput,
    blocking, participant_operation,
};

type ChatResult<T> = std::result::Result<T, Error>;

trait Calls: blocking::Participant {
    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.typing"
    )]
    fn typing(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;

    #[participant_operation]
    fn send_message(
        &self,
        content_type: connect_participant::MessageContentType,
        content: impl AsRef<str>,
        connection_token: &ConnectionToken,
    ) -> ChatResult<()>
    where
        Self: Sized;
}

impl Calls for blocking::Client {}

trait Desk: blocking::Connected {
    #[participant_operation(SendMessage, content_type = "text/plain")]
    fn say(
        &self,
        content: &str,
    ) -> std::result::Result<SendMessageOutput, Box<dyn std::error::Error>>;
}

struct Session(blocking::Client, Client, ConnectionToken);

impl blocking::Participant for Session {
    fn client(&self) -> &blocking::Client {
        &self.0
    }
}

impl blocking::Connected for Session {
    fn connection_token(&self) -> ConnectionToken {
        self.2.clone()
    }
}

/// A type can be a participant of both kinds.
impl Participant for Session {
    fn client(&self) -> &Client {
        &self.1
    }
}

impl Desk for Session {}
impl Desk for std::sync::Arc<Session> {}

impl Session {
    #[participant_operation(SendMessage, content_type = "text/plain", connection_token = &self.2)]
    pub fn greet(&self, content: &str) -> Result<()>;

    #[participant_operation(SendMessage, content_type = "text/plain", connection_token = &self.2)]
    pub async fn greet_later(&self, content: &str) -> Result<()>;
}

fn is_usable_everywhere<T: Send + Sync + Clone + 'static>() {}

fn main() {
    is_usable_everywhere::<blocking::Client>();
    let _: Option<&dyn Desk> = None;
}
