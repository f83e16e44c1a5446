//! A caller with edition 2021, the crate under another name, and all lints denied. The test is that
//! it compiles. A change to this crate that is needed to keep it compiling is a breaking change.

use std::error::Error;
use std::future::{ready, Future};
use std::pin::Pin;
use std::time::Duration;

use chat::{
    http, participant_operation, Bytes, Client, Clock, Connected, ConnectionToken,
    CreateParticipantConnectionOutput, EventContentType, GetTranscriptOutput, Participant,
    ParticipantToken, SendEventOutput, SendMessageOutput, SleepFuture, SortKey, Transport,
    TransportFuture,
};

/// Events.
pub trait ChatEvents: Participant {
    /// Returns the token of the session.
    fn token(&self) -> &ConnectionToken;

    /// Sends a typing event.
    ///
    /// # Errors
    ///
    /// Any error of the client.
    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.typing",
        connection_token = self.token(),
        crate = ::chat
    )]
    fn typing(&self) -> impl Future<Output = chat::Result<SendEventOutput>> + Send;

    /// Sends a read receipt.
    ///
    /// # Errors
    ///
    /// Any error of the client.
    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.message.read",
        crate = ::chat
    )]
    #[must_use]
    async fn read(
        &self,
        connection_token: &ConnectionToken,
        message_id: &str,
        client_token: Option<String>,
    ) -> Result<(), Box<dyn Error + Send + Sync>>;
}

/// Other operations, with literals and parameters of all kinds.
pub trait Desk: Participant {
    /// Creates a connection.
    ///
    /// # Errors
    ///
    /// Any error of the client.
    #[participant_operation(
        CreateParticipantConnection,
        type = ["WEBSOCKET", "CONNECTION_CREDENTIALS"],
        connect_participant = true,
        crate = ::chat
    )]
    async fn connect(
        &self,
        participant_token: &ParticipantToken,
    ) -> chat::Result<CreateParticipantConnectionOutput>;

    /// Returns a page of the transcript.
    ///
    /// # Errors
    ///
    /// Any error of the client.
    #[participant_operation(
        GetTranscript,
        max_results = 100,
        scan_direction = "FORWARD",
        start_position = chat::StartPosition::new().most_recent(10),
        crate = ::chat
    )]
    async fn transcript(
        &self,
        connection_token: &ConnectionToken,
        sort_order: Option<SortKey>,
        next_token: Option<&str>,
    ) -> chat::Result<GetTranscriptOutput>;

    /// Completes an upload.
    ///
    /// # Errors
    ///
    /// Any error of the client.
    #[participant_operation(CompleteAttachmentUpload, attachment_ids = [attachment_id], crate = ::chat)]
    async fn attach(
        &self,
        connection_token: &ConnectionToken,
        attachment_id: &str,
    ) -> chat::Result<()>;
}

impl Desk for Client {}

/// Events of a trait object.
pub trait AnyEvents: Participant {
    /// Sends any event.
    ///
    /// # Errors
    ///
    /// Any error of the client.
    #[participant_operation(SendEvent, connection_token = token, crate = ::chat)]
    fn event<'a>(
        &'a self,
        token: ConnectionToken,
        content_type: EventContentType,
        message_id: Option<&str>,
    ) -> Pin<Box<dyn Future<Output = chat::Result<SendEventOutput>> + Send + 'a>>;
}

impl AnyEvents for Client {}

/// A session, whose methods need no token.
#[derive(Debug)]
pub struct Session {
    client: Client,
    token: ConnectionToken,
}

impl Participant for Session {
    fn client(&self) -> &Client {
        &self.client
    }
}

impl Connected for Session {
    fn connection_token(&self) -> ConnectionToken {
        self.token.clone()
    }
}

impl Session {
    /// Sends a message.
    ///
    /// # Errors
    ///
    /// Any error of the client.
    #[participant_operation(SendMessage, content_type = "text/plain", crate = ::chat)]
    pub async fn say(&self, content: &str) -> chat::Result<SendMessageOutput>;

    /// Starts an upload.
    ///
    /// # Errors
    ///
    /// Any error of the client.
    #[participant_operation(
        StartAttachmentUpload,
        content_type = "text/plain",
        attachment_size_in_bytes = 1_000,
        crate = ::chat
    )]
    #[must_use]
    pub(crate) async fn start(&self, attachment_name: &str) -> chat::Result<()>;
}

/// Calls the methods.
///
/// # Errors
///
/// Any error of the client.
pub async fn call(
    chat: &(impl ChatEvents + Sync),
    any: &(dyn AnyEvents + Sync),
    session: &Session,
) -> Result<(), Box<dyn Error + Send + Sync>> {
    chat.typing().await?;
    chat.read(chat.token(), "6bd8e4a7", None).await?;
    drop(session.start("a.txt"));
    session.say("Hello").await?;
    any.event(chat.token().clone(), EventContentType::Typing, None).await?;
    Ok(())
}

/// A participant, a transport and a clock with only the required methods.
#[derive(Debug)]
pub struct Own(pub Client);

impl Participant for Own {
    fn client(&self) -> &Client {
        &self.0
    }
}

impl Transport for Own {
    fn send(&self, _request: http::Request<Bytes>) -> TransportFuture<'_> {
        Box::pin(ready(Ok(http::Response::new(Bytes::from_static(b"{}")))))
    }
}

impl Clock for Own {
    fn sleep(&self, _duration: Duration) -> SleepFuture<'_> {
        Box::pin(ready(()))
    }
}
