//! `tower` services as transports.

use std::cell::Cell;
use std::convert::Infallible;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use connect_participant::{Client, Error, ErrorKind, TransportError};
use connect_participant_tests::{self as support, Recorder, connection_token, typing};
use http::{Request, Response};
use http_body_util::{BodyExt, Full, StreamBody};
use hyper_util::client::legacy::Client as HyperClient;
use hyper_util::rt::TokioExecutor;
use tower::{BoxError, ServiceBuilder, service_fn};

type Body = Full<Bytes>;

fn client<S, B, R>(service: S) -> Client
where
    S: tower::Service<Request<B>, Response = Response<R>> + Clone + Send + 'static,
    S::Future: Send,
    S::Error: Into<BoxError>,
    B: From<Bytes> + Send + 'static,
    R: http_body::Body<Data: Send, Error: Into<BoxError>> + Send + 'static,
{
    Client::builder().region("eu-central-1").max_attempts(1).tower_service(service).build().unwrap()
}

#[tokio::test]
async fn a_service_gets_the_complete_request() {
    let service = service_fn(|request: Request<Body>| async move {
        let (head, body) = request.into_parts();
        assert_eq!(head.method, "POST");
        let host = "https://participant.connect.eu-central-1.amazonaws.com";
        assert_eq!(head.uri.to_string(), format!("{host}/participant/event"));
        assert_eq!(head.headers["x-amz-bearer"], connection_token().expose());
        assert!(head.headers["x-amz-bearer"].is_sensitive());
        assert_eq!(head.headers["content-type"], "application/json");
        let body = body.collect().await.unwrap().to_bytes();
        let body: serde_json::Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(body["ContentType"], "application/vnd.amazonaws.connect.event.typing");
        Ok::<_, Infallible>(Response::new(Body::from(r#"{"Id":"6bd8e4a7"}"#)))
    });
    let output = client(service).call(typing()).await.unwrap();
    assert_eq!(output.id.as_deref(), Some("6bd8e4a7"));
}

#[tokio::test]
async fn a_custom_http_client_can_be_a_service() {
    let recorder = Recorder::start(support::Response::ok(r#"{"Id":"6bd8e4a7"}"#).chunked()).await;
    let hyper: HyperClient<_, Body> = HyperClient::builder(TokioExecutor::new()).build_http();
    let service = ServiceBuilder::new().concurrency_limit(4).service(hyper);
    let client =
        Client::builder().endpoint_url(recorder.url()).tower_service(service).build().unwrap();
    let output = client.call(typing()).await.unwrap();
    assert_eq!(output.id.as_deref(), Some("6bd8e4a7"));
    assert_eq!(recorder.request().values("x-amz-bearer"), [connection_token().expose()]);
}

/// The body of a request is any type that implements `From<Bytes>`.
#[tokio::test]
async fn a_service_may_take_bytes() {
    let service = service_fn(|request: Request<Bytes>| async move {
        assert!(request.body().starts_with(b"{"));
        Ok::<_, Infallible>(Response::new(Body::from("{}")))
    });
    client(service).call(typing()).await.unwrap();
}

/// The client clones the service for each call, so it need not be `Sync`.
#[tokio::test]
async fn a_service_need_not_be_sync() {
    let calls = Cell::new(0);
    let service = service_fn(move |_: Request<Body>| {
        calls.set(calls.get() + 1);
        std::future::ready(Ok::<_, Infallible>(Response::new(Body::from("{}"))))
    });
    let client = client(service);
    let call = tokio::spawn(async move { client.call(typing()).await });
    call.await.unwrap().unwrap();
}

/// Services may panic if they are called before `poll_ready` returns ready.
#[tokio::test]
async fn a_service_is_polled_for_readiness() {
    let most = Arc::new(AtomicUsize::new(0));
    let now = Arc::new(AtomicUsize::new(0));
    let service = ServiceBuilder::new().concurrency_limit(3).service_fn({
        let (most, now) = (Arc::clone(&most), Arc::clone(&now));
        move |_: Request<Body>| {
            let (most, now) = (Arc::clone(&most), Arc::clone(&now));
            async move {
                most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                tokio::task::yield_now().await;
                now.fetch_sub(1, Ordering::SeqCst);
                Ok::<_, Infallible>(Response::new(Body::from("{}")))
            }
        }
    });
    let client = client(service);
    let calls: Vec<_> = (0..20)
        .map(|_| {
            tokio::spawn({
                let client = client.clone();
                async move { client.call(typing()).await }
            })
        })
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!(most.load(Ordering::SeqCst), 3);
}

#[tokio::test(start_paused = true)]
async fn errors_of_a_service_are_retried_and_reported() {
    let calls = Arc::new(AtomicUsize::new(0));
    let service = service_fn({
        let calls = Arc::clone(&calls);
        move |_: Request<Body>| {
            calls.fetch_add(1, Ordering::SeqCst);
            async { Err::<Response<Body>, BoxError>("the tunnel is closed".into()) }
        }
    });
    let client = Client::builder().region("eu-central-1").tower_service(service).build().unwrap();
    let error = client.call(typing()).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Transport, 3));
    assert!(error.to_string().contains(": the tunnel is closed"), "{error}");
    assert_eq!(calls.load(Ordering::SeqCst), 3);
}

#[tokio::test]
async fn response_bodies_are_limited() {
    let endless = service_fn(|_: Request<Body>| async {
        let frames = futures_util::stream::repeat_with(|| {
            Ok::<_, Infallible>(http_body::Frame::data(Bytes::from_static(&[b' '; 4096])))
        });
        Ok::<_, Infallible>(Response::new(StreamBody::new(frames)))
    });
    let error = client(endless).call(typing()).await.unwrap_err();
    assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::UnreadableResponse, false));
    assert!(error.to_string().contains("the body exceeds 1048576 bytes"), "{error}");
}

/// Empty frames never reach the limit. As they are always ready, they could also block other tasks.
#[tokio::test]
async fn an_endless_body_of_empty_frames_times_out() {
    let service = service_fn(|_: Request<Body>| async {
        let frames = futures_util::stream::repeat_with(|| {
            Ok::<_, Infallible>(http_body::Frame::data(Bytes::new()))
        });
        Ok::<_, Infallible>(Response::new(StreamBody::new(frames)))
    });
    let client = Client::builder()
        .region("eu-central-1")
        .tower_service(service)
        .operation_timeout(Duration::from_millis(10))
        .build()
        .unwrap();
    let error = client.call(typing()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
}

#[tokio::test]
async fn response_bodies_may_have_trailers() {
    let service = service_fn(|_: Request<Body>| async {
        let frames = futures_util::stream::iter([
            Ok::<_, Infallible>(http_body::Frame::data(Bytes::from_static(b"{\"Id\":"))),
            Ok(http_body::Frame::trailers(http::HeaderMap::new())),
            Ok(http_body::Frame::data(Bytes::from_static(b"\"1\"}"))),
        ]);
        Ok::<_, Infallible>(Response::new(StreamBody::new(frames)))
    });
    let output = client(service).call(typing()).await.unwrap();
    assert_eq!(output.id.as_deref(), Some("1"));
}

#[tokio::test]
async fn truncated_response_bodies_are_retryable() {
    let broken = service_fn(|_: Request<Body>| async {
        let frames = futures_util::stream::iter([
            Ok(http_body::Frame::data(Bytes::from_static(b"{\"Id\":"))),
            Err("the tunnel is closed"),
        ]);
        Ok::<_, Infallible>(Response::new(StreamBody::new(frames)))
    });
    let error = client(broken).call(typing()).await.unwrap_err();
    assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::UnreadableResponse, true));
    assert!(error.to_string().contains("the tunnel is closed"), "{error}");
}

/// The status decides the kind, even if the body does not arrive.
#[tokio::test(start_paused = true)]
async fn the_client_waits_1_s_for_the_body_of_an_error() {
    let stalled = service_fn(|_: Request<Body>| async {
        let frames = futures_util::stream::pending::<Result<http_body::Frame<Bytes>, Infallible>>();
        let mut response = Response::new(StreamBody::new(frames));
        *response.status_mut() = http::StatusCode::FORBIDDEN;
        Ok::<_, Infallible>(response)
    });
    let start = tokio::time::Instant::now();
    let error = client(stalled).call(typing()).await.unwrap_err();
    assert_eq!((error.kind(), start.elapsed()), (ErrorKind::AccessDenied, Duration::from_secs(1)));
}

/// A service needs no Tokio runtime.
#[test]
fn a_service_runs_on_any_executor() {
    let service = service_fn(|_: Request<Body>| async {
        let mut response = Response::new(Body::from("denied"));
        *response.status_mut() = http::StatusCode::FORBIDDEN;
        Ok::<_, Infallible>(response)
    });
    let error = futures_executor::block_on(client(service).call(typing())).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::AccessDenied);
}

#[tokio::test(start_paused = true)]
async fn services_have_timeouts() {
    let never =
        service_fn(|_: Request<Body>| std::future::pending::<Result<Response<Body>, Infallible>>());
    let start = tokio::time::Instant::now();
    let error = client(never).call(typing()).await.unwrap_err();
    assert_eq!((error.kind(), start.elapsed()), (ErrorKind::Timeout, Duration::from_secs(10)));
}

/// Makes a call through a service that fails with this error.
async fn call_that_fails(error: impl Into<BoxError>) -> Error {
    let error = Arc::new(std::sync::Mutex::new(Some(error.into())));
    let service = service_fn(move |_: Request<Body>| {
        let error = error.lock().unwrap().take().unwrap();
        async { Err::<Response<Body>, BoxError>(error) }
    });
    client(service).call(typing()).await.unwrap_err()
}

/// An error of a user, with a source.
#[derive(Debug)]
struct Wrapped(BoxError);

impl std::fmt::Display for Wrapped {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the middleware failed")
    }
}

impl std::error::Error for Wrapped {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(self.0.as_ref())
    }
}

#[tokio::test]
async fn a_timeout_of_a_service_is_a_timeout() {
    let elapsed = || tower::timeout::error::Elapsed::new();
    let timed_out = || io::Error::new(io::ErrorKind::TimedOut, "the socket is silent");
    let tokio = tokio::time::timeout(Duration::ZERO, std::future::pending::<()>()).await;
    for error in [
        call_that_fails(elapsed()).await,
        call_that_fails(Wrapped(elapsed().into())).await,
        call_that_fails(timed_out()).await,
        call_that_fails(Wrapped(Wrapped(timed_out().into()).into())).await,
        call_that_fails(tokio.unwrap_err()).await,
    ] {
        assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Timeout, true), "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_timeout_layer_is_a_timeout() {
    let never =
        service_fn(|_: Request<Body>| std::future::pending::<Result<Response<Body>, Infallible>>());
    let service = ServiceBuilder::new().timeout(Duration::from_secs(1)).service(never);
    let start = tokio::time::Instant::now();
    let error = client(service).call(typing()).await.unwrap_err();
    assert_eq!((error.kind(), start.elapsed()), (ErrorKind::Timeout, Duration::from_secs(1)));
}

#[tokio::test]
async fn a_transport_error_of_a_service_is_kept() {
    let (parts, ()) = Response::builder().status(403).body(()).unwrap().into_parts();
    let incomplete = || TransportError::incomplete_body(parts.clone(), "cut short");
    for (error, kind) in [
        (call_that_fails(TransportError::timeout("late")).await, ErrorKind::Timeout),
        (call_that_fails(TransportError::connection("refused")).await, ErrorKind::Transport),
        (call_that_fails(incomplete()).await, ErrorKind::AccessDenied),
        (
            call_that_fails(Wrapped(TransportError::timeout("late").into())).await,
            ErrorKind::Timeout,
        ),
        (call_that_fails(Wrapped(incomplete().into())).await, ErrorKind::AccessDenied),
    ] {
        assert_eq!(error.kind(), kind, "{error}");
    }
}

/// The innermost transport error decides nothing, because the outer one is about it.
#[tokio::test]
async fn the_outer_transport_error_is_kept() {
    let error = call_that_fails(TransportError::connection(TransportError::timeout("late"))).await;
    assert_eq!(error.kind(), ErrorKind::Transport, "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_timeout_in_a_response_body_is_a_timeout() {
    for (status, kind) in [(200, ErrorKind::Timeout), (403, ErrorKind::AccessDenied)] {
        let broken = service_fn(move |_: Request<Body>| async move {
            let frames = futures_util::stream::iter([
                Ok(http_body::Frame::data(Bytes::from_static(b"{\"Id\":"))),
                Err(tower::timeout::error::Elapsed::new()),
            ]);
            let response = Response::builder().status(status).body(StreamBody::new(frames));
            Ok::<_, Infallible>(response.unwrap())
        });
        let error = client(broken).call(typing()).await.unwrap_err();
        assert_eq!(error.kind(), kind, "{error}");
    }
}

/// A request that a layer does not let through was not sent. It is retried with a delay.
#[tokio::test(start_paused = true)]
async fn a_shed_request_is_retried() {
    let calls = Arc::new(AtomicUsize::new(0));
    let service = service_fn({
        let calls = Arc::clone(&calls);
        move |_: Request<Body>| {
            calls.fetch_add(1, Ordering::SeqCst);
            async {
                tokio::time::sleep(Duration::from_millis(1)).await;
                Ok::<_, Infallible>(Response::new(Body::from("{}")))
            }
        }
    });
    let service = ServiceBuilder::new().load_shed().concurrency_limit(1).service(service);
    let builder = Client::builder().region("eu-central-1").tower_service(service);
    let client = builder.jitter(|| 1.0).build().unwrap();
    let (one, two) = tokio::join!(client.call(typing()), client.call(typing()));
    assert!(one.is_ok() && two.is_ok(), "{one:?} {two:?}");
    assert_eq!(calls.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_closed_buffer_is_a_transport_error() {
    let service = service_fn(|_: Request<Body>| async {
        Ok::<_, Infallible>(Response::new(Body::from("{}")))
    });
    let (buffer, worker) = tower::buffer::Buffer::pair(service, 4);
    drop(worker);
    let error = client(buffer).call(typing()).await.unwrap_err();
    assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Transport, true), "{error}");
}
