//! Random inputs within the limits of the service model.

use fastrand::Rng;
use serde_json::{Map, Value, json};

use crate::content_type;
use crate::service_model::{self, Member, Shape};

/// An input of an operation.
#[derive(Debug, Clone)]
pub struct Input {
    pub operation: &'static str,
    pub members: Value,
}

/// Returns `count` inputs, for all operations in turn, followed by inputs with difficult labels.
/// The same seed creates the same inputs.
pub fn inputs(seed: u64, count: usize) -> Vec<Input> {
    let mut rng = Rng::with_seed(seed);
    let operations = service_model::operations();
    let generated = operations.iter().copied().cycle().take(count).enumerate();
    let mut inputs: Vec<_> = generated
        .map(|(index, operation)| {
            // The first input of each operation has all members, the second only required ones.
            let optional = match index / operations.len() {
                0 => OptionalMembers::All,
                1 => OptionalMembers::None,
                _ => OptionalMembers::Random,
            };
            input(&mut rng, operation, optional)
        })
        .collect();
    inputs.extend(LABELS.iter().map(|label| Input {
        operation: "DescribeView",
        members: json!({ "ViewToken": label, "ConnectionToken": "token" }),
    }));
    let all_ascii: String = (0..128).map(char::from).collect();
    inputs.push(Input {
        operation: "DescribeView",
        members: json!({ "ViewToken": all_ascii, "ConnectionToken": "token" }),
    });
    inputs
}

/// Labels that a URL parser may misread.
const LABELS: &[&str] = &[
    ".",
    "..",
    "...",
    "a/../b",
    "./a",
    "/a",
    "a/",
    "//",
    "%2E%2E",
    "%2e",
    "%",
    "%%",
    "%41",
    "+",
    " ",
    " a ",
    "?a=b",
    "#a",
    ";a",
    "a:b",
    "http://a/",
    "\\",
    "\\..\\",
    "é",
    "e\u{301}",
    "日本",
    "👩‍👧",
    "\u{0}",
    "\n",
    "\r\n",
    "\u{7f}",
    "\u{202e}",
    "\u{feff}",
    "~!*'()$&,;=@:",
    "{ViewToken}",
    "undefined",
];

/// The optional members that an input has.
#[derive(Clone, Copy)]
enum OptionalMembers {
    All,
    None,
    Random,
}

fn input(rng: &mut Rng, operation: &'static str, optional: OptionalMembers) -> Input {
    let shape = service_model::input(operation);
    let mut members = structure(rng, shape, optional);
    if operation == "SendMessage" {
        members["ContentType"] = (*rng.choice(MESSAGES).expect("a content type")).into();
    }
    if operation == "SendEvent" {
        let event = *rng.choice(EVENTS).expect("a content type");
        members["ContentType"] = content_type::event(event).into();
        // Receipts require this content, and other events must have none.
        let content = event.starts_with("message.").then(|| {
            let id = text(rng, 1, 36);
            Value::from(json!({ "messageId": id }).to_string())
        });
        let members = members.as_object_mut().expect("members");
        match content {
            Some(content) => members.insert("Content".to_owned(), content),
            None => members.remove("Content"),
        };
    }
    Input { operation, members }
}

const MESSAGES: &[&str] = &[
    "text/plain",
    "text/markdown",
    "application/json",
    "application/vnd.amazonaws.connect.message.interactive.response",
];

const EVENTS: &[&str] = &["typing", "message.delivered", "message.read", "connection.acknowledged"];

fn structure(rng: &mut Rng, shape: Shape, optional: OptionalMembers) -> Value {
    let mut members = Map::new();
    for Member { name, shape, is_required, is_idempotency_token, is_header } in shape.members() {
        let is_optional = !is_required || is_idempotency_token;
        let is_present = match optional {
            _ if !is_optional => true,
            OptionalMembers::All => true,
            OptionalMembers::None => false,
            OptionalMembers::Random => rng.bool(),
        };
        if is_present {
            let value = if is_header { token(rng, shape) } else { value(rng, shape, optional) };
            members.insert(name.to_owned(), value);
        }
    }
    members.into()
}

fn value(rng: &mut Rng, shape: Shape, optional: OptionalMembers) -> Value {
    if let Some(values) = shape.values() {
        return rng.choice(values).expect("a value").clone();
    }
    match shape.kind() {
        "string" => {
            let (min, max) = (length(shape.min(), 0), length(shape.max(), 64));
            text(rng, min, max).into()
        }
        "boolean" => rng.bool().into(),
        "integer" | "long" => {
            // Numbers above 2^53 are not exact in JavaScript.
            let (min, max) = (shape.min().unwrap_or(0), shape.max().unwrap_or((1 << 53) - 1));
            let any = rng.i64(min..=max);
            (*rng.choice([min, max, any]).as_ref().expect("a number")).into()
        }
        "list" => {
            let (min, max) = (length(shape.min(), 0), length(shape.max(), 3));
            (0..rng.usize(min..=max)).map(|_| value(rng, shape.item(), optional)).collect()
        }
        "structure" => structure(rng, shape, optional),
        other => panic!("cannot generate {}: unsupported type {other}", shape.name),
    }
}

fn length(limit: Option<i64>, default: usize) -> usize {
    limit.map_or(default, |limit| limit.try_into().expect("a length"))
}

/// Returns a token: visible ASCII characters, which a header can contain.
fn token(rng: &mut Rng, shape: Shape) -> Value {
    let max = length(shape.max(), 1);
    let length = random_length(rng, 1, max);
    let token: String = (0..length).map(|_| char::from(rng.u8(b'!'..=b'~'))).collect();
    token.into()
}

/// Returns a text of `min` to `max` characters. A long text has one byte per character, because the
/// limit for the content of a message is in bytes.
fn text(rng: &mut Rng, min: usize, max: usize) -> String {
    let length = random_length(rng, min, max);
    let alphabet = if length > 1_000 { 1 } else { rng.u8(0..4) };
    (0..length).map(|_| character(rng, alphabet)).collect()
}

/// Returns `min` or `max` in a third of the cases, and otherwise a small length.
fn random_length(rng: &mut Rng, min: usize, max: usize) -> usize {
    match rng.u8(0..6) {
        0 => min,
        1 => max,
        _ => rng.usize(min..=max.min(min + 40)),
    }
}

fn character(rng: &mut Rng, alphabet: u8) -> char {
    const SPECIAL: &[char] = &[
        '"',
        '\'',
        '\\',
        '/',
        '\u{0}',
        '\u{1}',
        '\t',
        '\n',
        '\r',
        '\u{1b}',
        '\u{7f}',
        '\u{80}',
        '\u{2028}',
        '\u{feff}',
        '\u{fffd}',
        '\u{ffff}',
        '\u{d7ff}',
        '\u{e000}',
        '\u{10ffff}',
        '<',
        '>',
        '&',
        '%',
        '+',
        ' ',
        '.',
        '{',
        '}',
    ];
    match alphabet {
        0 => rng.alphanumeric(),
        1 => char::from(rng.u8(0..128)),
        2 => *rng.choice(SPECIAL).expect("a character"),
        _ => rng.char(..),
    }
}
