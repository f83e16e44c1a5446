//! A websocket, from its handshake to its end.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_util::{Sink, StreamExt};
use serde_json::json;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep, timeout};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::error::ProtocolError;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::protocol::{CloseFrame, Role, WebSocketConfig};
use tokio_tungstenite::tungstenite::{Error, Message, Utf8Bytes};

use super::muted_stream::MutedStream;
use super::registration::Registration;
use super::request::Request;
use crate::clock::timestamp::timestamp;
use crate::push::frame::CHAT_TOPIC;
use crate::push::outbox::{Ending, Outbox, Outgoing};
use crate::push::socket_fault::{SocketEffect, Trigger};
use crate::service::Service;
use crate::socket_log::Direction;

/// The time that a client has to respond to a close frame.
const CLOSING_TIMEOUT: Duration = Duration::from_secs(2);

/// The size of the read buffer, which each websocket has from the start, and of the frames that are
/// written at once, in bytes.
const BUFFER_BYTES: usize = 4 * 1024;

/// The maximum number of frames that a fault delays. A websocket with more is reset, like one with
/// too many frames to send.
const MAX_DELAYED: usize = 8_192;

/// The number of messages that are read before other tasks run. A read buffer holds hundreds of
/// small ones.
const MAX_MESSAGES_AT_ONCE: usize = 32;

/// The end of a websocket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// The connection is to be reset.
    Reset,
    /// The connection is to be closed.
    Close,
}

/// Serves a websocket until one side ends it. `received` is what the client has sent after its
/// handshake. Returns the stream, and how it is to be ended.
pub(crate) async fn serve<S>(
    stream: S,
    received: Vec<u8>,
    registration: Arc<Registration>,
    service: &Service,
) -> (S, End)
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let max_bytes = Some(service.websockets.max_message_bytes);
    let config = WebSocketConfig::default()
        .read_buffer_size(BUFFER_BYTES)
        .write_buffer_size(BUFFER_BYTES)
        .max_message_size(max_bytes)
        .max_frame_size(max_bytes);
    let stream = MutedStream::new(stream);
    let stream =
        WebSocketStream::from_partially_read(stream, received, Role::Server, Some(config)).await;
    let mut session = Session {
        stream,
        registration,
        service,
        delayed: Vec::new(),
        idle: service.websockets.idle_timeout.map(|time| (time, Box::pin(sleep(time)))),
        age: service.websockets.max_age.map(|age| Box::pin(sleep(age))),
    };
    let outcome = std::future::poll_fn(|context| session.poll(context)).await;
    if let Outcome::Close(frame) = &outcome {
        session.record(Direction::Sent, CLOSE, close_text(frame).as_bytes());
    }
    let Session { mut stream, registration, .. } = session;
    // From here on, nothing is pushed.
    drop(registration);
    let end = match outcome {
        Outcome::Reset => End::Reset,
        Outcome::Close(frame) => {
            // The connection ends in any case, so there is nothing to do if the time is over.
            let _ = timeout(CLOSING_TIMEOUT, close(&mut stream, frame)).await;
            End::Close
        }
        Outcome::Gone => End::Close,
    };
    (stream.into_inner().into_inner(), end)
}

/// Sends a close frame, and reads until the client has responded to it.
async fn close<S: AsyncRead + AsyncWrite + Unpin>(
    stream: &mut WebSocketStream<S>,
    frame: CloseFrame,
) {
    if stream.close(Some(frame)).await.is_ok() {
        while let Some(Ok(_)) = stream.next().await {}
    }
}

/// The kinds of frames, as the control names them.
const TEXT: &str = "TEXT";
const CLOSE: &str = "CLOSE";

struct Session<'a, S> {
    stream: WebSocketStream<MutedStream<S>>,
    registration: Arc<Registration>,
    service: &'a Service,
    /// The frames that a fault delays, each with its timer.
    delayed: Vec<(Timer, Utf8Bytes)>,
    idle: Option<(Duration, Timer)>,
    age: Option<Timer>,
}

type Timer = Pin<Box<Sleep>>;

enum Outcome {
    Reset,
    Close(CloseFrame),
    /// The client has closed the websocket, or has left.
    Gone,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Session<'_, S> {
    fn outbox(&self) -> &Outbox {
        &self.registration.outbox
    }

    /// Sends everything that waits, and then reads. Nothing is read from a client that does not
    /// read itself, so the responses to its messages cannot pile up.
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Outcome> {
        self.outbox().set_task(context.waker());
        for _ in 0..MAX_MESSAGES_AT_ONCE {
            if let Some(Ending::Reset) = self.outbox().ending() {
                return Poll::Ready(Outcome::Reset);
            }
            if self.outbox().is_silent() {
                return self.poll_silently(context);
            }
            self.poll_timers(context);
            if ready!(self.poll_send(context)).is_err() {
                return Poll::Ready(Outcome::Gone);
            }
            if let Some(Ending::Close(code, reason)) = self.outbox().ending() {
                return Poll::Ready(Outcome::Close(close_frame(code.into(), reason)));
            }
            match ready!(self.stream.poll_next_unpin(context)) {
                Some(Ok(message)) => self.receive(&message, context),
                Some(Err(error)) => return Poll::Ready(outcome_of(&error)),
                None => return Poll::Ready(Outcome::Gone),
            }
        }
        context.waker().wake_by_ref();
        Poll::Pending
    }

    /// Sends the frames that wait, as far as the client reads them.
    fn poll_send(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Error>> {
        loop {
            ready!(Pin::new(&mut self.stream).poll_ready(context))?;
            match self.outbox().next() {
                Some(Outgoing::Frame(frame)) => {
                    self.record(Direction::Sent, TEXT, frame.as_bytes());
                    Pin::new(&mut self.stream).start_send(Message::Text(frame))?;
                }
                Some(Outgoing::Delayed(delay, frame)) => {
                    let mut timer = Box::pin(sleep(delay));
                    if timer.as_mut().poll(context).is_ready() {
                        self.outbox().send(frame);
                    } else if self.delayed.len() == MAX_DELAYED {
                        self.outbox().end(Ending::Reset);
                    } else {
                        self.delayed.push((timer, frame));
                    }
                }
                None => return Pin::new(&mut self.stream).poll_flush(context),
            }
        }
    }

    /// Moves the delayed frames that are due to the outbox. Ends a websocket whose time is over.
    fn poll_timers(&mut self, context: &mut Context<'_>) {
        let Self { registration, delayed, idle, age, .. } = self;
        let outbox = &registration.outbox;
        delayed.retain_mut(|(timer, frame)| {
            let is_due = timer.as_mut().poll(context).is_ready();
            if is_due {
                outbox.send(frame.clone());
            }
            !is_due
        });
        let idle = idle.iter_mut().map(|(_, timer)| timer);
        for timer in idle.chain(age) {
            if timer.as_mut().poll(context).is_ready() {
                outbox.end(Ending::Close(CloseCode::Away.into(), "Going away".to_owned()));
            }
        }
    }

    /// Discards what the client sends, until it has closed the connection.
    fn poll_silently(&mut self, context: &mut Context<'_>) -> Poll<Outcome> {
        let mut bytes = [0; 1024];
        loop {
            let mut buffer = ReadBuf::new(&mut bytes);
            let read = Pin::new(self.stream.get_mut()).poll_read(context, &mut buffer);
            if ready!(read).is_err() || buffer.filled().is_empty() {
                return Poll::Ready(Outcome::Gone);
            }
        }
    }

    fn receive(&mut self, message: &Message, context: &mut Context<'_>) {
        if let Some((time, timer)) = &mut self.idle {
            if let Some(deadline) = Instant::now().checked_add(*time) {
                timer.as_mut().reset(deadline);
            }
        }
        match message {
            Message::Text(text) => {
                self.record(Direction::Received, TEXT, text.as_bytes());
                self.respond(text.as_bytes());
            }
            Message::Binary(bytes) => {
                self.record(Direction::Received, "BINARY", bytes);
                self.respond(bytes);
            }
            Message::Ping(bytes) => {
                self.record(Direction::Received, "PING", bytes);
                if self.outbox().fault(Trigger::ProtocolPing).is_some() {
                    self.discard_pong(context);
                } else {
                    // The library sends it.
                    self.record(Direction::Sent, "PONG", bytes);
                }
            }
            Message::Pong(bytes) => self.record(Direction::Received, "PONG", bytes),
            Message::Close(frame) => {
                // The library responds to it.
                let text = frame.as_ref().map(close_text).unwrap_or_default();
                self.record(Direction::Received, CLOSE, text.as_bytes());
            }
            Message::Frame(_) => {}
        }
    }

    /// Records a frame for the control.
    fn record(&self, direction: Direction, kind: &'static str, frame: &[u8]) {
        if let Some(recorded) = self.registration.recorded() {
            recorded.record(timestamp(self.service.clock.now()), direction, kind, frame);
        }
    }

    /// Discards the pong that the library has prepared for the ping that was just read. Nothing else
    /// waits to be written, because everything is flushed before a message is read.
    fn discard_pong(&mut self, context: &mut Context<'_>) {
        self.stream.get_mut().set_muted(true);
        // A muted stream is always ready, and an error of the library is returned again by the next
        // read.
        let _ = Pin::new(&mut self.stream).poll_flush(context);
        self.stream.get_mut().set_muted(false);
    }

    fn respond(&self, message: &[u8]) {
        let outbox = self.outbox();
        let trigger = match Request::parse(message) {
            Request::Subscribe => Trigger::Subscription,
            Request::Heartbeat => Trigger::Heartbeat,
            Request::Ping => Trigger::Ping,
            Request::SubscribeToUnknown => return outbox.send(subscription("failure", &[])),
            Request::Unknown => return outbox.send(self.forbidden()),
        };
        match (trigger, outbox.fault(trigger)) {
            (_, Some(SocketEffect::FailSubscription)) => {
                outbox.send(subscription("failure", &[CHAT_TOPIC]));
            }
            (_, Some(SocketEffect::FailPing(status))) => outbox.send(ping(status, "Error")),
            // The other effects on messages of clients are to ignore them.
            (_, Some(_)) | (Trigger::Push | Trigger::ProtocolPing, None) => {}
            (Trigger::Subscription, None) => {
                self.registration.subscribe(subscription("success", &[CHAT_TOPIC]));
            }
            (Trigger::Heartbeat, None) => {
                outbox.send(json!({ "topic": "aws/heartbeat" }).to_string().into());
            }
            (Trigger::Ping, None) => outbox.send(ping(200, "OK")),
        }
    }

    /// The response of a gateway to a message that means nothing.
    fn forbidden(&self) -> Utf8Bytes {
        let request_id = self.service.websocket_ids.next().to_string();
        let connection_id = self.outbox().id();
        json!({ "message": "Forbidden", "connectionId": connection_id, "requestId": request_id })
            .to_string()
            .into()
    }
}

fn subscription(status: &str, topics: &[&str]) -> Utf8Bytes {
    let content = json!({ "status": status, "topics": topics });
    json!({ "topic": "aws/subscribe", "content": content }).to_string().into()
}

fn ping(status_code: u16, content: &str) -> Utf8Bytes {
    json!({ "topic": "aws/ping", "statusCode": status_code, "statusContent": content })
        .to_string()
        .into()
}

/// The outcome of an error. A message of a client that breaks the protocol is reported to it.
fn outcome_of(error: &Error) -> Outcome {
    let (code, reason) = match error {
        Error::Capacity(_) => (CloseCode::Size, "the message is too big"),
        Error::Utf8(_) => (CloseCode::Invalid, "the message is not UTF-8"),
        Error::Protocol(ProtocolError::ResetWithoutClosingHandshake) => return Outcome::Gone,
        Error::Protocol(_) => (CloseCode::Protocol, "the frame is not valid"),
        _ => return Outcome::Gone,
    };
    Outcome::Close(close_frame(code, reason.to_owned()))
}

/// Returns a close frame as text, such as `1001 Going away`.
fn close_text(frame: &CloseFrame) -> String {
    format!("{} {}", u16::from(frame.code), frame.reason).trim_end().to_owned()
}

fn close_frame(code: CloseCode, reason: String) -> CloseFrame {
    CloseFrame { code, reason: reason.into() }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};
    use std::time::Duration;

    use connect_participant::ParticipantRole;
    use futures_util::{SinkExt, StreamExt};
    use tokio::io::{AsyncWriteExt, DuplexStream, duplex};
    use tokio::time::{Instant, sleep, timeout};
    use tokio_tungstenite::WebSocketStream;
    use tokio_tungstenite::tungstenite::Message;
    use tokio_tungstenite::tungstenite::protocol::Role;

    use super::serve;
    use crate::contact::Contact;
    use crate::contact::caller::Caller;
    use crate::contact::identity::Identity;
    use crate::lock::lock;
    use crate::push::outbox::{Ending, Outbox};
    use crate::service::Service;
    use crate::settings::Settings;
    use crate::websocket::registration::Registration;
    use crate::websocket_settings::WebsocketSettings;

    const HEARTBEAT: &str = r#"{"topic":"aws/heartbeat"}"#;

    /// Opens a websocket in memory, so that paused time does not advance while bytes are on the
    /// way.
    async fn open(websockets: WebsocketSettings) -> (WebSocketStream<DuplexStream>, Arc<Outbox>) {
        let settings = Settings { websockets, ..Settings::default() };
        let service = Service::new(String::new(), settings).unwrap();
        let contact = Arc::new(Mutex::new(Contact::new("a".to_owned())));
        let identity = Identity { id: "b".to_owned(), role: ParticipantRole::Customer };
        let caller = Caller { identity, contact: Arc::clone(&contact), contact_id: "a".into() };
        let outbox = Outbox::new("c".to_owned(), "b".to_owned(), "a".into(), Arc::default());
        let registration =
            Arc::new(Registration::new(&Arc::new(caller), &mut lock(&contact), outbox, None));
        let outbox = Arc::clone(&registration.outbox);
        let (server, client) = duplex(1024 * 1024);
        tokio::spawn(async move {
            serve(server, Vec::new(), registration, &service).await;
            assert_eq!(lock(&contact).audience.all().count(), 0);
        });
        (WebSocketStream::from_raw_socket(client, Role::Client, None).await, outbox)
    }

    #[tokio::test(start_paused = true)]
    async fn old_and_idle_websockets_are_closed() {
        let age = WebsocketSettings::default().max_age(Duration::from_secs(7200));
        let idle = WebsocketSettings::default().idle_timeout(Duration::from_secs(600));
        for (settings, end) in [(age, 7200), (idle, 6600)] {
            let began = Instant::now();
            let (mut client, outbox) = open(settings).await;
            for _ in 0..20 {
                sleep(Duration::from_secs(300)).await;
                client.send(Message::text(HEARTBEAT)).await.unwrap();
                assert_eq!(client.next().await.unwrap().unwrap(), Message::text(HEARTBEAT));
            }
            // What the service sends does not count.
            outbox.send("a".into());
            assert_eq!(client.next().await.unwrap().unwrap(), Message::text("a"));
            let message = client.next().await.unwrap().unwrap();
            let Message::Close(Some(frame)) = message else { panic!("{message:?}") };
            assert_eq!(u16::from(frame.code), 1001);
            assert_eq!(began.elapsed(), Duration::from_secs(end));
        }
    }

    /// The responses to a client that does not read them do not pile up: nothing more is read.
    #[tokio::test(start_paused = true)]
    async fn a_client_that_does_not_read_is_not_read() {
        let (mut client, outbox) = open(WebsocketSettings::default()).await;
        // Each empty message causes a response, of more than 100 bytes.
        let messages = [0x81, 0x80, 0, 0, 0, 0].repeat(1024 * 1024);
        let written = timeout(Duration::from_secs(60), client.get_mut().write_all(&messages));
        assert!(written.await.is_err(), "everything is read");
        assert!(!outbox.is_ending());
        outbox.end(Ending::Reset);
        while let Some(Ok(_)) = client.next().await {}
    }

    #[tokio::test(start_paused = true)]
    async fn a_client_that_does_not_read_is_reset() {
        let (mut client, outbox) = open(WebsocketSettings::default()).await;
        let frame = "a".repeat(1024);
        // The connection takes 1 MiB, and the outbox 4 MiB.
        for _ in 0..6 * 1024 {
            outbox.send(frame.as_str().into());
        }
        assert!(outbox.is_ending());
        while let Some(Ok(_)) = client.next().await {}
    }
}
