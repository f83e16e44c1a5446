//! Redaction: the secrets of a call are removed from every text that comes from elsewhere.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;

use http::HeaderValue;

/// The maximum length of a text from the service that is passed on, in characters. The longest one
/// in the service model has 2,000.
const MAX_TEXT: usize = 2_000;

/// The minimum length of a secret that is searched for, in bytes. A shorter one could be part of
/// any word.
const MIN_SECRET: usize = 8;

/// Stands in `Debug` output for a value that must not be shown.
pub(crate) struct Redacted;

impl fmt::Debug for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

/// A text whose `Debug` does not show it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct Sensitive(pub(crate) String);

impl fmt::Debug for Sensitive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Redacted.fmt(f)
    }
}

/// Removes the secrets of one call from texts.
#[derive(Default)]
pub(crate) struct Redactor {
    /// The token that authorises the call.
    bearer: Option<HeaderValue>,
    /// The secrets in its URL or its body.
    others: Vec<String>,
}

impl Redactor {
    pub(crate) fn new(bearer: Option<HeaderValue>, others: Vec<String>) -> Self {
        Self { bearer, others }
    }

    /// Returns the token that authorises the call.
    pub(crate) fn bearer(&self) -> Option<&HeaderValue> {
        self.bearer.as_ref()
    }

    /// Makes a text from elsewhere fit for a log: a single line, truncated, without secrets.
    ///
    /// Secrets are found in their escaped form too, as inside of a quoted string. They are removed
    /// before the text is truncated: otherwise a half of one could remain.
    pub(crate) fn redact(&self, text: &str) -> String {
        let redacted = self.secrets().fold(Cow::Borrowed(text), |text, secret| {
            let escaped = secret.replace('\\', r"\\").replace('"', r#"\""#);
            if text.contains(secret) || text.contains(&escaped) {
                Cow::Owned(text.replace(secret, "…").replace(&escaped, "…"))
            } else {
                text
            }
        });
        let mut characters = redacted.chars();
        let mut line: String = characters.by_ref().take(MAX_TEXT).map(on_one_line).collect();
        if characters.next().is_some() {
            line.push('…');
        }
        line
    }

    /// Returns `true` if an error, or one of its sources, contains a secret.
    pub(crate) fn leaks_into(&self, error: &(dyn StdError + 'static)) -> bool {
        let text = format!("{error}{error:?}");
        self.secrets().any(|secret| text.contains(secret))
            || error.source().is_some_and(|source| self.leaks_into(source))
    }

    fn secrets(&self) -> impl Iterator<Item = &str> {
        let bearer = self.bearer.as_ref().and_then(|bearer| bearer.to_str().ok());
        let others = self.others.iter().map(String::as_str);
        bearer.into_iter().chain(others).filter(|secret| secret.len() >= MIN_SECRET)
    }
}

/// Returns the character, or a space for one that would end the line or change the direction of the
/// text.
fn on_one_line(character: char) -> char {
    match character {
        '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => ' ',
        character if character.is_control() => ' ',
        character => character,
    }
}
