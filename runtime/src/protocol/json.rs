//! The JSON of a request.

use std::fmt::Write as _;

use connect_participant_model::Member;

use crate::protocol::value::Value;

/// Appends members as an object.
pub(super) fn push_object(json: &mut String, members: &[(&'static Member, Value<'_>)]) {
    json.push('{');
    for (index, (member, value)) in members.iter().enumerate() {
        if index > 0 {
            json.push(',');
        }
        // A name of the model is an identifier.
        push_plain(json, member.name);
        json.push(':');
        push_value(json, value);
    }
    json.push('}');
}

fn push_value(json: &mut String, value: &Value<'_>) {
    match value {
        Value::Text(text) => push_text(json, text),
        Value::Sensitive(text) => push_text(json, text),
        Value::Uuid(uuid) => {
            push_plain(json, uuid.hyphenated().encode_lower(&mut uuid::Uuid::encode_buffer()));
        }
        // Writing to a `String` cannot fail.
        Value::Integer(integer) => _ = write!(json, "{integer}"),
        Value::Boolean(boolean) => json.push_str(if *boolean { "true" } else { "false" }),
        // A token is sent in a header only.
        Value::Token(_) => json.push_str("null"),
        Value::List(items) => {
            json.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    json.push(',');
                }
                push_value(json, item);
            }
            json.push(']');
        }
        Value::Structure(members) => push_object(json, members),
    }
}

/// Appends a string. `serde_json` looks at one byte after another, which would be the largest part
/// of the cost of an input. Most texts need no escape, which the processor finds out for many bytes
/// at once if the loop has no exit.
fn push_text(json: &mut String, text: &str) {
    let needs_escape = |byte: u8| byte < b' ' || byte == b'"' || byte == b'\\';
    if text.bytes().fold(false, |found, byte| found | needs_escape(byte)) {
        json.push_str(&serde_json::Value::from(text).to_string());
    } else {
        push_plain(json, text);
    }
}

/// Appends a string without characters that need an escape.
fn push_plain(json: &mut String, text: &str) {
    json.push('"');
    json.push_str(text);
    json.push('"');
}

#[cfg(test)]
mod tests {
    use super::push_text;

    /// `serde_json` is the reference.
    #[test]
    fn texts_are_escaped() {
        let all: String = (0..=0x2_0000).filter_map(char::from_u32).collect();
        for text in ["", "plain", "\"", "\\", "a\nb", "\u{1f}", " ", "\u{7f}\u{80}\u{2028}é", &all]
        {
            let mut json = String::new();
            push_text(&mut json, text);
            assert_eq!(json, serde_json::to_string(text).unwrap());
        }
    }
}
