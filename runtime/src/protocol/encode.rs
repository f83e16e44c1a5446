//! The encoding of an input: the path, the header and the body of a request.

use std::borrow::Cow;

use connect_participant_model::{Location, Member, Operation, check_label};
use http::{HeaderName, HeaderValue};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::error::{Error, Result};
use crate::protocol::json::push_object;
use crate::protocol::value::{Members, Value};
use crate::protocol::{content, header, page_start};
use crate::random;

/// All but the unreserved characters, as [Smithy requires for a
/// label](https://smithy.io/2.0/spec/http-bindings.html#httplabel-serialization-rules).
const LABEL: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The initial size of the buffer for a body, in bytes: that of an event.
const BODY_SIZE: usize = 128;

/// The parts of a request that depend on the input. It has no `Debug`, because it holds secrets.
pub(crate) struct Encoded {
    /// The path, with its labels replaced by their values.
    pub(crate) path: Cow<'static, str>,
    /// The header with the token that authorises the call.
    pub(crate) token: Option<(HeaderName, HeaderValue)>,
    /// The secrets in the path and the body.
    pub(crate) secrets: Vec<String>,
    /// The content type of the event or the message.
    pub(crate) content_type: Option<&'static str>,
    /// The JSON of the body, if the operation has a body.
    pub(crate) body: Option<String>,
}

/// Encodes the members of an input.
///
/// # Errors
///
/// [`InvalidInput`](crate::ErrorKind::InvalidInput) if the input violates a rule or a limit of the
/// service model. If it violates several, the error is about the first member in the model.
pub(crate) fn encode(operation: &'static Operation, mut members: Members<'_>) -> Result<Encoded> {
    let content_type = content::resolve(operation, &mut members)?;
    page_start::check(&members)?;
    if let Some(row) = missing_idempotency_token(operation, &members) {
        members.push((row, Value::Uuid(random::uuid()?)));
    }

    let mut encoded = Encoded {
        path: Cow::Borrowed(operation.path),
        token: None,
        secrets: Vec::new(),
        content_type: content_type.map(|content_type| content_type.value),
        body: None,
    };
    for (row, value) in &members {
        encoded.add(row, value)?;
    }
    if operation.members.iter().any(|row| row.location == Location::Body) {
        members.retain(|(row, _)| row.location == Location::Body);
        let mut json = String::with_capacity(BODY_SIZE);
        push_object(&mut json, &members);
        encoded.body = Some(json);
    }
    Ok(encoded)
}

impl Encoded {
    /// Checks a member, and puts it where its row says. The body is written later.
    fn add(&mut self, row: &Member, value: &Value<'_>) -> Result<()> {
        let checked = value.check(&row.shape);
        checked.map_err(|problem| Error::invalid_input(problem.sentence(row)))?;
        self.add_secrets(value);
        match (row.location, value) {
            (Location::Body, _) => {}
            (Location::Header(name), Value::Token(token)) => {
                let name = header::request_header(name).ok_or_else(|| cannot_encode(row))?;
                self.token = Some((name, HeaderValue::clone(token)));
            }
            (Location::Label, Value::Text(text)) => self.fill_label(row, text)?,
            (Location::Label, Value::Sensitive(text)) => self.fill_label(row, text)?,
            // A message id has become the content.
            (Location::Header(_) | Location::Label | Location::Receipt, _) => {
                return Err(cannot_encode(row));
            }
        }
        Ok(())
    }

    fn fill_label(&mut self, row: &Member, text: &str) -> Result<()> {
        check_label(text)
            .map_err(|problem| Error::invalid_input(format!("`{}` {problem}", row.snake_name())))?;
        let placeholder = format!("{{{}}}", row.name);
        self.path = self.path.replace(&placeholder, &percent_encode(text)).into();
        Ok(())
    }

    /// Adds each sensitive text in a value.
    fn add_secrets(&mut self, value: &Value<'_>) {
        match value {
            Value::Sensitive(text) => self.secrets.push((*text).to_owned()),
            Value::List(items) => {
                for item in items {
                    self.add_secrets(item);
                }
            }
            Value::Structure(members) => {
                for (_, value) in members {
                    self.add_secrets(value);
                }
            }
            // The redactor knows the token.
            Value::Text(_)
            | Value::Uuid(_)
            | Value::Integer(_)
            | Value::Boolean(_)
            | Value::Token(_) => {}
        }
    }
}

fn missing_idempotency_token(
    operation: &Operation,
    members: &Members<'_>,
) -> Option<&'static Member> {
    let row = operation.members.iter().find(|row| row.idempotency_token)?;
    let is_given = members.iter().any(|(given, _)| given.idempotency_token);
    (!is_given).then_some(row)
}

fn percent_encode(text: &str) -> String {
    utf8_percent_encode(text, LABEL).to_string()
}

fn cannot_encode(row: &Member) -> Error {
    Error::invalid_input(format!("`{}` cannot be encoded", row.snake_name()))
}
