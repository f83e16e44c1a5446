//! The proxies of the environment variables.

use std::env;
use std::ffi::OsString;

use http::uri::Scheme;
use http::{HeaderValue, Uri};
use hyper_util::client::proxy::matcher::Matcher;

use crate::error::{BoxError, Located};

/// The variables with a proxy for encrypted connections, by precedence. As in [`Matcher`], the
/// second name of a pair counts only if the first is not set, and an empty value is no proxy.
const PROXY: [[&str; 2]; 2] = [["HTTPS_PROXY", "https_proxy"], ["ALL_PROXY", "all_proxy"]];
const NO_PROXY: [&str; 2] = ["NO_PROXY", "no_proxy"];
/// The variable of a CGI program. It sets `HTTP_PROXY` from a request header, so [`Matcher`] ignores
/// all proxies then.
const CGI: &str = "REQUEST_METHOD";

pub(super) struct Proxies {
    /// The error is for the connections that would use the proxy.
    proxy: Option<Result<Proxy, String>>,
    /// The hosts that need a proxy. The proxy in it stands for any.
    proxied: Matcher,
}

/// A proxy for encrypted connections.
pub(super) struct Proxy {
    pub(super) url: Uri,
    /// User and password, as the value of a header.
    pub(super) authorization: Option<HeaderValue>,
    variable: &'static str,
}

impl Proxies {
    /// Reads the environment variables.
    pub(super) fn from_env() -> Self {
        let is_cgi = env::var_os(CGI).is_some();
        let variables = PROXY.iter().filter(|_| !is_cgi);
        let mut set =
            variables.filter_map(|names| first_set(names)).filter(|(_, value)| !value.is_empty());
        let no_proxy = NO_PROXY.iter().find_map(|name| env::var(name).ok());
        Self {
            proxy: set.next().map(|(variable, value)| Proxy::parse(variable, value)),
            proxied: Matcher::builder()
                .all("http://proxy.invalid")
                .no(no_proxy.unwrap_or_default())
                .build(),
        }
    }

    /// Returns the proxy for a URL, if there is one. Unencrypted requests go to this machine, so
    /// they use no proxy.
    pub(super) fn get(&self, uri: &Uri) -> Result<Option<&Proxy>, BoxError> {
        if uri.scheme() != Some(&Scheme::HTTPS) || self.proxied.intercept(uri).is_none() {
            return Ok(None);
        }
        Ok(self.proxy.as_ref().map(Result::as_ref).transpose().map_err(Clone::clone)?)
    }
}

impl Proxy {
    /// The error does not quote the value, because it may contain a password.
    fn parse(variable: &'static str, value: OsString) -> Result<Self, String> {
        let invalid = |problem| format!("the proxy in `{variable}` {problem}");
        let value = value.into_string().map_err(|_| invalid("is not a valid URL"))?;
        let matcher = Matcher::builder().https(value).build();
        let proxy = matcher.intercept(&Uri::from_static("https://any.invalid"));
        let proxy = proxy.ok_or_else(|| invalid("is not a valid URL"))?;
        let url = proxy.uri().clone();
        if !matches!(url.scheme_str(), Some("http" | "https")) {
            return Err(invalid("is neither http nor https"));
        }
        // A port that is too large would be ignored.
        let rest = url.authority().and_then(|all| all.as_str().strip_prefix(url.host()?));
        if !rest.is_some_and(|rest| {
            matches!(rest, "" | ":") || url.port_u16().is_some_and(|port| port > 0)
        }) {
            return Err(invalid("has an invalid host or port"));
        }
        Ok(Self { url, authorization: proxy.basic_auth().cloned(), variable })
    }

    /// Adds the proxy to an error of it.
    pub(super) fn locate(&self, error: BoxError) -> BoxError {
        Located { place: self.name(), source: error }.into()
    }

    /// Adds the proxy to an error of the server behind it.
    pub(super) fn locate_behind(&self, error: BoxError) -> BoxError {
        Located { place: format!("through {}", self.name()), source: error }.into()
    }

    /// Returns host and port, without user and password.
    fn name(&self) -> String {
        let default_port = if self.url.scheme() == Some(&Scheme::HTTPS) { 443 } else { 80 };
        let port = self.url.port_u16().unwrap_or(default_port);
        let host = self.url.host().unwrap_or_default();
        format!("the proxy {host}:{port} ({})", self.variable)
    }
}

/// Returns the first of these variables that is set.
fn first_set(names: &[&'static str]) -> Option<(&'static str, OsString)> {
    names.iter().find_map(|name| Some((*name, env::var_os(name)?)))
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::Proxy;
    use crate::error::reason;

    fn name(value: &str) -> Result<String, String> {
        Ok(Proxy::parse("HTTPS_PROXY", value.into())?.name())
    }

    #[test]
    fn a_proxy_is_named_by_host_and_port() {
        for (value, expected) in [
            ("http://user:password@proxy.example:3128/path", "proxy.example:3128"),
            ("proxy.example", "proxy.example:80"),
            ("user@proxy.example:", "proxy.example:80"),
            ("https://[::1]", "[::1]:443"),
        ] {
            assert_eq!(name(value).unwrap(), format!("the proxy {expected} (HTTPS_PROXY)"));
        }
    }

    /// The pool looks for the codes of a machine without free descriptors.
    #[test]
    fn an_error_of_a_proxy_keeps_its_source() {
        const EMFILE: i32 = 24;
        let proxy = Proxy::parse("ALL_PROXY", "127.0.0.1:9".into()).unwrap();
        let error = proxy.locate(io::Error::from_raw_os_error(EMFILE).into());
        let text = reason(error.as_ref());
        assert!(
            text.starts_with("the proxy 127.0.0.1:9 (ALL_PROXY): Too many open files"),
            "{text}"
        );
        // A report shows each cause once.
        assert_eq!(error.to_string(), "the proxy 127.0.0.1:9 (ALL_PROXY)");
        let source = error.source().unwrap().downcast_ref::<io::Error>();
        assert_eq!(source.unwrap().raw_os_error(), Some(EMFILE));
    }
}
