//! A fast check that finds most texts to be free of secrets, so that an error does not cost a search.

use crate::redact::letters::{characters, letter, visible};
use crate::redact::spellings::{LONG_RUN, RUN, base64, letters_of, visible_of};

/// The number of consecutive bytes that are hashed. A run has several of them, one at each byte.
const GRAM: usize = 4;

/// The size of the set of hashes, as a power of two, in bits.
const SIZE: u32 = 12;

/// The number of bits in a word.
const WORD: u32 = u64::BITS.ilog2();

/// The hashes of everything in some texts that can be a part of a secret.
pub(super) struct Filter {
    hashes: [u64; 1 << (SIZE - WORD)],
    /// `true` if a text has so many digits in a row that they can be the bytes of a secret.
    has_digits: bool,
}

impl Filter {
    pub(super) fn new<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut filter = Self { hashes: [0; 1 << (SIZE - WORD)], has_digits: false };
        for text in texts {
            filter.add(text);
        }
        filter
    }

    fn add(&mut self, text: &str) {
        let (mut letter_gram, mut visible_gram) = (Gram::default(), Gram::default());
        let mut digits = Digits::default();
        characters(text).for_each(|character| {
            if let Some(byte) = visible(character) {
                self.insert(visible_gram.push(byte));
            }
            if let Some(byte) = letter(character) {
                self.insert(letter_gram.push(byte));
                self.has_digits |= digits.push(byte);
            }
        });
    }

    /// Returns `false` if no spelling of a secret, and no part of one, is in the texts.
    pub(super) fn may_find(&self, secret: &str) -> bool {
        // The digits of other bytes are not known.
        self.has_digits
            || !secret.bytes().all(|byte| byte.is_ascii_graphic())
            || self.has_run(visible_of(secret))
            || self.has_run(letters_of(secret))
            || base64(secret).into_iter().any(|encoded| self.has_run(encoded))
    }

    /// Returns `true` if the hashes of all parts of a run are there.
    fn has_run(&self, mut bytes: impl Iterator<Item = u8>) -> bool {
        let mut gram = Gram::default();
        let mut found = 0;
        bytes.any(|byte| {
            found = if self.contains(gram.push(byte)) { found + 1 } else { 0 };
            found > RUN - GRAM
        })
    }

    fn insert(&mut self, hash: u32) {
        if let Some(word) = self.hashes.get_mut((hash >> WORD) as usize) {
            *word |= 1 << (hash % u64::BITS);
        }
    }

    fn contains(&self, hash: u32) -> bool {
        let word = self.hashes.get((hash >> WORD) as usize);
        word.is_some_and(|word| word >> (hash % u64::BITS) & 1 == 1)
    }
}

/// The last bytes of a text.
#[derive(Default)]
struct Gram(u32);

impl Gram {
    /// Adds a byte, and returns the hash of the last bytes.
    fn push(&mut self, byte: u8) -> u32 {
        /// The golden ratio spreads numbers that differ little.
        const GOLDEN_RATIO: u32 = 0x9e37_79b9;
        self.0 = self.0 << u8::BITS | u32::from(byte);
        self.0.wrapping_mul(GOLDEN_RATIO) >> (u32::BITS - SIZE)
    }
}

/// Counts the consecutive letters that can be the digits of visible ASCII characters.
#[derive(Default)]
struct Digits {
    decimal: usize,
    /// If the last letter is the first digit of a hexadecimal byte.
    first: usize,
    /// If the last letter is the second digit of a hexadecimal byte.
    second: usize,
    last: u8,
}

impl Digits {
    /// Adds a letter. Returns `true` if the last ones can be a part of a secret.
    fn push(&mut self, letter: u8) -> bool {
        self.decimal = if letter.is_ascii_digit() { self.decimal + 1 } else { 0 };
        (self.first, self.second) = (
            if matches!(letter, b'2'..=b'7') { self.second + 1 } else { 0 },
            if letter.is_ascii_hexdigit() { self.first + 1 } else { 0 },
        );
        let is_prefixed = self.last == b'0' && letter == b'x';
        self.last = letter;
        is_prefixed || self.decimal.max(self.first).max(self.second) >= LONG_RUN
    }
}

#[cfg(test)]
mod tests {
    use super::Filter;

    const TOKEN: &str = "QVFJREFIaEhIZ2hIR0hnSEdIZ2hnSEdIZ0hHSGdIR0hnSEdIZ0hHSGdIR0hnSEdI==";

    fn may_find(secret: &str, text: &str) -> bool {
        Filter::new([text].into_iter()).may_find(secret)
    }

    /// An error would cost ten times as many instructions if they were searched.
    #[test]
    fn usual_texts_are_not_searched() {
        let texts = [
            "AccessDeniedException",
            "9a0e3d1f-5b1c-4f6c-8a77-6bd8e4a74f5e",
            "Rate exceeded, retry after 2026-01-01T12:00:00.000Z & wait = 50 %",
            "no response from https://participant.connect.eu-central-1.amazonaws.com:443",
        ];
        assert!(!Filter::new(texts.into_iter()).may_find(TOKEN));
    }

    #[test]
    fn a_run_of_eight_characters_is_found() {
        for (text, expected) in [
            ("!QVFJREFI!", true),
            ("!qvfj%52EFI!", true),
            ("xQVFJREF!", false),
            ("!\u{51}VFJ-REFI", true),
            // In base64, after no, one and two bytes.
            ("UVZGSlJF", true),
            ("RkpSRUZJ", true),
            ("VkZKUkVG", true),
            ("xUVZGSlJ", false),
        ] {
            assert_eq!(may_find(TOKEN, text), expected, "{text}");
        }
        // The letters alone are too few.
        assert!(may_find("a-._~-._~-._~", "!a-._~-._!"));
    }

    #[test]
    fn digits_of_bytes_are_searched() {
        for (text, expected) in [
            ("5156464a52454649", true),
            ("156464a524546496", true),
            ("5156464a5245464", false),
            ("8156464a5245464a", false),
            ("[81, 86, 70, 74, 82, 69, 70, 73]", true),
            ("1234567890123456", true),
            ("987654321098765", false),
            ("0X51", true),
        ] {
            assert_eq!(may_find(TOKEN, text), expected, "{text}");
        }
        assert!(may_find("é".repeat(8).as_str(), ""));
    }
}
