//! Transcripts as text.

use connect_participant::{ChatItemType, Item};

use crate::chat::Chat;

/// The start of the content types of events.
const EVENT: &str = "application/vnd.amazonaws.connect.event.";

impl Chat {
    /// Returns the messages of the chat in order, each as the role of its sender, a colon and the
    /// content.
    ///
    /// ```
    /// use connect_participant::ParticipantRole;
    /// use connect_participant_local::LocalService;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let service = LocalService::start().await?;
    /// let chat = service.open_chat();
    /// chat.add_participant(ParticipantRole::Customer).say("Hello?")?;
    /// assert_eq!(chat.said(), ["CUSTOMER: Hello?"]);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// [`transcript`](Self::transcript) returns the items, with attachments and events.
    #[must_use]
    pub fn said(&self) -> Vec<String> {
        let is_message = |item: &&Item| item.r#type == Some(ChatItemType::Message);
        self.transcript().iter().filter(is_message).map(line).collect()
    }
}

/// Returns all items as text, one on each line.
pub(crate) fn render(items: &[Item]) -> String {
    items.iter().flat_map(|item| ["\n  ".to_owned(), line(item)]).collect()
}

fn line(item: &Item) -> String {
    let role = item.participant_role.as_ref().map_or("?", |role| role.as_str());
    let content = item.content.as_deref().unwrap_or_default();
    let content_type = item.content_type.as_deref().unwrap_or_default();
    match item.r#type {
        Some(ChatItemType::Message) => format!("{role}: {content}"),
        Some(ChatItemType::Attachment) => {
            let names = item.attachments.iter().flatten();
            let names = names.filter_map(|attachment| attachment.attachment_name.as_deref());
            format!("{role} attached {}", names.collect::<Vec<_>>().join(", "))
        }
        _ => {
            let event = content_type.strip_prefix(EVENT).unwrap_or(content_type);
            format!("{role} event {event} {content}").trim_end().to_owned()
        }
    }
}
