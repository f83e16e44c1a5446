//! Raw string literals are string literals.

use connect_participant::{Client, ConnectionToken, Participant, Result, participant_operation};

trait Chat: Participant {
    #[participant_operation(
        SendEvent,
        content_type = r"application/vnd.amazonaws.connect.event.typing"
    )]
    async fn typing(&self, connection_token: &ConnectionToken) -> Result<()>;

    #[participant_operation(
        SendEvent,
        content_type = r#"application/vnd.amazonaws.connect.event.message.read"#,
        content = r#"{"messageId":"6bd8e4a7"}"#
    )]
    async fn read(&self, connection_token: &ConnectionToken) -> Result<()>;

    #[participant_operation(SendMessage, content_type = r##"text/plain"##, content = r"C:\temp")]
    async fn say(&self, connection_token: &ConnectionToken) -> Result<()>;
}

impl Chat for Client {}
