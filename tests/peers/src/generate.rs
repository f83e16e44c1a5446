//! Inputs that nobody thought of, each within the limits of the service's model.

use fastrand::Rng;
use serde_json::{Map, Value, json};

use crate::service_model::{self, Member, Shape};

/// An input of an operation.
#[derive(Debug, Clone)]
pub struct Input {
    pub operation: &'static str,
    pub members: Value,
}

/// So many inputs, of all operations in turn, and after them those whose labels are hard. The same seed makes the same.
pub fn inputs(seed: u64, count: usize) -> Vec<Input> {
    let mut rng = Rng::with_seed(seed);
    let operations = service_model::operations();
    let generated = operations.iter().copied().cycle().take(count).enumerate();
    let mut inputs: Vec<_> = generated
        .map(|(index, operation)| {
            // The first of each operation has all members, the second has only those that it needs.
            let has_optional = match index / operations.len() {
                0 => Optional::All,
                1 => Optional::None,
                _ => Optional::Some,
            };
            input(&mut rng, operation, has_optional)
        })
        .collect();
    inputs.extend(LABELS.iter().map(|label| Input {
        operation: "DescribeView",
        members: json!({ "ViewToken": label, "ConnectionToken": "token" }),
    }));
    let each_ascii: String = (0..128).map(char::from).collect();
    inputs.push(Input {
        operation: "DescribeView",
        members: json!({ "ViewToken": each_ascii, "ConnectionToken": "token" }),
    });
    inputs
}

/// Labels that a parser of URLs may take for something else.
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

/// Which of the members that may be left out are there.
#[derive(Clone, Copy)]
enum Optional {
    All,
    None,
    Some,
}

fn input(rng: &mut Rng, operation: &'static str, optional: Optional) -> Input {
    let shape = service_model::input(operation);
    let mut members = structure(rng, shape, optional);
    if operation == "SendMessage" {
        members["ContentType"] = (*rng.choice(MESSAGES).expect("a content type")).into();
    }
    if operation == "SendEvent" {
        let event = *rng.choice(EVENTS).expect("a content type");
        members["ContentType"] = format!("application/vnd.amazonaws.connect.event.{event}").into();
        // The content belongs to the content type.
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

fn structure(rng: &mut Rng, shape: Shape, optional: Optional) -> Value {
    let mut members = Map::new();
    for Member { name, shape, is_required, is_idempotency_token, is_header } in shape.members() {
        let may_be_absent = !is_required || is_idempotency_token;
        let is_there = match optional {
            _ if !may_be_absent => true,
            Optional::All => true,
            Optional::None => false,
            Optional::Some => rng.bool(),
        };
        if is_there {
            let value = if is_header { token(rng, shape) } else { value(rng, shape, optional) };
            members.insert(name.to_owned(), value);
        }
    }
    members.into()
}

fn value(rng: &mut Rng, shape: Shape, optional: Optional) -> Value {
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
            // Up to what a number of JavaScript's holds exactly.
            let (min, max) = (shape.min().unwrap_or(0), shape.max().unwrap_or((1 << 53) - 1));
            let any = rng.i64(min..=max);
            (*rng.choice([min, max, any]).as_ref().expect("a number")).into()
        }
        "list" => {
            let (min, max) = (length(shape.min(), 0), length(shape.max(), 3));
            (0..rng.usize(min..=max)).map(|_| value(rng, shape.item(), optional)).collect()
        }
        "structure" => structure(rng, shape, optional),
        other => panic!("{} is a {other}, which no input had so far", shape.name),
    }
}

fn length(limit: Option<i64>, otherwise: usize) -> usize {
    limit.map_or(otherwise, |limit| limit.try_into().expect("a length"))
}

/// What a header carries safely, as tokens are.
fn token(rng: &mut Rng, shape: Shape) -> Value {
    let max = length(shape.max(), 1);
    let length = some_length(rng, 1, max);
    let token: String = (0..length).map(|_| char::from(rng.u8(b'!'..=b'~'))).collect();
    token.into()
}

/// Text of so many characters. The service's limits are characters, and bytes for the content of a message, so the
/// longest has one byte a character.
fn text(rng: &mut Rng, min: usize, max: usize) -> String {
    let length = some_length(rng, min, max);
    let alphabet = if length > 1_000 { 1 } else { rng.u8(0..4) };
    (0..length).map(|_| character(rng, alphabet)).collect()
}

/// Often a limit, and otherwise rather short.
fn some_length(rng: &mut Rng, min: usize, max: usize) -> usize {
    match rng.u8(0..6) {
        0 => min,
        1 => max,
        _ => rng.usize(min..=max.min(min + 40)),
    }
}

fn character(rng: &mut Rng, alphabet: u8) -> char {
    const HARD: &[char] = &[
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
        2 => *rng.choice(HARD).expect("a character"),
        _ => rng.char(..),
    }
}
