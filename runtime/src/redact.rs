//! Redaction: the secrets of a call are removed from every text that comes from elsewhere.

mod filter;
mod haystack;
mod letters;
mod spellings;

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use http::{HeaderValue, Uri};

use self::filter::Filter;
use self::haystack::Haystack;
use self::spellings::RUN;

/// The maximum length of a text from the service that is passed on, in characters. The longest one
/// in the service model has 2,000.
const MAX_TEXT: usize = 2_000;

/// The maximum length of a text in which secrets are searched, in characters. It is more than any
/// spelling of a secret and a message have together.
const MAX_SEARCHED: usize = 16 * 1024;

/// The maximum number of sources of an error that are searched.
const MAX_SOURCES: usize = 32;

/// Stands in `Debug` output for a value that must not be shown.
pub(crate) struct Redacted;

impl fmt::Debug for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

/// `true` if `Debug` shows what participants write.
static SHOWS_CONTENT: AtomicBool = AtomicBool::new(false);

/// Sets whether the `Debug` output of messages and items shows what participants write: contents,
/// and the names of participants and attachments. Defaults to `false`: it shows their sizes.
///
/// It is meant for tests, and holds for the whole process. Tokens and other secrets are never
/// shown.
///
/// ```
/// use connect_participant::{Item, show_content_in_debug};
///
/// let item = Item::default().with_content("Hello!");
/// assert!(format!("{item:?}").contains("content: 6 bytes"));
///
/// show_content_in_debug(true);
/// assert!(format!("{item:?}").contains(r#"content: "Hello!""#));
/// ```
pub fn show_content_in_debug(show: bool) {
    SHOWS_CONTENT.store(show, Ordering::Relaxed);
}

/// Returns `true` if the `Debug` output of messages and items shows what participants write, see
/// [`show_content_in_debug`]. Types of your own that hold such texts can follow the same rule.
#[must_use]
pub fn is_content_shown_in_debug() -> bool {
    SHOWS_CONTENT.load(Ordering::Relaxed)
}

/// A text that a participant has written. Its `Debug` shows the size.
pub(crate) struct Written<'a>(Option<&'a str>);

impl<'a> Written<'a> {
    pub(crate) fn new(text: impl Into<Option<&'a String>>) -> Self {
        Self(text.into().map(String::as_str))
    }
}

impl fmt::Debug for Written<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            None => f.write_str("None"),
            Some(text) if is_content_shown_in_debug() => fmt::Debug::fmt(text, f),
            Some(text) => write!(f, "{} bytes", text.len()),
        }
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
    /// The pre-signed URL of the call. Its host alone is not secret.
    url: Option<String>,
    /// The secrets that became known during the call.
    added: OnceLock<Box<Added>>,
}

/// A secret that became known during a call.
struct Added {
    secret: HeaderValue,
    next: OnceLock<Box<Added>>,
}

impl Redactor {
    pub(crate) fn new(bearer: Option<HeaderValue>, others: Vec<String>) -> Self {
        Self { bearer, others, ..Self::default() }
    }

    /// Creates a redactor for a request to a pre-signed URL. The path and the query are secret,
    /// because the query has the signature.
    pub(crate) fn for_signed_url(uri: &Uri) -> Self {
        let path = uri.path_and_query().map(|path| path.as_str().to_owned());
        let others = path.into_iter().collect();
        Self { others, url: Some(uri.to_string()), ..Self::default() }
    }

    /// Returns the token that authorises the call.
    pub(crate) fn bearer(&self) -> Option<&HeaderValue> {
        self.bearer.as_ref()
    }

    /// Adds a token that a layer has sent instead of that of the call.
    pub(crate) fn add(&self, secret: HeaderValue) {
        if self.bearer.as_ref() == Some(&secret) {
            return;
        }
        let (mut last, mut added) =
            (&self.added, Box::new(Added { secret, next: OnceLock::new() }));
        while let Err(rejected) = last.set(added) {
            added = rejected;
            let Some(next) = last.get().filter(|next| next.secret != added.secret) else { return };
            last = &next.next;
        }
    }

    /// Makes a text from elsewhere fit for a log: a single line, truncated, without secrets.
    ///
    /// Secrets and parts of them are found in each spelling in which software repeats a text. They
    /// are removed before the text is truncated: otherwise half of a secret could remain.
    pub(crate) fn redact(&self, text: &str) -> String {
        let [redacted] = self.redact_all([Some(text)]);
        redacted.unwrap_or_default()
    }

    /// Redacts several texts like [`redact`](Self::redact), which costs less than one after another.
    pub(crate) fn redact_all<const N: usize>(
        &self,
        texts: [Option<&str>; N],
    ) -> [Option<String>; N] {
        let texts = texts.map(|text| text.map(searched_part));
        let may_leak = self.may_leak_into(texts.iter().flatten().map(|(text, _)| *text));
        texts.map(|text| {
            text.map(|(text, is_cut)| {
                let text = if may_leak { self.without_secrets(text) } else { text.into() };
                one_line(&text, is_cut)
            })
        })
    }

    /// Returns `true` if an error, or one of its sources, contains a secret, or is too long to be
    /// searched.
    pub(crate) fn leaks_into(&self, error: &(dyn StdError + 'static)) -> bool {
        let mut next = Some(error);
        for _ in 0..MAX_SOURCES {
            let Some(error) = next else { return false };
            let text = format!("{error}\n{error:#}\n{error:?}");
            if text.len() > MAX_SEARCHED || self.has_secrets(&text) {
                return true;
            }
            next = error.source();
        }
        next.is_some()
    }

    fn has_secrets(&self, text: &str) -> bool {
        self.may_leak_into(std::iter::once(text))
            && matches!(self.without_secrets(text), Cow::Owned(_))
    }

    /// Returns `false` if no secret, and no part of one, is in the texts.
    fn may_leak_into<'a>(&self, texts: impl Iterator<Item = &'a str> + Clone) -> bool {
        if self.as_written().any(|secret| texts.clone().any(|text| text.contains(secret))) {
            return true;
        }
        let mut secrets = self.secrets().peekable();
        secrets.peek().is_some() && {
            let filter = Filter::new(texts);
            secrets.any(|secret| filter.may_find(secret))
        }
    }

    /// Returns the text with `…` for each secret, and for each part of one.
    fn without_secrets<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let text = self.as_written().fold(Cow::Borrowed(text), |text, secret| {
            // Its characters may be too few to be found as a part.
            if text.contains(secret) { text.replace(secret, "…").into() } else { text }
        });
        let mut haystack = Haystack::new(&text);
        for secret in self.secrets() {
            haystack.search(secret);
        }
        let found = haystack.secrets();
        if found.is_empty() {
            return text;
        }
        let mut redacted = String::with_capacity(text.len());
        let mut end = 0;
        for secret in found {
            redacted.push_str(text.get(end..secret.start).unwrap_or_default());
            redacted.push('…');
            end = secret.end;
        }
        redacted.push_str(text.get(end..).unwrap_or_default());
        redacted.into()
    }

    /// Returns the secrets, and the pre-signed URL.
    fn as_written(&self) -> impl Iterator<Item = &str> {
        self.url.as_deref().into_iter().chain(self.secrets())
    }

    fn secrets(&self) -> impl Iterator<Item = &str> {
        let added = std::iter::successors(self.added.get(), |added| added.next.get());
        let bearers = self.bearer.iter().chain(added.map(|added| &added.secret));
        let bearers = bearers.filter_map(|bearer| bearer.to_str().ok());
        let others = self.others.iter().map(String::as_str);
        bearers.chain(others).filter(|secret| secret.len() >= RUN)
    }
}

/// Returns the part of a text that is searched, and `true` if there is more.
fn searched_part(text: &str) -> (&str, bool) {
    // No text has more characters than bytes.
    let end = if text.len() > MAX_SEARCHED { text.char_indices().nth(MAX_SEARCHED) } else { None };
    match end {
        Some((end, _)) => (text.get(..end).unwrap_or_default(), true),
        None => (text, false),
    }
}

/// Returns a text as a single line, truncated. Adds `…` if it was longer.
fn one_line(text: &str, is_cut: bool) -> String {
    let mut characters = text.chars();
    let mut line = String::with_capacity(text.len().min(MAX_TEXT));
    line.extend(characters.by_ref().take(MAX_TEXT).map(on_one_line));
    if characters.next().is_some() || is_cut {
        line.push('…');
    }
    line
}

/// Returns the character, or a space for one that would end the line, change the direction of the
/// text, or be invisible.
fn on_one_line(character: char) -> char {
    match character {
        ' '..='~' => character,
        '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{3164}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => ' ',
        character if character.is_control() => ' ',
        character => character,
    }
}
