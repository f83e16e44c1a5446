//! The local service, as tests use it.

use std::fmt;
use std::sync::Arc;

use tokio::task::AbortHandle;

use crate::chat::Chat;
use crate::fault::Fault;
use crate::lock::lock;
use crate::service::Service;

/// A local service, which listens on a port of 127.0.0.1. See the [crate documentation](crate).
///
/// Dropping it closes the port and all connections, as soon as the Tokio runtime runs its tasks.
pub struct LocalService {
    service: Arc<Service>,
    server: AbortHandle,
}

impl LocalService {
    pub(crate) fn new(service: Arc<Service>, server: AbortHandle) -> Self {
        Self { service, server }
    }

    /// Returns the URL of the service, such as `http://127.0.0.1:49152`. Pass it to
    /// [`ClientBuilder::endpoint_url`](connect_participant::ClientBuilder::endpoint_url).
    #[must_use]
    pub fn url(&self) -> &str {
        &self.service.url
    }

    /// Opens a chat without participants.
    #[must_use = "a chat without participants cannot be used"]
    pub fn open_chat(&self) -> Chat {
        Chat::open(Arc::clone(&self.service))
    }

    /// Returns all chats, in the order in which they were opened.
    #[must_use]
    pub fn chats(&self) -> Vec<Chat> {
        let contacts = lock(&self.service.contacts).clone().into_iter();
        contacts.map(|contact| Chat::from_contact(Arc::clone(&self.service), contact)).collect()
    }

    /// Injects a fault. Each request gets at most one fault: the first that matches it, in the
    /// order in which the faults were injected.
    pub fn inject(&self, fault: Fault) {
        self.service.faults.inject(fault);
    }

    /// Removes all faults, including those that apply [always](Fault::always).
    pub fn clear_faults(&self) {
        self.service.faults.clear();
    }
}

impl Drop for LocalService {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl fmt::Debug for LocalService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalService").field("url", &self.url()).finish_non_exhaustive()
    }
}
