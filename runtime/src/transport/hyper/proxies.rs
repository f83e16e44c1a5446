//! The proxies that the environment names.

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
    /// `to_proxy` makes the connection to a proxy itself.
    pub(super) fn from_env(to_proxy: C) -> Self {
        Self { matcher: Matcher::from_env(), to_proxy }
    }

    /// What makes the way to a host through the proxy that there is for it. What is not encrypted is for this machine, and
    /// goes through none.
    pub(super) fn tunnel(&self, uri: &Uri) -> Result<Option<Tunnel<C>>, BoxError> {
        if uri.scheme() != Some(&Scheme::HTTPS) {
            return Ok(None);
        }
        let Some(proxy) = self.matcher.intercept(uri) else { return Ok(None) };
        if !matches!(proxy.uri().scheme_str(), Some("http" | "https")) {
            // Its URL may have a password in it.
            return Err("the proxy is neither http nor https".into());
        }
        let tunnel = Tunnel::new(proxy.uri().clone(), self.to_proxy.clone());
        Ok(Some(match proxy.basic_auth() {
            Some(authorization) => tunnel.with_auth(authorization.clone()),
            None => tunnel,
        }))
    }
}
