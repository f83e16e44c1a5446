//! Layers around the transport of a client: a rate limit, a metric, a request header and a
//! recorder. The connections, TLS, proxies and limits of the client stay as they are.

use std::sync::Arc;
use std::time::{Duration, Instant};

use connect_participant::{
    Client, ClientBuilder, EventContentType, ParticipantRole, RequestBody,
    SendEventInput, http::HeaderValue,
};
use connect_participant_local::LocalService;
use tokio::sync::Mutex;

/// Sends at most one request in each period. Further ones wait for their turn.
fn limit_rate(builder: ClientBuilder, period: Duration) -> ClientBuilder {
    let ticks = Arc::new(Mutex::new(tokio::time::interval(period)));
    builder.layer(move |request, next| {
        let ticks = ticks.clone();
        async move {
            ticks.lock().await.tick().await;
            next.run(request).await
        }
    })
}

/// Reports the path, the outcome and the duration of each request.
fn measure(builder: ClientBuilder, report: fn(&str, bool, Duration)) -> ClientBuilder {
    builder.layer(move |request, next| async move {
        let (path, start) = (request.uri().path().to_owned(), Instant::now());
        let result = next.run(request).await;
        report(&path, result.is_ok(), start.elapsed());
        result
    })
}

/// Adds a header to each request.
fn add_header(builder: ClientBuilder, team: HeaderValue) -> ClientBuilder {
    builder.layer(move |mut request, next| {
        request.headers_mut().insert("x-team", team.clone());
        next.run(request)
    })
}

/// Records each call, but no upload, whose URL is a secret.
fn record(builder: ClientBuilder, calls: Arc<Mutex<Vec<String>>>) -> ClientBuilder {
    builder.layer(move |request, next| {
        let calls = calls.clone();
        async move {
            if let RequestBody::Bytes(body) = request.body() {
                calls.lock().await.push(format!("{} {body:?}", request.uri().path()));
            }
            next.run(request).await
        }
    })
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let service = LocalService::start().await?;
    let agent = service.open_chat().add_participant(ParticipantRole::Agent);
    let calls = Arc::default();

    // The first layer is the outermost: the time in the rate limit is not measured.
    let builder = Client::builder().endpoint_url(service.url());
    let builder = limit_rate(builder, Duration::from_millis(10));
    let builder = measure(builder, |path, is_ok, elapsed| {
        println!("{path}: ok: {is_ok}, after {elapsed:?}");
    });
    let builder = add_header(builder, HeaderValue::from_static("blue"));
    let client = record(builder, Arc::clone(&calls)).build()?;

    for _ in 0..2 {
        let token = agent.connection_token().clone();
        client.call(SendEventInput::new(EventContentType::Typing, token)).await?;
    }
    println!("recorded: {:#?}", calls.lock().await);
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use connect_participant::http::{HeaderValue, Request, Response};
    use connect_participant::{
        Bytes, Client, ClientBuilder, ConnectionToken, EventContentType, Result,
        SendEventInput, Transport, TransportFuture,
    };
    use tokio::sync::Mutex;
    use tokio::time::Instant;

    use super::{add_header, limit_rate, measure, record};

    /// A transport without a network. It expects a header.
    struct Fake;

    impl Transport for Fake {
        fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
            let has_header = request.headers().contains_key("x-team");
            let body = if has_header { r#"{"Id":"with header"}"# } else { "{}" };
            Box::pin(
                async move { Ok(Response::new(Bytes::from_static(body.as_bytes()))) },
            )
        }
    }

    fn builder() -> ClientBuilder {
        Client::builder().region("eu-central-1").transport(Fake)
    }

    /// Sends a typing event, and returns its id.
    async fn typing(client: &Client) -> Result<Option<String>> {
        let token = ConnectionToken::new("any")?;
        let input = SendEventInput::new(EventContentType::Typing, token);
        Ok(client.call(input).await?.id)
    }

    #[tokio::test(start_paused = true)]
    async fn the_rate_is_limited() -> Result<()> {
        let client = limit_rate(builder(), Duration::from_secs(1)).build()?;
        let start = Instant::now();
        for _ in 0..3 {
            typing(&client).await?;
        }
        assert_eq!(start.elapsed(), Duration::from_secs(2));
        Ok(())
    }

    #[tokio::test]
    async fn requests_are_measured() -> Result<()> {
        use std::sync::atomic::{AtomicU32, Ordering};
        static REPORTS: AtomicU32 = AtomicU32::new(0);
        let client = measure(builder(), |path, is_ok, _| {
            assert_eq!((path, is_ok), ("/participant/event", true));
            REPORTS.fetch_add(1, Ordering::Relaxed);
        });
        typing(&client.build()?).await?;
        assert_eq!(REPORTS.load(Ordering::Relaxed), 1);
        Ok(())
    }

    #[tokio::test]
    async fn a_header_is_added() -> Result<()> {
        let client = add_header(builder(), HeaderValue::from_static("blue")).build()?;
        assert_eq!(typing(&client).await?.as_deref(), Some("with header"));
        Ok(())
    }

    #[tokio::test]
    async fn calls_are_recorded() -> Result<()> {
        let calls = Arc::new(Mutex::new(Vec::new()));
        typing(&record(builder(), Arc::clone(&calls)).build()?).await?;
        let calls = calls.lock().await;
        assert_eq!(calls.len(), 1);
        assert!(calls[0].starts_with("/participant/event b\"{"), "{calls:?}");
        Ok(())
    }
}
