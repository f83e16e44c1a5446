//! Layers around a transport.

use std::convert::Infallible;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use connect_participant::{
    Bytes, Client, ClientBuilder, ConnectionToken, Error, ErrorKind, Next, RequestBody, SendAgain,
    Transport, TransportError, TransportFuture, UploadBody, http,
};
use connect_participant_tests::{
    CONNECTION_TOKEN, CapturingTransport, ManualClock, Outcome, Recorder, Response,
    ScriptedTransport, builder, connection_token, everything_in, typing,
};
use http_body_util::{BodyExt as _, Full};
use serde_json::json;

/// The events of a test, in order.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    fn add(&self, event: impl Into<String>) {
        self.0.lock().unwrap().push(event.into());
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap())
    }

    /// Adds a layer that logs each request and its response.
    fn layer(&self, builder: ClientBuilder, name: &'static str) -> ClientBuilder {
        let log = self.clone();
        builder.layer(move |request, next| {
            let log = log.clone();
            async move {
                log.add(format!("{name} sends to {}", request.uri().path()));
                let response = next.run(request).await;
                let outcome = response.as_ref().map(|response| response.status().as_u16());
                log.add(format!("{name} gets {:?}", outcome.map_err(ToString::to_string)));
                response
            }
        })
    }
}

const EVENT: &str = "/participant/event";

#[tokio::test]
async fn the_first_layer_is_the_outermost() {
    let log = Log::default();
    let builder = Client::builder().region("eu-central-1").transport(CapturingTransport::default());
    let client = log.layer(log.layer(builder, "first"), "second").build().unwrap();
    client.call(typing()).await.unwrap();
    assert_eq!(
        log.take(),
        [
            format!("first sends to {EVENT}"),
            format!("second sends to {EVENT}"),
            "second gets Ok(200)".to_owned(),
            "first gets Ok(200)".to_owned(),
        ]
    );
}

/// A layer may be added before the transport is set.
#[tokio::test]
async fn the_order_of_layer_and_transport_does_not_matter() {
    let log = Log::default();
    let transport = CapturingTransport::default();
    let builder = log.layer(Client::builder().region("eu-central-1"), "layer");
    builder.transport(transport.clone()).build().unwrap().call(typing()).await.unwrap();
    assert_eq!((log.take().len(), transport.take().len()), (2, 1));
}

#[tokio::test]
async fn a_layer_changes_the_request_and_the_response() {
    let recorder = Recorder::start(Response::ok("{}")).await;
    let client = builder(recorder.url())
        .layer(|mut request, next| async move {
            request.headers_mut().insert("x-team", http::HeaderValue::from_static("blue"));
            assert!(request.headers()["x-amz-bearer"].is_sensitive());
            let response = next.run(request).await?;
            assert_eq!(response.body(), "{}");
            Ok(response.map(|_| Bytes::from_static(br#"{"Id":"6bd8e4a7"}"#)))
        })
        .build()
        .unwrap();
    let output = client.call(typing()).await.unwrap();
    assert_eq!(output.id.as_deref(), Some("6bd8e4a7"));
    assert_eq!(recorder.request().values("x-team"), ["blue"]);
}

/// An `async fn` is a layer too.
#[tokio::test]
async fn a_layer_changes_the_body() {
    async fn replace(
        mut request: http::Request<RequestBody>,
        next: Next,
    ) -> Result<http::Response<Bytes>, TransportError> {
        let RequestBody::Bytes(body) = request.body() else { panic!("{request:?}") };
        assert!(body.starts_with(b"{"), "{body:?}");
        *request.body_mut() = RequestBody::Bytes(Bytes::from_static(b"[]"));
        next.run(request).await
    }
    let transport = CapturingTransport::default();
    let builder = Client::builder().region("eu-central-1").transport(transport.clone());
    builder.layer(replace).build().unwrap().call(typing()).await.unwrap();
    assert_eq!(transport.take_json(), json!([]));
}

#[tokio::test]
async fn a_layer_may_respond_without_sending() {
    let recorder = Recorder::start(Response::ok("{}")).await;
    let client = builder(recorder.url())
        .layer(|_, _| async {
            Ok(http::Response::builder().status(403).body(Bytes::new()).unwrap())
        })
        .build()
        .unwrap();
    let error = client.call(typing()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::AccessDenied);
    assert_eq!(recorder.requests(), []);
}

#[tokio::test]
async fn an_error_of_a_layer_keeps_its_kind_and_no_secret() {
    for (error, kind) in [
        (TransportError::timeout(CONNECTION_TOKEN), ErrorKind::Timeout),
        (TransportError::connection(CONNECTION_TOKEN), ErrorKind::Transport),
    ] {
        let error = Mutex::new(Some(error));
        let client = builder("http://127.0.0.1:1")
            .layer(move |_, _| std::future::ready(Err(error.lock().unwrap().take().unwrap())))
            .build()
            .unwrap();
        let error = client.call(typing()).await.unwrap_err();
        assert_eq!((error.kind(), error.is_retryable()), (kind, true));
        let text = everything_in(&error);
        assert!(!text.contains(CONNECTION_TOKEN), "{text}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_layer_gets_each_attempt() {
    let log = Log::default();
    let transport = ScriptedTransport::new(|attempt| match attempt {
        1 => Outcome::status(503),
        2 => Outcome::refused(),
        _ => Outcome::ok(),
    });
    let client = log.layer(transport.builder(), "layer").build().unwrap();
    client.call(typing()).await.unwrap();
    let refused = "the service could not be reached, or the connection broke";
    assert_eq!(
        log.take(),
        [
            format!("layer sends to {EVENT}"),
            "layer gets Ok(503)".to_owned(),
            format!("layer sends to {EVENT}"),
            format!("layer gets Err({refused:?})"),
            format!("layer sends to {EVENT}"),
            "layer gets Ok(200)".to_owned(),
        ]
    );
}

/// The attempt is dropped in the layer.
#[tokio::test(start_paused = true)]
async fn the_time_in_a_layer_counts_towards_the_attempt() {
    let transport = CapturingTransport::default();
    let client = Client::builder()
        .region("eu-central-1")
        .max_attempts(1)
        .transport(transport.clone())
        .layer(|request, next| async move {
            tokio::time::sleep(Duration::from_secs(11)).await;
            next.run(request).await
        })
        .build()
        .unwrap();
    let start = tokio::time::Instant::now();
    let error = client.call(typing()).await.unwrap_err();
    assert_eq!((error.kind(), start.elapsed()), (ErrorKind::Timeout, Duration::from_secs(10)));
    assert_eq!(transport.take().len(), 0);
}

/// Two calls at once, at most one connection.
#[tokio::test]
async fn a_layer_keeps_the_pool_and_its_limit() {
    let recorder = Recorder::start(Response::ok("{}")).await;
    let log = Log::default();
    let builder = ManualClock::retrying(recorder.url()).max_connections(1);
    let client = log.layer(builder, "layer").build().unwrap();
    let calls = futures_util::future::join_all((0..8).map(|_| client.call(typing()))).await;
    assert!(calls.iter().all(Result::is_ok), "{calls:?}");
    assert_eq!((recorder.connections(), recorder.requests().len(), log.take().len()), (1, 8, 16));
}

/// A tower service has layers too.
#[tokio::test]
async fn a_layer_is_around_a_tower_service() {
    let log = Log::default();
    let service = tower::service_fn(|_: http::Request<Full<Bytes>>| async {
        Ok::<_, Infallible>(http::Response::new(Full::new(Bytes::from_static(b"{}"))))
    });
    let builder = Client::builder().region("eu-central-1").tower_service(service);
    log.layer(builder, "layer").build().unwrap().call(typing()).await.unwrap();
    assert_eq!(log.take().len(), 2);
}

/// The transport gets the body of an upload as a stream, as without a layer.
#[tokio::test]
async fn uploads_pass_the_layers_as_streams() {
    struct Storage(Log);
    impl Transport for Storage {
        fn send(&self, request: http::Request<Bytes>) -> TransportFuture<'_> {
            self.0.add(format!("send {}", request.uri().path()));
            let metadata = json!({ "Url": "https://storage.example/a-1", "HeadersToInclude": {} });
            let body = json!({ "AttachmentId": "a-1", "UploadMetadata": metadata });
            Box::pin(std::future::ready(Ok(http::Response::new(body.to_string().into()))))
        }

        fn upload(&self, request: http::Request<UploadBody>) -> TransportFuture<'_> {
            let log = self.0.clone();
            Box::pin(async move {
                let bytes = request.into_body().collect().await.unwrap().to_bytes();
                log.add(format!("upload {bytes:?}"));
                Ok(http::Response::new(Bytes::new()))
            })
        }
    }
    let log = Log::default();
    let builder =
        Client::builder().region("eu-central-1").max_attempts(1).transport(Storage(log.clone()));
    let client = log
        .layer(builder, "layer")
        .layer(|request, next| {
            assert!(
                matches!(request.body(), RequestBody::Upload(_))
                    == (request.uri().path() == "/a-1"),
                "{request:?}"
            );
            next.run(request)
        })
        .build()
        .unwrap();
    let token = connection_token();
    client.upload_attachment("text/plain", "a.txt", "Hello!".into(), &token).await.unwrap();
    let start = "/participant/start-attachment-upload";
    let complete = "/participant/complete-attachment-upload";
    assert_eq!(
        log.take(),
        [
            format!("layer sends to {start}"),
            format!("send {start}"),
            "layer gets Ok(200)".to_owned(),
            "layer sends to /a-1".to_owned(),
            r#"upload b"Hello!""#.to_owned(),
            "layer gets Ok(200)".to_owned(),
            format!("layer sends to {complete}"),
            format!("send {complete}"),
            "layer gets Ok(200)".to_owned(),
        ]
    );
}

/// A layer of a clone, which sends another token.
fn with_token(client: &Client, token: &'static str) -> Client {
    client.with_layer(move |mut request, next| {
        let token = ConnectionToken::new(token).unwrap();
        async move {
            request.headers_mut().insert("x-amz-bearer", token.clone().into());
            let mut response = next.run(request).await?;
            response.extensions_mut().insert(token);
            Ok(response)
        }
    })
}

#[tokio::test]
async fn a_layer_of_a_clone_is_around_those_of_the_client() {
    let log = Log::default();
    let transport = CapturingTransport::default();
    let builder = Client::builder().region("eu-central-1").transport(transport.clone());
    let client = log.layer(builder, "inner").build().unwrap();
    let other = log.clone();
    let layered = client.with_layer(move |request, next| {
        other.add("outer");
        next.run(request)
    });
    layered.call(typing()).await.unwrap();
    assert_eq!(log.take()[..2], ["outer".to_owned(), format!("inner sends to {EVENT}")]);
    client.call(typing()).await.unwrap();
    assert_eq!(log.take()[0], format!("inner sends to {EVENT}"));
}

/// The service may repeat the token that it gets.
#[tokio::test]
async fn a_token_that_a_layer_sends_is_redacted() {
    let tokens = ["VGhlIGZpcnN0IG5ldyB0b2tlbg==", "QW5vdGhlciBuZXcgdG9rZW4uLi4="];
    let body = json!({ "message": format!("{} or {}?", tokens[0], tokens[1]) }).to_string();
    let recorder = Recorder::start(Response::status(400).body(body)).await;
    let client = builder(recorder.url()).build().unwrap();
    let client = with_token(&client, tokens[0]);
    let client = with_token(&client, tokens[0]);
    let error = client.call(typing()).await.unwrap_err();
    assert_eq!(recorder.requests()[0].values("x-amz-bearer"), [tokens[0]]);
    assert_eq!(error.message(), Some(&*format!("… or {}?", tokens[1])));

    // Each attempt may send another one.
    let next = Arc::new(Mutex::new(tokens.into_iter()));
    let recorder = Recorder::start(
        Response::status(503)
            .body(json!({ "message": format!("{} or {}?", tokens[0], tokens[1]) }).to_string()),
    )
    .await;
    let client = builder(recorder.url()).max_attempts(2).initial_backoff(Duration::ZERO);
    let client = client.build().unwrap().with_layer(move |request, inner| {
        let token = next.lock().unwrap().next().unwrap();
        async move {
            let mut response = inner.run(request).await?;
            response.extensions_mut().insert(ConnectionToken::new(token).unwrap());
            Ok(response)
        }
    });
    let error = client.call(typing()).await.unwrap_err();
    assert_eq!((error.attempts(), error.message()), (2, Some("… or …?")));
}

/// A client that may not retry, with a layer that has all requests sent again.
fn sending_again(transport: &ScriptedTransport) -> Client {
    let builder = transport.builder().max_attempts(1).layer(|request, next| async move {
        let mut response = next.run(request).await?;
        response.extensions_mut().insert(SendAgain);
        Ok(response)
    });
    builder.build().unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_layer_has_a_request_sent_again_once() {
    for (refused, expected) in [(0, 1), (1, 2), (2, 2)] {
        let transport = ScriptedTransport::new(move |attempt| {
            if attempt <= refused { Outcome::status(403) } else { Outcome::ok() }
        });
        let result = sending_again(&transport).call(typing()).await;
        assert_eq!(result.is_ok(), refused < 2);
        if let Err(error) = result {
            assert_eq!((error.kind(), error.attempts()), (ErrorKind::AccessDenied, 1));
        }
        let bodies: Vec<_> =
            transport.attempts().iter().map(|it| it.request.body().clone()).collect();
        assert_eq!(bodies.len(), expected);
        assert!(bodies.iter().all(|body| *body == bodies[0]), "{bodies:?}");
    }
}

#[test]
fn a_layer_learns_what_a_response_means() {
    let token = connection_token();
    let response = |status: u16, body: &str| {
        let body = Bytes::copy_from_slice(body.as_bytes());
        http::Response::builder().status(status).body(body).unwrap()
    };
    assert!(Error::from_http_response(&response(200, "{}"), &token).is_none());
    let refused = response(403, r#"{"message":"Access denied"}"#);
    assert!(Error::from_http_response(&refused, &token).unwrap().is_token_refused());
    let error = Error::from_http_response(&response(503, CONNECTION_TOKEN), &token).unwrap();
    assert!(error.is_retryable() && !error.is_token_refused());
    let echo = response(400, &json!({ "message": CONNECTION_TOKEN }).to_string());
    assert_eq!(Error::from_http_response(&echo, &token).unwrap().message(), Some("…"));
}
