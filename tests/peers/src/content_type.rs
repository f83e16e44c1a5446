//! The content types of events.

pub const TYPING: &str = "application/vnd.amazonaws.connect.event.typing";

/// Returns the content type of the event `name`, such as `message.read`.
pub fn event(name: &str) -> String {
    format!("application/vnd.amazonaws.connect.event.{name}")
}
