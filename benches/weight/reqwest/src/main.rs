//! Sends a typing event with reqwest and serde.

use std::error::Error;

use reqwest::header::CONTENT_TYPE;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Input<'a> {
    content_type: &'a str,
    client_token: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Output {
    id: Option<String>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    #[cfg(feature = "rustls-ring")]
    let _ = rustls::crypto::ring::default_provider().install_default();
    let input = Input {
        content_type: "application/vnd.amazonaws.connect.event.typing",
        client_token: Uuid::new_v4().to_string(),
    };
    let response = reqwest::Client::new()
        .post(std::env::var("AWS_ENDPOINT_URL")? + "/participant/event")
        .header("x-amz-bearer", std::env::var("CONNECTION_TOKEN")?)
        .header(CONTENT_TYPE, "application/json")
        .body(serde_json::to_vec(&input)?)
        .send()
        .await?
        .error_for_status()?;
    let output: Output = serde_json::from_slice(&response.bytes().await?)?;
    println!("{:?}", output.id);
    Ok(())
}
