//! Code that is tested without a service: with a fake of the trait, and with a fake transport.
//!
//! `cargo test -p connect-participant-examples --example fake_in_tests` runs the tests. The program
//! itself runs the code under test with fake transports.

use connect_participant::{
    Bytes, Client, ConnectionToken, Participant, Result, SendMessageOutput, Transport,
    TransportFuture, http, participant_operation,
};

trait Agent: Participant {
    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.message.read"
    )]
    async fn read(
        &self,
        connection_token: &ConnectionToken,
        message_id: &str,
    ) -> Result<()>;

    #[participant_operation(SendMessage, content_type = "text/plain")]
    async fn say(
        &self,
        connection_token: &ConnectionToken,
        content: &str,
    ) -> Result<SendMessageOutput>;
}

impl Agent for Client {}

/// The code under test: marks a message as read, replies to it, and returns the id of the reply.
async fn reply(
    agent: &impl Agent,
    token: &ConnectionToken,
    message_id: &str,
) -> Result<Option<String>> {
    agent.read(token, message_id).await?;
    Ok(agent.say(token, "One moment, please.").await?.id)
}

/// A transport that returns the same response to each request.
struct FixedResponse {
    status: http::StatusCode,
    body: &'static str,
}

impl Transport for FixedResponse {
    fn send(&self, _request: http::Request<Bytes>) -> TransportFuture<'_> {
        let mut response = http::Response::new(Bytes::from_static(self.body.as_bytes()));
        *response.status_mut() = self.status;
        Box::pin(async { Ok(response) })
    }
}

fn client(status: http::StatusCode, body: &'static str) -> Result<Client> {
    let transport = FixedResponse { status, body };
    Client::builder().region("eu-central-1").transport(transport).build()
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let token = ConnectionToken::new("any")?;
    let success = client(http::StatusCode::OK, r#"{"Id":"reply-1"}"#)?;
    println!("200: {:?}", reply(&success, &token, "3b1e5f0c").await?);

    let refusal = client(http::StatusCode::FORBIDDEN, r#"{"message":"Access denied"}"#)?;
    if let Err(error) = reply(&refusal, &token, "3b1e5f0c").await {
        println!("403: {error}");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use connect_participant::{
        Client, ConnectionToken, ErrorKind, Participant, Result, SendMessageOutput, http,
    };

    use super::{Agent, client, reply};

    /// A fake that overrides every method, so it needs no client.
    #[derive(Default)]
    struct FakeAgent {
        calls: Mutex<Vec<String>>,
    }

    impl Participant for FakeAgent {
        fn client(&self) -> &Client {
            panic!("the fake overrides every method")
        }
    }

    impl Agent for FakeAgent {
        async fn read(&self, _: &ConnectionToken, message_id: &str) -> Result<()> {
            self.calls.lock().unwrap().push(format!("read {message_id}"));
            Ok(())
        }

        async fn say(
            &self,
            _: &ConnectionToken,
            content: &str,
        ) -> Result<SendMessageOutput> {
            self.calls.lock().unwrap().push(format!("say {content}"));
            Ok(SendMessageOutput::default().with_id("reply-1"))
        }
    }

    #[tokio::test]
    async fn a_message_is_read_before_the_reply() {
        let agent = FakeAgent::default();
        let token = ConnectionToken::new("any").unwrap();
        let id = reply(&agent, &token, "1").await.unwrap();
        assert_eq!(id.as_deref(), Some("reply-1"));
        assert_eq!(*agent.calls.lock().unwrap(), ["read 1", "say One moment, please."]);
    }

    #[tokio::test]
    async fn a_refused_token_is_an_error() {
        let client = client(http::StatusCode::FORBIDDEN, "").unwrap();
        let token = ConnectionToken::new("any").unwrap();
        let error = reply(&client, &token, "1").await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::AccessDenied);
    }
}
