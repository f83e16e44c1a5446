#[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.typin")]
#[must_use]
async fn typing(&self, mut connection_token: &ConnectionToken, colour: u8) -> Result<SendEventOutput>;
