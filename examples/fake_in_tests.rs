//! Code that is tested without a service: with a fake of the trait, and with a fake transport under the client.
//!
//! `cargo test --example fake_in_tests` runs the tests; the example itself runs the code that they test.

use connect_participant::{
    Bytes, Client, ConnectionToken, Participant, Result, Transport, TransportFuture, http,
    participant_operation,
};

trait Receipts: Participant {
    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.message.delivered"
    )]
    async fn delivered(&self, connection_token: &ConnectionToken, message_id: &str) -> Result<()>;

    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.message.read"
    )]
    async fn read(&self, connection_token: &ConnectionToken, message_id: &str) -> Result<()>;
}

impl Receipts for Client {}

/// The code to test: a bot has read what was delivered to it.
async fn acknowledge(
    chat: &impl Receipts,
    token: &ConnectionToken,
    message_id: &str,
) -> Result<()> {
    chat.delivered(token, message_id).await?;
    chat.read(token, message_id).await
}

/// Answers every request in the same way.
struct Always {
    status: u16,
    body: &'static str,
}

impl Transport for Always {
    fn send(&self, _request: http::Request<Bytes>) -> TransportFuture<'_> {
        Box::pin(async {
            let mut response = http::Response::new(Bytes::from_static(self.body.as_bytes()));
            *response.status_mut() = http::StatusCode::from_u16(self.status).unwrap_or_default();
            Ok(response)
        })
    }
}

fn client(transport: Always) -> Result<Client> {
    Client::builder().region("eu-central-1").transport(transport).build()
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let token = ConnectionToken::new("any")?;
    let willing = client(Always { status: 200, body: r#"{"Id":"1"}"# })?;
    println!("a service that takes it: {:?}", acknowledge(&willing, &token, "3b1e5f0c").await);

    let unwilling = client(Always { status: 403, body: r#"{"message":"Access denied"}"# })?;
    if let Err(error) = acknowledge(&unwilling, &token, "3b1e5f0c").await {
        println!("a service that does not: {error}");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use connect_participant::{Client, ConnectionToken, ErrorKind, Participant, Result};

    use super::{Always, Receipts, acknowledge, client};

    /// Overrides every method, so it needs no client.
    #[derive(Default)]
    struct Fake {
        calls: Mutex<Vec<String>>,
    }

    impl Participant for Fake {
        fn client(&self) -> &Client {
            panic!("a fake calls nothing")
        }
    }

    impl Receipts for Fake {
        async fn delivered(&self, _: &ConnectionToken, message_id: &str) -> Result<()> {
            self.calls.lock().unwrap().push(format!("delivered {message_id}"));
            Ok(())
        }

        async fn read(&self, _: &ConnectionToken, message_id: &str) -> Result<()> {
            self.calls.lock().unwrap().push(format!("read {message_id}"));
            Ok(())
        }
    }

    #[tokio::test]
    async fn a_message_is_delivered_and_then_read() {
        let fake = Fake::default();
        acknowledge(&fake, &ConnectionToken::new("any").unwrap(), "1").await.unwrap();
        assert_eq!(*fake.calls.lock().unwrap(), ["delivered 1", "read 1"]);
    }

    #[tokio::test]
    async fn a_chat_that_is_over_is_an_error() {
        let client = client(Always { status: 403, body: "" }).unwrap();
        let error =
            acknowledge(&client, &ConnectionToken::new("any").unwrap(), "1").await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::AccessDenied);
    }
}
