#[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.typing")]
fn typing(&self, connection_token: &ConnectionToken) -> impl Future<Output = Result<()>>;
