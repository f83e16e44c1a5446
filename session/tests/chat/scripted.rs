//! A service that answers as a test says, and notes what it is asked, and when.

pub(crate) mod items;
pub(crate) mod reply;
pub(crate) mod socket;
pub(crate) mod time;

use std::collections::{HashMap, VecDeque};
use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use connect_participant::http::{Request, Response, Uri};
use connect_participant::{
    Bytes, Client, ClientBuilder, ParticipantToken, Socket, SocketFuture, Transport,
    TransportError, TransportFuture,
};
use connect_participant_model::{
    CREATE_PARTICIPANT_CONNECTION, DISCONNECT_PARTICIPANT, GET_TRANSCRIPT, SEND_EVENT, SEND_MESSAGE,
};
use serde_json::{Value, json};

use self::reply::Reply;
use self::socket::{Rules, ServerSocket};
use self::time::{Time, http_date, iso_date};

pub(crate) const CONNECT: &str = CREATE_PARTICIPANT_CONNECTION.name;
pub(crate) const TRANSCRIPT: &str = GET_TRANSCRIPT.name;
pub(crate) const MESSAGE: &str = SEND_MESSAGE.name;
pub(crate) const EVENT: &str = SEND_EVENT.name;
pub(crate) const LEAVE: &str = DISCONNECT_PARTICIPANT.name;

/// The participant token.
pub(crate) const PARTICIPANT_SECRET: &str = "participant-secret";

/// A connection in memory holds as much as a socket of a machine.
const BUFFER: usize = 64 * 1024;

/// The service. Clones are the same one.
#[derive(Clone)]
pub(crate) struct Service {
    pub(crate) time: Time,
    pub(crate) rules: Arc<Mutex<Rules>>,
    state: Arc<Mutex<State>>,
    token: ParticipantToken,
}

#[derive(Default)]
struct State {
    calls: Vec<Call>,
    next: HashMap<&'static str, VecDeque<Reply>>,
    always: HashMap<&'static str, Reply>,
    sockets: Vec<ServerSocket>,
    transcript: Vec<Value>,
    connections: usize,
    messages: usize,
    socket_error: Option<io::ErrorKind>,
    url: Option<String>,
    token_lifetime: Option<Duration>,
}

/// A request that has come.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub(crate) operation: &'static str,
    pub(crate) at: Duration,
    pub(crate) bearer: String,
    pub(crate) body: Value,
}

impl Service {
    pub(crate) fn new() -> Self {
        let token = ParticipantToken::new(PARTICIPANT_SECRET).unwrap();
        Self { time: Time::new(), rules: Arc::default(), state: Arc::default(), token }
    }

    /// Returns a client of the service.
    pub(crate) fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    /// Returns a builder of such a client.
    pub(crate) fn builder(&self) -> ClientBuilder {
        let client = Client::builder().region("eu-central-1").clock(self.time.clone());
        client.transport(self.clone())
    }

    pub(crate) fn token(&self) -> ParticipantToken {
        self.token.clone()
    }

    /// Answers the next call of an operation that has no other answer yet.
    pub(crate) fn next(&self, operation: &'static str, reply: Reply) {
        self.state.lock().unwrap().next.entry(operation).or_default().push_back(reply);
    }

    /// Answers all calls of an operation.
    pub(crate) fn always(&self, operation: &'static str, reply: Reply) {
        self.state.lock().unwrap().always.insert(operation, reply);
    }

    /// Answers as in good days again.
    pub(crate) fn recover(&self) {
        let mut state = self.state.lock().unwrap();
        state.next.clear();
        state.always.clear();
        state.socket_error = None;
        *self.rules.lock().unwrap() = Rules::default();
    }

    /// Lets connections for websockets fail.
    pub(crate) fn fail_sockets(&self, error: io::ErrorKind) {
        self.state.lock().unwrap().socket_error = Some(error);
    }

    /// Sets the URL of websockets.
    pub(crate) fn set_url(&self, url: &str) {
        self.state.lock().unwrap().url = Some(url.to_owned());
    }

    /// Sets the lifetime of connection tokens. Defaults to a day.
    pub(crate) fn set_token_lifetime(&self, lifetime: Duration) {
        self.state.lock().unwrap().token_lifetime = Some(lifetime);
    }

    pub(crate) fn rules(&self, change: impl FnOnce(&mut Rules)) {
        change(&mut self.rules.lock().unwrap());
    }

    /// Returns the calls of an operation.
    pub(crate) fn calls(&self, operation: &'static str) -> Vec<Call> {
        let state = self.state.lock().unwrap();
        state.calls.iter().filter(|call| call.operation == operation).cloned().collect()
    }

    /// Returns the number of all calls.
    pub(crate) fn call_count(&self) -> usize {
        self.state.lock().unwrap().calls.len()
    }

    /// Returns the times of the calls of an operation.
    pub(crate) fn times(&self, operation: &'static str) -> Vec<Duration> {
        self.calls(operation).iter().map(|call| call.at).collect()
    }

    /// Returns the websockets, in the order in which they were opened.
    pub(crate) fn sockets(&self) -> Vec<ServerSocket> {
        self.state.lock().unwrap().sockets.clone()
    }

    /// Returns the last websocket.
    pub(crate) fn socket(&self) -> ServerSocket {
        self.sockets().pop().expect("a websocket was opened")
    }

    pub(crate) fn open_sockets(&self) -> usize {
        self.sockets().iter().filter(|socket| socket.is_open()).count()
    }

    /// Records an item, and pushes it to all websockets that are subscribed.
    pub(crate) fn say(&self, item: Value) {
        self.push(&item);
        self.record(item);
    }

    /// Records an item, and pushes nothing.
    pub(crate) fn record(&self, item: Value) {
        self.state.lock().unwrap().transcript.push(item);
    }

    /// Records the new content of an item, and pushes it.
    pub(crate) fn change(&self, item: &Value) {
        let mut state = self.state.lock().unwrap();
        let recorded = state.transcript.iter_mut().find(|other| other["Id"] == item["Id"]);
        recorded.expect("the item is recorded")["Attachments"] = item["Attachments"].clone();
        drop(state);
        self.push(item);
    }

    /// Pushes an item, and records nothing.
    pub(crate) fn push(&self, item: &Value) {
        for socket in self.sockets().iter().filter(|socket| socket.is_subscribed()) {
            socket.push(item);
        }
    }

    fn respond(
        &self,
        request: &Request<Bytes>,
    ) -> Result<(Reply, Response<Bytes>), TransportError> {
        let operations = [
            CREATE_PARTICIPANT_CONNECTION,
            GET_TRANSCRIPT,
            SEND_MESSAGE,
            SEND_EVENT,
            DISCONNECT_PARTICIPANT,
        ];
        let path = request.uri().path();
        let operation =
            operations.iter().find(|it| it.path == path).expect("a known operation").name;
        let bearer = request.headers()["x-amz-bearer"].to_str().unwrap().to_owned();
        let body = serde_json::from_slice(request.body()).unwrap();
        let at = self.time.elapsed();
        let mut state = self.state.lock().unwrap();
        let reply = match state.next.get_mut(operation).and_then(VecDeque::pop_front) {
            Some(reply) => reply,
            None => state.always.get(operation).cloned().unwrap_or_default(),
        };
        let (status, code, body) = match (&reply.error, &reply.body) {
            (Some((status, code, message)), _) => {
                (*status, Some(*code), json!({ "message": message }))
            }
            (None, Some(body)) => (200, None, body.clone()),
            (None, None) => match state.success(operation, at, &body) {
                Some(body) => (200, None, body),
                None => (400, Some("ValidationException"), json!({ "message": "unknown id" })),
            },
        };
        let asked: Value = serde_json::from_slice(request.body()).unwrap();
        state.calls.push(Call { operation, at, bearer, body: asked });
        if reply.is_lost {
            return Err(TransportError::connection(io::Error::from(
                io::ErrorKind::ConnectionReset,
            )));
        }
        let mut response = Response::builder().status(status);
        if !reply.has_no_date {
            response = response.header("Date", http_date(at));
        }
        if let Some(code) = code {
            response = response.header("x-amzn-ErrorType", code);
        }
        if let Some(seconds) = reply.retry_after {
            response = response.header("Retry-After", seconds);
        }
        Ok((reply, response.body(Bytes::from(body.to_string())).unwrap()))
    }
}

impl State {
    /// Returns the response of good days, or `None` if the request is not valid.
    fn success(&mut self, operation: &str, at: Duration, request: &Value) -> Option<Value> {
        Some(match operation {
            CONNECT => {
                self.connections += 1;
                let number = self.connections;
                let lifetime = self.token_lifetime.unwrap_or(Duration::from_secs(86_400));
                let url = self.url.clone().unwrap_or_else(|| {
                    format!("wss://transport.example.com/v1?X-Amz-Signature=url-secret-{number}")
                });
                json!({
                    "Websocket": {
                        "Url": url,
                        "ConnectionExpiry": iso_date(at + Duration::from_secs(100)),
                    },
                    "ConnectionCredentials": {
                        "ConnectionToken": format!("connection-secret-{number}"),
                        "Expiry": iso_date(at + lifetime),
                    },
                })
            }
            TRANSCRIPT => self.page(request)?,
            MESSAGE => {
                self.messages += 1;
                let id = format!("own-{}", self.messages);
                json!({ "Id": id, "AbsoluteTime": iso_date(at) })
            }
            EVENT => json!({ "Id": "event", "AbsoluteTime": iso_date(at) }),
            _ => json!({}),
        })
    }

    /// Returns a page of the transcript. It begins with the item of the start position.
    fn page(&self, request: &Value) -> Option<Value> {
        let size = usize::try_from(request["MaxResults"].as_u64().unwrap()).unwrap();
        let items = &self.transcript;
        let token = request["NextToken"].as_str().map(|token| token.parse::<usize>().unwrap());
        let (page, next) = if request["ScanDirection"] == "FORWARD" {
            let start = &request["StartPosition"];
            let start = match (token, start["Id"].as_str(), start["AbsoluteTime"].as_str()) {
                (Some(token), _, _) => token,
                (None, Some(id), _) => items.iter().position(|item| item["Id"] == id)?,
                (None, None, Some(time)) => {
                    let is_later = |item: &Value| item["AbsoluteTime"].as_str().unwrap() >= time;
                    items.iter().position(is_later).unwrap_or(items.len())
                }
                (None, None, None) => 0,
            };
            let end = (start + size).min(items.len());
            (items[start..end].to_vec(), (end < items.len()).then_some(end))
        } else {
            let end = token.unwrap_or(items.len());
            let start = end.saturating_sub(size);
            let mut page = items[start..end].to_vec();
            if request["SortOrder"] == "DESCENDING" {
                page.reverse();
            }
            (page, (start > 0).then_some(start))
        };
        let mut response = json!({ "InitialContactId": items::CONTACT, "Transcript": page });
        if let Some(next) = next {
            response["NextToken"] = json!(next.to_string());
        }
        Some(response)
    }
}

impl Transport for Service {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        Box::pin(async move {
            let (reply, response) = self.respond(&request)?;
            if reply.is_withheld {
                std::future::pending::<()>().await;
            }
            if !reply.delay.is_zero() {
                tokio::time::sleep(reply.delay).await;
            }
            Ok(response)
        })
    }

    fn open_socket(&self, _: Uri) -> SocketFuture<'_> {
        Box::pin(async move {
            let mut state = self.state.lock().unwrap();
            if let Some(error) = state.socket_error {
                return Err(TransportError::connection(io::Error::from(error)));
            }
            let (client, server) = tokio::io::duplex(BUFFER);
            let rules = Arc::clone(&self.rules);
            state.sockets.push(ServerSocket::serve(server, self.time.clone(), rules));
            Ok(Socket::new(client))
        })
    }
}
