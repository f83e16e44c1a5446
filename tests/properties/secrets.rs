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

/// The way in which software repeats a text.
#[derive(Debug, Clone, Copy)]
enum Spelling {
    Plain,
    LowerCase,
    UpperCase,
    Percent,
    PercentLowerCase,
    PercentAll,
    Json,
    JsonSlashes,
    JsonUnicode,
    RustDebug,
    RustUnicode,
    CHex,
    HtmlDecimal,
    HtmlHex,
    HtmlNames,
    Base64,
    Base64Url,
    Base64AfterText,
    Hex,
    HexUpperCase,
    HexColons,
    ByteList,
    HexByteList,
    Wrapped,
    Spaced,
    Indented,
    QuotedPrintable,
}

use Spelling::*;

const SPELLINGS: [Spelling; 27] = [
    Plain,
    LowerCase,
    UpperCase,
    Percent,
    PercentLowerCase,
    PercentAll,
    Json,
    JsonSlashes,
    JsonUnicode,
    RustDebug,
    RustUnicode,
    CHex,
    HtmlDecimal,
    HtmlHex,
    HtmlNames,
    Base64,
    Base64Url,
    Base64AfterText,
    Hex,
    HexUpperCase,
    HexColons,
    ByteList,
    HexByteList,
    Wrapped,
    Spaced,
    Indented,
    QuotedPrintable,
];

/// Those that can be around another one.
const WRAPPERS: [Spelling; 14] = [
    Plain,
    LowerCase,
    UpperCase,
    Percent,
    PercentLowerCase,
    PercentAll,
    Json,
    JsonSlashes,
    JsonUnicode,
    RustDebug,
    CHex,
    HtmlDecimal,
    Wrapped,
    Indented,
];

impl Spelling {
    fn spell(self, text: &str) -> String {
        let each = |spell: &dyn Fn(u8) -> String| text.bytes().map(spell).collect::<String>();
        let list = |spell: &dyn Fn(u8) -> String, separator: &str| {
            text.bytes().map(spell).collect::<Vec<_>>().join(separator)
        };
        let unreserved = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        let chunks = |length: usize, separator: &str| {
            let characters: Vec<_> = text.chars().collect();
            let chunks = characters.chunks(length).map(|chunk| chunk.iter().collect::<String>());
            chunks.collect::<Vec<_>>().join(separator)
        };
        match self {
            Plain => text.to_owned(),
            LowerCase => text.to_lowercase(),
            UpperCase => text.to_uppercase(),
            Percent => each(&|byte| {
                if unreserved(byte) { char::from(byte).into() } else { format!("%{byte:02X}") }
            }),
            PercentLowerCase => each(&|byte| {
                if unreserved(byte) { char::from(byte).into() } else { format!("%{byte:02x}") }
            }),
            PercentAll => each(&|byte| format!("%{byte:02X}")),
            Json => json!(text).to_string(),
            JsonSlashes => json!(text).to_string().replace('/', r"\/").replace('=', r"\u003d"),
            JsonUnicode => each(&|byte| format!(r"\u{byte:04x}")),
            RustDebug => format!("{text:?}"),
            RustUnicode => each(&|byte| format!("\\u{{{byte:x}}}")),
            CHex => each(&|byte| format!(r"\x{byte:02x}")),
            HtmlDecimal => each(&|byte| format!("&#{byte};")),
            HtmlHex => each(&|byte| format!("&#x{byte:X};")),
            HtmlNames => text
                .replace('&', "&amp;")
                .replace('=', "&equals;")
                .replace('<', "&lt;")
                .replace('/', "&sol;")
                .replace('"', "&quot;"),
            Base64 => base64(text.as_bytes()),
            Base64Url => {
                base64(text.as_bytes()).replace('+', "-").replace('/', "_").replace('=', "")
            }
            Base64AfterText => base64(format!("Bearer {text}; and more").as_bytes()),
            Hex => each(&|byte| format!("{byte:02x}")),
            HexUpperCase => each(&|byte| format!("{byte:02X}")),
            HexColons => list(&|byte| format!("{byte:02X}"), ":"),
            ByteList => format!("{:?}", text.as_bytes()),
            HexByteList => format!("{:#04x?}", text.as_bytes()),
            Wrapped => chunks(6, "\r\n"),
            Spaced => chunks(1, " "),
            Indented => chunks(4, "\n    "),
            QuotedPrintable => {
                Self::Wrapped.spell(text).replace('=', "=3D").replace("\r\n", "=\r\n")
            }
        }
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
    // Other texts cannot be in a header.
    let text: String = text.chars().filter(|c| matches!(c, ' '..='~')).collect();
    Outcome::status(status).header(name, &text)
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

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn no_spelling_of_a_secret_is_in_an_error(
        secret in secret(),
        start in 0_usize..200,
        length in 0_usize..1_000,
        inner in select(&SPELLINGS[..]),
        outer in select(&WRAPPERS[..]),
        place in select(&PLACES[..]),
    ) {
        let spelled = outer.spell(&inner.spell(part(&secret, start, length)));
        let in_outcome = spelled.clone();
        let errors = errors(&secret, move || place(&in_outcome));
        prop_assert!(errors.len() >= 3);
        for error in errors {
            let text = everything_in(&error);
            // A few characters at the ends of a part may be left.
            let characters: Vec<_> = spelled.chars().filter(|c| !c.is_control()).collect();
            let (one, other) = characters.split_at(characters.len() / 2);
            for half in [one, other] {
                let half: String = half.iter().collect();
                prop_assert!(!text.contains(half.trim()), "{half}\n{text}");
            }
            for part in secret.as_bytes().windows(8) {
                let part = std::str::from_utf8(part).unwrap();
                prop_assert!(!text.contains(part), "{part}\n{text}");
            }
        }
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
