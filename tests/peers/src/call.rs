//! A call that a peer makes, and its outcome.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

/// A call of an operation. All names are those of the service model.
#[derive(Clone)]
pub struct Call {
    pub url: String,
    pub operation: String,
    /// The members, including the token. An absent member is not sent.
    pub input: Value,
    pub max_attempts: u32,
    /// If `false`, boto3 sends the input without validating it. Other peers ignore this.
    pub validate: bool,
}

impl Call {
    /// Returns the call as JSON, for a peer in another process.
    pub fn to_json(&self) -> Value {
        let Self { url, operation, input, max_attempts, validate } = self;
        json!({
            "url": url,
            "operation": operation,
            "input": input,
            "max_attempts": max_attempts,
            "validate": validate,
        })
    }
}

/// The members of the output, or the error.
pub type Outcome = Result<Value, CallError>;

/// An error, as the peer reports it to its user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallError {
    /// The class of the error, or its variant in Rust.
    pub error: String,
    /// The status of the response, if there was a response.
    pub status: Option<u16>,
    pub message: Option<String>,
}

impl CallError {
    /// Creates an error of a call that was not sent.
    pub fn not_sent(error: &str, message: impl Into<String>) -> Self {
        Self { error: error.to_owned(), status: None, message: Some(message.into()) }
    }
}

/// A request to a pre-signed URL. The SDKs leave these requests to their users.
pub struct PresignedRequest {
    pub method: &'static str,
    pub url: String,
    pub headers: BTreeMap<String, String>,
    pub body: Option<String>,
}

/// The response to a [`PresignedRequest`].
pub struct PresignedResponse {
    pub status: u16,
    /// The names are in lower case.
    pub headers: BTreeMap<String, String>,
    pub body: String,
}

/// Removes the members that are null. Peers with typed outputs have a field for each member.
pub fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let present = members.into_iter().filter(|(_, value)| !value.is_null());
            let members: Map<_, _> =
                present.map(|(name, value)| (name, without_nulls(value))).collect();
            Value::Object(members)
        }
        Value::Array(items) => Value::Array(items.into_iter().map(without_nulls).collect()),
        other => other,
    }
}
