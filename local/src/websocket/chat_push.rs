//! Pushing what no operation makes.

use std::fmt;

use serde_json::{Map, Value, json};

use crate::chat::Chat;
use crate::chat::chat_participant::ChatParticipant;
use crate::clock::timestamp::timestamp;
use crate::lock::lock;
use crate::push::frame;

/// The start of the content types of events.
const EVENT: &str = "application/vnd.amazonaws.connect.event.";

/// An item that [`Chat::push`] sends to the websockets of a chat, and does not record: an event
/// that no call causes, such as a transfer, or a part of a message that a bot streams.
///
/// `Id`, `AbsoluteTime`, `ContactId` and `InitialContactId` are filled in unless they are set.
///
/// ```
/// use connect_participant::ParticipantRole;
/// use connect_participant_local::{LocalService, Push};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let service = LocalService::start().await?;
/// let chat = service.open_chat();
/// let customer = chat.add_participant(ParticipantRole::Customer);
///
/// chat.push(Push::event("participant.idle").by(&customer));
/// chat.push(Push::event("transfer.succeeded"));
/// chat.push(Push::event("authentication.initiated").content(r#"{"SessionId":"7d1c"}"#));
/// // A bot streams its message.
/// let id = chat.push(Push::chunk(1, "How can "));
/// chat.push(Push::chunk(2, "I help").member("Id", id.as_str()));
/// chat.push(Push::completed("How can I help?").member("Id", id));
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[must_use = "nothing is sent until it is passed to `Chat::push`"]
pub struct Push(Map<String, Value>);

impl Push {
    /// An event with this content type. The start that all events have,
    /// `application/vnd.amazonaws.connect.event.`, can be left out.
    pub fn event(content_type: impl Into<String>) -> Self {
        Self::of_members(Map::new()).content_type(content_type.into())
    }

    /// A part of a message that a bot streams. `number` is that of the part, from 1. All parts have
    /// the same `Id`.
    pub fn chunk(number: u32, content: impl Into<String>) -> Self {
        let metadata = json!({ "MessageCompleted": false, "ChunkNumber": number });
        Self::of_bot(content, metadata)
    }

    /// The whole of a message that a bot has streamed. It has the `Id` of its parts.
    pub fn completed(content: impl Into<String>) -> Self {
        Self::of_bot(content, json!({ "MessageCompleted": true }))
    }

    fn of_bot(content: impl Into<String>, metadata: Value) -> Self {
        Self(Map::new())
            .member("Type", "MESSAGE")
            .member("ContentType", "text/plain")
            .member("Content", content.into())
            .member("ParticipantRole", "SYSTEM")
            .member("DisplayName", "BOT")
            .member("MessageMetadata", metadata)
    }

    /// An item with these members. As in [`event`](Self::event), the start of a content type can be
    /// left out.
    pub(crate) fn of_members(members: Map<String, Value>) -> Self {
        let content_type = members.get("ContentType").and_then(Value::as_str).map(str::to_owned);
        match content_type {
            Some(content_type) => Self(members).content_type(content_type),
            None => Self(members),
        }
    }

    fn content_type(self, mut content_type: String) -> Self {
        if !content_type.contains('/') {
            content_type.insert_str(0, EVENT);
        }
        self.member("ContentType", content_type)
    }

    /// Sets the participant who has sent the item, or whom the event is about.
    pub fn by(self, participant: &ChatParticipant) -> Self {
        let role = participant.role();
        self.member("ParticipantId", participant.id())
            .member("DisplayName", frame::display_name(&role))
            .member("ParticipantRole", role.as_str())
    }

    /// Sets the content. JSON is passed as text.
    pub fn content(self, content: impl Into<String>) -> Self {
        self.member("Content", content.into())
    }

    /// Sets any member of the item, such as `Id`, as JSON. `Value::Null` leaves it out, also if it
    /// would be filled in.
    pub fn member(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.0.insert(name.into(), value.into());
        self
    }

    fn default(&mut self, name: &str, value: impl Into<Value>) {
        self.0.entry(name).or_insert_with(|| value.into());
    }
}

/// Leaves out the members, because they have what participants said.
impl fmt::Debug for Push {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Push")
            .field("type", &self.0.get("Type"))
            .field("content_type", &self.0.get("ContentType"))
            .finish_non_exhaustive()
    }
}

impl Chat {
    /// Pushes an item to all websockets that have subscribed to the chat, and does not record it.
    /// Returns its `Id`.
    ///
    /// Faults of websockets apply to it, and it can be pushed after the end of the chat too.
    #[allow(clippy::must_use_candidate, reason = "the id of most items is not used")]
    pub fn push(&self, mut push: Push) -> String {
        let service = self.service();
        push.default("Type", "EVENT");
        push.default("Id", service.websocket_ids.next().to_string());
        push.default("AbsoluteTime", json!(timestamp(service.clock.now())));
        push.default("InitialContactId", self.contact_id());
        push.default("ContactId", self.contact_id());
        if let Some(participant) = self.sender_of(&push) {
            let role = participant.role();
            push.default("ParticipantRole", role.as_str());
            push.default("DisplayName", frame::display_name(&role));
        }
        push.0.retain(|_, value| !value.is_null());
        let id = push.0.get("Id").and_then(Value::as_str).unwrap_or_default().to_owned();
        lock(self.contact()).audience.push(|| frame::of_content(&push.0));
        id
    }

    fn sender_of(&self, push: &Push) -> Option<ChatParticipant> {
        let id = push.0.get("ParticipantId").and_then(Value::as_str)?;
        self.participants().into_iter().find(|participant| participant.id() == id)
    }
}
