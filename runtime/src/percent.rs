//! Percent-encoding, as [RFC 3986](https://www.rfc-editor.org/rfc/rfc3986#section-2.1) has it.

use std::fmt::Write as _;

/// The text that is encoded, unless it is not UTF-8, or has a `%` that stands for nothing.
#[cfg(feature = "local")]
pub(crate) fn decode(encoded: &str) -> Option<String> {
    let mut decoded = Vec::with_capacity(encoded.len());
    let mut bytes = encoded.bytes();
    while let Some(byte) = bytes.next() {
        decoded.push(if byte == b'%' {
            hex(bytes.next()?)? * 16 + hex(bytes.next()?)?
        } else {
            byte
        });
    }
    String::from_utf8(decoded).ok()
}

#[cfg(feature = "local")]
fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16)?.try_into().ok()
}

/// Everything but the unreserved characters is encoded, as
/// [Smithy says of a label](https://smithy.io/2.0/spec/http-bindings.html#httplabel-serialization-rules).
pub(crate) fn encode(text: &str) -> String {
    encode_unless(is_unreserved, text)
}

/// A path of which a part may be encoded, with all of it encoded that has to be.
pub(crate) fn complete(path: &str) -> String {
    encode_unless(|byte| is_unreserved(byte) || b"!$&'()*+,;=:@/%".contains(&byte), path)
}

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

fn encode_unless(is_allowed: fn(u8) -> bool, text: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len()), |mut encoded, byte| {
        if is_allowed(byte) {
            encoded.push(byte.into());
        } else {
            // Writing to a string cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
        encoded
    })
}

#[cfg(all(test, feature = "local"))]
mod tests {
    use super::{decode, encode};

    #[test]
    fn what_is_encoded_is_decoded() {
        for text in ["", "plain-text_1.0~", "a b/c%d?e#f", "né 日本\u{0}"] {
            assert_eq!(decode(&encode(text)).as_deref(), Some(text));
        }
        assert_eq!(encode("é/"), "%C3%A9%2F");
        assert_eq!(decode("%c3%a9+").as_deref(), Some("é+"));
    }

    #[test]
    fn what_stands_for_nothing_is_not_decoded() {
        for encoded in ["%", "%4", "%zz", "%+4", "%ff"] {
            assert_eq!(decode(encoded), None, "{encoded}");
        }
    }
}
