//! A situation: a client, and a chat on a local service of its own.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use connect_participant::ParticipantRole;
use connect_participant_local::{
    Chat, ChatParticipant, ChatSocket, LocalService, LocalServiceBuilder, RequestRecord,
};
use serde_json::{Value, json};
use tokio::time::{Instant, sleep, timeout};

use crate::client::Client;
use crate::driver::{Driver, text};

pub struct Stage {
    pub service: LocalService,
    pub chat: Chat,
    pub customer: ChatParticipant,
    pub agent: ChatParticipant,
    pub driver: Arc<Driver>,
    requests: Requests,
}

type Requests = Arc<Mutex<Vec<(Instant, RequestRecord)>>>;

/// The longest time in which a websocket is open and subscribed.
const CONNECTED: Duration = Duration::from_secs(30);

/// The longest time from the result of a call to the record of its request.
const RECORDED: Duration = Duration::from_millis(500);

impl Stage {
    /// Opens a chat. A client with a websocket is connected as the customer.
    pub async fn open(client: &Client) -> Self {
        Self::with(client, LocalService::builder(), &[]).await
    }

    pub async fn with(client: &Client, builder: LocalServiceBuilder, arguments: &[&str]) -> Self {
        let stage = Self::unconnected(client, builder, arguments).await;
        if client.kind.has_chats() {
            stage.connect("a", &stage.chat, &stage.customer).await;
            stage.subscribed(CONNECTED).await;
        }
        stage
    }

    pub async fn unconnected(
        client: &Client,
        builder: LocalServiceBuilder,
        arguments: &[&str],
    ) -> Self {
        let requests = Requests::default();
        let list = Arc::clone(&requests);
        let service = builder
            .on_request(move |request| {
                list.lock().expect("not poisoned").push((Instant::now(), request.clone()));
            })
            .start()
            .await
            .expect("a service");
        let chat = service.open_chat();
        let arguments = [&[service.url()], arguments].concat();
        Self {
            customer: chat.add_participant(ParticipantRole::Customer),
            agent: chat.add_participant(ParticipantRole::Agent),
            driver: client.driver(&arguments).await,
            chat,
            requests,
            service,
        }
    }

    /// Starts a session. Returns when the client says that it is connected.
    pub async fn connect(&self, session: &str, chat: &Chat, customer: &ChatParticipant) -> Value {
        let command = json!({
            "do": "connect",
            "session": session,
            "url": self.service.url(),
            "contactId": chat.contact_id(),
            "participantId": customer.id(),
            "participantToken": customer.participant_token().expose(),
        });
        self.driver.ask(command).await
    }

    /// Waits until a websocket of the customer is subscribed. Returns the time that it took.
    pub async fn subscribed(&self, limit: Duration) -> Option<Duration> {
        let start = Instant::now();
        while start.elapsed() < limit {
            if self.customer.sockets().iter().any(ChatSocket::is_subscribed) {
                return Some(start.elapsed());
            }
            sleep(Duration::from_millis(5)).await;
        }
        None
    }

    /// Makes a call by the customer, and waits for its outcome for at most `limit`.
    pub async fn call(&self, operation: &str, input: Value, limit: Duration) -> Outcome {
        self.command("call", operation, input, limit).await
    }

    /// Sends a message, see [`call`](Self::call).
    pub async fn say(&self, limit: Duration) -> Outcome {
        self.call("SendMessage", json!({ "ContentType": "text/plain", "Content": "Hello" }), limit)
            .await
    }

    pub async fn command(
        &self,
        name: &str,
        operation: &str,
        mut input: Value,
        limit: Duration,
    ) -> Outcome {
        if input.get("ConnectionToken").is_none() {
            input["ConnectionToken"] = self.customer.connection_token().expose().into();
        }
        let before = self.requests_of(operation).len();
        let command = json!({
            "do": name,
            "session": "a",
            "url": self.service.url(),
            "operation": operation,
            "input": input,
        });
        let result = timeout(limit, self.driver.ask(command)).await.ok();
        // A record is made when its request is over.
        let end = Instant::now() + RECORDED;
        while self.requests_of(operation).len() == before && Instant::now() < end {
            sleep(Duration::from_millis(10)).await;
        }
        sleep(Duration::from_millis(20)).await;
        Outcome { result, attempts: self.requests_of(operation).len() - before, limit }
    }

    pub fn requests_of(&self, operation: &str) -> Vec<(Instant, RequestRecord)> {
        let requests = self.requests.lock().expect("not poisoned");
        let is_it = |request: &&(Instant, RequestRecord)| request.1.operation == Some(operation);
        requests.iter().filter(is_it).cloned().collect()
    }
}

/// The outcome of a call.
#[derive(Debug)]
pub struct Outcome {
    /// `None` if there was no result in time.
    result: Option<Value>,
    pub attempts: usize,
    limit: Duration,
}

impl Outcome {
    pub fn id(&self) -> Option<String> {
        text(self.result.as_ref()?, "id")
    }

    /// The name of the error.
    pub fn error(&self) -> Option<String> {
        text(self.result.as_ref()?, "error")
    }

    /// The text that the error shows.
    pub fn message(&self) -> String {
        self.result.as_ref().and_then(|result| text(result, "message")).unwrap_or_default()
    }

    /// The status, if the error has one.
    pub fn status(&self) -> Option<u64> {
        self.result.as_ref()?["status"].as_u64()
    }

    /// The text that the client logs.
    pub fn log(&self) -> String {
        self.result.as_ref().and_then(|result| text(result, "text")).unwrap_or_default()
    }

    /// The connection tokens that the client has received, if it reports them.
    pub fn tokens(&self) -> Option<Vec<String>> {
        let tokens = self.result.as_ref()?["tokens"].as_array()?;
        Some(tokens.iter().filter_map(|token| token.as_str().map(str::to_owned)).collect())
    }

    /// The outcome in a few words.
    pub fn words(&self) -> String {
        let attempts = self.attempts;
        match (&self.result, self.error(), self.id()) {
            (None, ..) => format!("no result after {} s", self.limit.as_secs()),
            (_, Some(_), _) if attempts == 0 => "error before anything is sent".to_owned(),
            (_, Some(_), _) if attempts == 1 => "error after 1 attempt".to_owned(),
            (_, Some(_), _) => format!("error after {attempts} attempts"),
            (_, None, None) if attempts == 1 => "success without an id".to_owned(),
            (_, None, None) => format!("success without an id at attempt {attempts}"),
            (_, None, Some(_)) if attempts == 1 => "success".to_owned(),
            (_, None, Some(_)) => format!("success at attempt {attempts}"),
        }
    }
}
