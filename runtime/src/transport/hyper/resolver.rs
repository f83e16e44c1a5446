//! The addresses of a host.

use std::collections::HashMap;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs as _};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::thread;

use hyper_util::client::legacy::connect::dns::Name;
use tokio::sync::watch;
use tower_service::Service;

use crate::endpoint::is_localhost;

/// The port is set later.
const LOCALHOST: [SocketAddr; 2] = [
    SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0),
    SocketAddr::new(IpAddr::V6(Ipv6Addr::LOCALHOST), 0),
];

/// Resolves names with the system, but `localhost` without it: an unencrypted token must stay on
/// this machine, even if a name server has another address.
///
/// A name is looked up once at a time: connections that need it meanwhile share the result. Nothing
/// is kept afterwards, because the system does not tell how long an address is valid.
///
/// A look-up cannot be cancelled, and takes long if a name server does not respond. So it has a
/// thread of its own. In the threads of Tokio for blocking work, it would delay the work of others,
/// and the shutdown of the runtime.
#[derive(Clone)]
pub(super) struct Resolver(Arc<Lookups>);

struct Lookups {
    look_up: LookUp,
    in_progress: Mutex<HashMap<String, watch::Receiver<Option<Found>>>>,
}

type LookUp = Box<dyn Fn(&str) -> io::Result<Vec<SocketAddr>> + Send + Sync>;
type Found = Result<Vec<SocketAddr>, Arc<io::Error>>;

impl Resolver {
    pub(super) fn new() -> Self {
        Self::with(|name| Ok((name, 0).to_socket_addrs()?.collect()))
    }

    fn with(look_up: impl Fn(&str) -> io::Result<Vec<SocketAddr>> + Send + Sync + 'static) -> Self {
        Self(Arc::new(Lookups { look_up: Box::new(look_up), in_progress: Mutex::default() }))
    }

    /// Returns the addresses of a name.
    pub(super) fn addresses(
        &self,
        name: &str,
    ) -> impl Future<Output = io::Result<Vec<SocketAddr>>> + Send + use<> {
        let shared = if is_localhost(name) { None } else { Some(self.look_up(name)) };
        async {
            let Some(shared) = shared else { return Ok(LOCALHOST.to_vec()) };
            let mut shared = shared?;
            let found = shared.wait_for(Option::is_some).await.map_err(io::Error::other)?;
            match &*found {
                Some(Ok(addresses)) => Ok(addresses.clone()),
                Some(Err(error)) => Err(copy(error)),
                None => Err(io::ErrorKind::NotFound.into()),
            }
        }
    }

    /// Joins the look-up of a name, or starts it.
    fn look_up(&self, name: &str) -> io::Result<watch::Receiver<Option<Found>>> {
        let mut in_progress = self.0.in_progress();
        // A look-up that has panicked leaves a closed channel.
        let shared = in_progress.get(name).filter(|shared| shared.has_changed().is_ok());
        if let Some(shared) = shared {
            return Ok(shared.clone());
        }
        let (sender, shared) = watch::channel(None);
        let (lookups, owned) = (Arc::clone(&self.0), name.to_owned());
        thread::Builder::new().name("dns look-up".to_owned()).spawn(move || {
            let found = (lookups.look_up)(&owned);
            lookups.in_progress().remove(&owned);
            sender.send_replace(Some(found.map_err(Arc::new)));
        })?;
        in_progress.insert(name.to_owned(), shared.clone());
        Ok(shared)
    }
}

impl Lookups {
    fn in_progress(&self) -> MutexGuard<'_, HashMap<String, watch::Receiver<Option<Found>>>> {
        self.in_progress.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Service<Name> for Resolver {
    type Response = std::vec::IntoIter<SocketAddr>;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = io::Result<Self::Response>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, name: Name) -> Self::Future {
        let addresses = self.addresses(name.as_str());
        Box::pin(async { Ok(addresses.await?.into_iter()) })
    }
}

/// Returns an error with the same code, or else with the same text.
fn copy(error: &io::Error) -> io::Error {
    error.raw_os_error().map_or_else(
        || io::Error::new(error.kind(), error.to_string()),
        io::Error::from_raw_os_error,
    )
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::io;
    use std::net::SocketAddr;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::{Arc, Mutex, mpsc};
    use std::task::Poll;
    use std::thread;
    use std::time::Duration;

    use tokio::runtime::Builder;
    use tower_service::Service as _;

    use super::Resolver;

    /// A resolver whose look-ups wait for a permission each, and return one result for all names.
    struct Held {
        resolver: Resolver,
        permit: mpsc::Sender<()>,
        started: Arc<AtomicUsize>,
    }

    const HANG: Duration = Duration::from_secs(20);
    const ADDRESS: ([u8; 4], u16) = ([192, 0, 2, 1], 0);

    impl Held {
        fn new(found: fn() -> io::Result<Vec<SocketAddr>>) -> Self {
            let (permit, permitted) = mpsc::channel();
            let permitted = Mutex::new(permitted);
            let started = Arc::<AtomicUsize>::default();
            let count = Arc::clone(&started);
            let resolver = Resolver::with(move |_| {
                count.fetch_add(1, Ordering::SeqCst);
                permitted.lock().unwrap().recv_timeout(HANG).unwrap();
                found()
            });
            Self { resolver, permit, started }
        }

        fn succeeding() -> Self {
            Self::new(|| Ok(vec![ADDRESS.into()]))
        }

        fn resolve(&self, name: &str) -> <Resolver as tower_service::Service<super::Name>>::Future {
            self.resolver.clone().call(name.parse().unwrap())
        }
    }

    #[tokio::test]
    async fn localhost_is_resolved_without_the_system() {
        for name in ["localhost", "LOCALHOST"] {
            let addresses = Resolver::new().call(name.parse().unwrap()).await.unwrap();
            let addresses: Vec<_> = addresses.map(|address| address.to_string()).collect();
            assert_eq!(addresses, ["127.0.0.1:0", "[::1]:0"]);
        }
    }

    #[tokio::test]
    async fn a_name_is_looked_up_once_at_a_time() {
        let held = Held::succeeding();
        for round in 1..=2 {
            let first = held.resolve("chat.example");
            let others: Vec<_> = (0..100).map(|_| held.resolve("chat.example")).collect();
            // The look-up does not belong to the connection that started it.
            drop(first);
            held.permit.send(()).unwrap();
            for other in others {
                assert_eq!(other.await.unwrap().collect::<Vec<_>>(), [ADDRESS.into()]);
            }
            assert_eq!(held.started.load(Ordering::SeqCst), round);
        }
    }

    #[tokio::test]
    async fn two_names_are_looked_up_apart() {
        let held = Held::succeeding();
        let both = [held.resolve("chat.example"), held.resolve("upload.example")];
        for _ in 0..2 {
            held.permit.send(()).unwrap();
        }
        for addresses in both {
            assert_eq!(addresses.await.unwrap().len(), 1);
        }
        assert_eq!(held.started.load(Ordering::SeqCst), 2);
    }

    /// The pool looks for the codes of a machine without free descriptors.
    #[tokio::test]
    async fn an_error_reaches_all_with_its_code_or_text() {
        const EMFILE: i32 = 24;
        let held = Held::new(|| Err(io::Error::from_raw_os_error(EMFILE)));
        let both = [held.resolve("chat.example"), held.resolve("chat.example")];
        held.permit.send(()).unwrap();
        for error in both {
            assert_eq!(error.await.unwrap_err().raw_os_error(), Some(EMFILE));
        }
        let held = Held::new(|| Err(io::Error::other("no such name")));
        let error = held.resolve("chat.example");
        held.permit.send(()).unwrap();
        assert_eq!(error.await.unwrap_err().to_string(), "no such name");
    }

    #[test]
    fn a_dead_name_server_does_not_hold_the_runtime() {
        let held = Held::succeeding();
        let runtime = Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let mut pending = held.resolve("chat.example");
            poll_fn(|context| {
                assert!(pending.as_mut().poll(context).is_pending());
                Poll::Ready(())
            })
            .await;
        });
        let (sender, dropped) = mpsc::channel();
        thread::spawn(move || {
            drop(runtime);
            sender.send(()).unwrap();
        });
        dropped.recv_timeout(HANG).unwrap();
        held.permit.send(()).unwrap();
    }

    #[tokio::test]
    async fn a_panic_in_a_lookup_is_an_error_for_the_next_too() {
        let resolver = Resolver::with(|_| panic!("a defect of the system"));
        for _ in 0..2 {
            resolver.clone().call("chat.example".parse().unwrap()).await.unwrap_err();
        }
    }
}
