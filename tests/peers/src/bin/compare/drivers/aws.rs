//! The AWS SDK for Rust with its default settings.

use std::collections::HashMap;
use std::fmt::Debug;

use aws_config::BehaviorVersion;
use aws_sdk_connectparticipant::Client;
use aws_sdk_connectparticipant::config::http::HttpResponse;
use aws_sdk_connectparticipant::config::{Credentials, Region};
use aws_sdk_connectparticipant::error::SdkError;
use serde_json::{Value, json};
use tokio::sync::Mutex;

use super::Run;

/// The clients by URL.
#[derive(Default)]
pub struct Clients(Mutex<HashMap<String, Client>>);

impl Run for Clients {
    async fn run(&self, command: &Value) -> Value {
        let url = command["url"].as_str().unwrap_or_default();
        let mut clients = self.0.lock().await;
        if !clients.contains_key(url) {
            let has_credentials = command["do"] != "call_without_credentials";
            clients.insert(url.to_owned(), client(url, has_credentials).await);
        }
        let client = clients[url].clone();
        drop(clients);
        run(&client, command).await
    }
}

async fn run(client: &Client, command: &Value) -> Value {
    let input = &command["input"];
    let text = |name: &str| input[name].as_str().map(str::to_owned);
    if command["operation"] == "SendEvent" {
        let call = client
            .send_event()
            .set_content_type(text("ContentType"))
            .set_content(text("Content"))
            .set_connection_token(text("ConnectionToken"));
        if command["do"] == "log" {
            return json!({ "text": format!("{call:?}") });
        }
        return result(call.send().await.map(|output| output.id));
    }
    let call = client
        .send_message()
        .set_content_type(text("ContentType"))
        .set_content(text("Content"))
        .set_connection_token(text("ConnectionToken"));
    if command["do"] == "log" {
        return json!({ "text": format!("{call:?}") });
    }
    result(call.send().await.map(|output| output.id))
}

async fn client(url: &str, has_credentials: bool) -> Client {
    // The plain HTTP client, because no second TLS library is built. The timeouts and the retries
    // are those of the defaults.
    let mut config = aws_config::defaults(BehaviorVersion::latest())
        .http_client(aws_smithy_http_client::Builder::new().build_http())
        .region(Region::from_static("eu-central-1"))
        .endpoint_url(url);
    if has_credentials {
        config = config.credentials_provider(Credentials::new("none", "none", None, None, "none"));
    }
    Client::new(&config.load().await)
}

fn result<E>(result: Result<Option<String>, SdkError<E, HttpResponse>>) -> Value
where
    E: std::error::Error + 'static,
{
    match result {
        Ok(id) => json!({ "id": id }),
        Err(error) => {
            let status = error.raw_response().map(|response| response.status().as_u16());
            json!({
                "error": variant(&error),
                "status": status,
                "message": chain(&error),
            })
        }
    }
}

/// The texts of an error and of its sources, without those of `Debug`.
fn chain(error: &dyn std::error::Error) -> String {
    let sources = std::iter::successors(Some(error), |error| error.source());
    sources.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

fn variant(error: &impl Debug) -> String {
    let text = format!("{error:?}");
    text.chars().take_while(char::is_ascii_alphanumeric).collect()
}
