//! The connections of a transport, and their limit.

mod reaper;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http::Uri;
use tokio::runtime::{Handle, Id};
use tokio::sync::{Notify, Semaphore, SemaphorePermit};
use tokio::time::timeout;

use crate::clock::tokio_now;
use crate::transport::hyper::connection::Connection;
use crate::transport::limits::POOL_IDLE_TIMEOUT;

/// The time after which a call that lacks a resource of the machine tries again to open a
/// connection.
const RESOURCES_CHECK: Duration = Duration::from_millis(50);

/// The connections to any number of hosts.
///
/// A connection belongs to the runtime that opened it. Another runtime would wait for it until the
/// first one is driven again, which may be never. The limit is for all runtimes together.
pub(super) struct Pool {
    max_connections: usize,
    /// A permit for each connection in use. Calls get them in the order in which they ask.
    permits: Semaphore,
    state: Mutex<State>,
    /// Notified when a call stops using a connection.
    released: Notify,
}

#[derive(Default)]
struct State {
    /// The number of connections that calls use or open.
    in_use: usize,
    /// The idle connections, and the shared ones. The most recently used is the last.
    idle: Vec<Idle>,
    /// The runtimes with a task that closes their idle connections.
    reapers: Vec<Id>,
}

impl State {
    /// Removes the least recently used connection that is idle. There is one if the pool is full and
    /// a call has a permit, because each connection in use has the permit of a call.
    fn evict(&mut self) -> Option<Idle> {
        let index = self.idle.iter().position(|idle| !idle.connection.is_in_use())?;
        Some(self.idle.remove(index))
    }
}

struct Idle {
    connection: Box<Connection>,
    runtime: Id,
    /// The start of its last request. A connection whose request took longer than the idle timeout
    /// is closed. Reading the clock at the end too would cost as much as finding the connection.
    since: Duration,
}

impl Idle {
    /// Returns `true` if the idle timeout has passed. It starts again while calls share the
    /// connection.
    fn is_expired(&mut self, now: Duration) -> bool {
        if self.connection.is_in_use() {
            self.since = now;
        }
        now.saturating_sub(self.since) >= POOL_IDLE_TIMEOUT
    }
}

impl Pool {
    pub(super) fn new(max_connections: usize) -> Self {
        Self {
            max_connections,
            permits: Semaphore::new(max_connections.min(Semaphore::MAX_PERMITS)),
            state: Mutex::default(),
            released: Notify::new(),
        }
    }

    /// Waits until a connection may be used. Always returns `Some`, because the semaphore is never
    /// closed.
    pub(super) async fn permit(&self) -> Option<SemaphorePermit<'_>> {
        match self.permits.try_acquire() {
            Ok(permit) => Some(permit),
            Err(_) => self.permits.acquire().await.ok(),
        }
    }

    /// Returns the most recently used connection of this runtime to the host of a URL.
    pub(super) fn take(self: &Arc<Self>, uri: &Uri, runtime: Id) -> Option<Lease<'_>> {
        let mut state = self.state();
        let fits = |idle: &Idle| idle.runtime == runtime && idle.connection.leads_to(uri);
        let index = state.idle.iter().rposition(fits)?;
        let now = tokio_now();
        let mut idle = state.idle.remove(index);
        if idle.is_expired(now) {
            // Nothing drove the runtime, so its reaper did not run.
            drop(state);
            return None;
        }
        let connection = idle.connection;
        let content = if let Some(shared) = connection.share() {
            state.idle.push(Idle { connection: Box::new(shared), runtime, since: now });
            Content::Shared
        } else {
            state.in_use += 1;
            Content::Connection
        };
        Some(Lease { connection, place: Place { pool: self, since: now, content } })
    }

    /// Reserves the place of a connection that is about to be opened. Closes the least recently
    /// used one if there would be too many.
    pub(super) fn reserve(self: &Arc<Self>) -> Place<'_> {
        let mut state = self.state();
        let is_full = state.in_use + state.idle.len() >= self.max_connections;
        let evicted = if is_full { state.evict() } else { None };
        state.in_use += 1;
        drop(state);
        drop(evicted);
        Place { pool: self, since: tokio_now(), content: Content::Nothing }
    }

    /// Closes the least recently used idle connection. Returns `false` if there is none.
    pub(super) fn evict(&self) -> bool {
        let evicted = self.state().evict();
        evicted.is_some()
    }

    /// Returns `true` if a connection is open, or about to be opened.
    pub(super) fn has_connections(&self) -> bool {
        let state = self.state();
        state.in_use > 0 || !state.idle.is_empty()
    }

    /// Waits until a call stops using a connection. The time is limited, because another pool or
    /// another part of the program may release what is missing.
    pub(super) async fn wait_for_release(&self) {
        let _ = timeout(RESOURCES_CHECK, self.released.notified()).await;
    }

    /// Adds a connection that no longer needs its place.
    fn put(self: &Arc<Self>, connection: Box<Connection>, mut place: Place<'_>, runtime: &Handle) {
        let mut state = self.state();
        state.idle.push(Idle { connection, runtime: runtime.id(), since: place.since });
        state.in_use -= 1;
        place.content = Content::Shared;
        let needs_reaper = !state.reapers.contains(&runtime.id());
        if needs_reaper {
            state.reapers.push(runtime.id());
        }
        drop(state);
        self.released.notify_one();
        if needs_reaper {
            reaper::spawn(self, runtime);
        }
    }

    /// Removes the idle connections of a runtime to which the condition applies. Returns them, and
    /// the time at which the oldest of the others became idle. If there is none, the runtime needs
    /// no reaper.
    fn remove_idle(
        &self,
        runtime: Id,
        mut condition: impl FnMut(&mut Idle) -> bool,
    ) -> (Vec<Idle>, Option<Duration>) {
        let mut state = self.state();
        let (mut removed, mut kept) = (Vec::new(), Vec::new());
        for mut idle in std::mem::take(&mut state.idle) {
            let is_removed = idle.runtime == runtime && condition(&mut idle);
            if is_removed { removed.push(idle) } else { kept.push(idle) }
        }
        state.idle = kept;
        let of_runtime = state.idle.iter().filter(|idle| idle.runtime == runtime);
        let oldest = of_runtime.map(|idle| idle.since).min();
        if oldest.is_none() {
            state.reapers.retain(|reaper| *reaper != runtime);
        }
        (removed, oldest)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A connection in use. It is closed when the lease is dropped.
pub(super) struct Lease<'a> {
    /// Boxed, because each call moves it several times.
    pub(super) connection: Box<Connection>,
    // It is dropped after the connection: a place is free when its connection is closed.
    place: Place<'a>,
}

impl Lease<'_> {
    /// Keeps the connection for further calls.
    pub(super) fn keep(self, runtime: &Handle) {
        let Self { connection, place } = self;
        if place.content == Content::Connection {
            place.pool.put(connection, place, runtime);
        }
    }
}

/// A place within the limit of the pool.
pub(super) struct Place<'a> {
    pool: &'a Arc<Pool>,
    since: Duration,
    content: Content,
}

#[derive(PartialEq, Eq)]
enum Content {
    /// A connection is about to be opened.
    Nothing,
    /// A connection that a call uses alone.
    Connection,
    /// A connection that the pool has, and counts, itself.
    Shared,
}

impl<'a> Place<'a> {
    /// Puts a new connection in this place.
    pub(super) fn fill(mut self, connection: Box<Connection>, runtime: &Handle) -> Lease<'a> {
        self.content = Content::Connection;
        let (pool, since) = (self.pool, self.since);
        let Some(shared) = connection.share() else { return Lease { connection, place: self } };
        pool.put(Box::new(shared), self, runtime);
        Lease { connection, place: Place { pool, since, content: Content::Shared } }
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        if self.content == Content::Shared {
            return;
        }
        self.pool.state().in_use -= 1;
        // A call that could not open a connection would otherwise notify itself, and never wait.
        if self.content == Content::Connection {
            self.pool.released.notify_one();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::sync::Arc;
    use std::task::{Context, Waker};

    use super::Pool;

    /// The task that closes idle connections would otherwise take it out of the limit.
    #[cfg(feature = "http2")]
    #[tokio::test(start_paused = true)]
    async fn a_shared_connection_in_use_does_not_expire() {
        use http::Uri;
        use tokio::runtime::Handle;

        use super::POOL_IDLE_TIMEOUT;
        use crate::clock::tokio_now;
        use crate::transport::hyper::connection::Connection;
        use crate::transport::hyper::connector::Opened;
        use crate::transport::hyper::probe::{Probe, ProbedIo};

        let (stream, _peer) = tokio::io::duplex(1_024);
        let probe = Probe::default();
        let stream = ProbedIo::new(Box::new(stream), probe.clone());
        let opened = Opened { stream, is_http2: true, probe };
        let url = Uri::from_static("https://chat.example");
        let connection = Box::new(Connection::new(opened, &url).await.unwrap());
        let pool = Arc::new(Pool::new(2));
        let in_use = pool.reserve().fill(connection, &Handle::current());
        tokio::time::sleep(3 * POOL_IDLE_TIMEOUT).await;
        assert!(pool.has_connections());
        drop(in_use);
        tokio::time::sleep(3 * POOL_IDLE_TIMEOUT).await;
        assert!(!pool.has_connections());
    }

    /// The future of a call would otherwise be busy until the connect timeout, and block its thread.
    #[tokio::test]
    async fn a_call_that_lacks_a_resource_waits() {
        let pool = Arc::new(Pool::new(2));
        let in_use = pool.reserve();
        drop(pool.reserve());
        let mut released = pin!(pool.wait_for_release());
        let mut context = Context::from_waker(Waker::noop());
        assert!(released.as_mut().poll(&mut context).is_pending());
        drop(in_use);
    }
}
