//! A caller with edition 2015, which has no `async fn`. The test is that it compiles.

extern crate chat;

use std::future::Future;
use std::pin::Pin;

use chat::{
    participant_operation, Client, Connected, ConnectionToken, EventContentType,
    GetTranscriptOutput, Participant, Result, SendEventOutput, SendMessageOutput, SortKey,
    StartPosition,
};

/// A participant.
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
    pub fn say<'a>(
        &'a self,
        content: &'a str,
    ) -> Pin<Box<dyn Future<Output = Result<SendMessageOutput>> + Send + 'a>>;
}

/// Events.
pub trait Desk: Connected {
    /// Sends a typing event.
    ///
    /// # Errors
    ///
    /// Any error of the client.
    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.typing",
        crate = ::chat
    )]
    fn typing(&self) -> impl Future<Output = Result<SendEventOutput>> + Send;

    /// Sends any event.
    ///
    /// # Errors
    ///
    /// Any error of the client.
    #[participant_operation(SendEvent, crate = ::chat)]
    fn event(
        &self,
        content_type: EventContentType,
        message_id: Option<&str>,
    ) -> impl Future<Output = Result<()>> + Send;

    /// Returns a page of the transcript.
    ///
    /// # Errors
    ///
    /// Any error of the client.
    #[participant_operation(
        GetTranscript,
        max_results = 100,
        sort_order = SortKey::Ascending,
        start_position = StartPosition::new().most_recent(10_i32),
        scan_direction = "FORWARD",
        crate = ::chat
    )]
    fn transcript(
        &self,
        next_token: Option<&str>,
    ) -> impl Future<Output = Result<GetTranscriptOutput>> + Send;
}

impl Desk for Session {}
