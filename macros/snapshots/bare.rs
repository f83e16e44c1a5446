#[participant_operation]
async fn send_event(
    &self,
    content_type: EventContentType,
    message_id: Option<&str>,
    connection_token: &ConnectionToken,
) -> Result<SendEventOutput>;
