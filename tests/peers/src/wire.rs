//! Compares the requests that the clients send for the same inputs.

use std::fmt;

use serde_json::{Value, json};

use crate::call::{Call, CallError};
use crate::generate::Input;
use crate::known_differences;
use crate::peer::Peer;
use crate::recording_proxy::{Exchange, RecordingProxy};

/// The parts of a request that are compared. User agents, signatures and generated client tokens
/// differ between clients, so they are not included.
#[derive(Debug, Clone, PartialEq)]
pub struct WireRequest {
    pub method: String,
    pub path: String,
    pub bearer: Option<String>,
    pub content_type: Option<String>,
    /// The body as JSON. `None` if it is empty.
    pub body: Option<Value>,
}

/// The result of passing an input to a client.
#[derive(Debug, Clone, PartialEq)]
pub enum SendResult {
    Sent(WireRequest),
    /// The client rejected the input with this error.
    NotSent(String),
}

/// The numbers of inputs by how the peer's result compares with that of `connect-participant`.
#[derive(Default)]
pub struct Comparison {
    pub equal: usize,
    /// The result differs in a known way.
    pub known: usize,
    pub unknown: usize,
}

/// Compares the results of a peer with `ours`. Prints each unknown difference.
pub async fn compare(peer: &Peer, inputs: &[Input], ours: &[SendResult]) -> Comparison {
    let mut comparison = Comparison::default();
    for ((input, ours), theirs) in inputs.iter().zip(ours).zip(send_all(peer, inputs).await) {
        let is_equal = *ours == theirs;
        match known_differences::find(peer.kind, input) {
            None if is_equal => comparison.equal += 1,
            Some(difference) if (difference.matches)(ours, &theirs) && !is_equal => {
                comparison.known += 1;
            }
            known => {
                comparison.unknown += 1;
                let reason = known.map_or("none", |known| known.reason);
                eprintln!(
                    "{peer}: {input:?}\n  ours:             {ours}\n  theirs:           {theirs}\n  \
                     known difference: {reason}"
                );
            }
        }
    }
    comparison
}

/// Passes each input to a peer and returns the results.
pub async fn send_all(peer: &Peer, inputs: &[Input]) -> Vec<SendResult> {
    let proxy = RecordingProxy::always_succeed().await;
    let mut results = Vec::new();
    for Input { operation, members } in inputs {
        let call = Call {
            url: proxy.url(),
            operation: (*operation).to_owned(),
            input: members.clone(),
            max_attempts: 1,
            validate: true,
        };
        let outcome = peer.call(&call).await;
        results.push(match (&proxy.take_exchanges()[..], outcome) {
            ([exchange], Ok(_)) => SendResult::Sent(WireRequest::new(exchange, members)),
            ([], Err(CallError { error, .. })) => SendResult::NotSent(error),
            (exchanges, outcome) => {
                panic!("{peer}: {call:?}: {outcome:?} after {exchanges:?}", call = call.to_json())
            }
        });
    }
    results
}

impl WireRequest {
    fn new(exchange: &Exchange, input: &Value) -> Self {
        let header = |name: &str| {
            let value = exchange.headers.get(name)?;
            Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
        };
        let mut body = None;
        if !exchange.body.is_empty() {
            let mut json: Value = serde_json::from_slice(&exchange.body).expect("JSON");
            // Each client generates a different token if the input has none. It must not be empty.
            let token = json.get("ClientToken").and_then(Value::as_str);
            if input.get("ClientToken").is_none() && token.is_some_and(|token| !token.is_empty()) {
                json["ClientToken"] = json!("generated");
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

impl fmt::Display for SendResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotSent(error) => write!(f, "not sent: {error}"),
            Self::Sent(WireRequest { method, path, bearer, content_type, body }) => {
                write!(f, "{method} {path}, {content_type:?}, {bearer:?}, ")?;
                body.as_ref().map_or(Ok(()), |body| body.fmt(f))
            }
        }
    }
}
