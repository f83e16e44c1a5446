//! The spellings of a secret, as the letters or the characters of a decoded text.

use std::fmt::Write as _;

use crate::redact::letters::{characters, letter, visible};

/// The number of consecutive characters of a secret that are found as a part of it.
pub(super) const RUN: usize = 8;

/// Like [`RUN`], for spellings that use two or more letters or digits for a byte.
pub(super) const LONG_RUN: usize = 16;

/// Returns the visible characters of a text as bytes.
pub(super) fn visible_of(text: &str) -> impl Iterator<Item = u8> {
    characters(text).filter_map(visible)
}

/// Returns the letters and digits of a text: a text that is wrapped or quoted has other separators.
pub(super) fn letters_of(text: &str) -> impl Iterator<Item = u8> {
    characters(text).filter_map(letter)
}

/// Returns the letters and digits of the base64 encodings of a secret. There are three, because the
/// bytes before a secret shift its encoding by up to two bytes.
pub(super) fn base64(secret: &str) -> [impl Iterator<Item = u8>; 3] {
    [0, 1, 2].map(|start| encode(secret.as_bytes().get(start..).unwrap_or_default()))
}

/// Encodes bytes, without the characters that are neither letters nor digits.
fn encode(bytes: &[u8]) -> impl Iterator<Item = u8> {
    /// In lower case, like [`letter`].
    const ALPHABET: &[u8; 62] = b"abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz0123456789";
    let byte = |index: usize| bytes.get(index).map_or(0, |byte| u32::from(*byte));
    // The character after them depends on the bytes after the secret.
    (0..bytes.len() * 4 / 3).filter_map(move |index| {
        let bit = index * 6;
        let bits = byte(bit / 8) << 8 | byte(bit / 8 + 1);
        let digit = bits >> (10 - bit % 8) & 0x3f;
        ALPHABET.get(digit as usize).copied()
    })
}

/// Returns the digits of the bytes of a secret: hexadecimal, decimal, and with the prefix `0x`.
pub(super) fn digits(secret: &str) -> [String; 3] {
    [
        spell(secret, |spelled, byte| write!(spelled, "{byte:02x}")),
        spell(secret, |spelled, byte| write!(spelled, "{byte}")),
        spell(secret, |spelled, byte| write!(spelled, "{byte:#04x}")),
    ]
}

/// Returns a secret with an escape for each byte. [`characters`] does not decode those of characters
/// with several bytes.
pub(super) fn byte_escapes(secret: &str) -> [String; 3] {
    [
        spell(secret, |spelled, byte| write!(spelled, "%{byte:02x}")),
        spell(secret, |spelled, byte| write!(spelled, r"\x{byte:02x}")),
        spell(secret, |spelled, byte| write!(spelled, r"\{byte:03o}")),
    ]
}

fn spell(secret: &str, byte: impl Fn(&mut String, u8) -> std::fmt::Result) -> String {
    let mut spelled = String::with_capacity(secret.len() * 5);
    for next in secret.bytes() {
        // Writing to a string cannot fail.
        let _ = byte(&mut spelled, next);
    }
    spelled
}

#[cfg(test)]
mod tests {
    use super::encode;

    #[test]
    fn base64_is_encoded_as_far_as_the_bytes_decide() {
        for (bytes, encoded) in [
            ("", ""),
            ("f", "z"),
            ("fo", "zm"),
            ("foo", "zm9v"),
            ("foob", "zm9vy"),
            ("?>~", "pz5"),
            ("?~?", "p34"),
        ] {
            assert_eq!(String::from_utf8(encode(bytes.as_bytes()).collect()).unwrap(), encoded);
        }
    }
}
