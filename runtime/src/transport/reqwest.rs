//! The transport that ships.

use std::mem;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::{Request, Response};
use reqwest::ClientBuilder;
use reqwest::redirect::Policy;

use super::tls;
use super::{Transport, TransportError, TransportFuture};
use crate::Error;
use crate::endpoint::Endpoint;
use crate::error::{BoxError, innermost};

/// The largest body that is read. The service's own answers to `SendEvent` have about a hundred bytes.
const MAX_BODY_BYTES: usize = 1024 * 1024;

/// What a user does to reqwest's builder.
pub(crate) type Configure = Box<dyn FnOnce(ClientBuilder) -> ClientBuilder + Send>;

pub(crate) struct ReqwestTransport {
    client: reqwest::Client,
}

impl ReqwestTransport {
    pub(crate) fn new(
        endpoint: &Endpoint,
        connect_timeout: Duration,
        configure: Option<Configure>,
    ) -> Result<Self, Error> {
        let mut builder = ClientBuilder::new().connect_timeout(connect_timeout);
        if !endpoint.is_encrypted() {
            // The token goes over the loopback interface in the clear: through a proxy, or to whatever else a name
            // server takes `localhost` for, it would leave the machine.
            let loopback = [(Ipv4Addr::LOCALHOST, 0).into(), (Ipv6Addr::LOCALHOST, 0).into()];
            builder = builder.no_proxy().resolve_to_addrs("localhost", &loopback);
        }
        builder = if let Some(configure) = configure {
            // reqwest sets up TLS, so that certificates which are added here count.
            tls::install_provider();
            configure(builder)
        } else {
            let tls = tls::config(endpoint.is_encrypted()).map_err(cannot_build)?;
            builder.tls_backend_preconfigured(tls)
        };
        // After the user's own changes: a redirect would hand the token to another host.
        let client = builder.redirect(Policy::none()).build().map_err(cannot_build)?;
        Ok(Self { client })
    }
}

fn cannot_build(error: impl Into<BoxError>) -> Error {
    let error = error.into();
    let message = format!("the HTTP client cannot be built: {}", innermost(error.as_ref()));
    Error::invalid_input(message).with_source(error)
}

impl Transport for ReqwestTransport {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        Box::pin(async {
            if tokio::runtime::Handle::try_current().is_err() {
                return Err(TransportError::connection("there is no Tokio runtime to run on"));
            }
            let request =
                reqwest::Request::try_from(request).map_err(TransportError::connection)?;
            let answer = self.client.execute(request).await.map_err(|error| {
                let error = error.without_url();
                if error.is_timeout() {
                    TransportError::timeout(error)
                } else {
                    TransportError::connection(error)
                }
            })?;
            read(answer).await
        })
    }
}

async fn read(mut answer: reqwest::Response) -> Result<Response<Bytes>, TransportError> {
    let mut response = Response::new(());
    *response.status_mut() = answer.status();
    *response.headers_mut() = mem::take(answer.headers_mut());
    let (head, ()) = response.into_parts();

    let mut body = BytesMut::new();
    loop {
        match answer.chunk().await {
            Ok(Some(chunk)) if body.len() + chunk.len() > MAX_BODY_BYTES => {
                return Err(TransportError::body(
                    head,
                    format!("the body has more than {MAX_BODY_BYTES} bytes"),
                ));
            }
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Ok(None) => return Ok(Response::from_parts(head, body.freeze())),
            Err(error) => return Err(TransportError::body(head, error.without_url())),
        }
    }
}
