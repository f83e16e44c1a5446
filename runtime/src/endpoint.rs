//! The endpoint: the base URL of all requests.

use std::borrow::Cow;
use std::net::{Ipv4Addr, Ipv6Addr};

use connect_participant_model::{OPERATIONS, Operation, partition};
use http::Uri;
use http::uri::{Authority, Parts, PathAndQuery, Scheme};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::error::{Error, quoted};

/// The characters that a path cannot contain. `%` is allowed, because a part of the path may be
/// encoded already.
const NOT_IN_PATH: &AsciiSet = &{
    let unreserved = NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
    let sub_delims = unreserved.remove(b'!').remove(b'$').remove(b'&').remove(b'\'').remove(b'(');
    let sub_delims = sub_delims.remove(b')').remove(b'*').remove(b'+').remove(b',').remove(b';');
    sub_delims.remove(b'=').remove(b':').remove(b'@').remove(b'/').remove(b'%')
};

/// A valid base URL: https, or http with a loopback address. It has a scheme, a host, a port and a
/// path only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Endpoint {
    /// The whole URL, without a trailing `/`.
    base: String,
    scheme: Scheme,
    authority: Authority,
    /// The region that the host is derived from.
    #[cfg(feature = "tracing")]
    region: Option<String>,
    /// The path before the path of an operation.
    prefix: String,
    /// The complete paths of the operations without a label in their path.
    paths: Vec<(&'static str, PathAndQuery)>,
}

impl Endpoint {
    /// Returns the endpoint of the service in a region.
    pub(crate) fn from_region(region: &str, fips: bool, dual_stack: bool) -> Result<Self, Error> {
        check_region(region).map_err(|problem| {
            Error::invalid_input(format!("the region {} {problem}", quoted(region)))
        })?;
        let partition = partition(region);
        // The only exception in the endpoint rules of AWS: the default host of this partition is
        // the FIPS host.
        let plain_is_fips = partition.id == "aws-us-gov" && !dual_stack;
        let service =
            if fips && !plain_is_fips { "participant.connect-fips" } else { "participant.connect" };
        let suffix =
            if dual_stack { partition.dual_stack_dns_suffix } else { partition.dns_suffix };
        let endpoint = Self::from_url(&format!("https://{service}.{region}.{suffix}"))?;
        Ok(Self {
            #[cfg(feature = "tracing")]
            region: Some(region.to_owned()),
            ..endpoint
        })
    }

    /// Returns the endpoint for a URL from the user.
    pub(crate) fn from_url(text: &str) -> Result<Self, Error> {
        // The message does not quote the URL, because it could contain a secret.
        let invalid = |problem: &str| Error::invalid_input(format!("the endpoint URL {problem}"));
        if text.contains(['?', '#']) {
            return Err(invalid("has a query or a fragment"));
        }
        let uri = Uri::try_from(text)
            .map_err(|error| invalid(&format!("is not a valid URL: {error}")))?;
        let destination = Security::of(&uri).map_err(invalid)?;
        if destination == Security::Cleartext {
            return Err(invalid(
                "is plain http, which would send the token unencrypted: use https (http is for a loopback address only)",
            ));
        }
        let prefix = utf8_percent_encode(uri.path().trim_end_matches('/'), NOT_IN_PATH).to_string();
        if prefix.split('/').any(is_dots) {
            return Err(invalid("has a path with a segment `.` or `..`"));
        }
        let Parts { scheme: Some(scheme), authority: Some(authority), .. } = uri.into_parts()
        else {
            return Err(invalid("has no host"));
        };
        // Different spellings of a host get one form in error messages.
        let authority = authority.as_str().to_ascii_lowercase();
        let authority = Authority::try_from(authority).map_err(|_| invalid("has no host"))?;
        let whole = |operation: &Operation| {
            let path = Some(operation.path).filter(|path| !path.contains('{'))?;
            Some((path, whole_path(&prefix, path).ok()?))
        };
        let paths = OPERATIONS.iter().filter_map(whole).collect();
        Ok(Self {
            base: format!("{scheme}://{authority}{prefix}"),
            scheme,
            authority,
            #[cfg(feature = "tracing")]
            region: None,
            prefix,
            paths,
        })
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.base
    }

    /// Returns the region that the host is derived from. A URL of the user has none.
    #[cfg(feature = "tracing")]
    pub(crate) fn region(&self) -> Option<&str> {
        self.region.as_deref()
    }

    #[cfg(feature = "tracing")]
    pub(crate) fn host(&self) -> &str {
        self.authority.host()
    }

    #[cfg(feature = "tracing")]
    pub(crate) fn port(&self) -> u16 {
        self.authority.port_u16().unwrap_or(if self.is_encrypted() { 443 } else { 80 })
    }

    pub(crate) fn is_encrypted(&self) -> bool {
        self.scheme == Scheme::HTTPS
    }

    /// Returns `true` if a URL has the scheme, the host and the port of this endpoint.
    #[cfg(feature = "reqwest")]
    pub(crate) fn is_same_origin(&self, uri: &Uri) -> bool {
        let authority = uri.authority().map(Authority::as_str);
        authority == Some(self.authority.as_str()) && uri.scheme() == Some(&self.scheme)
    }

    /// Returns the URL of a request to `path`, which begins with `/`.
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
            let problem = format!("the URL of the request is not valid: {error}");
            Error::invalid_input(problem).with_source(error)
        })
    }
}

fn whole_path(prefix: &str, path: &str) -> Result<PathAndQuery, http::Error> {
    Ok(PathAndQuery::try_from(format!("{prefix}{path}"))?)
}

/// Returns `true` for a segment that some parsers of URLs remove.
fn is_dots(part: &str) -> bool {
    let part = part.replace("%2e", ".").replace("%2E", ".");
    part == "." || part == ".."
}

/// The protection of a secret that is sent to a URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Security {
    Encrypted,
    /// Unencrypted, but on this machine.
    Loopback,
    /// Unencrypted, over a network.
    Cleartext,
}

impl Security {
    /// Returns the protection for a URL. The error completes a sentence that begins with "the URL".
    ///
    /// A host or a port that two parsers could read differently is an error.
    pub(crate) fn of(uri: &Uri) -> Result<Self, &'static str> {
        let Some(authority) = uri.authority().map(Authority::as_str) else {
            return Err("has no host");
        };
        if authority.contains('@') {
            return Err("contains a user or a password");
        }
        // The colons of an IPv6 address are inside of brackets.
        let (host, port) = match authority.rsplit_once(':') {
            Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
            _ => (authority, None),
        };
        if port.is_some_and(|port| !is_port(port)) {
            return Err("has an invalid port");
        }
        let is_loopback = is_loopback(host).ok_or("has an invalid host")?;
        match uri.scheme_str() {
            Some("https") => Ok(Self::Encrypted),
            Some("http") if is_loopback => Ok(Self::Loopback),
            Some("http") => Ok(Self::Cleartext),
            _ => Err("is neither https nor http"),
        }
    }
}

/// Returns `true` for a port without a sign or leading zeros.
fn is_port(text: &str) -> bool {
    !text.starts_with(['0', '+']) && text.parse::<u16>().is_ok()
}

/// Returns `true` if a host is this machine by its address or name, and `None` if it is not a valid
/// host. No name server is asked.
fn is_loopback(host: &str) -> Option<bool> {
    const MAX_NAME: usize = 253;
    if let Some(address) = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
        return address.parse::<Ipv6Addr>().ok().map(|address| address.is_loopback());
    }
    if let Ok(address) = host.parse::<Ipv4Addr>() {
        return Some(address.is_loopback());
    }
    let last = host.rsplit('.').next()?;
    // Some parsers read such a name as an address in another notation, and others as a name.
    let is_number = last.bytes().all(|byte| byte.is_ascii_digit())
        || last.get(..2).is_some_and(|prefix| prefix.eq_ignore_ascii_case("0x"));
    let is_name = host.len() <= MAX_NAME && host.split('.').all(is_label) && !is_number;
    is_name.then(|| is_localhost(host))
}

fn is_label(label: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    (1..=MAX_LABEL).contains(&label.len()) && label.bytes().all(is_allowed)
}

const MAX_LABEL: usize = 63;

/// Returns `true` for the name of this machine. No name server is asked for it.
pub(crate) fn is_localhost(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost")
}

/// Checks that a region is a single label of a host name, and not a pseudo-region. Any other text
/// would change the host, and the token would be sent there. The error completes a sentence that
/// begins with the region.
fn check_region(region: &str) -> Result<(), Cow<'static, str>> {
    let problem = if region.is_empty() {
        "is empty"
    } else if !region.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-')) {
        "contains a character other than a-z, 0-9 and `-`"
    } else if region.len() > MAX_LABEL {
        "is longer than 63 characters"
    } else if region.starts_with('-') || region.ends_with('-') {
        "begins or ends with `-`"
    } else if region.ends_with("-global") {
        "is not the region of an endpoint"
    } else if region.starts_with("fips-") || region.ends_with("-fips") {
        "is a FIPS name: set the region itself, and turn on FIPS with `use_fips`"
    } else if is_region(region) {
        return Ok(());
    } else {
        let letter = |last: char| last.is_ascii_lowercase();
        return Err(match region.strip_suffix(letter).filter(|region| is_region(region)) {
            Some(region) => format!("is an availability zone: its region is `{region}`").into(),
            None => "is not the code of a region: `eu-central-1`, for example, is one".into(),
        });
    };
    Err(problem.into())
}

/// Returns `true` for a text in the form of a region: words and a number, such as `us-gov-west-1`.
fn is_region(text: &str) -> bool {
    const MAX_DIGITS: usize = 2;
    let Some((words, number)) = text.rsplit_once('-') else { return false };
    let is_word =
        |word: &str| word.len() >= 2 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
    is_number
        && (1..=MAX_DIGITS).contains(&number.len())
        && words.contains('-')
        && words.split('-').all(is_word)
}

#[cfg(test)]
mod tests {
    use super::Endpoint;

    fn host(region: &str, fips: bool, dual_stack: bool) -> String {
        Endpoint::from_region(region, fips, dual_stack).unwrap().as_str().to_owned()
    }

    #[test]
    fn host_of_each_partition() {
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
    fn host_with_fips_and_dual_stack() {
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
    fn invalid_region_is_rejected() {
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
            assert!(Endpoint::from_region(region, false, false).is_err(), "{region}");
        }
        assert!(Endpoint::from_region(&"a".repeat(64), false, false).is_err());
    }

    #[test]
    fn endpoint_url_is_https_or_loopback() {
        for url in [
            "https://chat.example",
            "https://chat.example:8443/base/",
            "http://127.0.0.1:8080",
            "http://[::1]:80",
        ] {
            assert!(Endpoint::from_url(url).is_ok(), "{url}");
        }
        for url in ["http://localhost:1", "http://LOCALHOST", "HTTP://127.9.9.9"] {
            assert!(!Endpoint::from_url(url).unwrap().is_encrypted(), "{url}");
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
            assert!(Endpoint::from_url(url).is_err(), "{url}");
        }
    }

    #[test]
    fn path_is_kept_without_trailing_slash() {
        let endpoint = Endpoint::from_url("https://chat.example/base/").unwrap();
        assert_eq!(
            endpoint.uri("/participant/event").unwrap(),
            "https://chat.example/base/participant/event"
        );
    }
}
