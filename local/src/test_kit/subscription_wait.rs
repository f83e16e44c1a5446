//! Waiting for the websocket of a participant.

use std::fmt;
use std::pin::Pin;
use std::time::Duration;

use super::search::{DEFAULT_WAIT, search, search_blocking};
use super::wait::WaitError;
use crate::chat::chat_participant::ChatParticipant;
use crate::websocket::chat_socket::ChatSocket;

impl ChatParticipant {
    /// Waits until the participant has a websocket that is subscribed to the chat, and returns the
    /// latest one. A websocket that is subscribed already counts too. One that is closing, or that is
    /// [silent](ChatSocket::silence), does not.
    ///
    /// From then on, the service pushes each item that it records to that websocket. A test waits for
    /// it before it speaks:
    ///
    /// ```
    /// use connect_participant::ParticipantRole;
    /// use connect_participant_local::LocalService;
    /// use std::time::Duration;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let service = LocalService::start().await?;
    /// let customer = service.open_chat().add_participant(ParticipantRole::Customer);
    /// // The client under test runs in the background. Here, there is none.
    /// let wait = customer.wait_until_subscribed().within(Duration::from_millis(10));
    /// let error = wait.await.unwrap_err();
    /// assert_eq!(
    ///     error.to_string(),
    ///     "no subscribed websocket of CUSTOMER within 10ms; open websockets: 0"
    /// );
    /// # Ok(())
    /// # }
    /// ```
    pub fn wait_until_subscribed(&self) -> SubscriptionWait<'_> {
        SubscriptionWait { participant: self, time: DEFAULT_WAIT }
    }
}

/// A wait for a websocket of a [`ChatParticipant`] that is subscribed to the chat: await it, or call
/// [`blocking`](Self::blocking). [`ChatParticipant::wait_until_subscribed`] returns it.
///
/// The time is measured as that of a [`Wait`](crate::Wait).
#[must_use = "nothing is waited for until this is awaited, or `blocking` is called"]
pub struct SubscriptionWait<'a> {
    participant: &'a ChatParticipant,
    time: Duration,
}

impl SubscriptionWait<'_> {
    /// Sets the maximum time to wait. Defaults to 10 seconds.
    pub fn within(mut self, time: Duration) -> Self {
        self.time = time;
        self
    }

    /// Waits, and blocks the thread meanwhile, as [`Wait::blocking`](crate::Wait::blocking) does.
    ///
    /// # Errors
    ///
    /// An error with the number of open websockets, if the time is over.
    pub fn blocking(self) -> Result<ChatSocket, WaitError> {
        search_blocking(self.time, || self.find()).ok_or_else(|| self.error())
    }

    async fn wait(self) -> Result<ChatSocket, WaitError> {
        let Self { participant, time } = self;
        let contact = &participant.caller().contact;
        let found = search(participant.service(), contact, time, || self.find()).await;
        found.ok_or_else(|| self.error())
    }

    fn find(&self) -> Option<ChatSocket> {
        self.participant.sockets().into_iter().rfind(ChatSocket::is_hearing)
    }

    fn error(&self) -> WaitError {
        let Self { participant, time } = self;
        let (role, open) = (participant.role(), participant.sockets().len());
        let wanted = format!("no subscribed websocket of {role} within {time:?}");
        WaitError(format!("{wanted}; open websockets: {open}"))
    }
}

impl<'a> IntoFuture for SubscriptionWait<'a> {
    type Output = Result<ChatSocket, WaitError>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send + 'a>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.wait())
    }
}

impl fmt::Debug for SubscriptionWait<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SubscriptionWait")
            .field("participant", self.participant)
            .field("time", &self.time)
            .finish()
    }
}
