#[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.typing")]
async fn typing(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;
