//! [Percent-encoding](https://www.rfc-editor.org/rfc/rfc3986#section-2.1).

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// All characters except the
/// [unreserved ones](https://www.rfc-editor.org/rfc/rfc3986#section-2.3).
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Decodes `encoded`. Returns `None` if the result is not UTF-8, or if a `%` is not followed by two
/// hexadecimal digits.
pub(crate) fn decode(encoded: &str) -> Option<String> {
    // `percent_decode_str` leaves an invalid `%` as it is.
    let mut after_percent = encoded.as_bytes().split(|byte| *byte == b'%').skip(1);
    let is_valid = after_percent
        .all(|bytes| matches!(bytes, [a, b, ..] if a.is_ascii_hexdigit() && b.is_ascii_hexdigit()));
    if !is_valid {
        return None;
    }
    percent_decode_str(encoded).decode_utf8().ok().map(Cow::into_owned)
}

/// Encodes all characters except the unreserved ones.
pub(crate) fn encode(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

#[cfg(test)]
mod tests {
    use super::{decode, encode};

    #[test]
    fn encoded_text_is_decoded() {
        for text in ["", "plain-text_1.0~", "a b/c%d?e#f", "né 日本\u{0}"] {
            assert_eq!(decode(&encode(text)).as_deref(), Some(text));
        }
        assert_eq!(encode("é/"), "%C3%A9%2F");
        assert_eq!(decode("%c3%a9+").as_deref(), Some("é+"));
    }

    #[test]
    fn invalid_percent_encoding_is_rejected() {
        for encoded in ["%", "%4", "%zz", "%+4", "%4%41", "%ff"] {
            assert_eq!(decode(encoded), None, "{encoded}");
        }
    }
}
