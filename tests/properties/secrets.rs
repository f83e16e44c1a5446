//! Secrets that come back in another spelling, or in part, wherever a text from elsewhere can be.

use std::fmt;

use connect_participant::{
    ConnectionToken, DescribeViewInput, Error, GetTranscriptInput, TransportError, UploadMetadata,
};
use connect_participant_tests::{Outcome, ScriptedTransport, connection_token, everything_in};
use futures_executor::block_on;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use crate::cases;

/// A way in which software repeats a text.
struct Spelling {
    name: &'static str,
    /// `true` if it can be around another one.
    is_wrapper: bool,
    spell: fn(&str) -> String,
}

impl fmt::Debug for Spelling {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

const fn outer(name: &'static str, spell: fn(&str) -> String) -> Spelling {
    Spelling { name, is_wrapper: true, spell }
}

const fn inner(name: &'static str, spell: fn(&str) -> String) -> Spelling {
    Spelling { name, is_wrapper: false, spell }
}

static SPELLINGS: [Spelling; 36] = [
    outer("plain", str::to_owned),
    outer("lower case", str::to_lowercase),
    outer("upper case", str::to_uppercase),
    outer("percent", |text| {
        each(text, |byte| {
            if is_unreserved(byte) { char::from(byte).into() } else { format!("%{byte:02X}") }
        })
    }),
    outer("percent, lower case", |text| {
        each(text, |byte| {
            if is_unreserved(byte) { char::from(byte).into() } else { format!("%{byte:02x}") }
        })
    }),
    outer("percent, all", |text| each(text, |byte| format!("%{byte:02X}"))),
    inner("percent, Unicode", |text| each(text, |byte| format!("%u{byte:04x}"))),
    outer("JSON", |text| json!(text).to_string()),
    outer("JSON, slashes", |text| {
        json!(text).to_string().replace('/', r"\/").replace('=', r"\u003d")
    }),
    outer("JSON, all", |text| each(text, |byte| format!(r"\u{byte:04x}"))),
    outer("Rust", |text| format!("{text:?}")),
    inner("Rust, all", |text| each(text, |byte| format!("\\u{{{byte:x}}}"))),
    inner("Python, all", |text| each(text, |byte| format!("\\U{byte:08x}"))),
    outer("C", |text| each(text, |byte| format!(r"\x{byte:02x}"))),
    inner("C, octal", |text| each(text, |byte| format!(r"\{byte:03o}"))),
    outer("HTML, decimal", |text| each(text, |byte| format!("&#{byte};"))),
    inner("HTML, decimal, seven digits", |text| each(text, |byte| format!("&#{byte:07};"))),
    inner("HTML, decimal, without semicolons", |text| each(text, |byte| format!("&#{byte}"))),
    inner("HTML, hexadecimal", |text| each(text, |byte| format!("&#x{byte:X};"))),
    inner("HTML, required names", |text| {
        text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
    }),
    inner("HTML, all names", |text| each(text, html_name)),
    inner("base64", |text| base64(text.as_bytes())),
    inner("base64url, without padding", |text| {
        base64(text.as_bytes()).replace('+', "-").replace('/', "_").replace('=', "")
    }),
    inner("base64url", |text| base64(text.as_bytes()).replace('+', "-").replace('/', "_")),
    inner("base64, after other text", |text| base64(format!("Bearer {text}; and more").as_bytes())),
    inner("hexadecimal", |text| each(text, |byte| format!("{byte:02x}"))),
    inner("hexadecimal, upper case", |text| each(text, |byte| format!("{byte:02X}"))),
    inner("hexadecimal, colons", |text| each(text, |byte| format!("{byte:02X}:"))),
    inner("bytes", |text| format!("{:?}", text.as_bytes())),
    inner("bytes, hexadecimal", |text| format!("{:#04x?}", text.as_bytes())),
    inner("UTF-16", |text| each(text, |byte| format!("{}\0", char::from(byte)))),
    outer("wrapped", |text| chunks(text, 6, "\r\n")),
    inner("spaced", |text| chunks(text, 1, " ")),
    outer("indented", |text| chunks(text, 4, "\n    ")),
    inner("quoted-printable", |text| {
        chunks(text, 6, "\n").replace('=', "=3D").replace('\n', "=\r\n")
    }),
    inner("quoted-printable, all", |text| {
        each(text, |byte| {
            if byte.is_ascii_alphanumeric() {
                char::from(byte).into()
            } else {
                format!("={byte:02X}")
            }
        })
    }),
];

/// The spellings of texts with other letters than those of ASCII.
const OTHER_SPELLINGS: &[fn(&str) -> String] = &[
    |text| text.to_owned(),
    |text| format!("{text:?}").to_uppercase(),
    |text| each(text, |byte| format!("%{byte:02X}")),
    |text| each(text, |byte| format!("={byte:02X}")),
    |text| each(text, |byte| format!(r"\x{byte:02x}")),
    |text| each(text, |byte| format!(r"\{byte:03o}")),
    |text| each(text, |byte| format!("{byte:02x}")),
    |text| format!("{:?}", text.as_bytes()),
    |text| base64(text.as_bytes()),
    |text| each_character(text, |character| format!(r"\u{character:04x}")),
    |text| each_character(text, |character| format!("&#{character};")),
];

fn spelling() -> impl Strategy<Value = &'static Spelling> {
    select(SPELLINGS.iter().collect::<Vec<_>>())
}

fn wrapper() -> impl Strategy<Value = &'static Spelling> {
    select(SPELLINGS.iter().filter(|spelling| spelling.is_wrapper).collect::<Vec<_>>())
}

fn each(text: &str, spell: impl Fn(u8) -> String) -> String {
    text.bytes().map(spell).collect()
}

fn each_character(text: &str, spell: impl Fn(u32) -> String) -> String {
    text.chars().map(u32::from).map(spell).collect()
}

fn chunks(text: &str, length: usize, separator: &str) -> String {
    let characters: Vec<_> = text.chars().collect();
    let chunks = characters.chunks(length).map(|chunk| chunk.iter().collect::<String>());
    chunks.collect::<Vec<_>>().join(separator)
}

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~".contains(&byte)
}

/// Returns the entity of a character, or the character if its entity has no name.
fn html_name(byte: u8) -> String {
    const NAMES: [&str; 31] = [
        "!excl", "\"quot", "#num", "$dollar", "%percnt", "&amp", "'apos", "(lpar", ")rpar", "*ast",
        "+plus", ",comma", "-hyphen", ".period", "/sol", ":colon", ";semi", "<lt", "=equals",
        ">gt", "?quest", "@commat", "[lsqb", "\\bsol", "]rsqb", "^Hat", "_lowbar", "`grave",
        "{lcub", "|verbar", "}rcub",
    ];
    let character = char::from(byte);
    match NAMES.iter().find_map(|name| name.strip_prefix(character)) {
        Some(name) if !byte.is_ascii_alphanumeric() => format!("&{name};"),
        _ => character.into(),
    }
}

fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut encoded = String::new();
    for chunk in bytes.chunks(3) {
        let mut bits = 0;
        for index in 0..3 {
            bits = bits << 8 | u32::from(*chunk.get(index).unwrap_or(&0));
        }
        for index in 0..4 {
            let digit = ALPHABET[(bits >> (18 - 6 * index) & 0x3f) as usize];
            encoded.push(if index <= chunk.len() { char::from(digit) } else { '=' });
        }
    }
    encoded
}

/// An error whose `Debug` alone has a text.
struct InDebug(String);

impl fmt::Display for InDebug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("broken")
    }
}

impl fmt::Debug for InDebug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "InDebug({:?})", self.0)
    }
}

impl std::error::Error for InDebug {}

fn with_body(status: u16, body: &Value) -> Outcome {
    Outcome::status(status).body(body.to_string())
}

fn with_header(status: u16, name: &'static str, text: &str) -> Outcome {
    Outcome::status(status).header(name, &header_value(text))
}

/// Removes line breaks, and everything else that cannot be in a header.
fn header_value(text: &str) -> String {
    text.replace("=\r\n", "").chars().filter(|c| matches!(c, ' '..='~')).collect()
}

/// The places at which a text from elsewhere can get into an error.
const PLACES: [fn(&str) -> Outcome; 11] = [
    |text| with_body(400, &json!({ "message": format!("the token {text} is not valid") })),
    |text| with_body(403, &json!({ "Message": text })),
    |text| with_body(400, &json!({ "code": text, "__type": text })),
    |text| with_body(404, &json!({ "ResourceId": text, "ResourceType": text })),
    |text| with_header(500, "x-amzn-requestid", text),
    |text| with_header(500, "x-amz-request-id", text),
    |text| with_header(400, "x-amzn-errortype", text),
    |text| with_header(307, "location", &format!("https://a.example/{text}")),
    |text| TransportError::connection(format!("no route to {text}")).into(),
    |text| TransportError::timeout(InDebug(text.to_owned())).into(),
    |text| {
        let (head, ()) = http::Response::new(()).into_parts();
        TransportError::incomplete_body(head, InDebug(text.to_owned())).into()
    },
];

/// An error with a text in its `Display`, and another one in its source.
#[derive(Debug)]
struct WithSource(String, InDebug);

impl fmt::Display for WithSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for WithSource {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.1)
    }
}

/// The places at which two texts from elsewhere can get into one error.
const PAIRS_OF_PLACES: [fn(&str, &str) -> Outcome; 7] = [
    |one, other| with_header(403, "x-amzn-requestid", one).body(with_message(other)),
    |one, other| with_header(400, "x-amzn-errortype", one).body(with_message(other)),
    |one, other| with_body(400, &json!({ "__type": one, "message": other })),
    |one, other| with_body(404, &json!({ "ResourceId": one, "ResourceType": other })),
    |one, other| with_body(404, &json!({ "message": format!("{one} is no {other}") })),
    |one, other| TransportError::connection(WithSource(one.into(), InDebug(other.into()))).into(),
    |one, other| {
        let one = header_value(one);
        let response = http::Response::builder().header("x-amzn-requestid", one).body(());
        let (head, ()) = response.unwrap().into_parts();
        TransportError::incomplete_body(head, InDebug(other.to_owned())).into()
    },
];

fn with_message(message: &str) -> String {
    json!({ "message": message }).to_string()
}

fn secret() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Za-z0-9+/]{30,200}={0,2}",
        "[A-Za-z0-9_-]{30,60}",
        "QVFJREFI[A-Za-z0-9+/]{900}==",
        "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
        "[!-~]{40,80}",
    ]
}

/// Returns the whole of a secret, or a large part of it.
fn part(secret: &str, start: usize, length: usize) -> &str {
    let start = start % (secret.len() / 2);
    secret.get(start..(start + 20 + length).min(secret.len())).unwrap()
}

/// Makes a call for each kind of secret, and returns its error.
fn errors(
    secret: &str,
    outcome: impl Fn() -> Outcome + Clone + Send + Sync + 'static,
) -> Vec<Error> {
    let transport = ScriptedTransport::new(move |_| outcome());
    let client = transport.builder().max_attempts(1).build().unwrap();
    let token = ConnectionToken::new(secret).unwrap();
    let metadata: UploadMetadata =
        serde_json::from_value(json!({ "Url": "https://a.example/a" })).unwrap();
    let is_for_url = |c: char| c.is_ascii_alphanumeric() || "-._~".contains(c);
    let signature = if secret.chars().all(is_for_url) { secret } else { "" };
    let metadata = metadata.with_url(format!("https://a.example/a?X-Amz-Signature={signature}"));
    let view = DescribeViewInput::new(secret, connection_token());
    let page = GetTranscriptInput::new(connection_token()).next_token(secret);
    let put = || block_on(client.put_attachment(&metadata, "Hello!".into())).err();
    [
        block_on(client.call(GetTranscriptInput::new(token))).err(),
        block_on(client.call(view)).err(),
        block_on(client.call(page)).err(),
        Some(signature).filter(|signature| !signature.is_empty()).and_then(|_| put()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Splits a text at a percentage of its length.
fn halves(text: &str, percent: usize) -> (&str, &str) {
    let cut = text.char_indices().nth(text.chars().count() * percent / 100).unwrap().0;
    text.split_at(cut)
}

/// Checks that neither half of a spelling, nor a part of the secret, is in an error. A few
/// characters at the ends of a spelling may be left.
fn assert_redacted(error: &Error, secret: &str, spelled: &str) -> Result<(), TestCaseError> {
    let text = everything_in(error);
    let characters: Vec<_> = spelled.chars().filter(|c| !c.is_control()).collect();
    let (one, other) = characters.split_at(characters.len() / 2);
    for half in [one, other] {
        let half: String = half.iter().collect();
        prop_assert!(!text.contains(half.trim()), "{half}\n{text}");
    }
    let characters: Vec<_> = secret.chars().collect();
    for part in characters.windows(8) {
        let part: String = part.iter().collect();
        prop_assert!(!text.contains(&part), "{part}\n{text}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn no_spelling_of_a_secret_is_in_an_error(
        secret in secret(),
        start in 0_usize..200,
        length in 0_usize..1_000,
        inner in spelling(),
        outer in wrapper(),
        place in select(&PLACES[..]),
    ) {
        let spelled = (outer.spell)(&(inner.spell)(part(&secret, start, length)));
        let in_outcome = spelled.clone();
        let errors = errors(&secret, move || place(&in_outcome));
        prop_assert!(errors.len() >= 3);
        for error in errors {
            assert_redacted(&error, &secret, &spelled)?;
        }
    }

    /// In two texts of one error, each half is found for itself. The second half may be in another
    /// spelling, and the cut may be in the middle of an escape.
    #[test]
    fn no_half_of_a_secret_is_in_an_error(
        secret in secret(),
        cut in 35_usize..65,
        spellings in (spelling(), spelling()),
        outer in wrapper(),
        is_spelled_first in any::<bool>(),
        place in select(&PAIRS_OF_PLACES[..]),
    ) {
        // A half that is mostly escapes or other text has too little of a short secret.
        let halves = if is_spelled_first && secret.len() >= 60 {
            let spelled = (outer.spell)(&(spellings.0.spell)(&secret));
            let (one, other) = halves(&spelled, cut);
            [one.to_owned(), other.to_owned()]
        } else {
            let (one, other) = halves(&secret, cut);
            [(outer.spell)(&(spellings.0.spell)(one)), (spellings.1.spell)(other)]
        };
        let in_outcome = halves.clone();
        let errors = errors(&secret, move || place(&in_outcome[0], &in_outcome[1]));
        prop_assert!(errors.len() >= 3);
        for error in errors {
            for half in &halves {
                assert_redacted(&error, &secret, half)?;
            }
        }
    }

    /// A token cannot have them, but a token of a view or of a page is any text.
    #[test]
    fn no_spelling_of_a_secret_with_other_letters_is_in_an_error(
        secret in "[à-öø-ÿa-z0-9]{20,60}",
        spell in select(OTHER_SPELLINGS),
    ) {
        let spelled = spell(&secret);
        let body = json!({ "message": spelled });
        let transport = ScriptedTransport::new(move |_| with_body(400, &body));
        let page = GetTranscriptInput::new(connection_token()).next_token(&secret);
        let error = block_on(transport.client().call(page)).unwrap_err();
        assert_redacted(&error, &secret, &spelled)?;
    }

    /// Other texts stay as they are.
    #[test]
    fn texts_without_secrets_are_kept(
        secret in "[A-Z]{40,60}",
        message in "([a-z0-9:/.%&#;=-]{1,7} ){0,20}[a-z]{1,7}",
    ) {
        let body = json!({ "message": message });
        let errors = errors(&secret, move || with_body(400, &body));
        prop_assert_eq!(errors[0].message(), Some(&*message));
    }

    #[test]
    fn texts_are_one_visible_line(message in any::<String>(), inserted in any::<char>()) {
        let message = format!("a{inserted}b\u{200e}\u{200f}\u{61c}\u{202e}\u{2066}\u{2028}{message}c");
        let body = json!({ "message": message });
        let errors = errors("QVFJREFIaXNlY3JldHNlY3JldA==", move || with_body(400, &body));
        let message = errors[0].message().unwrap();
        prop_assert!(!message.contains(|c: char| c.is_control()
            || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}')), "{message:?}");
    }
}
