//! What each client makes of the same input: the same request, or it is said why not.

use std::fmt;

use serde_json::{Value, json};

use crate::call::{Call, Refused};
use crate::generate::Input;
use crate::known;
use crate::peer::Peer;
use crate::tap::{Exchange, Tap};

/// What goes over the wire, but for what each client says of itself, signs, or makes up.
#[derive(Debug, Clone, PartialEq)]
pub struct Wire {
    pub method: String,
    pub path: String,
    pub bearer: Option<String>,
    pub content_type: Option<String>,
    /// JSON, unless it is empty.
    pub body: Option<Value>,
}

/// What a client makes of an input.
#[derive(Debug, Clone, PartialEq)]
pub enum Made {
    Sent(Wire),
    /// It refused it on its own side.
    Unsent(String),
}

/// How a peer's requests compare with ours.
#[derive(Default)]
pub struct Comparison {
    pub equal: usize,
    /// That are different for a reason.
    pub known: usize,
    pub unknown: usize,
}

/// Whether the peer makes of each input what our client made of it.
pub async fn compare(peer: &Peer, inputs: &[Input], ours: &[Made]) -> Comparison {
    let mut comparison = Comparison::default();
    for ((input, ours), theirs) in inputs.iter().zip(ours).zip(made(peer, inputs).await) {
        let is_equal = *ours == theirs;
        match known::difference(peer.kind, input) {
            None if is_equal => comparison.equal += 1,
            Some(difference) if (difference.explains)(ours, &theirs) && !is_equal => {
                comparison.known += 1;
            }
            known => {
                comparison.unknown += 1;
                let why = known.map_or("there is no reason", |known| known.why);
                eprintln!(
                    "{peer}: {input:?}\n  ours:   {ours}\n  theirs: {theirs}\n  known:  {why}"
                );
            }
        }
    }
    comparison
}

/// What a peer makes of each input.
pub async fn made(peer: &Peer, inputs: &[Input]) -> Vec<Made> {
    let tap = Tap::alone().await;
    let mut made = Vec::new();
    for Input { operation, members } in inputs {
        let call = Call {
            url: tap.url(),
            operation: (*operation).to_owned(),
            input: members.clone(),
            max_attempts: 1,
            validates: true,
        };
        let outcome = peer.call(&call).await;
        made.push(match (&tap.take()[..], outcome) {
            ([exchange], Ok(_)) => Made::Sent(Wire::of(exchange, members)),
            ([], Err(Refused { error, .. })) => Made::Unsent(error),
            (exchanges, outcome) => {
                panic!("{peer}: {call:?}: {outcome:?} after {exchanges:?}", call = call.to_json())
            }
        });
    }
    made
}

impl Wire {
    fn of(exchange: &Exchange, given: &Value) -> Self {
        let header = |name: &str| {
            let value = exchange.headers.get(name)?;
            Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
        };
        let mut body = None;
        if !exchange.body.is_empty() {
            let mut json: Value = serde_json::from_slice(&exchange.body).expect("JSON");
            // Each client makes up its own where there is none. It only has to be there.
            let made_up = json.get("ClientToken").and_then(Value::as_str);
            if given.get("ClientToken").is_none() && made_up.is_some_and(|token| !token.is_empty())
            {
                json["ClientToken"] = json!("made up");
            }
            body = Some(json);
        }
        Self {
            method: exchange.method.clone(),
            path: exchange.path.clone(),
            bearer: header("x-amz-bearer"),
            content_type: header("content-type"),
            body,
        }
    }
}

impl fmt::Display for Made {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unsent(error) => write!(f, "nothing is sent: {error}"),
            Self::Sent(Wire { method, path, bearer, content_type, body }) => {
                write!(f, "{method} {path}, {content_type:?}, {bearer:?}, ")?;
                body.as_ref().map_or(Ok(()), |body| body.fmt(f))
            }
        }
    }
}
