//! The encoding of an input: the path, the header and the body of a request.

use std::borrow::Cow;

use connect_participant_model::{Location, Member, Operation, check_label};
use http::{HeaderName, HeaderValue};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::protocol::content;
use crate::protocol::input::OperationInput;
use crate::protocol::value::{Members, Object, Value};
use crate::random;

/// All but the unreserved characters, as [Smithy requires for a
/// label](https://smithy.io/2.0/spec/http-bindings.html#httplabel-serialization-rules).
const LABEL: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The parts of a request that depend on the input. It has no `Debug`, because it holds secrets.
pub(crate) struct Encoded {
    /// The path, with its labels replaced by their values.
    pub(crate) path: Cow<'static, str>,
    /// The header with the token that authorises the call.
    pub(crate) token: Option<(HeaderName, HeaderValue)>,
    /// The secrets in the path and the body, in each form in which they are sent.
    pub(crate) secrets: Vec<String>,
    /// The content type of the event or the message.
    pub(crate) content_type: Option<&'static str>,
    /// The JSON of the body, if the operation has a body.
    pub(crate) body: Option<String>,
}

/// Encodes an input.
///
/// # Errors
///
/// [`InvalidInput`](crate::ErrorKind::InvalidInput) if the input violates a rule or a limit of the
/// service model.
pub(crate) fn encode<I: OperationInput>(input: &I) -> Result<Encoded> {
    let operation = I::OPERATION;
    let mut client_token = Uuid::encode_buffer();
    let mut members = input.members();
    let content_type = content::resolve(operation, &mut members)?;
    if let Some(row) = missing_idempotency_token(operation, &members) {
        let text = random::uuid()?.hyphenated().encode_lower(&mut client_token);
        members.push((row, Value::Text(Cow::Borrowed(text))));
    }

    let mut encoded = Encoded {
        path: Cow::Borrowed(operation.path),
        token: None,
        secrets: Vec::new(),
        content_type: content_type.map(|content_type| content_type.value),
        body: None,
    };
    let mut error = None;
    members.retain(|(row, value)| {
        encoded.route::<I>(row, value).unwrap_or_else(|problem| {
            error.get_or_insert(problem);
            false
        })
    });
    if let Some(error) = error {
        return Err(error);
    }
    if operation.members.iter().any(|row| row.location == Location::Body) {
        let json = serde_json::to_string(&Object(&members));
        // A value is always valid JSON, so this cannot fail.
        encoded.body = Some(json.map_err(|error| {
            Error::invalid_input("the input cannot be serialised").with_source(error)
        })?);
    }
    Ok(encoded)
}

impl Encoded {
    /// Checks a member, and puts it into the path or the header. Returns `true` if it belongs to
    /// the body.
    fn route<I: OperationInput>(&mut self, row: &Member, value: &Value<'_>) -> Result<bool> {
        let checked = value.check(&row.shape);
        checked.map_err(|problem| Error::invalid_input(problem.sentence(row)))?;
        if let Value::Sensitive(text) = value {
            add_secret(&mut self.secrets, text);
        }
        match (row.location, value) {
            (Location::Body, _) => return Ok(true),
            (Location::Header(_), Value::Token(token)) => {
                self.token = Some((Headers::<I>::TOKEN, HeaderValue::clone(token)));
            }
            (Location::Label, Value::Text(text)) => self.fill_label(row, text)?,
            (Location::Label, Value::Sensitive(text)) => self.fill_label(row, text)?,
            // A message id has become the content.
            (Location::Header(_) | Location::Label | Location::Receipt, _) => {
                let name = row.snake_name();
                return Err(Error::invalid_input(format!("`{name}` cannot be encoded")));
            }
        }
        Ok(false)
    }

    fn fill_label(&mut self, row: &Member, text: &str) -> Result<()> {
        check_label(text)
            .map_err(|problem| Error::invalid_input(format!("`{}` {problem}", row.snake_name())))?;
        let placeholder = format!("{{{}}}", row.name);
        self.path = self.path.replace(&placeholder, &percent_encode(text)).into();
        Ok(())
    }
}

/// The names of an operation's headers, from its row.
struct Headers<I>(I);

impl<I: OperationInput> Headers<I> {
    const TOKEN: HeaderName = token_header(I::OPERATION);
}

#[expect(clippy::indexing_slicing, reason = "it runs at compile time")]
const fn token_header(operation: &Operation) -> HeaderName {
    let mut index = 0;
    while index < operation.members.len() {
        if let Location::Header(name) = operation.members[index].location {
            return HeaderName::from_static(name);
        }
        index += 1;
    }
    // An operation without a token has no member that uses this.
    http::header::AUTHORIZATION
}

fn missing_idempotency_token(
    operation: &Operation,
    members: &Members<'_>,
) -> Option<&'static Member> {
    let row = operation.members.iter().find(|row| row.idempotency_token)?;
    let is_given = members.iter().any(|(given, _)| given.idempotency_token);
    (!is_given).then_some(row)
}

/// Adds a secret, and its form in a URL.
fn add_secret(secrets: &mut Vec<String>, text: &str) {
    let encoded = percent_encode(text);
    if encoded != text {
        secrets.push(encoded);
    }
    secrets.push(text.to_owned());
}

fn percent_encode(text: &str) -> String {
    utf8_percent_encode(text, LABEL).to_string()
}
