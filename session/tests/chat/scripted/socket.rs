//! The websockets of the scripted service.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};
use tokio::sync::mpsc;
use tokio::time::Instant;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::{WebSocketStream, accept_async};

use super::time::Time;

/// The response to a handshake.
#[derive(Clone, Copy)]
pub(crate) enum Handshake {
    Accept,
    Refuse(u16),
    /// The connection ends without a response.
    Break,
    /// There is no response.
    Hang,
}

/// The response to a subscription.
#[derive(Clone, Copy)]
pub(crate) enum Subscription {
    Accept,
    AcceptAfter(Duration),
    Fail,
    Ignore,
}

/// The responses of websockets.
pub(crate) struct Rules {
    pub(crate) handshake: Handshake,
    /// The responses to the next handshakes.
    pub(crate) handshakes: VecDeque<Handshake>,
    pub(crate) subscription: Subscription,
    /// The responses to the next subscriptions.
    pub(crate) subscriptions: VecDeque<Subscription>,
    pub(crate) answers_heartbeats: bool,
    pub(crate) answers_pings: bool,
    pub(crate) answers_close: bool,
    /// The codes of the responses to the next pings.
    pub(crate) ping_codes: VecDeque<u16>,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            handshake: Handshake::Accept,
            handshakes: VecDeque::new(),
            subscription: Subscription::Accept,
            subscriptions: VecDeque::new(),
            answers_heartbeats: true,
            answers_pings: true,
            answers_close: true,
            ping_codes: VecDeque::new(),
        }
    }
}

/// The end of a websocket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// The client has sent a close frame.
    Closed(u16),
    /// The client has dropped the connection.
    Dropped,
    /// The service has ended the connection.
    ByService,
}

/// A websocket, as the service sees it.
#[derive(Clone)]
pub(crate) struct ServerSocket {
    state: Arc<Mutex<State>>,
    commands: mpsc::UnboundedSender<Command>,
}

#[derive(Default)]
struct State {
    opened: Duration,
    frames: Vec<(Duration, String)>,
    is_websocket: bool,
    is_subscribed: bool,
    end: Option<(Duration, End)>,
}

enum Command {
    Text(String),
    Binary(Vec<u8>),
    Close(u16),
    Reset,
}

impl ServerSocket {
    /// Serves a connection in a task of its own.
    pub(super) fn serve(stream: DuplexStream, time: Time, rules: Arc<Mutex<Rules>>) -> Self {
        let (commands, receiver) = mpsc::unbounded_channel();
        let state = State { opened: time.elapsed(), ..State::default() };
        let socket = Self { state: Arc::new(Mutex::new(state)), commands };
        let task = Task { state: Arc::clone(&socket.state), time, rules };
        tokio::spawn(task.run(stream, receiver));
        socket
    }

    pub(crate) fn opened(&self) -> Duration {
        self.state.lock().unwrap().opened
    }

    /// Returns the topics of the frames of the client, with their times.
    pub(crate) fn topics(&self) -> Vec<(Duration, String)> {
        let topic = |text: &str| {
            let frame: Value = serde_json::from_str(text).unwrap();
            frame["topic"].as_str().unwrap().trim_start_matches("aws/").to_owned()
        };
        self.frames().iter().map(|(time, text)| (*time, topic(text))).collect()
    }

    /// Returns the client's text frames, with their times.
    pub(crate) fn frames(&self) -> Vec<(Duration, String)> {
        self.state.lock().unwrap().frames.clone()
    }

    pub(crate) fn end(&self) -> Option<(Duration, End)> {
        self.state.lock().unwrap().end
    }

    pub(crate) fn is_open(&self) -> bool {
        self.end().is_none()
    }

    /// Returns `true` if the handshake has succeeded.
    pub(crate) fn is_websocket(&self) -> bool {
        self.state.lock().unwrap().is_websocket
    }

    pub(crate) fn is_subscribed(&self) -> bool {
        let state = self.state.lock().unwrap();
        state.is_subscribed && state.end.is_none()
    }

    /// Sends an item of the chat.
    pub(crate) fn push(&self, item: &Value) {
        let content = item.to_string();
        self.text(
            json!({ "topic": "aws/chat", "contentType": "application/json", "content": content })
                .to_string(),
        );
    }

    /// Sends a text frame as it is.
    pub(crate) fn text(&self, text: impl Into<String>) {
        let _ = self.commands.send(Command::Text(text.into()));
    }

    pub(crate) fn binary(&self, bytes: Vec<u8>) {
        let _ = self.commands.send(Command::Binary(bytes));
    }

    pub(crate) fn close(&self, code: u16) {
        let _ = self.commands.send(Command::Close(code));
    }

    /// Ends the connection without a close frame.
    pub(crate) fn reset(&self) {
        let _ = self.commands.send(Command::Reset);
    }
}

struct Task {
    state: Arc<Mutex<State>>,
    time: Time,
    rules: Arc<Mutex<Rules>>,
}

impl Task {
    async fn run(self, stream: DuplexStream, commands: mpsc::UnboundedReceiver<Command>) {
        let end = self.serve(stream, commands).await;
        self.state.lock().unwrap().end = Some((self.time.elapsed(), end));
    }

    async fn serve(
        &self,
        mut stream: DuplexStream,
        commands: mpsc::UnboundedReceiver<Command>,
    ) -> End {
        let handshake = {
            let mut rules = self.rules.lock().unwrap();
            rules.handshakes.pop_front().unwrap_or(rules.handshake)
        };
        match handshake {
            Handshake::Accept => match accept_async(stream).await {
                Ok(socket) => {
                    self.state.lock().unwrap().is_websocket = true;
                    self.talk(socket, commands).await
                }
                Err(_) => End::Dropped,
            },
            Handshake::Refuse(status) => {
                let _ = stream.read(&mut [0; 4_096]).await;
                let response = format!("HTTP/1.1 {status} Refused\r\nContent-Length: 0\r\n\r\n");
                let _ = stream.write_all(response.as_bytes()).await;
                End::ByService
            }
            Handshake::Break => End::ByService,
            Handshake::Hang => {
                while stream.read(&mut [0; 4_096]).await.is_ok_and(|length| length > 0) {}
                End::Dropped
            }
        }
    }

    async fn talk(
        &self,
        mut socket: WebSocketStream<DuplexStream>,
        mut commands: mpsc::UnboundedReceiver<Command>,
    ) -> End {
        // Responses that come later.
        let mut later: VecDeque<(Instant, String)> = VecDeque::new();
        loop {
            let next = later.front().map(|(time, _)| *time);
            let timer = async {
                match next {
                    Some(time) => tokio::time::sleep_until(time).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                biased;
                message = socket.next() => match message {
                    Some(Ok(Message::Text(text))) => {
                        let frame = (self.time.elapsed(), text.to_string());
                        self.state.lock().unwrap().frames.push(frame);
                        if let Some((delay, response)) = self.response(&text) {
                            later.push_back((Instant::now() + delay, response));
                        }
                    }
                    Some(Ok(Message::Close(frame))) => {
                        if self.rules.lock().unwrap().answers_close {
                            // The library has queued the response.
                            let _ = socket.flush().await;
                        } else {
                            std::future::pending::<()>().await;
                        }
                        return End::Closed(frame.map_or(1005, |frame| frame.code.into()));
                    }
                    Some(Ok(_)) => {}
                    Some(Err(_)) | None => return End::Dropped,
                },
                () = timer => {
                    let (_, text) = later.pop_front().unwrap();
                    if text.contains("aws/subscribe") && text.contains("success") {
                        self.state.lock().unwrap().is_subscribed = true;
                    }
                    let _ = socket.send(Message::text(text)).await;
                }
                command = commands.recv() => match command {
                    Some(Command::Text(text)) => drop(socket.send(Message::text(text)).await),
                    Some(Command::Binary(bytes)) => drop(socket.send(Message::binary(bytes)).await),
                    Some(Command::Close(code)) => {
                        let frame = CloseFrame { code: code.into(), reason: "".into() };
                        let _ = socket.close(Some(frame)).await;
                        return End::ByService;
                    }
                    Some(Command::Reset) | None => return End::ByService,
                },
            }
        }
    }

    /// Returns the response to a frame, and its delay.
    fn response(&self, text: &str) -> Option<(Duration, String)> {
        let frame: Value = serde_json::from_str(text).unwrap();
        let mut rules = self.rules.lock().unwrap();
        let subscribed = |status| {
            let content = json!({ "status": status, "topics": ["aws/chat"] });
            json!({ "topic": "aws/subscribe", "content": content }).to_string()
        };
        match frame["topic"].as_str().unwrap() {
            "aws/subscribe" => {
                match rules.subscriptions.pop_front().unwrap_or(rules.subscription) {
                    Subscription::Accept => Some((Duration::ZERO, subscribed("success"))),
                    Subscription::AcceptAfter(delay) => Some((delay, subscribed("success"))),
                    Subscription::Fail => Some((Duration::ZERO, subscribed("failure"))),
                    Subscription::Ignore => None,
                }
            }
            "aws/heartbeat" => {
                let response = json!({ "topic": "aws/heartbeat" }).to_string();
                rules.answers_heartbeats.then_some((Duration::ZERO, response))
            }
            "aws/ping" => {
                let code = rules.ping_codes.pop_front().unwrap_or(200);
                let response =
                    json!({ "topic": "aws/ping", "statusCode": code, "statusContent": "OK" });
                rules.answers_pings.then(|| (Duration::ZERO, response.to_string()))
            }
            other => panic!("unknown topic {other}"),
        }
    }
}
