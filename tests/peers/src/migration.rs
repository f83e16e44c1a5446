//! The code with the AWS SDK in `runtime/docs/migration.md`, so that it is compiled.

#![expect(dead_code, reason = "the page shows it, and no program runs it")]

use std::time::Duration;

use aws_config::BehaviorVersion;
use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use aws_sdk_connectparticipant::Client;
use aws_sdk_connectparticipant::error::DisplayErrorContext;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

async fn client() -> Client {
    let timeouts = TimeoutConfig::builder()
        .operation_attempt_timeout(Duration::from_secs(10))
        .operation_timeout(Duration::from_secs(30));
    let config = aws_config::defaults(BehaviorVersion::latest())
        .no_credentials()
        .timeout_config(timeouts.build())
        .retry_config(RetryConfig::standard().with_max_attempts(3))
        .load()
        .await;
    Client::new(&config)
}

async fn read(client: &Client, token: &str, message_id: &str) -> Result<()> {
    client
        .send_event()
        .content_type("application/vnd.amazonaws.connect.event.message.read")
        .content(format!(r#"{{"messageId":"{message_id}"}}"#))
        .connection_token(token)
        .send()
        .await?;
    Ok(())
}

async fn connect(client: &Client, participant_token: &str) -> Result<String> {
    let output = client
        .create_participant_connection()
        .participant_token(participant_token)
        .r#type("CONNECTION_CREDENTIALS".into())
        .connect_participant(true)
        .send()
        .await?;
    let credentials = output.connection_credentials.ok_or("no credentials")?;
    Ok(credentials.connection_token.ok_or("no token")?)
}

async fn say(client: &Client, token: &str, text: &str) {
    let call = client.send_message().content_type("text/plain");
    let result = call.content(text).connection_token(token).send().await;
    match result {
        Ok(_) => {}
        Err(error) => match error.as_service_error() {
            Some(error) if error.is_access_denied_exception() => println!("refused"),
            Some(error) if error.is_throttling_exception() => println!("later"),
            _ => println!("{}", DisplayErrorContext(&error)),
        },
    }
}

async fn print(client: &Client, token: &str) -> Result<()> {
    let call = client.get_transcript().max_results(100).connection_token(token);
    let mut pages = call.into_paginator().send();
    while let Some(page) = pages.next().await {
        for item in page?.transcript() {
            println!("{:?}: {:?}", item.display_name(), item.content());
        }
    }
    Ok(())
}

async fn attach(client: &Client, token: &str, bytes: &[u8]) -> Result<()> {
    let started = client
        .start_attachment_upload()
        .content_type("text/csv")
        .attachment_name("prices.csv")
        .attachment_size_in_bytes(bytes.len().try_into()?)
        .connection_token(token)
        .send()
        .await?;
    let upload = started.upload_metadata.ok_or("no upload metadata")?;
    put(upload.url, upload.headers_to_include, bytes).await?; // your HTTP client
    client
        .complete_attachment_upload()
        .attachment_ids(started.attachment_id.ok_or("no id")?)
        .connection_token(token)
        .send()
        .await?;
    Ok(())
}

#[expect(clippy::unused_async, reason = "it stands for an HTTP client")]
async fn put(
    _url: Option<String>,
    _headers: Option<std::collections::HashMap<String, String>>,
    _bytes: &[u8],
) -> Result<()> {
    Err("not shown".into())
}
