//! The open sockets of a server.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::io;
use std::sync::Mutex;
use std::task::{Poll, Waker, ready};

use tokio::net::TcpListener;

use super::memory::{self, ClientEnd};
use super::socket::{Socket, SocketHandle};
use super::stream::Stream;
use crate::lock::lock;

/// The listener of a server, and its connections. `None` once they are closed.
pub(crate) struct Sockets(Mutex<Option<Open>>);

struct Open {
    /// `None` if the server has no port.
    listener: Option<TcpListener>,
    /// The connections in memory that wait to be accepted.
    opened: VecDeque<Socket>,
    connections: Vec<SocketHandle>,
    /// The task that accepts connections.
    acceptor: Option<Waker>,
}

impl Sockets {
    pub(crate) fn new(listener: Option<TcpListener>) -> Self {
        let (opened, connections) = (VecDeque::new(), Vec::new());
        Self(Mutex::new(Some(Open { listener, opened, connections, acceptor: None })))
    }

    /// Opens a connection in memory. Fails if the sockets are closed.
    pub(crate) fn connect(&self) -> io::Result<ClientEnd> {
        let mut open = lock(&self.0);
        let open = open.as_mut().ok_or(io::ErrorKind::ConnectionRefused)?;
        let (client, server) = memory::pair();
        let socket = open.add(Stream::Memory(server));
        open.opened.push_back(socket);
        if let Some(acceptor) = &open.acceptor {
            acceptor.wake_by_ref();
        }
        Ok(client)
    }

    /// Accepts a connection. Returns `None` once the sockets are closed.
    pub(crate) async fn accept(&self) -> Option<io::Result<Socket>> {
        poll_fn(|context| {
            let mut open = lock(&self.0);
            let Some(open) = open.as_mut() else { return Poll::Ready(None) };
            open.acceptor = Some(context.waker().clone());
            if let Some(socket) = open.opened.pop_front() {
                return Poll::Ready(Some(Ok(socket)));
            }
            let Some(listener) = &open.listener else { return Poll::Pending };
            let accepted = ready!(listener.poll_accept(context));
            Poll::Ready(Some(accepted.map(|(stream, _)| open.add(Stream::Tcp(stream)))))
        })
        .await
    }

    /// Closes the listener and all connections, on the calling thread. When this returns, the port
    /// is free, and nothing more is sent.
    pub(crate) fn close(&self) {
        let Some(Open { listener, connections, acceptor, .. }) = lock(&self.0).take() else {
            return;
        };
        drop(listener);
        connections.iter().for_each(SocketHandle::close);
        if let Some(acceptor) = acceptor {
            acceptor.wake();
        }
    }
}

impl Open {
    fn add(&mut self, stream: Stream) -> Socket {
        let socket = Socket::new(stream);
        // Sweep only before the list grows, which happens rarely.
        if self.connections.len() == self.connections.capacity() {
            self.connections.retain(|connection| !connection.is_closed());
        }
        self.connections.push(socket.handle());
        socket
    }
}
