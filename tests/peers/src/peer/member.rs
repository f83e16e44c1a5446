//! Reads the members of a JSON input, for clients with typed inputs.
//!
//! Each function returns `None` if the member is absent or has another type.

use std::str::FromStr;

use serde_json::Value;

pub fn text(input: &Value, name: &str) -> Option<String> {
    input[name].as_str().map(str::to_owned)
}

pub fn texts(input: &Value, name: &str) -> Option<Vec<String>> {
    let texts = input[name].as_array()?.iter();
    texts.map(|text| text.as_str().map(str::to_owned)).collect()
}

pub fn integer<T: TryFrom<i64>>(input: &Value, name: &str) -> Option<T> {
    input[name].as_i64().and_then(|integer| integer.try_into().ok())
}

pub fn boolean(input: &Value, name: &str) -> Option<bool> {
    input[name].as_bool()
}

/// Parses a text into a type of the client. Fails if the client rejects the text.
pub fn parsed<T: FromStr>(input: &Value, name: &str) -> Result<Option<T>, T::Err> {
    input[name].as_str().map(str::parse).transpose()
}
