//! An input, checked and made into what a request carries.

use std::borrow::Cow;

use connect_participant_model::{Location, check_label};
use http::{HeaderMap, HeaderName};

use super::{Input, Value, content};
use crate::{Error, Result, percent, random};

/// What a request carries.
#[derive(Debug)]
pub(crate) struct Encoded {
    /// The path, with its labels filled in.
    pub(crate) path: Cow<'static, str>,
    /// The token that authorises it, in its header.
    pub(crate) headers: HeaderMap,
    /// What kind of event or message the call is about, where it is.
    pub(crate) content_type: Option<&'static str>,
    /// JSON, where the operation has a body.
    pub(crate) body: Option<String>,
}

/// What the request carries, if the input is one that the service would take.
///
/// # Errors
///
/// [`InvalidInput`](crate::ErrorKind::InvalidInput) otherwise.
pub(crate) fn encode<I: Input>(input: &I) -> Result<Encoded> {
    let operation = I::OPERATION;
    let mut values = match input.as_value() {
        Some(Value::Structure(values)) => values,
        _ => Vec::new(),
    };
    let content_type = content::settle(operation, &mut values)?;
    let mut encoded = Encoded {
        path: Cow::Borrowed(operation.path),
        headers: HeaderMap::new(),
        content_type: content_type.map(|content_type| content_type.value),
        body: None,
    };
    let mut body = Vec::new();
    for member in operation.members {
        let given = values.iter().position(|(name, _)| *name == member.name);
        let value = match given.map(|index| values.swap_remove(index).1) {
            Some(value) => value,
            None if member.idempotency_token => {
                Value::Text(Cow::Owned(random::uuid()?.to_string()))
            }
            None => continue,
        };
        value.check(&member.shape).map_err(|problem| Error::invalid_input(problem.of(member)))?;
        match (member.location, value) {
            (Location::Header(name), Value::Token(token)) => {
                let name = HeaderName::from_bytes(name.as_bytes()).map_err(|error| {
                    Error::invalid_input("the header's name is no name").with_source(error)
                })?;
                encoded.headers.insert(name, token.clone());
            }
            (Location::Label, Value::Text(text)) => {
                check_label(&text).map_err(|problem| {
                    Error::invalid_input(format!("`{}` {problem}", member.snake_name()))
                })?;
                let label = percent::encode(&text);
                let placeholder = format!("{{{}}}", member.name);
                encoded.path = encoded.path.replace(&placeholder, &label).into();
            }
            (_, value) => body.push((member.name, value)),
        }
    }
    if operation.members.iter().any(|member| member.location == Location::Body) {
        let json = serde_json::to_string(&Value::Structure(body));
        // Writing cannot fail for what the inputs are made of.
        encoded.body = Some(json.map_err(|error| {
            Error::invalid_input("the input cannot be written").with_source(error)
        })?);
    }
    Ok(encoded)
}
