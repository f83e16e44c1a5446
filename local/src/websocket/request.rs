//! The messages of clients.

use serde_json::{Deserializer, Value};

use crate::push::frame::CHAT_TOPIC;

/// A message of a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Request {
    /// Subscribes to the chat.
    Subscribe,
    /// Subscribes to topics that do not exist.
    SubscribeToUnknown,
    Heartbeat,
    Ping,
    /// Any other message, with or without a topic.
    Unknown,
}

impl Request {
    /// Parses the first JSON value of a message. What follows it is ignored: an official client
    /// sends a bracket too many.
    pub(crate) fn parse(message: &[u8]) -> Self {
        let first = Deserializer::from_slice(message).into_iter::<Value>().next();
        let Some(Ok(Value::Object(members))) = first else { return Self::Unknown };
        match members.get("topic").and_then(Value::as_str) {
            Some("aws/subscribe") => {
                let topics = members.get("content").and_then(|content| content.get("topics"));
                let mut topics = topics.and_then(Value::as_array).into_iter().flatten();
                let has_chat = topics.any(|topic| topic == CHAT_TOPIC);
                if has_chat { Self::Subscribe } else { Self::SubscribeToUnknown }
            }
            Some("aws/heartbeat") => Self::Heartbeat,
            Some("aws/ping") => Self::Ping,
            _ => Self::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Request;

    #[test]
    fn the_first_json_value_counts() {
        for (message, request) in [
            (r#"{"topic":"aws/heartbeat"}"#, Request::Heartbeat),
            (r#" {"topic":"aws/ping","n":1} x"#, Request::Ping),
            (r#"{"topic":"aws/subscribe","content":{"topics":["aws/chat"]}})"#, Request::Subscribe),
            (
                r#"{"topic":"aws/subscribe","content":{"topics":["b","aws/chat"]}}]}})"#,
                Request::Subscribe,
            ),
            (r#"{"topic":"aws/subscribe","content":{"topics":"aws/chat"}}"#, {
                Request::SubscribeToUnknown
            }),
            (r#"{"topic":"aws/subscribe"}"#, Request::SubscribeToUnknown),
        ] {
            assert_eq!(Request::parse(message.as_bytes()), request, "{message}");
        }
    }

    #[test]
    fn other_messages_mean_nothing() {
        let deep = "[".repeat(100_000);
        for message in [
            "",
            "x",
            "[]",
            "7",
            "{",
            "{}",
            r#"{"topic":7}"#,
            r#"["aws/heartbeat"]"#,
            r#"{"topic":"aws/unsubscribe"}"#,
            r#"x{"topic":"aws/heartbeat"}"#,
            &deep,
        ] {
            assert_eq!(Request::parse(message.as_bytes()), Request::Unknown);
        }
        assert_eq!(Request::parse(b"\xff{"), Request::Unknown);
    }
}
