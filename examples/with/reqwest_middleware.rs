//! A client of reqwest-middleware as the transport, with a middleware that counts requests.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use connect_participant::http::{Extensions, Request, Response};
use connect_participant::{
    Bytes, Client, ConnectionToken, EventContentType, ParticipantRole, Result,
    SendEventInput, Transport, TransportError, TransportFuture,
};
use connect_participant_local::LocalService;
use http_body_util::BodyExt as _;
use reqwest_middleware::{ClientBuilder, ClientWithMiddleware, Middleware, Next};

/// The maximum size of a response, in bytes. It is the default of the client.
const MAX_RESPONSE_BYTES: usize = 1024 * 1024;

/// Sends requests through the middleware of a client.
struct Middlewares(ClientWithMiddleware);

impl Transport for Middlewares {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        Box::pin(async {
            let request = request.try_into().map_err(TransportError::not_sent)?;
            let response =
                self.0.execute(request).await.map_err(|error| match error {
                    reqwest_middleware::Error::Reqwest(error) if error.is_timeout() => {
                        TransportError::timeout(error)
                    }
                    error => TransportError::connection(error),
                })?;
            read(response.into()).await
        })
    }
}

/// Reads the body of a response, up to the limit.
async fn read(
    response: Response<reqwest::Body>,
) -> Result<Response<Bytes>, TransportError> {
    let (head, mut body) = response.into_parts();
    let mut bytes = Vec::new();
    while let Some(frame) = body.frame().await {
        match frame {
            Ok(frame) => bytes.extend(frame.into_data().unwrap_or_default()),
            Err(error) => return Err(TransportError::incomplete_body(head, error)),
        }
        if bytes.len() > MAX_RESPONSE_BYTES {
            return Err(TransportError::too_large(head, MAX_RESPONSE_BYTES));
        }
    }
    Ok(Response::from_parts(head, bytes.into()))
}

/// Counts requests.
struct Counter(Arc<AtomicU32>);

#[async_trait::async_trait]
impl Middleware for Counter {
    async fn handle(
        &self,
        request: reqwest::Request,
        extensions: &mut Extensions,
        next: Next<'_>,
    ) -> reqwest_middleware::Result<reqwest::Response> {
        self.0.fetch_add(1, Ordering::Relaxed);
        next.run(request, extensions).await
    }
}

/// Creates a client whose requests are counted. A middleware that retries would repeat what
/// the client does.
fn client(
    url: &str,
    count: Arc<AtomicU32>,
) -> Result<Client, Box<dyn std::error::Error>> {
    // A redirect would send the token to another host. For https, turn on a TLS feature of
    // reqwest.
    let reqwest =
        reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build()?;
    let middlewares = ClientBuilder::new(reqwest).with(Counter(count)).build();
    Ok(Client::builder().endpoint_url(url).transport(Middlewares(middlewares)).build()?)
}

async fn typing(client: &Client, token: &ConnectionToken) -> Result<()> {
    let input = SendEventInput::new(EventContentType::Typing, token.clone());
    client.call(input).await.map(drop)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let service = LocalService::start().await?;
    let agent = service.open_chat().add_participant(ParticipantRole::Agent);
    let count = Arc::default();
    let client = client(service.url(), Arc::clone(&count))?;
    typing(&client, agent.connection_token()).await?;
    println!("requests: {}", count.load(Ordering::Relaxed));
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::error::Error;
    use std::sync::Arc;
    use std::sync::atomic::Ordering;

    use connect_participant::{ErrorKind, ParticipantRole};
    use connect_participant_local::{Fault, LocalService};

    use super::{client, typing};

    #[tokio::test]
    async fn each_attempt_is_counted() -> Result<(), Box<dyn Error>> {
        let service = LocalService::start().await?;
        let agent = service.open_chat().add_participant(ParticipantRole::Agent);
        let count = Arc::default();
        let client = client(service.url(), Arc::clone(&count))?;
        service.inject(Fault::status(503));
        typing(&client, agent.connection_token()).await?;
        assert_eq!(count.load(Ordering::Relaxed), 2);

        service.inject(Fault::status(403));
        let error = typing(&client, agent.connection_token()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::AccessDenied);
        assert_eq!(count.load(Ordering::Relaxed), 3);
        Ok(())
    }
}
