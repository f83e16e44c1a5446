//! The proxies of the environment variables.

use http::Uri;
use http::uri::Scheme;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use hyper_util::client::proxy::matcher::Matcher;

use crate::error::BoxError;

pub(super) struct Proxies<C> {
    matcher: Matcher,
    to_proxy: C,
}

impl<C: Clone> Proxies<C> {
    /// Reads the environment variables. `to_proxy` opens the connection to a proxy.
    pub(super) fn from_env(to_proxy: C) -> Self {
        Self { matcher: Matcher::from_env(), to_proxy }
    }

    /// Returns a tunnel to the host of a URL if there is a proxy for it. Unencrypted requests go to
    /// this machine, so they use no proxy.
    pub(super) fn tunnel(&self, uri: &Uri) -> Result<Option<Tunnel<C>>, BoxError> {
        if uri.scheme() != Some(&Scheme::HTTPS) {
            return Ok(None);
        }
        let Some(proxy) = self.matcher.intercept(uri) else { return Ok(None) };
        if !matches!(proxy.uri().scheme_str(), Some("http" | "https")) {
            // The error does not quote the URL, because it may contain a password.
            return Err("the proxy is neither http nor https".into());
        }
        let tunnel = Tunnel::new(proxy.uri().clone(), self.to_proxy.clone());
        Ok(Some(match proxy.basic_auth() {
            Some(authorization) => tunnel.with_auth(authorization.clone()),
            None => tunnel,
        }))
    }
}
