//! The addresses of a host.

use std::future::ready;
use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::pin::Pin;
use std::task::{Context, Poll};

use hyper_util::client::legacy::connect::dns::{GaiResolver, Name};
use tower_service::Service;

use crate::endpoint::is_localhost;

/// Resolves names with the system, but `localhost` without it: an unencrypted token must stay on
/// this machine, even if a name server has another address.
#[derive(Clone)]
pub(super) struct Resolver(GaiResolver);

impl Resolver {
    pub(super) fn new() -> Self {
        Self(GaiResolver::new())
    }
}

impl Service<Name> for Resolver {
    type Response = std::vec::IntoIter<SocketAddr>;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = io::Result<Self::Response>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.0.poll_ready(context)
    }

    fn call(&mut self, name: Name) -> Self::Future {
        if is_localhost(name.as_str()) {
            let addresses = vec![
                SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
                SocketAddr::from((Ipv6Addr::LOCALHOST, 0)),
            ];
            return Box::pin(ready(Ok(addresses.into_iter())));
        }
        let asked = self.0.call(name);
        Box::pin(async { Ok(asked.await?.collect::<Vec<_>>().into_iter()) })
    }
}

#[cfg(test)]
mod tests {
    use tower_service::Service as _;

    use super::Resolver;

    #[tokio::test]
    async fn localhost_is_resolved_without_the_system() {
        for name in ["localhost", "LOCALHOST"] {
            let addresses = Resolver::new().call(name.parse().unwrap()).await.unwrap();
            let addresses: Vec<_> = addresses.map(|address| address.to_string()).collect();
            assert_eq!(addresses, ["127.0.0.1:0", "[::1]:0"]);
        }
    }
}
