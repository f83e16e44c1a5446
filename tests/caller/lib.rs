//! A caller unlike us: edition 2021, the crate under another name, and every lint denied. That it compiles is the test.

use std::error::Error;
use std::future::Future;
use std::pin::Pin;

use chat::{
    participant_operation, Client, ConnectionToken, EventContentType, Participant, SendEventOutput,
};

/// What the desktop sends.
pub trait ChatEvents: Participant {
    /// The token of the session.
    fn token(&self) -> &ConnectionToken;

    /// Types.
    ///
    /// # Errors
    ///
    /// Whatever goes wrong.
    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.typing",
        connection_token = self.token(),
        crate = ::chat
    )]
    fn typing(&self) -> impl Future<Output = chat::Result<SendEventOutput>> + Send;

    /// Reads.
    ///
    /// # Errors
    ///
    /// Whatever goes wrong.
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

/// What a trait object sends.
pub trait AnyEvents: Participant {
    /// Sends whatever it is told to.
    ///
    /// # Errors
    ///
    /// Whatever goes wrong.
    #[participant_operation(SendEvent, connection_token = token, crate = ::chat)]
    fn event<'a>(
        &'a self,
        token: ConnectionToken,
        content_type: EventContentType,
        message_id: Option<&str>,
    ) -> Pin<Box<dyn Future<Output = chat::Result<SendEventOutput>> + Send + 'a>>;
}

impl AnyEvents for Client {}

/// Calls them.
///
/// # Errors
///
/// Whatever goes wrong.
pub async fn call(
    chat: &(impl ChatEvents + Sync),
    any: &(dyn AnyEvents + Sync),
) -> Result<(), Box<dyn Error + Send + Sync>> {
    chat.typing().await?;
    chat.read(chat.token(), "6bd8e4a7", None).await?;
    any.event(chat.token().clone(), EventContentType::Typing, None).await?;
    Ok(())
}
