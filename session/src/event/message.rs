//! Messages and attachments.

use std::fmt;
use std::sync::Arc;

use connect_participant::{
    AttachmentItem, Error, ErrorKind, MessageMetadata, ParticipantRole, Result, Timestamp,
    is_content_shown_in_debug,
};
use serde::Deserialize;

use crate::event::content_type::ContentType;
use crate::event::info::ItemInfo;
use crate::event::participant_info::ParticipantInfo;
use crate::event::view_token::ViewToken;
use crate::event::written::{Size, Written};

/// A message of a chat, or attachments. It is cheap to clone.
///
/// ```
/// use connect_participant_session::{ContentType, Message};
///
/// /// A line for a log of the chat.
/// fn line(message: &Message) -> String {
///     let name = message.sender().display_name().unwrap_or("somebody");
///     match message.content_type() {
///         Some(ContentType::TextPlain | ContentType::TextMarkdown) => {
///             format!("{name}: {}", message.text())
///         }
///         Some(other) => format!("{name} has sent {other}"),
///         None => {
///             let names = message.attachments().iter();
///             let names = names.filter_map(|file| file.attachment_name.as_deref());
///             let names: Vec<_> = names.collect();
///             format!("{name} has sent {}", names.join(", "))
///         }
///     }
/// }
/// ```
///
/// Source: [`Item`][api] for transcripts, and amazon-connect-chatjs 5.0.0 for the websocket.
///
/// [api]: https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_Item.html
#[derive(Clone, PartialEq, Eq)]
pub struct Message {
    parts: Arc<MessageParts>,
}

/// The parts of a message.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct MessageParts {
    pub(crate) info: ItemInfo,
    pub(crate) content_type: Option<Box<str>>,
    pub(crate) content: Box<str>,
    pub(crate) attachments: Vec<AttachmentItem>,
    pub(crate) metadata: Option<MessageMetadata>,
    pub(crate) is_complete: bool,
}

impl Message {
    pub(crate) fn new(parts: MessageParts) -> Self {
        Self { parts: Arc::new(parts) }
    }

    /// Returns the id of the message, which is the same on the websocket and in transcripts. It is
    /// empty if the service sends none, which has not been seen.
    #[must_use]
    pub fn id(&self) -> &str {
        self.parts.info.id().unwrap_or_default()
    }

    /// Returns the text of the message, or its JSON if it is interactive. The text is empty if the
    /// item has only attachments.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.parts.content
    }

    /// Returns the content type, or `None` if the item has only attachments. Each attachment has a
    /// content type of its own.
    #[must_use]
    pub fn content_type(&self) -> Option<ContentType> {
        self.parts.content_type.as_deref().map(ContentType::from)
    }

    /// Returns the sender.
    #[must_use]
    pub fn sender(&self) -> &ParticipantInfo {
        self.parts.info.participant()
    }

    /// Returns `true` if the sender has this role.
    ///
    /// ```
    /// use connect_participant::ParticipantRole;
    /// use connect_participant_session::Message;
    ///
    /// fn needs_a_reply(message: &Message) -> bool {
    ///     message.is_from(ParticipantRole::Customer) && !message.is_history()
    /// }
    /// ```
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "a role is written where it is compared")]
    pub fn is_from(&self, role: ParticipantRole) -> bool {
        self.sender().role() == Some(&role)
    }

    /// Returns `true` if the participant of the session has sent the message. The service sends
    /// your own messages back to you.
    ///
    /// The session needs the id of the participant for this. If you do not
    /// [set](crate::SessionBuilder::participant_id) it, the session learns it from the first message
    /// that you send. Until then, it returns `false` for all messages, such as those that the
    /// participant has sent by an earlier session. While your first message is on its way, the
    /// session reads nothing, for at most two seconds, so that it recognises this message.
    #[must_use]
    pub fn is_own(&self) -> bool {
        self.parts.info.is_own()
    }

    /// Returns `true` if the message is from before the session connected for the first time.
    #[must_use]
    pub fn is_history(&self) -> bool {
        self.parts.info.is_history()
    }

    /// Returns `false` if a bot is still writing the message. For each further part comes a
    /// [`MessageUpdated`](crate::ChatEvent::MessageUpdated) with the whole text so far.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.parts.is_complete
    }

    /// Returns the time at which the service recorded the message.
    #[must_use]
    pub fn time(&self) -> Option<&Timestamp> {
        self.parts.info.time()
    }

    /// Returns the id of the contact on which the message was sent. A transfer changes it.
    #[must_use]
    pub fn contact_id(&self) -> Option<&str> {
        self.parts.info.contact_id()
    }

    /// Returns the parts that all items have in common.
    #[must_use]
    pub fn info(&self) -> &ItemInfo {
        &self.parts.info
    }

    pub(crate) fn info_mut(&mut self) -> &mut ItemInfo {
        &mut Arc::make_mut(&mut self.parts).info
    }

    /// Returns the attachments, at most 16. The service sends one for each item.
    #[must_use]
    pub fn attachments(&self) -> &[AttachmentItem] {
        &self.parts.attachments
    }

    /// Returns the receipts and the processing state of the message, at the time when it was read
    /// from the transcript. A message from the websocket has no receipts yet.
    #[must_use]
    pub fn metadata(&self) -> Option<&MessageMetadata> {
        self.parts.metadata.as_ref()
    }

    /// Parses the text as JSON. The content types with JSON are
    /// [`Interactive`](ContentType::Interactive),
    /// [`InteractiveResponse`](ContentType::InteractiveResponse) and
    /// [`ApplicationJson`](ContentType::ApplicationJson).
    ///
    /// ```
    /// use connect_participant_session::Message;
    /// use serde::Deserialize;
    ///
    /// #[derive(Deserialize)]
    /// #[serde(rename_all = "camelCase")]
    /// struct Interactive {
    ///     template_type: String,
    /// }
    ///
    /// fn template(message: &Message) -> connect_participant::Result<String> {
    ///     Ok(message.json::<Interactive>()?.template_type)
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// [`UnreadableResponse`](ErrorKind::UnreadableResponse) if the text is not JSON, or does not
    /// match `T`. The error does not show the text.
    pub fn json<'a, T: Deserialize<'a>>(&'a self) -> Result<T> {
        serde_json::from_str(self.text()).map_err(|error| {
            let (line, column) = (error.line(), error.column());
            let problem = match error.classify() {
                serde_json::error::Category::Data => "the content is other JSON than expected",
                _ => "the content is not JSON",
            };
            let message = format!("{problem}, at line {line}, column {column}");
            Error::new(ErrorKind::UnreadableResponse, message)
        })
    }

    /// Returns the token of the view, if the message is interactive and shows a view. Its
    /// `templateType` is then `ViewResource`.
    #[must_use]
    pub fn view_token(&self) -> Option<ViewToken> {
        #[derive(Deserialize)]
        struct Interactive {
            data: Data,
        }

        #[derive(Deserialize)]
        struct Data {
            content: Content,
        }

        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Content {
            view_token: Box<str>,
        }

        if self.content_type() != Some(ContentType::Interactive) {
            return None;
        }
        let interactive: Interactive = serde_json::from_str(self.text()).ok()?;
        Some(ViewToken(interactive.data.content.view_token))
    }
}

/// Shows the sizes of the text and the names, unless
/// [`show_content_in_debug`](connect_participant::show_content_in_debug) is on. The text of a
/// message with a view token is never shown.
impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut message = f.debug_struct("Message");
        message.field("info", &self.parts.info);
        message.field("content_type", &self.parts.content_type);
        if is_content_shown_in_debug() && self.view_token().is_some() {
            message.field("text", &Size(self.text()));
        } else {
            message.field("text", &Written(Some(self.text())));
        }
        message.field("attachments", &self.parts.attachments);
        message.field("metadata", &self.parts.metadata);
        message.field("is_complete", &self.parts.is_complete);
        message.finish()
    }
}
