//! What is asked of a peer, and what comes of it.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

/// A call of an operation, in the service's own names.
#[derive(Clone)]
pub struct Call {
    pub url: String,
    pub operation: String,
    /// All members, the token among them. One that is to be left out is not there.
    pub input: Value,
    pub max_attempts: u32,
    /// Whether the peer looks at the input before it sends it, where it can be told not to.
    pub validates: bool,
}

impl Call {
    /// As it is put to another process.
    pub fn to_json(&self) -> Value {
        let Self { url, operation, input, max_attempts, validates } = self;
        json!({
            "url": url,
            "operation": operation,
            "input": input,
            "max_attempts": max_attempts,
            "validates": validates,
        })
    }
}

/// The members of an output, or why there is none.
pub type Outcome = Result<Value, Refused>;

/// An error, as the peer's user gets it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The error's class, or what is the same in Rust.
    pub error: String,
    /// The status of the answer, if there was one.
    pub status: Option<u16>,
    pub message: Option<String>,
}

impl Refused {
    /// What a peer says before it sends anything.
    pub fn unsent(error: &str, message: impl Into<String>) -> Self {
        Self { error: error.to_owned(), status: None, message: Some(message.into()) }
    }
}

/// A request to a pre-signed URL, which no SDK makes for its user.
pub struct PresignedRequest {
    pub method: &'static str,
    pub url: String,
    pub headers: BTreeMap<String, String>,
    pub body: Option<String>,
}

/// What came back from there.
pub struct PresignedAnswer {
    pub status: u16,
    /// By names in lower case.
    pub headers: BTreeMap<String, String>,
    pub body: String,
}

/// A value without the members that are null: for a peer that has a place for each.
pub fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let given = members.into_iter().filter(|(_, value)| !value.is_null());
            let members: Map<_, _> =
                given.map(|(name, value)| (name, without_nulls(value))).collect();
            Value::Object(members)
        }
        Value::Array(items) => Value::Array(items.into_iter().map(without_nulls).collect()),
        other => other,
    }
}
