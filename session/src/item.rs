//! Items of a chat without a session.

use connect_participant::{Error, Item, Result};

use crate::event::ChatEvent;
use crate::event::info::{ItemInfo, Placement};
use crate::event::visibility::MessageVisibility;
use crate::wire::frame::{self, Frame};
use crate::wire::json::Unreadable;
use crate::wire::notification::Notification;
use crate::wire::received::Received;

/// An item of a chat without a session: from SNS streaming, or from a transcript.
///
/// If your backend has called `StartContactStreaming`, a bot or a bridge receives the items of a
/// chat through SNS, and needs no websocket. The items and their types are those of a session:
///
/// ```
/// use connect_participant::ParticipantRole;
/// use connect_participant_session::{ChatEvent, ChatItem};
///
/// # fn main() -> connect_participant::Result<()> {
/// // The body of a request from SNS to an HTTPS endpoint. In a Lambda function, pass the
/// // event.
/// let notification = concat!(
///     r#"{"Type":"Notification","Message":"{\"Id\":\"6bd8e4a7\",\"Type\":\"MESSAGE\","#,
///     r#"\"ContentType\":\"text/plain\",\"Content\":\"Hello!\","#,
///     r#"\"ParticipantRole\":\"CUSTOMER\",\"ContactId\":\"2f1b\"}"}"#,
/// );
///
/// let item = ChatItem::parse(notification)?;
/// assert_eq!(item.info().contact_id(), Some("2f1b"));
/// if let ChatEvent::Message(message) = item.event() {
///     // SNS delivers your own messages too, so check the sender before you reply.
///     assert!(message.is_from(ParticipantRole::Customer));
///     assert_eq!(message.text(), "Hello!");
/// }
/// # Ok(())
/// # }
/// ```
///
/// SNS delivers an item at least once, and in any order. Drop duplicates by their
/// [`id`](ItemInfo::id), and sort by [`time`](ItemInfo::time).
///
/// If a bot streams a message, each part is an item with the same id. A `ChatItem` has one part.
/// Only a session joins the parts.
///
/// Source: [message streaming, SNS
/// payload](https://docs.aws.amazon.com/connect/latest/adminguide/sns-payload.html).
///
/// # Transcripts
///
/// An [`Item`] of a transcript becomes a `ChatItem`, too:
///
/// ```
/// use connect_participant::{ChatItemType, Item};
/// use connect_participant_session::{ChatEvent, ChatItem};
///
/// let item = Item::default().with_type(ChatItemType::Message).with_content("Hello!");
/// let event = ChatItem::from(item).into_event();
/// assert!(matches!(event, ChatEvent::Message(message) if message.text() == "Hello!"));
/// ```
///
/// # Unit tests
///
/// A test can create each event of a session in the same way.
/// [`with_own`](Self::with_own) and [`with_history`](Self::with_history) set what only a session
/// knows, and [`Typing::stopped`](crate::Typing::stopped) returns the end of typing.
#[derive(Debug, Clone, PartialEq)]
pub struct ChatItem {
    info: ItemInfo,
    visibility: Option<MessageVisibility>,
    event: ChatEvent,
}

impl ChatItem {
    /// Reads an item. `text` is one of
    ///
    /// - an item as JSON, as in `Message` of an SNS notification, or of a subscription with raw
    ///   message delivery;
    /// - an SNS notification, as in the body of the request to an HTTPS endpoint, or of the message
    ///   in an SQS queue;
    /// - the event of a Lambda function that SNS has called, or its only record;
    /// - a frame of the websocket that holds an item.
    ///
    /// Unknown members, and members with an unexpected value, are ignored. An item of an unknown
    /// kind becomes [`Unknown`](ChatEvent::Unknown).
    ///
    /// # Errors
    ///
    /// [`UnreadableResponse`](connect_participant::ErrorKind::UnreadableResponse) if `text` is
    /// anything else, such as a request from SNS to confirm a subscription. The error does not show
    /// the text.
    pub fn parse(text: &str) -> Result<Self> {
        read(text).map_err(|Unreadable| {
            Error::unreadable_response(
                "the text is not an item of a chat, nor a notification of one",
            )
        })
    }

    /// Returns the parts that all items have in common.
    #[must_use]
    pub fn info(&self) -> &ItemInfo {
        &self.info
    }

    /// Returns the participants who can see the item. Only notifications from SNS have it.
    #[must_use]
    pub fn visibility(&self) -> Option<&MessageVisibility> {
        self.visibility.as_ref()
    }

    /// Returns the item as an event.
    #[must_use]
    pub fn event(&self) -> &ChatEvent {
        &self.event
    }

    /// Sets whether the item is from the participant of a session, as for
    /// [`Message::is_own`](crate::Message::is_own). Defaults to `false`. It is meant for your unit
    /// tests.
    ///
    /// ```
    /// use connect_participant::{ChatItemType, Item};
    /// use connect_participant_session::{ChatEvent, ChatItem};
    ///
    /// let item = Item::default().with_type(ChatItemType::Message).with_content("Hello!");
    /// let event = ChatItem::from(item).with_own(true).into_event();
    /// assert!(matches!(event, ChatEvent::Message(message) if message.is_own()));
    /// ```
    #[must_use]
    pub fn with_own(self, is_own: bool) -> Self {
        self.with(|info| info.is_own = is_own)
    }

    /// Sets whether the item is from before a session, as for
    /// [`Message::is_history`](crate::Message::is_history). Defaults to `false`. It is meant for your
    /// unit tests.
    #[must_use]
    pub fn with_history(self, is_history: bool) -> Self {
        self.with(|info| info.is_history = is_history)
    }

    fn with(mut self, change: impl Fn(&mut ItemInfo)) -> Self {
        change(&mut self.info);
        if let Some(info) = self.event.info_mut() {
            change(info);
        }
        self
    }

    /// Converts the item into its event, without a clone.
    #[must_use]
    pub fn into_event(self) -> ChatEvent {
        self.event
    }
}

impl From<Item> for ChatItem {
    fn from(item: Item) -> Self {
        new(Received::from(item), None)
    }
}

fn new(received: Received, visibility: Option<MessageVisibility>) -> ChatItem {
    let placement = Placement::default();
    let info = received.info(&placement);
    ChatItem { info, visibility, event: received.into_event(&placement) }
}

fn read(text: &str) -> std::result::Result<ChatItem, Unreadable> {
    if let Some(notification) = Notification::parse(text)? {
        let received = Received::parse(&notification.item)?.with_attributes(
            notification.contact_id.as_deref(),
            notification.initial_contact_id.as_deref(),
            notification.role,
        );
        let visibility = notification.visibility.as_deref().map(MessageVisibility::from);
        return Ok(new(received, visibility));
    }
    match frame::parse(text)? {
        Frame::Item(received) => Ok(new(*received, None)),
        Frame::Other => Ok(new(Received::parse(text)?, None)),
        Frame::Subscribed { .. } | Frame::Heartbeat | Frame::Ping { .. } => Err(Unreadable),
    }
}
