//! The search for secrets and parts of them in a text, in each spelling that software uses.

use std::fmt::Write as _;
use std::ops::Range;

use crate::redact::letters::{Decoded, decode, letter, visible};

/// The number of consecutive characters of a secret that are found as a part of it.
pub(super) const RUN: usize = 8;

/// Like [`RUN`], for spellings that use two or more letters or digits for a byte.
const LONG_RUN: usize = 16;

/// A text in which secrets are searched.
pub(super) struct Haystack {
    decoded: Vec<Decoded>,
    /// The letters and digits alone: a text that is wrapped or quoted has other separators.
    letters: Runs,
    long: Runs,
    /// For secrets with few letters.
    characters: Runs,
}

impl Haystack {
    pub(super) fn new(text: &str) -> Self {
        let decoded = decode(text);
        Self {
            letters: Runs::new(&decoded, letter, RUN),
            long: Runs::new(&decoded, letter, LONG_RUN),
            characters: Runs::new(&decoded, visible, RUN),
            decoded,
        }
    }

    /// Searches for each spelling of a secret, and for parts of it.
    pub(super) fn search(&mut self, secret: &str) {
        self.characters.search(secret);
        self.letters.search(secret);
        for start in 0..3 {
            // Bytes before the secret shift its encoding by up to two bytes.
            let encoded = base64(secret.as_bytes().get(start..).unwrap_or_default());
            self.letters.search_plain(&encoded);
        }
        if !secret.is_ascii() {
            self.letters.search(&spell(secret, |spelled, byte| write!(spelled, "%{byte:02x}")));
        }
        if self.long.sorted.is_empty() {
            return;
        }
        self.long.search_plain(&spell(secret, |spelled, byte| write!(spelled, "{byte:02x}")));
        self.long.search_plain(&spell(secret, |spelled, byte| write!(spelled, "{byte},")));
        self.long.search_plain(&spell(secret, |spelled, byte| write!(spelled, "{byte:#04x},")));
    }

    /// Returns the ranges of the text with parts of secrets, in bytes, in their order.
    pub(super) fn secrets(&self) -> Vec<Range<usize>> {
        let mut found = [&self.letters, &self.long, &self.characters].map(Runs::found).concat();
        found.sort_unstable_by_key(|range| range.start);
        let mut merged: Vec<Range<usize>> = Vec::new();
        for range in found {
            match merged.last_mut() {
                // Two secrets side by side have no common run.
                Some(last) if range.start < last.end => last.end = last.end.max(range.end),
                _ => merged.push(range),
            }
        }
        merged.into_iter().filter_map(|range| self.text_range(&range)).collect()
    }

    /// Returns the range of the text that decoded characters come from, with the padding after
    /// them.
    fn text_range(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let padding = self.decoded.get(range.end..)?.iter();
        let padding = padding.take_while(|decoded| decoded.character == '=').count();
        let start = self.decoded.get(range.start)?.start;
        Some(start..self.decoded.get(range.end + padding - 1)?.end)
    }
}

/// The runs of a text: each sequence of `length` consecutive bytes.
struct Runs {
    length: usize,
    to_byte: fn(char) -> Option<u8>,
    /// The text as bytes, each with the index of its character.
    bytes: Vec<(u8, usize)>,
    /// The runs, each with `true` if it is a part of a secret.
    sorted: Vec<(u128, bool)>,
}

impl Runs {
    fn new(text: &[Decoded], to_byte: fn(char) -> Option<u8>, length: usize) -> Self {
        let bytes = text.iter().enumerate();
        let bytes = bytes.filter_map(|(index, text)| Some((to_byte(text.character)?, index)));
        let bytes: Vec<_> = bytes.collect();
        let mut sorted: Vec<_> =
            runs(length, bytes.iter().map(|(byte, _)| *byte)).map(|run| (run, false)).collect();
        sorted.sort_unstable();
        sorted.dedup();
        Self { length, to_byte, bytes, sorted }
    }

    /// Searches for a text that may have escapes.
    fn search(&mut self, spelling: &str) {
        if !self.sorted.is_empty() {
            self.mark(decode(spelling).into_iter().map(|decoded| decoded.character));
        }
    }

    /// Searches for a text without escapes. To decode it would be a third of the cost of an error.
    fn search_plain(&mut self, spelling: &str) {
        if !self.sorted.is_empty() {
            self.mark(spelling.chars());
        }
    }

    fn mark(&mut self, spelling: impl Iterator<Item = char>) {
        for run in runs(self.length, spelling.filter_map(self.to_byte)) {
            let index = self.sorted.binary_search_by_key(&run, |(run, _)| *run);
            if let Some((_, found)) = index.ok().and_then(|index| self.sorted.get_mut(index)) {
                *found = true;
            }
        }
    }

    /// Returns the ranges of characters that are a part of a secret.
    fn found(&self) -> Vec<Range<usize>> {
        if !self.sorted.iter().any(|(_, found)| *found) {
            return Vec::new();
        }
        let is_found = |run: u128| {
            let index = self.sorted.binary_search_by_key(&run, |(run, _)| *run).ok();
            index.and_then(|index| self.sorted.get(index)).is_some_and(|(_, found)| *found)
        };
        let starts = runs(self.length, self.bytes.iter().map(|(byte, _)| *byte)).enumerate();
        let found = starts.filter(|(_, run)| is_found(*run)).filter_map(|(start, _)| {
            let (_, first) = self.bytes.get(start)?;
            let (_, last) = self.bytes.get(start + self.length - 1)?;
            Some(*first..*last + 1)
        });
        found.collect()
    }
}

/// Returns each sequence of `length` consecutive bytes as a number. `length` is at most 16.
fn runs(length: usize, bytes: impl Iterator<Item = u8>) -> impl Iterator<Item = u128> {
    let unused_bits = u128::BITS as usize - length * 8;
    let run = bytes.scan(0_u128, move |run, byte| {
        *run = (*run << 8) | u128::from(byte);
        Some((*run << unused_bits) >> unused_bits)
    });
    run.skip(length - 1)
}

fn spell(secret: &str, byte: impl Fn(&mut String, u8) -> std::fmt::Result) -> String {
    let mut spelled = String::with_capacity(secret.len() * 5);
    for next in secret.bytes() {
        // Writing to a string cannot fail.
        let _ = byte(&mut spelled, next);
    }
    spelled
}

/// Encodes bytes without padding.
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut encoded = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |index: usize| chunk.get(index).map_or(0, |byte| u32::from(*byte));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        // The last character of an incomplete chunk depends on the bytes after the secret.
        for digit in 0..chunk.len() {
            let index = bits >> (18 - 6 * digit) & 0x3f;
            let character = ALPHABET.get(index as usize).copied().unwrap_or_default();
            encoded.push(char::from(character));
        }
        if chunk.len() == 3 {
            let index = bits & 0x3f;
            encoded.push(char::from(ALPHABET.get(index as usize).copied().unwrap_or_default()));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::{Haystack, base64};

    #[test]
    fn base64_is_encoded_as_far_as_the_bytes_decide() {
        for (bytes, encoded) in [
            ("", ""),
            ("f", "Z"),
            ("fo", "Zm"),
            ("foo", "Zm9v"),
            ("foob", "Zm9vY"),
            ("?>~", "Pz5+"),
        ] {
            assert_eq!(base64(bytes.as_bytes()), encoded);
        }
    }

    #[test]
    fn secrets_side_by_side_are_two() {
        let mut text = Haystack::new("a QVFJREFIaXNl== QVFJREFIaXNl");
        text.search("QVFJREFIaXNl==");
        assert_eq!(text.secrets(), [2..16, 17..29]);
    }
}
