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
        let result = match text(command, "do") {
            "log" => log(&client, command),
            "print_token" => print_token(command),
            _ => call(&client, command).await,
        };
        result.unwrap_or_else(|problem| error(&problem))
    }
}

async fn call(client: &Client, command: &Value) -> Result<Value> {
    let input = &command["input"];
    let id = if is_event(command) {
        client.call(event(input)?).await?.id
    } else {
        client.call(message(input)?).await?.id
    };
    Ok(json!({ "id": id }))
}

/// The `Debug` output of the client, the input and the token.
fn log(client: &Client, command: &Value) -> Result<Value> {
    let input = &command["input"];
    let token = token(input)?;
    let text = if is_event(command) {
        format!("{client:?} {:?} {token:?}", event(input)?)
    } else {
        format!("{client:?} {:?} {token:?}", message(input)?)
    };
    Ok(json!({ "text": text }))
}

/// Prints the token on purpose.
fn print_token(command: &Value) -> Result<Value> {
    Ok(json!({ "text": token(&command["input"])?.expose() }))
}

fn is_event(command: &Value) -> bool {
    command["operation"] == "SendEvent"
}

fn event(input: &Value) -> Result<SendEventInput> {
    let content_type: EventContentType = text(input, "ContentType").parse()?;
    Ok(SendEventInput::new(content_type, token(input)?).content(text(input, "Content")))
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
