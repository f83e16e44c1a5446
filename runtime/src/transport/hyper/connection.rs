//! A connection to a host, with either version of HTTP.

use bytes::Bytes;
use http::{Request, Response, StatusCode, Uri};

use crate::error::BoxError;
use crate::transport::TransportError;
use crate::transport::hyper::connector::Opened;
use crate::transport::hyper::http1::Http1;
#[cfg(feature = "http2")]
use crate::transport::hyper::http2::Http2;
use crate::transport::hyper::origin::Origin;
use crate::transport::hyper::probe::Probe;
use crate::transport::hyper::request_body::RequestBody;
use crate::transport::response_body::read;

pub(super) struct Connection {
    origin: Origin,
    protocol: Protocol,
    probe: Probe,
    /// A request has been sent on it.
    is_used: bool,
}

enum Protocol {
    Http1(Box<Http1>),
    #[cfg(feature = "http2")]
    Http2(Http2),
}

/// The reason why there is no response.
pub(super) enum SendError {
    /// The connection has ended, and nothing was sent. The request is back in its place, and can be
    /// sent on another one.
    Unsent,
    /// The connection had been used before, and ended without a byte of a response.
    Stale(hyper::Error),
    Failed(TransportError),
}

impl Connection {
    /// Creates a connection to the host of a URL.
    pub(super) async fn new(opened: Opened, uri: &Uri) -> Result<Self, BoxError> {
        let origin = Origin::of(uri)?;
        let protocol = match opened.is_http2 {
            #[cfg(feature = "http2")]
            true => Protocol::Http2(Http2::new(opened.stream).await?),
            _ => Protocol::Http1(Box::new(Http1::new(opened.stream).await?)),
        };
        Ok(Self { origin, protocol, probe: opened.probe, is_used: false })
    }

    /// Returns `true` if a request to a URL can be sent on this connection.
    pub(super) fn leads_to(&self, uri: &Uri) -> bool {
        let is_usable = match &self.protocol {
            // Sending looks at the socket.
            Protocol::Http1(_) => true,
            #[cfg(feature = "http2")]
            Protocol::Http2(http2) => http2.is_usable(),
        };
        is_usable && self.origin.is_same(uri)
    }

    /// Returns `true` if the connection is shared, and a call uses it.
    pub(super) fn is_in_use(&self) -> bool {
        match &self.protocol {
            Protocol::Http1(_) => false,
            #[cfg(feature = "http2")]
            Protocol::Http2(http2) => http2.is_in_use(),
        }
    }

    /// Returns the connection for a further call, if several calls can use it at once.
    pub(super) fn share(&self) -> Option<Self> {
        match &self.protocol {
            Protocol::Http1(_) => None,
            #[cfg(feature = "http2")]
            Protocol::Http2(http2) => Some(Self {
                origin: self.origin.clone(),
                protocol: Protocol::Http2(http2.clone()),
                probe: self.probe.clone(),
                is_used: true,
            }),
        }
    }

    /// Sends a request, and returns the complete response.
    pub(super) async fn send(
        &mut self,
        request: &mut Request<RequestBody>,
        max_response_bytes: usize,
    ) -> Result<Response<Bytes>, SendError> {
        let was_used = std::mem::replace(&mut self.is_used, true);
        let mut error = match &mut self.protocol {
            Protocol::Http1(http1) => {
                if was_used {
                    self.probe.arm();
                }
                self.origin.move_to_header(request);
                match http1.send(request).await {
                    Ok(response) => {
                        let response = response.map(|incoming| http1.body(incoming));
                        let response = read(response, max_response_bytes).await;
                        return response.map_err(SendError::Failed);
                    }
                    Err(error) => error,
                }
            }
            #[cfg(feature = "http2")]
            Protocol::Http2(http2) => {
                let watch = http2.watch();
                match http2.send(request).await {
                    Ok(response) => {
                        let response = read(response, max_response_bytes).await;
                        watch.responded();
                        return response.map_err(SendError::Failed);
                    }
                    Err(error) => error,
                }
            }
        };
        if let (true, Some(unsent)) = (was_used, error.take_message()) {
            *request = unsent;
            self.origin.move_to_url(request);
            return Err(SendError::Unsent);
        }
        let error = error.into_error();
        let is_silent = match &self.protocol {
            Protocol::Http1(_) => !self.probe.has_received(),
            #[cfg(feature = "http2")]
            Protocol::Http2(http2) => http2.is_end(&error),
        };
        // The error is the user's if the body of an upload cannot be read.
        Err(if was_used && is_silent && !error.is_user() {
            SendError::Stale(error)
        } else {
            SendError::Failed(TransportError::connection_or_timeout(error))
        })
    }

    /// Returns `true` if a further request can be sent, after a response with this status. Ends the
    /// connection otherwise.
    pub(super) fn is_reusable(&mut self, status: StatusCode) -> bool {
        let is_poisoned = is_poisonous(status);
        match &mut self.protocol {
            Protocol::Http1(http1) => !is_poisoned && http1.is_reusable(),
            #[cfg(feature = "http2")]
            Protocol::Http2(http2) => {
                if is_poisoned {
                    http2.poison();
                }
                !is_poisoned
            }
        }
    }
}

/// Returns `true` for the statuses of a machine that fails, or of a proxy before one: a retry must
/// be able to reach another machine. Throttling is not one of them, because then the service works,
/// and each retry would need a new handshake.
fn is_poisonous(status: StatusCode) -> bool {
    matches!(status.as_u16(), 408 | 500 | 502..=504)
}
