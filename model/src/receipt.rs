//! The content of a receipt: a JSON object, as a string, whose `messageId` is the id of the
//! message.
//!
//! [`check`] has a small JSON parser of its own. The macro depends on this crate, so with
//! `serde_json` here every crate that uses the macro would have to wait for `serde` and
//! `serde_json`. The parser only validates and keeps no values. A property test compares it with
//! `serde_json`.
//!
//! ```
//! use connect_participant_model::receipt::{self, ReceiptError};
//!
//! assert_eq!(receipt::check(r#"{"messageId":"6bd8e4a7"}"#), Ok(()));
//! assert_eq!(receipt::check("6bd8e4a7"), Err(ReceiptError::NotJson));
//! let misspelt = r#"{"message_id":"6bd8e4a7"}"#;
//! assert_eq!(receipt::check(misspelt), Err(ReceiptError::NoMessageId));
//! ```

use core::fmt;

/// The key of the message id in a receipt.
pub const MESSAGE_ID: &str = "messageId";

/// A text that is not the content of a receipt. Its `Display` completes a sentence that begins with
/// the name of the content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReceiptError {
    /// It is not JSON.
    NotJson,
    /// It is JSON, but not an object.
    NotAnObject,
    /// It is an object without a `messageId`.
    NoMessageId,
    /// Its `messageId` is not a string.
    MessageIdNotAString,
    /// Its `messageId` is an empty string.
    MessageIdEmpty,
}

impl fmt::Display for ReceiptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotJson => "is not JSON",
            Self::NotAnObject => "is not a JSON object",
            Self::NoMessageId => "has no `messageId`",
            Self::MessageIdNotAString => "has a `messageId` that is not a string",
            Self::MessageIdEmpty => "has an empty `messageId`",
        })
    }
}

impl core::error::Error for ReceiptError {}

/// Checks that `content` is a JSON object whose `messageId` is a string that is not empty.
///
/// If the key is repeated, the last one counts, as in most JSON parsers.
///
/// # Errors
///
/// A [`ReceiptError`] for the first problem. JSON that is nested deeper than 127 levels is
/// [`NotJson`](ReceiptError::NotJson).
pub fn check(content: &str) -> Result<(), ReceiptError> {
    let mut json = Json { rest: content.as_bytes() };
    json.space();
    let value = json.value(MAX_DEPTH).ok_or(ReceiptError::NotJson)?;
    json.space();
    if !json.rest.is_empty() {
        return Err(ReceiptError::NotJson);
    }
    match value {
        Value::Object { message_id: Some(MessageId::Text) } => Ok(()),
        Value::Object { message_id: Some(MessageId::Empty) } => Err(ReceiptError::MessageIdEmpty),
        Value::Object { message_id: Some(MessageId::Other) } => {
            Err(ReceiptError::MessageIdNotAString)
        }
        Value::Object { message_id: None } => Err(ReceiptError::NoMessageId),
        Value::String(_) | Value::Other => Err(ReceiptError::NotAnObject),
    }
}

const MAX_DEPTH: usize = 127;

/// A JSON value, as far as it matters for a receipt.
enum Value<'a> {
    Object {
        message_id: Option<MessageId>,
    },
    /// The text between the quotes, with its escapes.
    String(&'a [u8]),
    Other,
}

enum MessageId {
    Text,
    Empty,
    Other,
}

/// A JSON parser (RFC 8259) that keeps no values. Each method consumes the syntax in its name, and
/// returns `None` if the text has something else.
struct Json<'a> {
    rest: &'a [u8],
}

impl<'a> Json<'a> {
    fn next(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    fn next_is(&mut self, wanted: impl FnOnce(u8) -> bool) -> bool {
        let found = self.rest.first().is_some_and(|byte| wanted(*byte));
        if found {
            self.next();
        }
        found
    }

    fn byte(&mut self, wanted: u8) -> Option<()> {
        (self.next()? == wanted).then_some(())
    }

    fn space(&mut self) {
        while self.next_is(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r')) {}
    }

    fn value(&mut self, depth: usize) -> Option<Value<'a>> {
        match self.rest.first()? {
            b'{' => self.object(depth.checked_sub(1)?),
            b'[' => self.array(depth.checked_sub(1)?),
            b'"' => self.string().map(Value::String),
            b't' => self.word(b"true"),
            b'f' => self.word(b"false"),
            b'n' => self.word(b"null"),
            _ => self.number(),
        }
    }

    fn word(&mut self, word: &[u8]) -> Option<Value<'a>> {
        self.rest = self.rest.strip_prefix(word)?;
        Some(Value::Other)
    }

    fn object(&mut self, depth: usize) -> Option<Value<'a>> {
        let mut message_id = None;
        self.byte(b'{')?;
        self.space();
        if self.next_is(|byte| byte == b'}') {
            return Some(Value::Object { message_id });
        }
        loop {
            self.space();
            let key = self.string()?;
            self.space();
            self.byte(b':')?;
            self.space();
            let value = self.value(depth)?;
            if is_escaped_form(key, MESSAGE_ID) {
                message_id = Some(match value {
                    Value::String([]) => MessageId::Empty,
                    Value::String(_) => MessageId::Text,
                    Value::Object { .. } | Value::Other => MessageId::Other,
                });
            }
            self.space();
            match self.next()? {
                b',' => {}
                b'}' => return Some(Value::Object { message_id }),
                _ => return None,
            }
        }
    }

    fn array(&mut self, depth: usize) -> Option<Value<'a>> {
        self.byte(b'[')?;
        self.space();
        if self.next_is(|byte| byte == b']') {
            return Some(Value::Other);
        }
        loop {
            self.space();
            self.value(depth)?;
            self.space();
            match self.next()? {
                b',' => {}
                b']' => return Some(Value::Other),
                _ => return None,
            }
        }
    }

    fn string(&mut self) -> Option<&'a [u8]> {
        self.byte(b'"')?;
        let start = self.rest;
        loop {
            match self.next()? {
                b'"' => return start.get(..start.len() - self.rest.len() - 1),
                b'\\' => self.escape()?,
                0..=0x1F => return None,
                _ => {}
            }
        }
    }

    /// Consumes an escape after its `\`: a letter, or `u` with a UTF-16 code unit, or two of those
    /// that form a surrogate pair.
    fn escape(&mut self) -> Option<()> {
        match self.next()? {
            b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => Some(()),
            b'u' => match self.code_unit()? {
                0xD800..=0xDBFF => {
                    self.byte(b'\\')?;
                    self.byte(b'u')?;
                    matches!(self.code_unit()?, 0xDC00..=0xDFFF).then_some(())
                }
                0xDC00..=0xDFFF => None,
                _ => Some(()),
            },
            _ => None,
        }
    }

    fn code_unit(&mut self) -> Option<u32> {
        (0..4).try_fold(0, |unit, _| Some(unit * 16 + char::from(self.next()?).to_digit(16)?))
    }

    fn number(&mut self) -> Option<Value<'a>> {
        self.next_is(|byte| byte == b'-');
        if !self.next_is(|byte| byte == b'0') {
            self.digits()?;
        }
        if self.next_is(|byte| byte == b'.') {
            self.digits()?;
        }
        if self.next_is(|byte| matches!(byte, b'e' | b'E')) {
            self.next_is(|byte| matches!(byte, b'+' | b'-'));
            self.digits()?;
        }
        Some(Value::Other)
    }

    fn digits(&mut self) -> Option<()> {
        self.next()?.is_ascii_digit().then_some(())?;
        while self.next_is(|byte| byte.is_ascii_digit()) {}
        Some(())
    }
}

/// Returns `true` if `escaped`, the inside of a JSON string, decodes to `ascii`.
fn is_escaped_form(escaped: &[u8], ascii: &str) -> bool {
    let mut json = Json { rest: escaped };
    ascii.bytes().all(|wanted| match json.next() {
        // A letter has no short escape, so only `\u` can encode it.
        Some(b'\\') => {
            json.next_is(|byte| byte == b'u') && json.code_unit() == Some(u32::from(wanted))
        }
        byte => byte == Some(wanted),
    }) && json.rest.is_empty()
}
