//! A short name for the host of the endpoint.

use http::header::HOST;
use http::uri::Authority;
use http::{HeaderValue, Request, Uri};

use crate::endpoint::{Endpoint, host_header};

/// hyper-util finds a connection by its host, and hashes the host three times for each request. For
/// the hosts of the service this is a sixth of the instructions of a request. So the endpoint gets
/// a name of one byte, which only the connector knows.
///
/// It is for HTTP/1.1, which sends the host in a header. HTTP/2 sends the host of the URL.
#[derive(Clone)]
pub(super) struct Alias {
    endpoint: Endpoint,
    host: Option<HeaderValue>,
}

/// A character that no valid host has.
const NAME: &str = "~";

impl Alias {
    pub(super) fn new(endpoint: &Endpoint) -> Self {
        Self { endpoint: endpoint.clone(), host: endpoint.host() }
    }

    /// Sets the header `Host` of a request, and replaces the host of its URL if it is that of the
    /// endpoint.
    pub(super) fn apply<B>(&self, request: &mut Request<B>) {
        let uri = request.uri();
        let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) else { return };
        if self.endpoint.is_same_origin(uri) {
            set_authority(request.uri_mut(), Authority::from_static(NAME));
            if let Some(host) = self.host.clone() {
                request.headers_mut().insert(HOST, host);
            }
        } else if let Some(host) = host_header(authority, scheme) {
            // An upload may have a signed one.
            request.headers_mut().entry(HOST).or_insert(host);
        }
    }

    /// Restores the host of a URL.
    pub(super) fn resolve(&self, uri: &mut Uri) {
        if uri.authority().is_some_and(|authority| authority == NAME) {
            set_authority(uri, self.endpoint.authority().clone());
        }
    }
}

fn set_authority(uri: &mut Uri, authority: Authority) {
    let mut parts = std::mem::take(uri).into_parts();
    parts.authority = Some(authority);
    // A URL with an authority is valid with any other authority.
    *uri = Uri::from_parts(parts).unwrap_or_default();
}
