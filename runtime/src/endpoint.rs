//! Where requests go.

use connect_participant_model::partition;
use http::Uri;
use url::{Host, Url};

use crate::Error;
use crate::error::quoted;

/// The base of every request's URL, checked: https, or http to a loopback address; nothing but scheme, host, port, path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Endpoint {
    /// Without a `/` at its end.
    base: String,
    is_encrypted: bool,
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
        Ok(Self { base: format!("https://{service}.{region}.{suffix}"), is_encrypted: true })
    }

    /// An endpoint of the user's own.
    pub(crate) fn of_url(text: &str) -> Result<Self, Error> {
        // The text may be anything, a secret included, so it is not in the message.
        let refused = |problem: &str| Error::invalid_input(format!("the endpoint URL {problem}"));
        let url = Url::parse(text).map_err(|error| refused(&format!("is no URL: {error}")))?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(refused("has a user or a password in it"));
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(refused("has a query or a fragment"));
        }
        let is_encrypted = match url.scheme() {
            "https" => true,
            "http" if url.host().is_some_and(|host| is_loopback(&host)) => false,
            "http" => {
                return Err(refused(
                    "is plain http, which sends the token in the clear: use https (http is for a loopback address)",
                ));
            }
            _ => return Err(refused("is neither https nor http")),
        };
        let base = url.as_str().trim_end_matches('/').to_owned();
        // A URL may have what a request's cannot, such as `{` in the host. Better told here than by each call.
        if let Err(error) = Uri::try_from(&base) {
            return Err(refused("is none that a request can go to").with_source(error));
        }
        Ok(Self { base, is_encrypted })
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.base
    }

    pub(crate) fn is_encrypted(&self) -> bool {
        self.is_encrypted
    }

    /// The URL of a request to `path`, which begins with `/`.
    pub(crate) fn uri(&self, path: &str) -> Result<Uri, Error> {
        Uri::try_from(format!("{}{path}", self.base)).map_err(|error| {
            Error::invalid_input("the URL of the request is not valid").with_source(error)
        })
    }
}

/// Whether what is sent there stays on this machine.
pub(crate) fn is_loopback(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(domain) => *domain == "localhost",
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    }
}

/// Checks that a region is one label of a host name, and no pseudo-region. Anything else would make another host of it,
/// which the token would be sent to.
fn check_region(region: &str) -> Result<(), &'static str> {
    const LONGEST_LABEL: usize = 63;
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
        for url in ["http://localhost:1", "http://127.9.9.9"] {
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
            "https://{",
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
