//! A connection to a host, with either version of HTTP.

use bytes::Bytes;
use http::{Request, Response, StatusCode, Uri};

use crate::error::BoxError;
use crate::transport::hyper::connector::Opened;
use crate::transport::hyper::http1::Http1;
#[cfg(feature = "http2")]
use crate::transport::hyper::http2::Http2;
use crate::transport::hyper::origin::Origin;
use crate::transport::hyper::outgoing_body::OutgoingBody;
use crate::transport::hyper::send_error::SendError;

pub(super) struct Connection {
    origin: Origin,
    protocol: Protocol,
}

#[cfg_attr(
    feature = "http2",
    expect(
        clippy::large_enum_variant,
        reason = "connections are boxed, and most are of this kind"
    )
)]
enum Protocol {
    Http1(Http1),
    #[cfg(feature = "http2")]
    Http2(Http2),
}

impl Connection {
    /// Creates a connection to the host of a URL.
    pub(super) async fn new(opened: Opened, uri: &Uri) -> Result<Self, BoxError> {
        let origin = Origin::of(uri)?;
        let protocol = match opened.is_http2 {
            #[cfg(feature = "http2")]
            true => Protocol::Http2(Http2::new(opened.stream).await?),
            _ => Protocol::Http1(Http1::new(opened.stream, opened.probe).await?),
        };
        Ok(Self { origin, protocol })
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
            Protocol::Http2(http2) => {
                Some(Self { origin: self.origin.clone(), protocol: Protocol::Http2(http2.clone()) })
            }
        }
    }

    /// Sends a request, and returns the complete response.
    pub(super) async fn send(
        &mut self,
        request: &mut Request<OutgoingBody>,
        max_response_bytes: usize,
    ) -> Result<Response<Bytes>, SendError> {
        match &mut self.protocol {
            Protocol::Http1(http1) => http1.send(&self.origin, request, max_response_bytes).await,
            #[cfg(feature = "http2")]
            Protocol::Http2(http2) => http2.send(request, max_response_bytes).await,
        }
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
