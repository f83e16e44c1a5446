//! What a call knows that nobody else is to know, taken out of what comes from elsewhere.

use std::borrow::Cow;
use std::error::Error as StdError;

use http::HeaderValue;

/// The longest text of the service's that is passed on, in characters. The service model has 2,000 for the longest one.
const LONGEST_TEXT: usize = 2_000;

/// The shortest secret that is looked for in a text. A shorter one is no secret, and may be part of any word.
const SHORTEST_SECRET: usize = 8;

/// The secrets of one call.
#[derive(Default)]
pub(crate) struct Secrets {
    /// The token that authorises it.
    bearer: Option<HeaderValue>,
    /// What is in its URL or its body.
    others: Vec<String>,
}

impl Secrets {
    pub(crate) fn new(bearer: Option<HeaderValue>, others: Vec<String>) -> Self {
        Self { bearer, others }
    }

    /// The token that authorises the call.
    pub(crate) fn bearer(&self) -> Option<&HeaderValue> {
        self.bearer.as_ref()
    }

    /// What came from elsewhere, fit to be logged: on one line, not too long, and without the secrets, also where they are
    /// escaped, as they are in quotes. The secrets are taken out first: what is then cut off could be a half of one.
    pub(crate) fn printable(&self, text: &str) -> String {
        let hidden = self.all().fold(Cow::Borrowed(text), |text, secret| {
            let escaped = secret.replace('\\', r"\\").replace('"', r#"\""#);
            if text.contains(secret) || text.contains(&escaped) {
                Cow::Owned(text.replace(secret, "…").replace(&escaped, "…"))
            } else {
                text
            }
        });
        let mut characters = hidden.chars();
        let mut printable: String =
            characters.by_ref().take(LONGEST_TEXT).map(on_one_line).collect();
        if characters.next().is_some() {
            printable.push('…');
        }
        printable
    }

    /// Whether an error of somebody else's, or one that it goes back to, tells one of them.
    pub(crate) fn are_told_by(&self, error: &(dyn StdError + 'static)) -> bool {
        let told = format!("{error}{error:?}");
        self.all().any(|secret| told.contains(secret))
            || error.source().is_some_and(|source| self.are_told_by(source))
    }

    fn all(&self) -> impl Iterator<Item = &str> {
        let bearer = self.bearer.as_ref().and_then(|bearer| bearer.to_str().ok());
        let others = self.others.iter().map(String::as_str);
        bearer.into_iter().chain(others).filter(|secret| secret.len() >= SHORTEST_SECRET)
    }
}

/// The character, or a space where it would end a line, or turn around what is read.
fn on_one_line(character: char) -> char {
    match character {
        '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => ' ',
        character if character.is_control() => ' ',
        character => character,
    }
}
