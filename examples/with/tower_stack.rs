//! A stack of tower layers around an HTTP client, as the transport.
//!
//! With a service of your own, its limits are yours too. The client keeps its retries and its
//! time limits.

use std::time::Duration;

use connect_participant::{
    Bytes, Client, ConnectionToken, EventContentType, ParticipantRole, Result,
    SendEventInput, http,
};
use connect_participant_local::LocalService;
use http_body_util::Full;
use hyper_util::client::legacy::Client as HyperClient;
use hyper_util::rt::TokioExecutor;
use tower::ServiceBuilder;

/// Creates a client that makes at most `concurrency` requests at once, and fails at once if
/// there are more.
fn client(url: &str, concurrency: usize) -> Result<Client> {
    // For https, use a connector with TLS, such as that of hyper-rustls.
    let hyper: HyperClient<_, Full<Bytes>> =
        HyperClient::builder(TokioExecutor::new()).build_http();
    let stack = ServiceBuilder::new()
        .load_shed()
        .concurrency_limit(concurrency)
        .map_request(|mut request: http::Request<Full<Bytes>>| {
            request
                .headers_mut()
                .insert("x-team", http::HeaderValue::from_static("blue"));
            request
        })
        .timeout(Duration::from_secs(5))
        .service(hyper);
    Client::builder().endpoint_url(url).max_attempts(1).tower_service(stack).build()
}

async fn typing(client: &Client, token: &ConnectionToken) -> Result<()> {
    let input = SendEventInput::new(EventContentType::Typing, token.clone());
    client.call(input).await.map(drop)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let service = LocalService::start().await?;
    let agent = service.open_chat().add_participant(ParticipantRole::Agent);
    let client = client(service.url(), 4)?;
    typing(&client, agent.connection_token()).await?;
    println!("The event went through the stack.");
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::error::Error;
    use std::time::Duration;

    use connect_participant::{ErrorKind, ParticipantRole};
    use connect_participant_local::{Fault, LocalService};

    use super::{client, typing};

    #[tokio::test]
    async fn calls_beyond_the_limit_fail_at_once() -> Result<(), Box<dyn Error>> {
        let service = LocalService::start().await?;
        let agent = service.open_chat().add_participant(ParticipantRole::Agent);
        let token = agent.connection_token();
        let client = client(service.url(), 1)?;
        typing(&client, token).await?;

        // The first call is still running when the second one starts.
        service.inject(Fault::delay(Duration::from_millis(200)));
        let (first, second) =
            tokio::join!(typing(&client, token), typing(&client, token));
        first?;
        assert_eq!(second.unwrap_err().kind(), ErrorKind::Transport);
        Ok(())
    }
}
