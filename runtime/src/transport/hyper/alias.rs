//! A short name for the host that nearly all requests go to.

use http::header::HOST;
use http::uri::Authority;
use http::{HeaderValue, Request, Uri};

use crate::endpoint::{Endpoint, host};

/// hyper-util finds a connection by its host, which it hashes three times a request, byte by byte, some fifty instructions
/// each: for the service's own hosts, a sixth of all that a request takes. So the endpoint's has a name of one byte here,
/// which only the connector knows.
///
/// It is for HTTP/1.1, which has the host in a header. In HTTP/2, it is that of the URL.
#[derive(Clone)]
pub(super) struct Alias {
    endpoint: Endpoint,
    host: Option<HeaderValue>,
}

/// No host that anything is sent to has this character.
const NAME: &str = "~";

impl Alias {
    pub(super) fn of(endpoint: &Endpoint) -> Self {
        Self { endpoint: endpoint.clone(), host: endpoint.host() }
    }

    /// Tells a request's host in its header, and sends it to the alias where that is the endpoint's.
    pub(super) fn apply<B>(&self, request: &mut Request<B>) {
        let uri = request.uri();
        let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) else { return };
        if self.endpoint.is_of(uri) {
            set_authority(request.uri_mut(), Authority::from_static(NAME));
            if let Some(host) = self.host.clone() {
                request.headers_mut().insert(HOST, host);
            }
        } else if let Some(host) = host(authority, scheme) {
            // An upload may have one that is signed.
            request.headers_mut().entry(HOST).or_insert(host);
        }
    }

    /// Makes the URL that a connection is for out of what it is called here.
    pub(super) fn resolve(&self, uri: &mut Uri) {
        if uri.authority().is_some_and(|authority| authority == NAME) {
            set_authority(uri, self.endpoint.authority().clone());
        }
    }
}

fn set_authority(uri: &mut Uri, authority: Authority) {
    let mut parts = std::mem::take(uri).into_parts();
    parts.authority = Some(authority);
    // A URL that had an authority may have another one.
    *uri = Uri::from_parts(parts).unwrap_or_default();
}
