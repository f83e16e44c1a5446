//! The sites whose pages may read and control the service.

use std::net::IpAddr;

use http::header::{HOST, ORIGIN};
use http::uri::Authority;
use http::{HeaderMap, HeaderName, HeaderValue, Request, StatusCode, Uri};

use crate::refusal_reason::RefusalReason;
use crate::response::ErrorResponse;

/// A header of browsers that tells whether a page of another site makes the request, also where
/// there is no `Origin`.
const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// The hosts by which the service may be called.
///
/// A page of any site can make a browser send requests to this machine. The browser names the site
/// in `Origin`. It does not if the site's DNS points to this machine (DNS rebinding), but then it
/// names the site in `Host`.
pub(crate) struct Sites {
    /// The service listens on an address that is not a loopback address. It does not know all its
    /// addresses, but an address cannot be rebound.
    pub(crate) any_address: bool,
    /// The host of the public URL.
    pub(crate) public_host: Option<String>,
}

impl Sites {
    /// Checks that the request does not come from a page of another site.
    pub(crate) fn check<B>(&self, request: &Request<B>) -> Result<(), ErrorResponse> {
        let headers = request.headers();
        let host = only(headers, &HOST).is_some_and(|host| self.is_own_authority(host));
        let authority = request.uri().authority();
        if !host || authority.is_some_and(|authority| !self.is_own_host(authority.host())) {
            return Err(refused(RefusalReason::ForeignHost));
        }
        let is_own_origin = match only(headers, &ORIGIN) {
            None => !headers.contains_key(ORIGIN),
            Some(origin) => origin.parse().is_ok_and(|origin: Uri| {
                origin.scheme().is_some()
                    && origin.host().is_some_and(|host| self.is_own_host(host))
            }),
        };
        let is_cross_site = headers.get_all(SEC_FETCH_SITE).iter().any(|site| site == "cross-site");
        if !is_own_origin || is_cross_site {
            return Err(refused(RefusalReason::ForeignOrigin));
        }
        Ok(())
    }

    fn is_own_authority(&self, host: &str) -> bool {
        let authority = host.parse::<Authority>();
        authority.is_ok_and(|authority| !host.contains('@') && self.is_own_host(authority.host()))
    }

    /// Returns `true` for loopback names and addresses, and for the names and addresses of the
    /// service.
    fn is_own_host(&self, host: &str) -> bool {
        let address = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
        if let Ok(address) = address.unwrap_or(host).parse::<IpAddr>() {
            let address = address.to_canonical();
            return address.is_loopback() || self.any_address && !address.is_unspecified();
        }
        let host = host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase();
        let is_public =
            self.public_host.as_ref().is_some_and(|own| own.to_ascii_lowercase() == host);
        is_public || host == "localhost" || host.ends_with(".localhost")
    }
}

/// Returns the value of a header that the request has once.
fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let (Some(value), None) = (values.next(), values.next()) else { return None };
    HeaderValue::to_str(value).ok()
}

fn refused(reason: RefusalReason) -> ErrorResponse {
    let message = match reason {
        RefusalReason::ForeignHost => {
            "the `Host` is not a loopback name or address, nor the host of the service's public URL"
        }
        _ => "the request comes from a page of another site",
    };
    ErrorResponse::new(StatusCode::FORBIDDEN, "AccessDeniedException", message).because(reason)
}

#[cfg(test)]
mod tests {
    use http::Request;

    use super::Sites;

    fn accepts(sites: &Sites, uri: &str, headers: &[(&str, &str)]) -> bool {
        let request = Request::get(uri);
        let request =
            headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        sites.check(&request.body(()).unwrap()).is_ok()
    }

    #[test]
    fn only_loopback_hosts_are_accepted() {
        let sites = Sites { any_address: false, public_host: None };
        let own =
            ["localhost", "LocalHost:80", "a.localhost", "127.0.0.1:1", "127.9.9.9", "[::1]:8"];
        for host in own {
            assert!(accepts(&sites, "/", &[("host", host)]), "{host}");
        }
        for host in [
            "",
            "evil.example",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "evillocalhost",
            "localhost@evil.example",
            "evil.example@localhost",
            "192.168.0.1",
            "0.0.0.0",
            "[::]",
            "connect",
            "127.0.0.1:1:1",
        ] {
            assert!(!accepts(&sites, "/", &[("host", host)]), "{host}");
        }
        assert!(!accepts(&sites, "/", &[]));
        assert!(!accepts(&sites, "/", &[("host", "localhost"), ("host", "localhost")]));
        assert!(!accepts(&sites, "http://evil.example/", &[("host", "localhost")]));
        assert!(accepts(&sites, "http://127.0.0.1:1/", &[("host", "127.0.0.1:1")]));
    }

    #[test]
    fn a_public_service_has_more_hosts() {
        let sites = Sites { any_address: true, public_host: Some("Connect".to_owned()) };
        for (host, is_own) in [
            ("connect:8080", true),
            ("192.168.0.1:8080", true),
            ("[fe80::1]", true),
            ("localhost", true),
            ("0.0.0.0", false),
            ("evil.example", false),
        ] {
            assert_eq!(accepts(&sites, "/", &[("host", host)]), is_own, "{host}");
        }
    }

    #[test]
    fn pages_of_other_sites_are_rejected() {
        let sites = Sites { any_address: false, public_host: None };
        let host = ("host", "localhost:1");
        for (name, value, is_own) in [
            ("origin", "http://localhost:3000", true),
            ("origin", "https://127.0.0.1", true),
            ("origin", "https://evil.example", false),
            ("origin", "null", false),
            ("origin", "localhost", false),
            ("origin", "", false),
            ("sec-fetch-site", "none", true),
            ("sec-fetch-site", "same-origin", true),
            ("sec-fetch-site", "cross-site", false),
        ] {
            assert_eq!(accepts(&sites, "/", &[host, (name, value)]), is_own, "{name}: {value}");
        }
        let own = ("origin", "http://localhost");
        assert!(!accepts(&sites, "/", &[host, own, own]));
    }
}
