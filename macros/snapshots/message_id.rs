/// Marks one message as read.
#[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.message.read")]
async fn read(&self, connection_token: &ConnectionToken, message_id: &str) -> Result<SendEventOutput>;
