#[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.message.delivered", content = r#"{"messageId":"1"}"#)]
async fn delivered(
    &self,
    #[member(connection_token)] token: ConnectionToken,
    #[member(client_token)] once: Option<String>,
) -> Result<(), DeskError>;
