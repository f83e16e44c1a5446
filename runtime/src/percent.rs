//! Percent-encoding, as [RFC 3986](https://www.rfc-editor.org/rfc/rfc3986#section-2.1) has it.

use std::fmt::Write as _;

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

#[cfg(test)]
mod tests {
    use super::encode;

    #[test]
    fn reserved_characters_are_encoded() {
        for (text, encoded) in [
            ("", ""),
            ("plain-text_1.0~", "plain-text_1.0~"),
            ("a b/c%d?e#f", "a%20b%2Fc%25d%3Fe%23f"),
            ("né 日\u{0}", "n%C3%A9%20%E6%97%A5%00"),
            ("é/", "%C3%A9%2F"),
        ] {
            assert_eq!(encode(text), encoded);
        }
    }
}
