//! Waiting for an item of a chat.

use std::error::Error;
use std::fmt;
use std::pin::Pin;
use std::time::Duration;

use connect_participant::{ChatItemType, Item, ParticipantRole};

use super::said::render;
use super::search::{DEFAULT_WAIT, search, search_blocking};
use crate::chat::Chat;

impl Chat {
    /// Waits until a message with this content has been recorded, and returns it. A message that
    /// was recorded before counts too.
    ///
    /// ```
    /// use connect_participant::{Client, MessageContentType, ParticipantRole, SendMessageInput};
    /// use connect_participant_local::LocalService;
    /// use std::time::Duration;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let service = LocalService::start().await?;
    /// let client = Client::builder().endpoint_url(service.url()).build()?;
    /// let chat = service.open_chat();
    /// let bot = chat.add_participant(ParticipantRole::CustomBot);
    ///
    /// // The code under test runs in the background.
    /// let token = bot.connection_token().clone();
    /// tokio::spawn(async move {
    ///     let text = MessageContentType::TextPlain;
    ///     client.call(SendMessageInput::new(text, "How can I help?", token)).await
    /// });
    /// chat.wait_for("How can I help?").await?;
    ///
    /// let error = chat.wait_for("Bye.").within(Duration::from_millis(10)).await.unwrap_err();
    /// assert_eq!(
    ///     error.to_string(),
    ///     "no message \"Bye.\" within 10ms; the chat has:\n  CUSTOM_BOT: How can I help?"
    /// );
    /// # Ok(())
    /// # }
    /// ```
    pub fn wait_for(&self, text: impl Into<String>) -> Wait<'_> {
        let text = text.into();
        let wanted = format!("message {text:?}");
        Wait::new(self, wanted, move |item| {
            item.r#type == Some(ChatItemType::Message) && item.content.as_deref() == Some(&text)
        })
    }

    /// Waits until an item that meets the condition has been recorded, and returns it. Typing and
    /// receipts are items too, as in [`transcript`](Self::transcript).
    ///
    /// ```
    /// use connect_participant::{ChatItemType, ParticipantRole};
    /// use connect_participant_local::LocalService;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let service = LocalService::start().await?;
    /// let chat = service.open_chat();
    /// chat.add_participant(ParticipantRole::Agent).typing()?;
    /// chat.wait_for_item(|item| item.r#type == Some(ChatItemType::Typing)).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn wait_for_item<'a>(
        &'a self,
        condition: impl Fn(&Item) -> bool + Send + Sync + 'a,
    ) -> Wait<'a> {
        Wait::new(self, "item that meets the condition".to_owned(), condition)
    }
}

/// A wait for an item of a [`Chat`]: await it, or call [`blocking`](Self::blocking).
/// [`Chat::wait_for`] and [`Chat::wait_for_item`] return it.
///
/// The time is measured by the clock of the runtime on which the service runs. With [paused
/// time](https://docs.rs/tokio/latest/tokio/time/fn.pause.html), a wait that fails takes no real
/// time. A service on a [thread of its own](crate::LocalServiceBuilder::own_thread) measures real
/// time, even if the test has paused its own runtime.
#[must_use = "nothing is waited for until this is awaited, or `blocking` is called"]
pub struct Wait<'a> {
    chat: &'a Chat,
    /// What is waited for, in words.
    wanted: String,
    condition: Box<Condition<'a>>,
    role: Option<ParticipantRole>,
    time: Duration,
}

type Condition<'a> = dyn Fn(&Item) -> bool + Send + Sync + 'a;

impl<'a> Wait<'a> {
    fn new(
        chat: &'a Chat,
        wanted: String,
        condition: impl Fn(&Item) -> bool + Send + Sync + 'a,
    ) -> Self {
        Self { chat, wanted, condition: Box::new(condition), role: None, time: DEFAULT_WAIT }
    }

    /// Sets the maximum time to wait. Defaults to 10 seconds.
    pub fn within(mut self, time: Duration) -> Self {
        self.time = time;
        self
    }

    /// Waits for an item of a participant with this role. By default, any participant counts.
    pub fn by(mut self, role: ParticipantRole) -> Self {
        self.role = Some(role);
        self
    }

    /// Waits, and blocks the thread meanwhile, for tests without `async`. The service needs a
    /// [thread of its own](crate::LocalServiceBuilder::own_thread), or a runtime with more than one
    /// thread. The time is real time.
    ///
    /// ```
    /// use connect_participant::ParticipantRole;
    /// use connect_participant_local::LocalService;
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let service = LocalService::builder().start_blocking()?;
    /// let chat = service.open_chat();
    /// let customer = chat.add_participant(ParticipantRole::Customer);
    /// std::thread::spawn(move || customer.say("Hello?")); // the program under test
    /// chat.wait_for("Hello?").by(ParticipantRole::Customer).blocking()?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// An error that shows the whole transcript, if the time is over.
    pub fn blocking(self) -> Result<Item, WaitError> {
        search_blocking(self.time, || self.find()).ok_or_else(|| self.error())
    }

    async fn wait(self) -> Result<Item, WaitError> {
        let Self { chat, time, .. } = self;
        let found = search(chat.service(), chat.contact(), time, || self.find()).await;
        found.ok_or_else(|| self.error())
    }

    fn find(&self) -> Option<Item> {
        let is_wanted = |item: &Item| {
            let is_role = |role| item.participant_role.as_ref() == Some(role);
            self.role.as_ref().is_none_or(is_role) && (self.condition)(item)
        };
        self.chat.transcript().into_iter().find(is_wanted)
    }

    fn error(&self) -> WaitError {
        let Self { wanted, time, .. } = self;
        let by = self.role.as_ref().map(|role| format!(" by {role}")).unwrap_or_default();
        let transcript = match self.chat.transcript() {
            items if items.is_empty() => "the chat has no items".to_owned(),
            items => format!("the chat has:{}", render(&items)),
        };
        WaitError(format!("no {wanted}{by} within {time:?}; {transcript}"))
    }
}

impl<'a> IntoFuture for Wait<'a> {
    type Output = Result<Item, WaitError>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send + 'a>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.wait())
    }
}

/// Leaves out the condition.
impl fmt::Debug for Wait<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wait")
            .field("wanted", &self.wanted)
            .field("role", &self.role)
            .field("time", &self.time)
            .finish_non_exhaustive()
    }
}

/// The error of a [`Wait`] or a [`SubscriptionWait`](crate::SubscriptionWait) whose time is over. That
/// of a [`Wait`] shows the whole transcript, also in its `Debug` form, which a failing test prints.
pub struct WaitError(pub(super) String);

impl Error for WaitError {}

impl fmt::Display for WaitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for WaitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
