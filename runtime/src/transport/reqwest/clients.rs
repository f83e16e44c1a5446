//! The clients of reqwest: one for each runtime, and for each of https and http.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::sync::{Mutex, PoisonError};

use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder};
use tokio::runtime::Id;

use crate::error::BoxError;
#[cfg(feature = "http2")]
use crate::transport::limits::HTTP2_KEEPALIVE;
use crate::transport::limits::{Limits, POOL_IDLE_TIMEOUT};
use crate::transport::reqwest::tls;

/// The changes of a user to the reqwest builder.
#[derive(Default)]
pub(crate) struct Configure(Vec<Change>);

type Change = Box<dyn Fn(ClientBuilder) -> ClientBuilder + Send + Sync>;

impl Configure {
    /// Adds a change. It is cloned for each client that is built.
    pub(crate) fn add(
        &mut self,
        change: impl FnOnce(ClientBuilder) -> ClientBuilder + Clone + Send + Sync + 'static,
    ) {
        self.0.push(Box::new(move |builder| change.clone()(builder)));
    }

    fn apply(&self, builder: ClientBuilder) -> ClientBuilder {
        self.0.iter().fold(builder, |builder, change| change(builder))
    }
}

/// The number of clients that are kept. A program may create any number of runtimes.
const MAX_CLIENTS: usize = 32;

/// The clients that have been built so far.
///
/// A connection of reqwest is driven by a task of the runtime that opened it. On another runtime, a
/// request would wait until the first one is driven again. So each runtime has a pool of its own.
pub(super) struct Clients {
    configure: Option<Configure>,
    limits: Limits,
    /// The most recently used client is the last.
    built: Mutex<Vec<Built>>,
}

struct Built {
    is_encrypted: bool,
    /// `None` before the first request.
    runtime: Option<Id>,
    client: Client,
}

impl Clients {
    pub(super) fn new(limits: Limits, configure: Option<Configure>) -> Self {
        Self { configure, limits, built: Mutex::default() }
    }

    /// Builds a client before the first request, so that an error is reported early.
    pub(super) fn prepare(&self, is_encrypted: bool) -> Result<(), BoxError> {
        let client = self.build(is_encrypted)?;
        let mut built = self.built.lock().unwrap_or_else(PoisonError::into_inner);
        built.push(Built { is_encrypted, runtime: None, client });
        Ok(())
    }

    /// Returns the client of a runtime for https or http.
    pub(super) fn get(&self, runtime: Id, is_encrypted: bool) -> Result<Client, BoxError> {
        let mut built = self.built.lock().unwrap_or_else(PoisonError::into_inner);
        let fits = |built: &Built| {
            built.is_encrypted == is_encrypted && built.runtime.is_none_or(|id| id == runtime)
        };
        let client = if let Some(index) = built.iter().position(fits) {
            built.remove(index).client
        } else {
            self.build(is_encrypted)?
        };
        if built.len() >= MAX_CLIENTS {
            // The least recently used one. Its requests in flight are not affected.
            built.remove(0);
        }
        built.push(Built { is_encrypted, runtime: Some(runtime), client: client.clone() });
        Ok(client)
    }

    fn build(&self, is_encrypted: bool) -> Result<Client, BoxError> {
        let mut builder = builder(self.limits);
        if !is_encrypted {
            // The token is sent unencrypted. A proxy, or another address for `localhost`, would let
            // it leave the machine.
            let loopback = [(Ipv4Addr::LOCALHOST, 0).into(), (Ipv6Addr::LOCALHOST, 0).into()];
            builder = builder.no_proxy().resolve_to_addrs("localhost", &loopback);
        }
        builder = if let Some(configure) = &self.configure {
            // reqwest sets up TLS itself, so that it uses the certificates that the user adds.
            #[cfg(all(feature = "__rustls", not(feature = "native-tls")))]
            crate::transport::rustls::install_provider();
            configure.apply(builder)
        } else {
            tls::install(builder, is_encrypted)?
        };
        // Two settings cannot be changed by the user: a redirect would send the token to another
        // host, and a verbose log would contain it.
        Ok(builder.redirect(Policy::none()).connection_verbose(false).build()?)
    }
}

fn builder(limits: Limits) -> ClientBuilder {
    let builder = ClientBuilder::new();
    #[cfg(feature = "http2")]
    let builder = builder
        .http2_keep_alive_interval(HTTP2_KEEPALIVE)
        .http2_keep_alive_timeout(HTTP2_KEEPALIVE);
    builder
        .connect_timeout(limits.connect_timeout)
        .pool_idle_timeout(POOL_IDLE_TIMEOUT)
        .pool_max_idle_per_host(limits.max_connections)
}
