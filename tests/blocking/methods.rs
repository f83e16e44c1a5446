//! Annotated methods, and the methods of the client.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};
use std::thread;

use connect_participant::http::{Request, Response};
use connect_participant::{
    Bytes, Client, ConnectionToken, Error, ErrorKind, FromOutput, GetTranscriptInput, Result,
    SendMessageOutput, Transport, TransportFuture, blocking, participant_operation,
};
use connect_participant_local::Fault;
use tracing::Level;

use crate::Scene;

/// The id of a message, or an error for the message `no id`.
struct MessageId;

impl FromOutput<SendMessageOutput> for MessageId {
    fn from_output(output: SendMessageOutput) -> Result<Self> {
        let missing = Error::unreadable_response("there is no id");
        if output.id.is_some() { Err(missing) } else { Ok(Self) }
    }
}

trait Calls: blocking::Participant {
    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.typing"
    )]
    fn typing(&self, connection_token: &ConnectionToken) -> Result<()>;

    #[participant_operation(SendMessage, content_type = "text/plain")]
    fn say(&self, content: &str, connection_token: &ConnectionToken) -> Result<SendMessageOutput>;

    #[participant_operation(SendMessage, content_type = "text/plain")]
    #[tracing::instrument(skip_all, err)]
    fn say_converted(
        &self,
        content: &str,
        connection_token: &ConnectionToken,
    ) -> Result<MessageId, Error>;
}

impl Calls for blocking::Client {}

struct Session {
    client: blocking::Client,
    token: ConnectionToken,
}

impl blocking::Participant for Session {
    fn client(&self) -> &blocking::Client {
        &self.client
    }
}

impl blocking::Connected for Session {
    fn connection_token(&self) -> ConnectionToken {
        self.token.clone()
    }
}

trait Desk: blocking::Connected {
    #[participant_operation(SendMessage, content_type = "text/plain")]
    fn say(&self, content: &str) -> Result<()>;
}

impl Desk for Session {}

impl Session {
    #[participant_operation(SendMessage, content_type = "text/plain", connection_token = &self.token)]
    fn greet(&self, content: &str) -> Result<()>;
}

#[test]
fn methods_without_async_call_the_service() {
    let scene = Scene::new();
    let client = scene.client();
    client.typing(&scene.token).unwrap();
    assert!(client.say("one", &scene.token).unwrap().id.is_some());
    let session = Session { client, token: scene.token.clone() };
    session.say("two").unwrap();
    session.greet("three").unwrap();
    let desk: Box<dyn Desk> = Box::new(session);
    desk.say("four").unwrap();
    assert_eq!(scene.chat.said(), ["AGENT: one", "AGENT: two", "AGENT: three", "AGENT: four"]);
}

#[test]
fn an_error_of_a_conversion_has_the_data_of_the_call() {
    let scene = Scene::new();
    let error = scene.client().say_converted("Hello", &scene.token).err().unwrap();
    assert_eq!((error.operation(), error.attempts()), (Some("SendMessage"), 1));
    assert!(error.request_id().is_some());
}

#[test]
fn calls_are_retried_and_inputs_are_checked() {
    let scene = Scene::new();
    let client = scene.client();
    scene.service.inject(Fault::status(503).times(2));
    client.say("once", &scene.token).unwrap();
    assert_eq!(scene.chat.said(), ["AGENT: once"]);

    let error = client.say("", &scene.token).unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::InvalidInput, 0));
    assert_eq!(error.operation(), Some("SendMessage"));
}

#[test]
fn pages_are_an_iterator() {
    let scene = Scene::new();
    let client = scene.client();
    for number in 0..5 {
        client.say(&number.to_string(), &scene.token).unwrap();
    }
    let input = GetTranscriptInput::new(scene.token.clone()).max_results(2);
    let pages: Result<Vec<_>> = client.transcript_pages(input.clone()).collect();
    let items = pages.unwrap().into_iter().flat_map(|page| page.transcript.unwrap_or_default());
    assert_eq!(items.filter(|item| item.content.is_some()).count(), 5);

    scene.service.inject(Fault::status(400));
    let mut pages = client.transcript_pages(input);
    assert!(pages.next().unwrap().is_err());
    assert!(pages.next().is_none());
}

#[test]
fn an_attachment_is_uploaded() {
    let scene = Scene::new();
    let client = scene.client();
    let id = client.upload_attachment("text/plain", "notes.txt", "Hello!", &scene.token).unwrap();
    assert!(!id.is_empty());
}

#[test]
fn threads_share_a_client() {
    let scene = Scene::new();
    let client = scene.client();
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| client.typing(&scene.token).unwrap());
        }
    });
    let client = Arc::new(client);
    thread::spawn({
        let (client, token) = (Arc::clone(&client), scene.token.clone());
        move || client.say("from a thread", &token).unwrap()
    })
    .join()
    .unwrap();
    assert_eq!(scene.chat.said(), ["AGENT: from a thread"]);
}

/// The log so far.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_trace_belongs_to_the_span_and_the_subscriber_of_the_caller() {
    let scene = Scene::new();
    let client = scene.client();
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(Level::DEBUG)
        .with_writer(move || writer.clone())
        .with_ansi(false)
        .finish();
    tracing::subscriber::with_default(subscriber, || {
        tracing::info_span!("script").in_scope(|| client.typing(&scene.token).unwrap());
    });
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("script:call{"), "{log}");
}

/// A transport that panics at a message, and responds to anything else.
struct Panicking;

impl Transport for Panicking {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        assert!(request.uri().path() != "/participant/message", "a defect of the transport");
        Box::pin(async { Ok(Response::new(Bytes::from_static(b"{}"))) })
    }
}

#[test]
fn a_panic_reaches_the_caller_and_the_client_works_on() {
    let client = Client::builder().region("eu-central-1").transport(Panicking).build().unwrap();
    let client = blocking::Client::new(client).unwrap();
    let token = ConnectionToken::new("token").unwrap();
    let caller = thread::spawn({
        let (client, token) = (client.clone(), token.clone());
        move || drop(client.say("Hello", &token))
    });
    let panic = caller.join().unwrap_err();
    assert_eq!(panic.downcast_ref(), Some(&"a defect of the transport"));
    client.typing(&token).unwrap();
}
