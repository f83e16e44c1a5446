//! HTTP/2, with the feature `http2`.

use std::sync::{Arc, Mutex};

use connect_participant_tests::{CONNECTION_TOKEN, TlsTerminator, TunnelProxy};
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http2;
use hyper::service::service_fn;
use hyper::{Request, Response, Version};
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::net::TcpListener;

use crate::child_process::{Certificates, call_in_child_process};

type Seen = Arc<Mutex<Vec<Request<()>>>>;

/// A service behind TLS that speaks only HTTP/2.
struct Service {
    front: TlsTerminator,
    seen: Seen,
}

impl Service {
    async fn start() -> Self {
        let seen = Seen::default();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(serve(listener, Arc::clone(&seen)));
        Self {
            front: TlsTerminator::start_with_http2(address.to_string(), "localhost").await,
            seen,
        }
    }

    /// Calls the service. Returns `succeeded` or the error.
    async fn call(&self, variables: &[(&'static str, String)]) -> String {
        let certificates = Certificates::write(&[self.front.authority()]);
        let mut variables = variables.to_vec();
        variables.push(("SSL_CERT_FILE", certificates.path()));
        call_in_child_process(
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
        let response = service_fn(move |request: Request<Incoming>| {
            seen.lock().unwrap().push(request.map(drop));
            std::future::ready(Ok::<_, hyper::Error>(Response::new(Full::new(Bytes::from("{}")))))
        });
        // Clients may close connections at any time, so an error here is expected.
        tokio::spawn(
            http2::Builder::new(TokioExecutor::new())
                .serve_connection(TokioIo::new(stream), response),
        );
    }
}

#[tokio::test]
async fn http2_is_used_if_the_server_speaks_it() {
    let service = Service::start().await;
    assert_eq!(service.call(&[]).await, "succeeded");
    service.assert_called();
}

#[tokio::test]
async fn http2_is_used_through_a_proxy_without_it() {
    let service = Service::start().await;
    let proxy = TunnelProxy::start(service.front.address().to_string()).await;
    let url = format!("http://{}", proxy.authority());
    assert_eq!(service.call(&[("HTTPS_PROXY", url)]).await, "succeeded");
    assert_eq!(proxy.requests().len(), 1);
    service.assert_called();
}
