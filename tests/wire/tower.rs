//! A service of tower's as the transport.

use std::cell::Cell;
use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use connect_participant::{Client, ErrorKind};
use connect_participant_tests::{Answer, Recorder, connection_token, typing};
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
async fn it_gets_the_request_that_goes_over_the_wire() {
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
async fn an_http_client_of_the_users_is_one() {
    let recorder = Recorder::start(Answer::ok(r#"{"Id":"6bd8e4a7"}"#).chunked()).await;
    let hyper: HyperClient<_, Body> = HyperClient::builder(TokioExecutor::new()).build_http();
    let service = ServiceBuilder::new().concurrency_limit(4).service(hyper);
    let client =
        Client::builder().endpoint_url(recorder.url()).tower_service(service).build().unwrap();
    let output = client.call(typing()).await.unwrap();
    assert_eq!(output.id.as_deref(), Some("6bd8e4a7"));
    assert_eq!(recorder.request().values("x-amz-bearer"), [connection_token().expose()]);
}

/// A body is whatever can be made of bytes.
#[tokio::test]
async fn a_service_of_bytes_is_one() {
    let service = service_fn(|request: Request<Bytes>| async move {
        assert!(request.body().starts_with(b"{"));
        Ok::<_, Infallible>(Response::new(Body::from("{}")))
    });
    client(service).call(typing()).await.unwrap();
}

/// A service may be one that no two threads can look at, as long as each can have a clone.
#[tokio::test]
async fn it_need_not_be_sync() {
    let calls = Cell::new(0);
    let service = service_fn(move |_: Request<Body>| {
        calls.set(calls.get() + 1);
        std::future::ready(Ok::<_, Infallible>(Response::new(Body::from("{}"))))
    });
    let client = client(service);
    let call = tokio::spawn(async move { client.call(typing()).await });
    call.await.unwrap().unwrap();
}

/// Services say when they are ready, and panic where they were not asked.
#[tokio::test]
async fn it_is_asked_whether_it_is_ready() {
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
async fn what_it_fails_with_is_tried_again_and_told() {
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
async fn its_bodies_are_read_up_to_the_limit() {
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

/// Frames that are empty never reach a limit, and always there, never leave anybody else a turn.
#[tokio::test]
async fn its_bodies_may_have_no_end_and_nothing_in_them() {
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
async fn its_bodies_may_have_trailers() {
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
async fn its_bodies_may_break_off() {
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

/// The head of an error tells what it is, also where its body does not come.
#[tokio::test(start_paused = true)]
async fn the_body_of_an_error_has_a_second() {
    let stalled = service_fn(|_: Request<Body>| async {
        let frames = futures_util::stream::pending::<Result<http_body::Frame<Bytes>, Infallible>>();
        let mut answer = Response::new(StreamBody::new(frames));
        *answer.status_mut() = http::StatusCode::FORBIDDEN;
        Ok::<_, Infallible>(answer)
    });
    let start = tokio::time::Instant::now();
    let error = client(stalled).call(typing()).await.unwrap_err();
    assert_eq!((error.kind(), start.elapsed()), (ErrorKind::AccessDenied, Duration::from_secs(1)));
}

/// Neither does it need Tokio.
#[test]
fn it_may_run_elsewhere() {
    let service = service_fn(|_: Request<Body>| async {
        let mut answer = Response::new(Body::from("denied"));
        *answer.status_mut() = http::StatusCode::FORBIDDEN;
        Ok::<_, Infallible>(answer)
    });
    let error = futures_executor::block_on(client(service).call(typing())).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::AccessDenied);
}

#[tokio::test(start_paused = true)]
async fn timeouts_hold_for_it() {
    let never =
        service_fn(|_: Request<Body>| std::future::pending::<Result<Response<Body>, Infallible>>());
    let start = tokio::time::Instant::now();
    let error = client(never).call(typing()).await.unwrap_err();
    assert_eq!((error.kind(), start.elapsed()), (ErrorKind::Timeout, Duration::from_secs(10)));
}
