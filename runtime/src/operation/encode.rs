//! An input, checked and made into what a request carries.

use std::borrow::Cow;

use connect_participant_model::{Location, check_label};
use http::HeaderValue;
use uuid::Uuid;

use super::{Input, Value, content};
use crate::{Error, Result, percent, random};

/// What a request carries.
#[derive(Debug)]
pub(crate) struct Encoded {
    /// The path, with its labels filled in.
    pub(crate) path: Cow<'static, str>,
    /// The token that authorises it.
    pub(crate) token: Option<HeaderValue>,
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
    let mut client_token = Uuid::encode_buffer();
    let mut values = match input.as_value() {
        Some(Value::Structure(values)) => values,
        _ => Vec::new(),
    };
    let content_type = content::settle(operation, &mut values)?;
    let is_given = |name| values.iter().any(|(given, _)| *given == name);
    let mut idempotency_tokens = operation.members.iter().filter(|member| member.idempotency_token);
    if let Some(member) = idempotency_tokens.find(|member| !is_given(member.name)) {
        let text = random::uuid()?.hyphenated().encode_lower(&mut client_token);
        values.push((member.name, Value::Text(Cow::Borrowed(text))));
    }

    let mut encoded = Encoded {
        path: Cow::Borrowed(operation.path),
        token: None,
        content_type: content_type.map(|content_type| content_type.value),
        body: None,
    };
    let mut has_body = false;
    for member in operation.members {
        has_body |= member.location == Location::Body;
        let Some(index) = values.iter().position(|(name, _)| *name == member.name) else {
            continue;
        };
        if let Some((_, value)) = values.get(index) {
            let checked = value.check(&member.shape);
            checked.map_err(|problem| Error::invalid_input(problem.of(member)))?;
        }
        if member.location == Location::Body {
            continue;
        }
        match values.swap_remove(index).1 {
            Value::Token(token) => encoded.token = Some(token.clone()),
            Value::Text(text) => {
                check_label(&text).map_err(|problem| {
                    Error::invalid_input(format!("`{}` {problem}", member.snake_name()))
                })?;
                let label = percent::encode(&text);
                let placeholder = format!("{{{}}}", member.name);
                encoded.path = encoded.path.replace(&placeholder, &label).into();
            }
            // The service has no other labels.
            _ => {}
        }
    }
    if has_body {
        let json = serde_json::to_string(&Value::Structure(values));
        // Writing cannot fail for what the inputs are made of.
        encoded.body = Some(json.map_err(|error| {
            Error::invalid_input("the input cannot be written").with_source(error)
        })?);
    }
    Ok(encoded)
}
