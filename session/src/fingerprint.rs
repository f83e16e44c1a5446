//! Fingerprints of items, by which a change of their content is found.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A hash of the visible parts of an item. It is the same in every process and in every release, so
/// that a checkpoint can store it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fingerprint(pub(crate) u64);

impl Fingerprint {
    /// Returns the hash of texts that may be absent. The hash function is FNV-1a.
    pub(crate) fn of<'a>(texts: impl IntoIterator<Item = Option<&'a str>>) -> Self {
        let mut hash = 0xcbf2_9ce4_8422_2325;
        for text in texts {
            // No UTF-8 has these bytes, so they separate the texts.
            let end = if text.is_some() { 0xff } else { 0xfe };
            for byte in text.unwrap_or_default().bytes().chain([end]) {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
        Self(hash)
    }
}

/// A text, because not every reader of JSON has integers of 64 bits.
impl Serialize for Fingerprint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{:016x}", self.0))
    }
}

impl<'de> Deserialize<'de> for Fingerprint {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        u64::from_str_radix(&text, 16).map(Self).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::Fingerprint;

    #[test]
    fn texts_are_separate() {
        let all = [
            Fingerprint::of([Some("ab"), None]),
            Fingerprint::of([None, Some("ab")]),
            Fingerprint::of([Some("a"), Some("b")]),
            Fingerprint::of([Some("ab"), Some("")]),
            Fingerprint::of([Some("ab")]),
        ];
        for (index, one) in all.iter().enumerate() {
            assert!(all.iter().skip(index + 1).all(|other| other != one), "{index}");
        }
    }

    #[test]
    fn stored_form_has_all_digits() {
        for fingerprint in [Fingerprint(0), Fingerprint(u64::MAX), Fingerprint::of([Some("a")])] {
            let stored = serde_json::to_string(&fingerprint).unwrap();
            assert_eq!(stored.len(), 18, "{stored}");
            assert_eq!(serde_json::from_str::<Fingerprint>(&stored).unwrap(), fingerprint);
        }
        serde_json::from_str::<Fingerprint>("\"not a number\"").unwrap_err();
    }
}
