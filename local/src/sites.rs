//! The sites whose pages may read and control the service.

use std::net::IpAddr;

use http::header::{HOST, ORIGIN};
use http::uri::Authority;
use http::{HeaderMap, HeaderName, HeaderValue, Request, StatusCode, Uri};

use crate::refusal_reason::RefusalReason;
use crate::response::ErrorResponse;

/// A header of browsers that tells whether a page of another site makes the request, also where
/// there is no `Origin`.
pub(crate) const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// The hosts by which the service may be called.
///
/// A page of any site can make a browser send requests to this machine. The browser names the site
/// in `Origin`. It does not if the site's DNS points to this machine (DNS rebinding), but then it
/// names the site in `Host`.
#[derive(Default)]
pub(crate) struct Sites {
    /// The service listens on an address that is not a loopback address. It does not know all its
    /// addresses, but an address cannot be rebound.
    pub(crate) any_address: bool,
    /// The host of the public URL.
    pub(crate) public_host: Option<String>,
    /// `true` if pages of other origins on this machine may call the service.
    pub(crate) cors: bool,
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
                    && origin.host().is_some_and(|host| self.is_own_origin(host, headers))
            }),
        };
        let is_cross_site = headers.get_all(SEC_FETCH_SITE).iter().any(|site| site == "cross-site");
        if !is_own_origin || is_cross_site {
            return Err(refused(RefusalReason::ForeignOrigin));
        }
        Ok(())
    }

    /// Returns the `Origin` of a page on this machine that calls the service by one of its hosts, if
    /// such pages may.
    pub(crate) fn permitted_origin<B>(&self, request: &Request<B>) -> Option<HeaderValue> {
        let headers = Some(request.headers()).filter(|_| self.cors)?;
        only(headers, &HOST).filter(|host| self.is_own_authority(host))?;
        let origin: Uri = only(headers, &ORIGIN)?.parse().ok()?;
        let is_loopback = origin.scheme().is_some() && origin.host().is_some_and(is_loopback);
        headers.get(ORIGIN).filter(|_| is_loopback).cloned()
    }

    /// Returns `true` for the hosts of the service. Of addresses that are not loopback, only the one
    /// that the request goes to: another address may be that of another machine.
    fn is_own_origin(&self, host: &str, headers: &HeaderMap) -> bool {
        let is_other = address(host).is_some_and(|address| !address.is_loopback());
        let called = only(headers, &HOST).and_then(|host| host.parse::<Authority>().ok());
        let is_called = called.is_some_and(|called| called.host() == host);
        self.is_own_host(host) && (!is_other || is_called)
    }

    fn is_own_authority(&self, host: &str) -> bool {
        let authority = host.parse::<Authority>();
        authority.is_ok_and(|authority| !host.contains('@') && self.is_own_host(authority.host()))
    }

    /// Returns `true` for loopback names and addresses, and for the names and addresses of the
    /// service.
    fn is_own_host(&self, host: &str) -> bool {
        if let Some(address) = address(host) {
            return address.is_loopback() || self.any_address && !address.is_unspecified();
        }
        let is_public =
            |own: &String| own.eq_ignore_ascii_case(host.strip_suffix('.').unwrap_or(host));
        is_loopback(host) || self.public_host.as_ref().is_some_and(is_public)
    }
}

/// Returns `true` for a loopback name or address.
fn is_loopback(host: &str) -> bool {
    if let Some(address) = address(host) {
        return address.is_loopback();
    }
    let host = host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase();
    host == "localhost" || host.ends_with(".localhost")
}

/// Returns the address that a host is, with or without the brackets of IPv6.
fn address(host: &str) -> Option<IpAddr> {
    let inner = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    inner.unwrap_or(host).parse().ok().map(|address: IpAddr| address.to_canonical())
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

    fn public(host: &str) -> Sites {
        Sites { any_address: true, public_host: Some(host.to_owned()), ..Sites::default() }
    }

    #[test]
    fn only_loopback_hosts_are_accepted() {
        let sites = Sites::default();
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
        let sites = public("Connect");
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
    fn only_loopback_origins_can_be_permitted() {
        let sites = Sites { cors: true, ..public("connect") };
        for (host, origin, is_loopback) in [
            ("localhost:1", "http://localhost:3000", true),
            ("connect", "http://127.0.0.1:3000", true),
            ("192.168.0.1", "https://[::1]", true),
            ("localhost", "http://app.localhost:1", true),
            ("localhost", "http://connect", false),
            ("localhost", "http://192.168.0.1", false),
            ("localhost", "https://evil.example", false),
            ("localhost", "http://localhost.evil.example", false),
            ("localhost", "null", false),
            ("localhost", "localhost", false),
            ("evil.example", "http://localhost", false),
        ] {
            let request = Request::get("/").header("host", host).header("origin", origin);
            let request = request.body(()).unwrap();
            let expected = is_loopback.then(|| origin.parse().unwrap());
            assert_eq!(sites.permitted_origin(&request), expected, "{host}, {origin}");
            assert_eq!(public("connect").permitted_origin(&request), None);
        }
    }

    #[test]
    fn pages_of_other_sites_are_rejected() {
        let sites = Sites::default();
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
