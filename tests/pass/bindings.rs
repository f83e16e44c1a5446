//! All ways to bind a member.

use connect_participant::{
    Client, ConnectionToken, EventContentType, Participant, Result, SendEventOutput,
    participant_operation,
};

trait ChatEvents: Participant {
    /// A raw string literal with JSON.
    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.message.delivered",
        content = r#"{"messageId": "6bd8e4a7"}"#
    )]
    async fn delivered(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;

    /// Expressions can use `self` and the parameters. A parameter named `client` does not conflict with
    /// the generated code. A parameter with the name of a member can be a part of the member.
    #[participant_operation(
        SendEvent,
        content_type = if urgent { EventContentType::MessageRead } else { EventContentType::MessageDelivered },
        content = format!(r#"{{"messageId":"{client}-{content:>5}"}}"#),
        client_token = client_token.map(str::trim),
        connection_token = *token,
    )]
    async fn receipt(
        &self,
        urgent: bool,
        client: &str,
        content: u32,
        client_token: Option<&str>,
        token: &&'static ConnectionToken,
    ) -> Result<SendEventOutput>;

    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.message.read"
    )]
    async fn read(
        &self,
        #[member(connection_token)] token: ConnectionToken,
        #[member(message_id)] message: Box<str>,
        #[member(client_token)] token_of_client: String,
    ) -> Result<SendEventOutput>;

    /// A parameter can be a member, and be used by the expression of another member.
    #[participant_operation(
        SendEvent,
        content_type = EventContentType::MessageRead,
        client_token = format!("read-{message_id:>width$}"),
    )]
    async fn once(
        &self,
        connection_token: &ConnectionToken,
        message_id: String,
        width: usize,
    ) -> Result<SendEventOutput>;

    /// `?` inside a closure does not leave the method.
    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.message.read",
        message_id = {
            let last = || ids.last().map(|id| id.trim()).filter(|id| !id.is_empty());
            let checked = (|| Some(last()?.to_owned()))();
            checked.unwrap_or_default()
        },
    )]
    async fn last(
        &self,
        connection_token: &ConnectionToken,
        ids: &[String],
    ) -> Result<SendEventOutput>;

    /// The expression is evaluated before the required parameter is moved. `?` inside a function does
    /// not leave the method.
    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.message.read",
        client_token = connection_token.expose().len().to_string(),
        message_id = {
            fn first<T: AsRef<str> + ?Sized>(ids: &T) -> Option<&str> {
                Some(ids.as_ref().get(..1)?)
            }
            first(r#ids).unwrap_or("none")
        },
    )]
    async fn token_of_token(
        &self,
        connection_token: ConnectionToken,
        ids: &str,
    ) -> Result<SendEventOutput>;

    /// All members are parameters.
    #[participant_operation]
    async fn send_event(
        &self,
        content_type: EventContentType,
        content: Option<&String>,
        message_id: Option<&str>,
        client_token: Option<String>,
        connection_token: &ConnectionToken,
    ) -> Result<SendEventOutput>;
}

impl ChatEvents for Client {}
