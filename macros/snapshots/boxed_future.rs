#[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.typing")]
fn typing<'a>(
    &'a self,
    connection_token: &'a ConnectionToken,
) -> Pin<Box<dyn Future<Output = Result<SendEventOutput>> + Send + 'a>>;
