//! In a trait whose supertrait is `Connected`, no method needs a token.

#![deny(warnings, clippy::pedantic)]

use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

use connect_participant::{
    Client, Connected, ConnectionToken, DescribeViewOutput, GetTranscriptOutput, Participant,
    Result, SendEventOutput, SendMessageOutput, participant_operation,
};

struct Session {
    client: Client,
    connection_token: ConnectionToken,
}

impl Participant for Session {
    fn client(&self) -> &Client {
        &self.client
    }
}

impl Connected for Session {
    fn connection_token(&self) -> ConnectionToken {
        self.connection_token.clone()
    }
}

/// All three forms of futures.
trait Desk: Connected {
    #[participant_operation(SendMessage, content_type = "text/plain")]
    async fn say(&self, content: &str) -> Result<SendMessageOutput>;

    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.typing"
    )]
    fn typing(&self) -> impl Future<Output = Result<SendEventOutput>> + Send;

    #[participant_operation(GetTranscript, max_results = 10)]
    fn transcript(&self) -> Pin<Box<dyn Future<Output = Result<GetTranscriptOutput>> + Send + '_>>;

    // A parameter takes precedence.
    #[participant_operation(DisconnectParticipant)]
    async fn remove(&self, connection_token: &ConnectionToken) -> Result<()>;
}

impl Desk for Session {}
impl Desk for &Session {}
impl Desk for Arc<Session> {}
impl Desk for Rc<Session> {}
impl Desk for Box<dyn Desk2> {}
impl Desk for Arc<dyn Desk2 + Send + Sync> {}

/// A supertrait of a supertrait, and a trait object.
trait Desk2: Desk3 {}

trait Desk3: Connected {
    #[participant_operation(DescribeView)]
    fn view(
        &self,
        view_token: &str,
    ) -> Pin<Box<dyn Future<Output = Result<DescribeViewOutput>> + Send + '_>>;
}

trait Generic<T: AsRef<str> + Sync>: Connected {
    #[participant_operation(SendMessage, content_type = "text/markdown")]
    async fn generic(&self, content: T) -> Result<()>;
}

impl<T: AsRef<str> + Sync> Generic<T> for Session {}

/// A bound in a `where` clause.
trait OnTheTrait
where
    Self: Connected,
{
    #[participant_operation(DisconnectParticipant)]
    async fn leave(&self) -> Result<()>;
}

trait OnTheMethod {
    #[participant_operation(DisconnectParticipant)]
    async fn leave(&self) -> Result<()>
    where
        Self: Connected;
}

impl OnTheTrait for Session {}
impl OnTheMethod for Session {}

#[async_trait::async_trait]
trait Boxed: Connected {
    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.message.read"
    )]
    async fn read(&self, message_id: &str) -> Result<()>;
}

#[async_trait::async_trait]
impl Boxed for Session {}

#[allow(dead_code, reason = "only the other variant is used")]
#[trait_variant::make(SendVariant: Send)]
trait Variant: Connected + Sync {
    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.message.read"
    )]
    async fn seen(&self, message_id: &str) -> Result<()>;
}

impl SendVariant for Session {}

/// A fake overrides one method.
struct Fake(Session);

impl Participant for Fake {
    fn client(&self) -> &Client {
        self.0.client()
    }
}

impl Connected for Fake {
    fn connection_token(&self) -> ConnectionToken {
        self.0.connection_token()
    }
}

impl Desk for Fake {
    async fn say(&self, _content: &str) -> Result<SendMessageOutput> {
        Ok(SendMessageOutput::default())
    }
}

fn is_send(_: impl Send) {}

fn use_all<D: Desk>(session: Session, desk: &D, boxed: &'static (dyn Boxed + Send + Sync)) {
    is_send(desk.say("Hello"));
    is_send(desk.typing());
    is_send(boxed.read("6bd8e4a7"));
    is_send(OnTheTrait::leave(&session));
    is_send(OnTheMethod::leave(&session));
    is_send(session.view_of("6bd8e4a7"));
    is_send(session.generic("Hello"));
    is_send(session.generic(String::from("Hello")));
    is_send(SendVariant::seen(&session, "6bd8e4a7"));
    let fake = Fake(session);
    is_send(fake.say("Hello"));
    let token = fake.connection_token();
    is_send(fake.remove(&token));
}

/// A method of the type, which also uses a method of the trait.
impl Session {
    fn view_of(&self, view: &str) -> impl Future<Output = Result<DescribeViewOutput>> + Send {
        Desk3::view(self, view)
    }
}

impl Desk3 for Session {}
impl Desk2 for Session {}

#[test]
fn compiles() {
    let _ = use_all::<Arc<Session>>;
}
