//! An open websocket.

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll, Waker, ready};

use connect_participant::Socket;
use futures_util::{Sink, StreamExt};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::{Error, Message, Utf8Bytes};

/// The subscription to the chat.
pub(crate) const SUBSCRIBE: &str = r#"{"topic":"aws/subscribe","content":{"topics":["aws/chat"]}}"#;

/// Asks if the gateway is there.
pub(crate) const HEARTBEAT: &str = r#"{"topic":"aws/heartbeat"}"#;

/// Asks if the service behind the gateway is there.
pub(crate) const PING: &str = r#"{"topic":"aws/ping"}"#;

/// A websocket. It sends while it is read, so that nothing is lost if a read is cancelled.
pub(crate) struct Link {
    socket: WebSocketStream<Socket>,
    outbox: VecDeque<Message>,
    is_subscribed: bool,
}

/// A frame that has come over a websocket.
#[derive(Debug)]
pub(crate) enum Incoming {
    Text(Utf8Bytes),
    /// A ping, a pong, or a frame that the service never sends.
    Other,
}

/// The end of a websocket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lost {
    /// The code of the close frame, if there was one.
    pub(crate) code: Option<u16>,
    /// The reason, without any text of the service.
    pub(crate) reason: &'static str,
}

impl Link {
    pub(crate) fn new(socket: WebSocketStream<Socket>) -> Self {
        Self { socket, outbox: VecDeque::new(), is_subscribed: false }
    }

    /// Queues a text frame.
    pub(crate) fn send(&mut self, text: &'static str) {
        self.outbox.push_back(Message::Text(Utf8Bytes::from_static(text)));
    }

    /// Notes that the subscription has succeeded. From now on, the driver closes the websocket.
    pub(crate) fn subscribed(&mut self) {
        self.is_subscribed = true;
    }

    /// Queues a close frame with the code 1000.
    pub(crate) fn close(&mut self) {
        let frame = CloseFrame { code: CloseCode::Normal, reason: Utf8Bytes::default() };
        self.outbox.push_back(Message::Close(Some(frame)));
    }

    /// Sends the queued frames, and returns the next received frame.
    pub(crate) fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Result<Incoming, Lost>> {
        if let Poll::Ready(Err(error)) = self.poll_send(context) {
            return Poll::Ready(Err(lost(&error)));
        }
        Poll::Ready(match ready!(self.socket.poll_next_unpin(context)) {
            Some(Ok(Message::Text(text))) => Ok(Incoming::Text(text)),
            Some(Ok(Message::Close(frame))) => Err(Lost {
                code: frame.map(|frame| frame.code.into()),
                reason: "the service closed the websocket",
            }),
            Some(Ok(_)) => Ok(Incoming::Other),
            Some(Err(error)) => Err(lost(&error)),
            None => Err(Lost { code: None, reason: "the connection ended" }),
        })
    }

    fn poll_send(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Error>> {
        while !self.outbox.is_empty() {
            ready!(Pin::new(&mut self.socket).poll_ready(context))?;
            if let Some(message) = self.outbox.pop_front() {
                Pin::new(&mut self.socket).start_send(message)?;
            }
        }
        Pin::new(&mut self.socket).poll_flush(context)
    }
}

/// A websocket that was not subscribed is closed with 1000. It is dropped if the subscription fails,
/// or if the session ends meanwhile, so nobody waits for the response.
impl Drop for Link {
    fn drop(&mut self) {
        if !self.is_subscribed {
            self.close();
            // A connection that is broken, or has no room, ends without it.
            let _ = self.poll_send(&mut Context::from_waker(Waker::noop()));
        }
    }
}

fn lost(error: &Error) -> Lost {
    let reason = match error {
        Error::ConnectionClosed | Error::AlreadyClosed => "the websocket is closed",
        Error::Capacity(_) => "a message of the service is too large",
        Error::Utf8(_) => "a message of the service is not UTF-8",
        Error::Protocol(_) => "the service violates the protocol of websockets",
        _ => "the connection broke",
    };
    // A message over the limit comes again by the transcript.
    let code = matches!(error, Error::Capacity(_)).then_some(CloseCode::Size.into());
    Lost { code, reason }
}
