//! The client of this repository with its default settings, or with rate limits.

use std::collections::HashMap;
use std::sync::Mutex;

use connect_participant::{
    Client, ConnectionToken, Error, EventContentType, MessageContentType, RateLimits, Result,
    SendEventInput, SendMessageInput,
};
use serde_json::{Value, json};

use super::Run;

/// The clients by URL.
pub struct Clients {
    clients: Mutex<HashMap<String, Client>>,
    /// Waits before calls that exceed a quota.
    has_rate_limits: bool,
}

impl Clients {
    pub fn new(has_rate_limits: bool) -> Self {
        Self { clients: Mutex::default(), has_rate_limits }
    }

    fn client(&self, url: &str) -> Result<Client> {
        let mut clients = self.clients.lock().expect("not poisoned");
        if let Some(client) = clients.get(url) {
            return Ok(client.clone());
        }
        let mut builder = Client::builder().endpoint_url(url);
        if self.has_rate_limits {
            builder = builder.rate_limits(RateLimits::documented());
        }
        let client = builder.build()?;
        clients.insert(url.to_owned(), client.clone());
        Ok(client)
    }
}

impl Run for Clients {
    async fn run(&self, command: &Value) -> Value {
        let client = match self.client(text(command, "url")) {
            Ok(client) => client,
            Err(problem) => return error(&problem),
        };
        if command["do"] == "log" {
            return log(&client, &command["input"]).unwrap_or_else(|problem| error(&problem));
        }
        let id = call(&client, command).await;
        id.map_or_else(|problem| error(&problem), |id| json!({ "id": id }))
    }
}

async fn call(client: &Client, command: &Value) -> Result<Option<String>> {
    let input = &command["input"];
    if command["operation"] == "SendEvent" {
        let content_type: EventContentType = text(input, "ContentType").parse()?;
        let call = SendEventInput::new(content_type, token(input)?).content(text(input, "Content"));
        return Ok(client.call(call).await?.id);
    }
    Ok(client.call(message(input)?).await?.id)
}

/// What the client, the input and the error show.
fn log(client: &Client, input: &Value) -> Result<Value> {
    let shown = format!("{client:?} {:?} {:?}", message(input)?, token(input)?);
    Ok(json!({ "text": shown }))
}

fn message(input: &Value) -> Result<SendMessageInput> {
    let content_type: MessageContentType = text(input, "ContentType").parse()?;
    Ok(SendMessageInput::new(content_type, text(input, "Content"), token(input)?))
}

fn token(input: &Value) -> Result<ConnectionToken> {
    ConnectionToken::new(text(input, "ConnectionToken"))
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}

fn error(error: &Error) -> Value {
    json!({
        "error": format!("{:?}", error.kind()),
        "status": error.status().map(|status| status.as_u16()),
        "message": error.to_string(),
    })
}
