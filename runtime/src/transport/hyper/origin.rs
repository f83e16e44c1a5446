//! The scheme, host and port of a connection.

use http::header::HOST;
use http::uri::{Authority, Scheme};
use http::{HeaderValue, Request, Uri};

use crate::error::BoxError;

#[derive(Clone)]
pub(super) struct Origin {
    scheme: Scheme,
    authority: Authority,
    /// The value of the header `Host`.
    host: HeaderValue,
}

impl Origin {
    pub(super) fn of(uri: &Uri) -> Result<Self, BoxError> {
        let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) else {
            return Err("the URL of the request has no host".into());
        };
        let host = host_header(authority, scheme).ok_or("the host is not valid in a header")?;
        Ok(Self { scheme: scheme.clone(), authority: authority.clone(), host })
    }

    /// Returns `true` if a URL has this origin.
    pub(super) fn is_same(&self, uri: &Uri) -> bool {
        uri.scheme() == Some(&self.scheme)
            && uri.authority().is_some_and(|authority| {
                // The requests of a client share the text of their host.
                std::ptr::eq(authority.as_str(), self.authority.as_str())
                    || *authority == self.authority
            })
    }

    /// Moves the origin of a request from its URL to the header `Host`, for HTTP/1.1. Returns the
    /// complete URL. A header of the request is kept: an upload may have a signed one.
    pub(super) fn move_to_header<B>(&self, request: &mut Request<B>) -> Uri {
        request.headers_mut().entry(HOST).or_insert_with(|| self.host.clone());
        let path = request.uri().path_and_query().cloned().map(Uri::from);
        std::mem::replace(request.uri_mut(), path.unwrap_or_default())
    }
}

/// Returns the value of the header `Host`: the host, and the port unless it is the default of the
/// scheme.
fn host_header(authority: &Authority, scheme: &Scheme) -> Option<HeaderValue> {
    let default_port = if *scheme == Scheme::HTTPS { ":443" } else { ":80" };
    let text = authority.as_str();
    HeaderValue::from_str(text.strip_suffix(default_port).unwrap_or(text)).ok()
}
