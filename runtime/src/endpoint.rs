//! Where requests go.

use std::net::{Ipv4Addr, Ipv6Addr};

use connect_participant_model::{OPERATIONS, Operation, partition};
#[cfg(feature = "hyper")]
use http::HeaderValue;
use http::Uri;
use http::uri::{Authority, Parts, PathAndQuery, Scheme};

use crate::error::quoted;
use crate::{Error, percent};

/// The base of every request's URL, checked: https, or http to a loopback address; nothing but scheme, host, port, path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Endpoint {
    /// All of it, without a `/` at its end.
    base: String,
    scheme: Scheme,
    authority: Authority,
    /// What comes before the path of an operation.
    prefix: String,
    /// The whole paths of the operations that have no label in theirs.
    paths: Vec<(&'static str, PathAndQuery)>,
}

impl Endpoint {
    /// The service's endpoint in a region.
    pub(crate) fn of_region(region: &str, fips: bool, dual_stack: bool) -> Result<Self, Error> {
        check_region(region).map_err(|problem| {
            Error::invalid_input(format!("the region {} {problem}", quoted(region)))
        })?;
        let partition = partition(region);
        // The one exception in AWS's endpoint rules: in this partition the plain host is the FIPS host.
        let plain_is_fips = partition.id == "aws-us-gov" && !dual_stack;
        let service =
            if fips && !plain_is_fips { "participant.connect-fips" } else { "participant.connect" };
        let suffix =
            if dual_stack { partition.dual_stack_dns_suffix } else { partition.dns_suffix };
        Self::of_url(&format!("https://{service}.{region}.{suffix}"))
    }

    /// An endpoint of the user's own.
    pub(crate) fn of_url(text: &str) -> Result<Self, Error> {
        // The text may be anything, a secret included, so it is not in the message.
        let refused = |problem: &str| Error::invalid_input(format!("the endpoint URL {problem}"));
        if text.contains(['?', '#']) {
            return Err(refused("has a query or a fragment"));
        }
        let uri = Uri::try_from(text).map_err(|error| refused(&format!("is no URL: {error}")))?;
        let destination = Destination::of(&uri).map_err(refused)?;
        if destination == Destination::Cleartext {
            return Err(refused(
                "is plain http, which sends the token in the clear: use https (http is for a loopback address)",
            ));
        }
        let prefix = percent::complete(uri.path().trim_end_matches('/'));
        if prefix.split('/').any(is_dots) {
            return Err(refused("has a path with `.` or `..` in it"));
        }
        let Parts { scheme: Some(scheme), authority: Some(authority), .. } = uri.into_parts()
        else {
            return Err(refused("has no host"));
        };
        // However it is written, it is told in one way.
        let authority = authority.as_str().to_ascii_lowercase();
        let authority = Authority::try_from(authority).map_err(|_| refused("has no host"))?;
        let whole = |operation: &Operation| {
            let path = Some(operation.path).filter(|path| !path.contains('{'))?;
            Some((path, whole_path(&prefix, path).ok()?))
        };
        let paths = OPERATIONS.iter().filter_map(whole).collect();
        Ok(Self {
            base: format!("{scheme}://{authority}{prefix}"),
            scheme,
            authority,
            prefix,
            paths,
        })
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.base
    }

    pub(crate) fn is_encrypted(&self) -> bool {
        self.scheme == Scheme::HTTPS
    }

    /// Its host, and its port where it has one.
    #[cfg(feature = "hyper")]
    pub(crate) fn authority(&self) -> &Authority {
        &self.authority
    }

    /// The header that tells the two.
    #[cfg(feature = "hyper")]
    pub(crate) fn host(&self) -> Option<HeaderValue> {
        host(&self.authority, &self.scheme)
    }

    /// Whether what goes to a URL goes there, and as safely.
    #[cfg(any(feature = "hyper", feature = "reqwest"))]
    pub(crate) fn is_of(&self, uri: &Uri) -> bool {
        let authority = uri.authority().map(Authority::as_str);
        authority == Some(self.authority.as_str()) && uri.scheme() == Some(&self.scheme)
    }

    /// The URL of a request to `path`, which begins with `/`.
    pub(crate) fn uri(&self, path: &str) -> Result<Uri, Error> {
        let known = self.paths.iter().find(|(known, _)| *known == path);
        let whole = match known {
            Some((_, whole)) => Ok(whole.clone()),
            None => whole_path(&self.prefix, path),
        };
        let uri = whole.and_then(|whole| {
            let mut parts = Parts::default();
            parts.scheme = Some(self.scheme.clone());
            parts.authority = Some(self.authority.clone());
            parts.path_and_query = Some(whole);
            Ok(Uri::from_parts(parts)?)
        });
        uri.map_err(|error| {
            Error::invalid_input("the URL of the request is not valid").with_source(error)
        })
    }
}

fn whole_path(prefix: &str, path: &str) -> Result<PathAndQuery, http::Error> {
    Ok(PathAndQuery::try_from(format!("{prefix}{path}"))?)
}

/// The header that tells a host, and its port unless it is the scheme's own.
#[cfg(feature = "hyper")]
pub(crate) fn host(authority: &Authority, scheme: &Scheme) -> Option<HeaderValue> {
    let own_port = if *scheme == Scheme::HTTPS { ":443" } else { ":80" };
    let text = authority.as_str();
    HeaderValue::from_str(text.strip_suffix(own_port).unwrap_or(text)).ok()
}

/// Whether a part of a path is one that some leave out.
fn is_dots(part: &str) -> bool {
    let part = part.replace("%2e", ".").replace("%2E", ".");
    part == "." || part == ".."
}

/// How safe a token, or another secret, is on its way to a URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Destination {
    Encrypted,
    /// In the clear, and on this machine.
    Loopback,
    Cleartext,
}

impl Destination {
    /// What a URL says of it, or why no request can go there, in words that complete a sentence.
    ///
    /// There is nothing in the host and the port that two who read it could take for different ones.
    pub(crate) fn of(uri: &Uri) -> Result<Self, &'static str> {
        let Some(authority) = uri.authority().map(Authority::as_str) else {
            return Err("has no host");
        };
        if authority.contains('@') {
            return Err("has a user or a password in it");
        }
        // The colons of an address are within brackets.
        let (host, port) = match authority.rsplit_once(':') {
            Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
            _ => (authority, None),
        };
        if port.is_some_and(|port| !is_port(port)) {
            return Err("has a port that is none");
        }
        let is_loopback = is_loopback(host).ok_or("has a host that is none")?;
        match uri.scheme_str() {
            Some("https") => Ok(Self::Encrypted),
            Some("http") if is_loopback => Ok(Self::Loopback),
            Some("http") => Ok(Self::Cleartext),
            _ => Err("is neither https nor http"),
        }
    }
}

/// Whether it is a port, written in the usual way.
fn is_port(text: &str) -> bool {
    !text.starts_with(['0', '+']) && text.parse::<u16>().is_ok()
}

/// Whether a host is this machine whatever a name server says, if it is a host.
fn is_loopback(host: &str) -> Option<bool> {
    const LONGEST_NAME: usize = 253;
    if let Some(address) = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
        return address.parse::<Ipv6Addr>().ok().map(|address| address.is_loopback());
    }
    if let Ok(address) = host.parse::<Ipv4Addr>() {
        return Some(address.is_loopback());
    }
    let last = host.rsplit('.').next()?;
    // Some take such a name for an address in another form, and others for a name.
    let is_number = last.bytes().all(|byte| byte.is_ascii_digit())
        || last.get(..2).is_some_and(|prefix| prefix.eq_ignore_ascii_case("0x"));
    let is_name = host.len() <= LONGEST_NAME && host.split('.').all(is_label) && !is_number;
    is_name.then(|| is_localhost(host))
}

fn is_label(label: &str) -> bool {
    let is_of_a_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    (1..=LONGEST_LABEL).contains(&label.len()) && label.bytes().all(is_of_a_name)
}

const LONGEST_LABEL: usize = 63;

/// Whether it is the name that no name server is asked for.
pub(crate) fn is_localhost(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost")
}

/// Checks that a region is one label of a host name, and no pseudo-region. Anything else would make another host of it,
/// which the token would be sent to.
fn check_region(region: &str) -> Result<(), &'static str> {
    if region.is_empty() {
        Err("is empty")
    } else if !region.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-')) {
        Err("has a character other than a-z, 0-9 and `-`")
    } else if region.len() > LONGEST_LABEL {
        Err("is longer than 63 characters")
    } else if region.starts_with('-') || region.ends_with('-') {
        Err("begins or ends with `-`")
    } else if region.ends_with("-global") {
        Err("is no region that a host is in")
    } else if region.starts_with("fips-") || region.ends_with("-fips") {
        Err("is no region: give the region itself, and ask for FIPS beside it")
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Endpoint;

    fn host(region: &str, fips: bool, dual_stack: bool) -> String {
        Endpoint::of_region(region, fips, dual_stack).unwrap().as_str().to_owned()
    }

    #[test]
    fn a_region_has_a_host_in_its_partition() {
        assert_eq!(
            host("eu-central-1", false, false),
            "https://participant.connect.eu-central-1.amazonaws.com"
        );
        assert_eq!(
            host("cn-north-1", false, false),
            "https://participant.connect.cn-north-1.amazonaws.com.cn"
        );
        assert_eq!(
            host("eusc-de-east-1", false, false),
            "https://participant.connect.eusc-de-east-1.amazonaws.eu"
        );
        assert_eq!(
            host("us-isob-east-1", false, false),
            "https://participant.connect.us-isob-east-1.sc2s.sgov.gov"
        );
        assert_eq!(
            host("moon-base-1", false, false),
            "https://participant.connect.moon-base-1.amazonaws.com"
        );
    }

    #[test]
    fn fips_and_dual_stack_change_the_host() {
        assert_eq!(
            host("us-east-1", true, false),
            "https://participant.connect-fips.us-east-1.amazonaws.com"
        );
        assert_eq!(host("us-east-1", false, true), "https://participant.connect.us-east-1.api.aws");
        assert_eq!(
            host("us-east-1", true, true),
            "https://participant.connect-fips.us-east-1.api.aws"
        );
        assert_eq!(
            host("us-gov-west-1", true, false),
            "https://participant.connect.us-gov-west-1.amazonaws.com"
        );
        assert_eq!(
            host("us-gov-west-1", true, true),
            "https://participant.connect-fips.us-gov-west-1.api.aws"
        );
    }

    #[test]
    fn what_is_no_region_is_refused() {
        let regions = [
            "",
            "aws-global",
            "us-east-1.evil.example",
            "evil.example/",
            "x@evil",
            "US-EAST-1",
            "us east 1",
        ];
        for region in regions.into_iter().chain([
            "-us",
            "us-",
            "fips-us-east-1",
            "us-east-1-fips",
            "us_east_1",
            "ü",
        ]) {
            assert!(Endpoint::of_region(region, false, false).is_err(), "{region}");
        }
        assert!(Endpoint::of_region(&"a".repeat(64), false, false).is_err());
    }

    #[test]
    fn an_endpoint_of_ones_own_is_https_or_loopback() {
        for url in [
            "https://chat.example",
            "https://chat.example:8443/base/",
            "http://127.0.0.1:8080",
            "http://[::1]:80",
        ] {
            assert!(Endpoint::of_url(url).is_ok(), "{url}");
        }
        for url in ["http://localhost:1", "http://LOCALHOST", "HTTP://127.9.9.9"] {
            assert!(!Endpoint::of_url(url).unwrap().is_encrypted(), "{url}");
        }
        let refused = [
            "",
            "chat.example",
            "http://chat.example",
            "http://10.0.0.1",
            "ftp://127.0.0.1",
            "file:///x",
        ];
        let more = [
            "https://user@chat.example",
            "https://:secret@chat.example",
            "https://chat.example/?q",
            "https://c/#f",
        ];
        for url in refused.into_iter().chain(more).chain([
            "http://chat.localhost",
            "http://localhost.evil.example",
            "http://127.0.0.1@evil.example",
            "http://127.1",
            "http://[::ffff:127.0.0.1]",
            "https://{",
            "https://[::g]",
            "https://[::1]chat.example:443",
            "https://[::1].chat.example",
            "https://user@chat.example:443",
            "http://127.0.0.1:1@chat.example:2",
            "https://chat.example:65536",
            "https://chat.example:",
            "https://chat.example:0",
            "https://chat.example:+443",
            "https://chat.example:0443",
            "https://~",
            "https://chat..example",
            "https://chat.example.",
            "https://127.1",
            "https://2130706433",
            "https://0x7f000001",
            "https://1.2.3.4.5",
            "https://chat.example/a/../b",
            "https://chat.example/./b",
            "https://chat.example/%2E%2e/b",
            "https://chät.example",
        ]) {
            assert!(Endpoint::of_url(url).is_err(), "{url}");
        }
    }

    #[test]
    fn a_path_is_kept_and_its_last_slash_is_not() {
        let endpoint = Endpoint::of_url("https://chat.example/base/").unwrap();
        assert_eq!(
            endpoint.uri("/participant/event").unwrap(),
            "https://chat.example/base/participant/event"
        );
    }
}
