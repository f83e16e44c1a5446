//! HTTP/2, with the feature of its name.

use std::sync::{Arc, Mutex};

use connect_participant_tests::{CONNECTION_TOKEN, TlsFront, TunnelProxy};
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http2;
use hyper::service::service_fn;
use hyper::{Request, Response, Version};
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::net::TcpListener;

use crate::own_process::{Certificates, call_in_own_process};

type Seen = Arc<Mutex<Vec<Request<()>>>>;

/// A service that speaks nothing else, behind TLS.
struct Service {
    front: TlsFront,
    seen: Seen,
}

impl Service {
    async fn start() -> Self {
        let seen = Seen::default();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(serve(listener, Arc::clone(&seen)));
        Self { front: TlsFront::start_with_http2(address.to_string(), "localhost").await, seen }
    }

    /// What comes of a call to it.
    async fn call(&self, variables: &[(&'static str, String)]) -> String {
        let certificates = Certificates::write(&[self.front.authority()]);
        let mut variables = variables.to_vec();
        variables.push(("SSL_CERT_FILE", certificates.path()));
        call_in_own_process(
            format!("https://localhost:{}", self.front.address().port()),
            &variables,
        )
        .await
    }

    fn assert_called(&self) {
        let seen = self.seen.lock().unwrap();
        let [request] = &seen[..] else { panic!("not one request: {seen:?}") };
        assert_eq!(request.version(), Version::HTTP_2);
        let url = format!("https://localhost:{}/participant/event", self.front.address().port());
        assert_eq!(request.uri().to_string(), url);
        assert_eq!(request.headers()["x-amz-bearer"], CONNECTION_TOKEN);
        assert_eq!(request.headers().get("host"), None);
    }
}

async fn serve(listener: TcpListener, seen: Seen) {
    while let Ok((stream, _)) = listener.accept().await {
        let seen = Arc::clone(&seen);
        let answer = service_fn(move |request: Request<Incoming>| {
            seen.lock().unwrap().push(request.map(drop));
            std::future::ready(Ok::<_, hyper::Error>(Response::new(Full::new(Bytes::from("{}")))))
        });
        // A connection that breaks is no failure.
        tokio::spawn(
            http2::Builder::new(TokioExecutor::new())
                .serve_connection(TokioIo::new(stream), answer),
        );
    }
}

#[tokio::test]
async fn it_is_spoken_where_the_other_side_does() {
    let service = Service::start().await;
    assert_eq!(service.call(&[]).await, "answered");
    service.assert_called();
}

#[tokio::test]
async fn it_is_spoken_through_a_proxy_which_does_not() {
    let service = Service::start().await;
    let proxy = TunnelProxy::start(service.front.address().to_string()).await;
    let url = format!("http://{}", proxy.authority());
    assert_eq!(service.call(&[("HTTPS_PROXY", url)]).await, "answered");
    assert_eq!(proxy.asked().len(), 1);
    service.assert_called();
}
