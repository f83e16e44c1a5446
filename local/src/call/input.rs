//! The input of a call, checked against the service model.

use connect_participant_model::{
    ContentError, ContentType, Length, Location, Member, MemberValue, Operation, Shape,
    check_page_start,
};
use http::HeaderMap;
use serde_json::{Map, Value};

use super::media_type;
use super::path::Label;
use crate::percent;
use crate::response::ErrorResponse;

/// The values of an input, by member name.
pub(crate) type Members = Map<String, Value>;

/// The body of a call, parsed. Nothing in it has been checked.
pub(crate) struct JsonBody {
    is_empty: bool,
    /// The JSON object. `None` if the body is not one.
    members: Option<Members>,
}

impl JsonBody {
    /// Parses the body of a call of `operation`. Ignores the body if no member belongs in it.
    pub(crate) fn parse(operation: &Operation, body: &[u8]) -> Self {
        let members = if has_body(operation) { serde_json::from_slice(body).ok() } else { None };
        Self { is_empty: body.is_empty(), members }
    }

    /// Returns the content type of the event or the message, if the operation knows it. The rest of
    /// the body may be invalid.
    pub(crate) fn content_type(&self, operation: &Operation) -> Option<&'static str> {
        find_content_type(operation, self.members.as_ref()?).map(|row| row.value)
    }
}

fn has_body(operation: &Operation) -> bool {
    operation.members.iter().any(|member| member.location == Location::Body)
}

/// Returns the input of a request, or the first problem.
pub(crate) fn check(
    operation: &Operation,
    headers: &HeaderMap,
    labels: Vec<Label>,
    body: JsonBody,
) -> Result<Members, ErrorResponse> {
    let mut given = Members::new();
    if has_body(operation) {
        if !body.is_empty {
            media_type::check(headers)?;
        }
        given = body
            .members
            .ok_or_else(|| ErrorResponse::validation("the body is not a JSON object"))?;
    }
    for Label { name, encoded } in labels {
        let value = percent::decode(&encoded).ok_or_else(|| {
            ErrorResponse::validation(format!("`{name}` is not percent-encoded UTF-8"))
        })?;
        given.insert(name.to_owned(), Value::String(value));
    }
    check_members(operation, given)
}

/// Returns the input of a call, or the first problem. Leaves out what is not a member of the
/// operation.
pub(crate) fn check_members(
    operation: &Operation,
    given: Members,
) -> Result<Members, ErrorResponse> {
    let checker = Checker { operation: operation.name };
    let input = checker.members("", operation.members, given).map_err(ErrorResponse::validation)?;
    check_content(operation, &input).map_err(ErrorResponse::validation)?;
    check_page_start(|name| member_value(input.get(name)))
        .map_err(|_| ErrorResponse::validation(ErrorResponse::INVALID_PARAMETER))?;
    Ok(input)
}

/// Checks values for an operation.
struct Checker {
    operation: &'static str,
}

impl Checker {
    /// Returns the values of `members`. `prefix` precedes their names in messages.
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
                Err(format!("`{name}` is not a content type of `{operation}`: {all}"))
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

/// Returns `true` if a call must have the member. The service model does not require an idempotency
/// token, because clients generate one, but the service requires it if it may not be empty.
fn is_required(member: &Member) -> bool {
    let is_never_empty = matches!(member.shape, Shape::String(Length { min: 1.., .. }));
    member.required || (member.idempotency_token && is_never_empty)
}

/// The JSON type of a value with this shape.
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

/// Checks that the content of a receipt names a message. Accepts any other content.
fn check_content(operation: &Operation, input: &Members) -> Result<(), String> {
    let content = operation.members.iter().find(|row| matches!(row.shape, Shape::Content(_)));
    let (Some(row), Some(Member { name, .. })) = (find_content_type(operation, input), content)
    else {
        return Ok(());
    };
    let text = input.get(*name).and_then(Value::as_str);
    match row.content.check(text.into(), MemberValue::Absent) {
        Err(ContentError::MissingMessageId) => {
            Err(format!("`{name}` is missing: a receipt names its message in it"))
        }
        Err(ContentError::Receipt(problem)) => {
            Err(format!("`{name}` {problem}: a receipt names its message in it"))
        }
        // A message id is not a member on the wire, and AWS documents no rule for other content.
        Ok(())
        | Err(
            ContentError::UnexpectedContent
            | ContentError::UnexpectedMessageId
            | ContentError::ContentAndMessageId
            | ContentError::EmptyMessageId,
        ) => Ok(()),
    }
}

/// Returns a checked value. An object without members counts as absent.
fn member_value(value: Option<&Value>) -> MemberValue<'_> {
    match value {
        None => MemberValue::Absent,
        Some(Value::String(text)) => MemberValue::Known(text),
        Some(Value::Object(members)) if members.is_empty() => MemberValue::Absent,
        Some(_) => MemberValue::Unknown,
    }
}

/// Returns the row of the content type in `input`, if the operation has a content type and knows
/// this one.
fn find_content_type(operation: &Operation, input: &Members) -> Option<&'static ContentType> {
    operation.members.iter().find_map(|member| {
        let Shape::ContentType { values, .. } = member.shape else { return None };
        let text = input.get(member.name)?.as_str()?;
        values.iter().find(|row| row.value == text)
    })
}
