//! The open sockets of a server.

use std::future::poll_fn;
use std::io;
use std::sync::Mutex;
use std::task::{Poll, Waker};

use tokio::net::TcpListener;

use super::socket::{Socket, SocketHandle};
use crate::lock::lock;

/// The listener of a server, and its connections. `None` once they are closed.
pub(crate) struct Sockets(Mutex<Option<Open>>);

struct Open {
    listener: TcpListener,
    connections: Vec<SocketHandle>,
    /// The task that accepts connections.
    acceptor: Option<Waker>,
}

impl Sockets {
    pub(crate) fn new(listener: TcpListener) -> Self {
        Self(Mutex::new(Some(Open { listener, connections: Vec::new(), acceptor: None })))
    }

    /// Accepts a connection. Returns `None` once the sockets are closed.
    pub(crate) async fn accept(&self) -> Option<io::Result<Socket>> {
        poll_fn(|context| {
            let mut open = lock(&self.0);
            let Some(open) = open.as_mut() else { return Poll::Ready(None) };
            open.acceptor = Some(context.waker().clone());
            let accepted = open.listener.poll_accept(context);
            accepted.map(|accepted| Some(accepted.map(|(stream, _)| open.add(Socket::new(stream)))))
        })
        .await
    }

    /// Closes the listener and all connections, on the calling thread. When this returns, the port
    /// is free, and nothing more is sent.
    pub(crate) fn close(&self) {
        let Some(Open { listener, connections, acceptor }) = lock(&self.0).take() else { return };
        drop(listener);
        connections.iter().for_each(SocketHandle::close);
        if let Some(acceptor) = acceptor {
            acceptor.wake();
        }
    }
}

impl Open {
    fn add(&mut self, socket: Socket) -> Socket {
        // Sweep only before the list grows, which happens rarely.
        if self.connections.len() == self.connections.capacity() {
            self.connections.retain(|connection| !connection.is_closed());
        }
        self.connections.push(socket.handle());
        socket
    }
}
