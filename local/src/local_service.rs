//! The local service, as a test sees it.

use std::sync::Arc;
use std::{fmt, io};

use tokio::task::AbortHandle;

use super::lock::lock;
use super::service::Service;
use super::{Chat, Fault, LocalServiceBuilder};

/// The service, on a loopback port. See [the module](super).
///
/// Dropping it closes the port and all connections, as soon as the Tokio runtime gets to it.
pub struct LocalService {
    service: Arc<Service>,
    accepting: AbortHandle,
}

impl LocalService {
    pub(crate) fn new(service: Arc<Service>, accepting: AbortHandle) -> Self {
        Self { service, accepting }
    }

    /// Starts it as [`LocalService::builder`] does where nothing is set: on a port of 127.0.0.1 that is free, by the
    /// system's clock, with ids that nobody can guess, and without quotas.
    ///
    /// # Errors
    ///
    /// Those of [`LocalServiceBuilder::start`].
    pub async fn start() -> io::Result<Self> {
        Self::builder().start().await
    }

    /// What it is started with, one thing at a time.
    pub fn builder() -> LocalServiceBuilder {
        LocalServiceBuilder::new()
    }

    /// Where it listens, such as `http://127.0.0.1:49152`: what
    /// [`ClientBuilder::endpoint_url`](connect_participant::ClientBuilder::endpoint_url) takes.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.service.url
    }

    /// Opens a chat, which nobody takes part in yet.
    #[must_use = "the chat is empty, and without a participant nobody gets in"]
    pub fn open_chat(&self) -> Chat {
        Chat::open(Arc::clone(&self.service))
    }

    /// All chats, in the order in which they were opened.
    #[must_use]
    pub fn chats(&self) -> Vec<Chat> {
        let contacts = lock(&self.service.contacts).clone().into_iter();
        contacts.map(|contact| Chat::of(Arc::clone(&self.service), contact)).collect()
    }

    /// Has a fault wait for a request. Faults meet requests in the order in which they were injected, and a request meets
    /// one of them at most: the first that is for it.
    pub fn inject(&self, fault: Fault) {
        self.service.faults.inject(fault);
    }

    /// Forgets all faults that still wait for a request, also those that are there for [always](Fault::always).
    pub fn clear_faults(&self) {
        self.service.faults.clear();
    }
}

impl Drop for LocalService {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

impl fmt::Debug for LocalService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalService").field("url", &self.url()).finish_non_exhaustive()
    }
}
