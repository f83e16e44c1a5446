//! A handler for AWS Lambda that sends a message to a chat.
//!
//! The client is created once, so that warm invocations use its connections again. Its
//! time limits are below the one of the function, so that an error is reported.

use std::time::Duration;

use connect_participant::{
    Client, ClientBuilder, ConnectionToken, Participant, Result, SendMessageOutput,
    participant_operation,
};
use lambda_runtime::{LambdaEvent, service_fn};
use serde::{Deserialize, Serialize};

/// The calls of the function.
trait Calls: Participant {
    #[participant_operation(SendMessage, content_type = "text/plain")]
    async fn say(
        &self,
        content: &str,
        client_token: &str,
        connection_token: &ConnectionToken,
    ) -> Result<SendMessageOutput>;
}

impl Calls for Client {}

/// The event of an invocation. It has no `Debug`: logs of events would show the token.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Notification {
    connection_token: ConnectionToken,
    content: String,
}

/// The result of an invocation.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Sent {
    message_id: Option<String>,
}

/// Handles an invocation. Lambda repeats an asynchronous one after an error, with the same
/// request id. It is the client token, so the message is sent once.
async fn handle(
    client: &Client,
    event: LambdaEvent<Notification>,
) -> Result<Sent, lambda_runtime::Error> {
    let LambdaEvent { payload, context } = event;
    let sent = client
        .say(&payload.content, &context.request_id, &payload.connection_token)
        .await?;
    Ok(Sent { message_id: sent.id })
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_runtime::Error> {
    if std::env::var_os("AWS_LAMBDA_RUNTIME_API").is_none() {
        println!("AWS Lambda runs this program. The tests show its handler.");
        return Ok(());
    }
    let builder = ClientBuilder::from_env()?;
    let client = builder.operation_timeout(Duration::from_secs(2)).build()?;
    lambda_runtime::run(service_fn(|event| handle(&client, event))).await
}

#[cfg(test)]
mod tests {
    use connect_participant::{Client, ParticipantRole};
    use connect_participant_local::LocalService;
    use lambda_runtime::{Context, Error, LambdaEvent};
    use serde_json::json;

    use super::{Notification, handle};

    #[tokio::test]
    async fn a_repeated_invocation_sends_one_message() -> Result<(), Error> {
        let service = LocalService::start().await?;
        let chat = service.open_chat();
        let agent = chat.add_participant(ParticipantRole::Agent);
        let client = Client::builder().endpoint_url(service.url()).build()?;

        let mut context = Context::default();
        context.request_id = "8476a536-e9f4-11e8-9739-2dfe598c3fcd".to_owned();
        let mut ids = Vec::new();
        for _ in 0..2 {
            let payload: Notification = serde_json::from_value(json!({
                "connectionToken": agent.connection_token(),
                "content": "Your order has been shipped.",
            }))?;
            let event = LambdaEvent::new(payload, context.clone());
            ids.push(serde_json::to_value(handle(&client, event).await?)?);
        }
        assert!(ids[0]["messageId"].is_string());
        assert_eq!(ids[0], ids[1]);
        assert_eq!(chat.said(), ["AGENT: Your order has been shipped."]);
        Ok(())
    }
}
