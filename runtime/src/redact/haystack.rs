//! The search for secrets and parts of them in a text.

use std::ops::Range;

use crate::redact::letters::{Decoded, decode, letter, visible};
use crate::redact::spellings::{
    LONG_RUN, RUN, base64, byte_escapes, digits, letters_of, visible_of,
};

/// A text in which secrets are searched.
pub(super) struct Haystack {
    decoded: Vec<Decoded>,
    /// The letters and digits alone: a text that is wrapped or quoted has other separators.
    letters: Runs,
    long: Runs,
    /// For secrets with few letters.
    visible: Runs,
}

impl Haystack {
    pub(super) fn new(text: &str) -> Self {
        let decoded = decode(text);
        Self {
            letters: Runs::new(&decoded, letter, RUN),
            long: Runs::new(&decoded, letter, LONG_RUN),
            visible: Runs::new(&decoded, visible, RUN),
            decoded,
        }
    }

    /// Searches for each spelling of a secret, and for parts of it.
    pub(super) fn search(&mut self, secret: &str) {
        self.visible.search(visible_of(secret));
        self.letters.search(letters_of(secret));
        for encoded in base64(secret) {
            self.letters.search(encoded);
        }
        if !secret.is_ascii() {
            for escapes in byte_escapes(secret) {
                self.letters.search(letters_of(&escapes));
            }
        }
        for digits in digits(secret) {
            self.long.search(digits.bytes());
        }
    }

    /// Returns the ranges of the text with parts of secrets, in bytes, in their order.
    pub(super) fn secrets(&self) -> Vec<Range<usize>> {
        let mut found = [&self.letters, &self.long, &self.visible].map(Runs::found).concat();
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
        Self { length, bytes, sorted }
    }

    fn search(&mut self, spelling: impl Iterator<Item = u8>) {
        for run in runs(self.length, spelling) {
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

#[cfg(test)]
mod tests {
    use super::Haystack;

    #[test]
    fn secrets_side_by_side_are_two() {
        let mut text = Haystack::new("a QVFJREFIaXNl== QVFJREFIaXNl");
        text.search("QVFJREFIaXNl==");
        assert_eq!(text.secrets(), [2..16, 17..29]);
    }

    #[test]
    fn padding_is_a_part_of_an_encoded_secret() {
        let mut text = Haystack::new("a QVFJREFIaXNl== b");
        text.search("QVFJREFIaXNl");
        assert_eq!(text.secrets().first(), Some(&(2..16)));
        assert_eq!(text.secrets().len(), 1);
    }
}
