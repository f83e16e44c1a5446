#[participant_operation(
    SendEvent,
    content_type = self.content_type(client),
    content = content.trim(),
    client_token = None::<&str>,
    connection_token = self.connection_token(),
)]
async fn event(&self, client: &str, content: &str) -> Result<SendEventOutput>;
