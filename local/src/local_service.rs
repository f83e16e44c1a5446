//! The local service, as tests use it.

use std::fmt;
use std::sync::Arc;

use crate::chat::Chat;
use crate::fault::Fault;
use crate::local_transport::LocalTransport;
use crate::push::socket_fault::SocketFault;
use crate::server::Server;
use crate::service::Service;

/// A local service, which listens on a port of 127.0.0.1 by default. See the [crate documentation](crate).
///
/// ```
/// use connect_participant::{Client, ParticipantRole};
/// use connect_participant_local::LocalService;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let service = LocalService::start().await?;
/// let client = Client::builder().endpoint_url(service.url()).build()?;
///
/// let chat = service.open_chat();
/// let bot = chat.add_participant(ParticipantRole::CustomBot);
/// // Pass the client and `bot.participant_token()` to the code under test.
/// # let _ = (client, bot);
/// # Ok(())
/// # }
/// ```
///
/// It runs until it is dropped, or until its Tokio runtime ends, unless it has a [thread of its
/// own](crate::LocalServiceBuilder::own_thread). When `drop` returns, the port is free, all
/// connections are closed, and no later request is recorded. A client then gets the error
/// "Connection refused", as from a service that is down. A service can be started again on the same
/// [port](crate::LocalServiceBuilder::port) at once.
pub struct LocalService {
    service: Arc<Service>,
    server: Server,
}

impl LocalService {
    pub(crate) fn new(service: Arc<Service>, server: Server) -> Self {
        Self { service, server }
    }

    /// Returns the URL of the service, such as `http://127.0.0.1:49152`. Pass it to
    /// [`ClientBuilder::endpoint_url`](connect_participant::ClientBuilder::endpoint_url).
    #[must_use]
    pub fn url(&self) -> &str {
        &self.service.url
    }

    /// Returns a transport that reaches the service in memory, without a socket of the machine. Use
    /// it for tests with [paused time](LocalTransport#paused-time). Pass it to
    /// [`ClientBuilder::transport`](connect_participant::ClientBuilder::transport).
    #[must_use]
    pub fn transport(&self) -> LocalTransport {
        LocalTransport::new(Arc::clone(self.server.sockets()))
    }

    /// Opens a chat without participants.
    #[must_use = "a chat without participants cannot be used"]
    pub fn open_chat(&self) -> Chat {
        Chat::open(Arc::clone(&self.service))
    }

    /// Returns all chats, in the order in which they were opened.
    #[must_use]
    pub fn chats(&self) -> Vec<Chat> {
        let contacts = self.service.directory.chats().into_iter();
        contacts.map(|contact| Chat::from_contact(Arc::clone(&self.service), contact)).collect()
    }

    /// Injects a fault. Each request gets at most one fault: the first that matches it, in the
    /// order in which the faults were injected.
    pub fn inject(&self, fault: Fault) {
        self.service.inject(fault);
    }

    /// Injects a fault of websockets. Each frame gets at most one fault: the first that matches it,
    /// in the order in which the faults were injected.
    pub fn inject_socket_fault(&self, fault: SocketFault) {
        self.service.inject_socket_fault(fault);
    }

    /// Removes all faults, including those that apply [always](Fault::always), and those of
    /// websockets.
    pub fn clear_faults(&self) {
        self.service.faults.clear();
        self.service.socket_faults.clear();
    }

    /// Stops the service, as dropping it does, and then waits until all its tasks have ended. After
    /// that, no callback of [`on_request`](crate::LocalServiceBuilder::on_request) is running any
    /// more.
    ///
    /// The tasks run on the runtime of the service, so this waits until that runtime runs. Do not
    /// call it in a callback, which would wait for itself.
    pub async fn stop(self) {
        self.server.stop().await;
    }
}

impl fmt::Debug for LocalService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalService").field("url", &self.url()).finish_non_exhaustive()
    }
}
