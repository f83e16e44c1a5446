//! The text frames of the websocket.

use crate::wire::json::{Unreadable, members, text};
use crate::wire::received::Received;

/// A text frame of the service.
#[derive(Debug)]
pub(crate) enum Frame {
    /// The response to a subscription.
    Subscribed {
        /// `false` if the subscription has failed.
        success: bool,
    },
    /// The response to a heartbeat.
    Heartbeat,
    /// The response to a ping, which goes through to the service behind the websocket.
    Ping {
        /// `false` if that service does not respond.
        ok: bool,
    },
    /// An item of a chat.
    Item(Box<Received>),
    /// Anything else, such as the response of a gateway to a frame that it does not know.
    Other,
}

/// Reads a frame: the first JSON value in `text`.
///
/// # Errors
///
/// [`Unreadable`] if `text` is not a JSON object, or if it is of the chat, and its content is not
/// the JSON object of an item.
pub(crate) fn parse(frame: &str) -> Result<Frame, Unreadable> {
    let [topic, content, status] = members(frame, ["topic", "content", "statusCode"])?;
    let Some(topic) = topic else { return Ok(Frame::Other) };
    Ok(match &*text(topic).ok_or(Unreadable)? {
        "aws/subscribe" => {
            let status = content.and_then(|content| {
                let [status] = members(content.get(), ["status"]).ok()?;
                text(status?)
            });
            Frame::Subscribed { success: status.as_deref() == Some("success") }
        }
        "aws/heartbeat" => Frame::Heartbeat,
        "aws/ping" => Frame::Ping { ok: status.is_some_and(|status| status.get() == "200") },
        "aws/chat" => {
            let content = content.ok_or(Unreadable)?;
            let item = text(content);
            Frame::Item(Box::new(Received::parse(item.as_deref().unwrap_or(content.get()))?))
        }
        _ => Frame::Other,
    })
}

#[cfg(test)]
mod tests {
    use super::{Frame, parse};
    use crate::wire::json::Unreadable;

    const HELLO: &str = r#"{\"Id\":\"m1\",\"Type\":\"MESSAGE\",\"Content\":\"Hello\"}"#;

    /// Returns the name of what a frame says, as `Debug` begins.
    fn kind(frame: &str) -> String {
        let parsed = parse(frame).map(|frame| match frame {
            Frame::Item(item) => format!("Item {:?}", item.id().unwrap_or_default()),
            other => format!("{other:?}"),
        });
        parsed.unwrap_or_else(|Unreadable| "Unreadable".to_owned())
    }

    #[test]
    fn frames_of_the_connection_are_recognised() {
        for (frame, expected) in [
            (
                r#"{"topic":"aws/subscribe","content":{"status":"success","topics":["aws/chat"]}}"#,
                "Subscribed { success: true }",
            ),
            (
                r#"{"topic":"aws/subscribe","content":{"status":"failure"}}"#,
                "Subscribed { success: false }",
            ),
            (r#"{"topic":"aws/subscribe","content":"success"}"#, "Subscribed { success: false }"),
            (r#"{"topic":"aws/subscribe"}"#, "Subscribed { success: false }"),
            (r#"{"topic":"aws/heartbeat"}"#, "Heartbeat"),
            (r#"{"topic":"aws/ping","statusCode":200,"statusContent":"OK"}"#, "Ping { ok: true }"),
            (r#"{"topic":"aws/ping","statusCode":500}"#, "Ping { ok: false }"),
            (r#"{"topic":"aws/ping","statusCode":"200"}"#, "Ping { ok: false }"),
            (r#"{"topic":"aws/ping"}"#, "Ping { ok: false }"),
            (r#"{"message":"Forbidden","connectionId":"a","requestId":"b"}"#, "Other"),
            (r#"{"topic":"aws/unsubscribe"}"#, "Other"),
            ("{}", "Other"),
        ] {
            assert_eq!(kind(frame), expected, "{frame}");
        }
    }

    #[test]
    fn items_are_read_from_a_string_and_from_an_object() {
        let in_string = format!(
            r#"{{"content":"{HELLO}","contentType":"application/json","topic":"aws/chat"}}"#
        );
        assert_eq!(kind(&in_string), r#"Item "m1""#);
        let object = HELLO.replace('\\', "");
        assert_eq!(kind(&format!(r#"{{"topic":"aws/chat","content":{object}}}"#)), r#"Item "m1""#);
    }

    /// The iOS SDK sends a subscription with a bracket too many, and is understood.
    #[test]
    fn only_the_first_json_value_counts() {
        assert_eq!(kind(r#"{"topic":"aws/heartbeat"}]})"#), "Heartbeat");
        assert_eq!(kind(r#"{"topic":"aws/heartbeat"}{"topic":"aws/ping"}"#), "Heartbeat");
        let twice = format!(r#"{{"topic":"aws/chat","content":"{HELLO}]}}"}}"#);
        assert_eq!(kind(&twice), r#"Item "m1""#);
    }

    #[test]
    fn malformed_frames_are_unreadable() {
        for frame in [
            "",
            " ",
            "[]",
            "null",
            "Forbidden",
            "\u{feff}{}",
            r#"{"topic":"aws/heartbeat""#,
            r#"{"topic":7}"#,
            r#"{"topic":null}"#,
            r#"{"topic":["aws/chat"]}"#,
            r#"{"topic":"aws/chat"}"#,
            r#"{"topic":"aws/chat","content":null}"#,
            r#"{"topic":"aws/chat","content":7}"#,
            r#"{"topic":"aws/chat","content":""}"#,
            r#"{"topic":"aws/chat","content":"Hello"}"#,
            r#"{"topic":"aws/chat","content":"[]"}"#,
            r#"{"topic":"aws/chat","content":"{}"}"#,
            r#"{"topic":"aws/chat","content":"{\"Content\":\"Hello\"}"}"#,
            r#"{"topic":"aws/chat","content":"{\"Id\":\"m1\""}"#,
        ] {
            assert_eq!(kind(frame), "Unreadable", "{frame}");
        }
    }

    #[test]
    fn huge_and_deep_frames_are_read() {
        let huge = "x".repeat(1 << 20);
        let frame = format!(
            r#"{{"topic":"aws/chat","content":"{{\"Id\":\"m1\",\"Content\":\"{huge}\"}}"}}"#
        );
        assert_eq!(kind(&frame), r#"Item "m1""#);
        let deep =
            format!("{}{}", r#"{\"a\":"#.repeat(100_000), "0".to_owned() + &"}".repeat(100_000));
        let frame = format!(r#"{{"topic":"aws/chat","content":"{{\"Id\":\"m1\",\"b\":{deep}}}"}}"#);
        assert_eq!(kind(&frame), r#"Item "m1""#);
        assert_eq!(kind(&"[".repeat(1 << 20)), "Unreadable");
        assert_eq!(kind(&r#"{"topic":"#.repeat(1 << 17)), "Unreadable");
    }
}
