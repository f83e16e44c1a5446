//! The input of a call, checked against the operation's row in the service's model.

use bytes::Bytes;
use connect_participant_model::{
    ContentError, ContentType, Length, Location, Member, MemberValue, Operation, Shape,
};
use http::Request;
use serde_json::{Map, Value};

use crate::answer::Refusal;
use crate::percent;
use crate::server::media_type;
use crate::server::path::Label;

/// The members of an input by their names, as far as they have values.
pub(crate) type Members = Map<String, Value>;

/// What the caller gave, if the service takes it; otherwise the first problem. What is not a member is left out.
pub(crate) fn read(
    operation: &Operation,
    labels: &[Label<'_>],
    request: &Request<Bytes>,
) -> Result<Members, Refusal> {
    let mut given = Members::new();
    if operation.members.iter().any(|member| member.location == Location::Body) {
        if !request.body().is_empty() {
            media_type::check(request.headers())?;
        }
        given = serde_json::from_slice(request.body())
            .map_err(|_| Refusal::validation("the body is not a JSON object"))?;
    }
    for label in labels {
        let value = percent::decode(label.encoded).ok_or_else(|| {
            Refusal::validation(format!("`{}` is not percent-encoded UTF-8", label.name))
        })?;
        given.insert(label.name.to_owned(), Value::String(value));
    }
    let checker = Checker { operation: operation.name };
    let input = checker.members("", operation.members, given).map_err(Refusal::validation)?;
    check_content(operation, &input).map_err(Refusal::validation)?;
    Ok(input)
}

/// Checks values for an operation.
struct Checker {
    operation: &'static str,
}

impl Checker {
    /// The values of these members, each named with `prefix`.
    fn members(
        &self,
        prefix: &str,
        members: &[Member],
        mut given: Members,
    ) -> Result<Members, String> {
        let mut checked = Members::new();
        let in_input =
            |member: &&Member| matches!(member.location, Location::Body | Location::Label);
        for member in members.iter().filter(in_input) {
            let name = format!("{prefix}{}", member.name);
            match given.remove(member.name) {
                None | Some(Value::Null) if is_required(member) => {
                    return Err(format!("`{name}` is missing"));
                }
                None | Some(Value::Null) => {}
                Some(value) => {
                    let value = self.value(&name, &member.shape, value)?;
                    checked.insert(member.name.to_owned(), value);
                }
            }
        }
        Ok(checked)
    }

    fn value(&self, name: &str, shape: &Shape, value: Value) -> Result<Value, String> {
        match (shape, value) {
            (Shape::String(length) | Shape::Content(length), Value::String(text)) => {
                length.check(&text).map_err(|problem| format!("`{name}` {problem}"))?;
                Ok(Value::String(text))
            }
            (Shape::ContentType { values, .. }, Value::String(text)) => {
                if values.iter().any(|known| known.value == text) {
                    return Ok(Value::String(text));
                }
                let all: Vec<_> = values.iter().map(|known| known.value).collect();
                let (operation, all) = (self.operation, all.join(", "));
                Err(format!("`{name}` is not one that `{operation}` takes: {all}"))
            }
            (Shape::Enum { values, .. }, Value::String(text)) => {
                if values.contains(&text.as_str()) {
                    return Ok(Value::String(text));
                }
                Err(format!("`{name}` is not one of {}", values.join(", ")))
            }
            (Shape::Integer(range) | Shape::Long(range), Value::Number(number)) => {
                let integer =
                    number.as_i64().ok_or_else(|| format!("`{name}` is not an integer"))?;
                range.check(integer).map_err(|problem| format!("`{name}` {problem}"))?;
                Ok(Value::Number(number))
            }
            (Shape::Boolean, Value::Bool(boolean)) => Ok(Value::Bool(boolean)),
            (Shape::List { item, length }, Value::Array(items)) => {
                length.check_count(items.len()).map_err(|problem| format!("`{name}` {problem}"))?;
                let items = items.into_iter().enumerate();
                items
                    .map(|(index, value)| self.value(&format!("{name}[{index}]"), item, value))
                    .collect()
            }
            (Shape::Structure { members, .. }, Value::Object(given)) => {
                self.members(&format!("{name}."), members, given).map(Value::Object)
            }
            (shape, _) => Err(format!("`{name}` is not {}", json_type(shape))),
        }
    }
}

/// Whether the call must have it. A client fills an idempotency token in where its user gives none, so the row does not
/// require it; the service does where it takes no empty one.
fn is_required(member: &Member) -> bool {
    let is_never_empty = matches!(member.shape, Shape::String(Length { min: 1.., .. }));
    member.required || (member.idempotency_token && is_never_empty)
}

/// What a value of the shape is in JSON.
fn json_type(shape: &Shape) -> &'static str {
    match shape {
        Shape::String(_)
        | Shape::ContentType { .. }
        | Shape::Content(_)
        | Shape::MessageId
        | Shape::Token(..)
        | Shape::Enum { .. } => "a string",
        Shape::Integer(_) | Shape::Long(_) => "an integer",
        Shape::Boolean => "a boolean",
        Shape::List { .. } => "a list",
        Shape::Structure { .. } => "an object",
    }
}

/// Checks that the content of a receipt names a message. Other content is accepted.
fn check_content(operation: &Operation, input: &Members) -> Result<(), String> {
    let content = operation.members.iter().find(|row| matches!(row.shape, Shape::Content(_)));
    let (Some(row), Some(Member { name, .. })) = (content_type(operation, input), content) else {
        return Ok(());
    };
    let text = input.get(*name).and_then(Value::as_str);
    match row.content.check(text.into(), MemberValue::Absent) {
        Err(ContentError::MissingMessageId) => {
            Err(format!("`{name}` is missing, in which a receipt names its message"))
        }
        Err(ContentError::Receipt(problem)) => {
            Err(format!("`{name}` {problem}, and a receipt names its message in it"))
        }
        // A message id is no member on the wire, and the service documents no rule for other content.
        Ok(())
        | Err(
            ContentError::UnexpectedContent
            | ContentError::UnexpectedMessageId
            | ContentError::ContentAndMessageId
            | ContentError::EmptyMessageId,
        ) => Ok(()),
    }
}

/// The row of the content type, where the operation has one.
fn content_type(operation: &Operation, input: &Members) -> Option<&'static ContentType> {
    operation.members.iter().find_map(|member| {
        let Shape::ContentType { values, .. } = member.shape else { return None };
        let text = input.get(member.name)?.as_str()?;
        values.iter().find(|row| row.value == text)
    })
}

/// The content type that a body has, whatever else may be wrong with it.
pub(crate) fn content_type_of(operation: &Operation, body: &[u8]) -> Option<&'static str> {
    let input = serde_json::from_slice(body).ok()?;
    content_type(operation, &input).map(|row| row.value)
}
