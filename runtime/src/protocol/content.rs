//! The content of an event or a message, by its content type.

use std::borrow::Cow;

use connect_participant_model::{APPLICATION_JSON, ContentType, Member, Operation, Shape, receipt};
use serde::de::IgnoredAny;
use serde_json::json;

use crate::error::{Error, Result};
use crate::protocol::value::{Members, Value};

/// Checks the content by the rules of the content type, and replaces a message id by the content
/// that names it.
///
/// Returns the content type, or `None` if the operation has none.
pub(super) fn resolve(
    operation: &Operation,
    members: &mut Members<'_>,
) -> Result<Option<&'static ContentType>> {
    let Some(content_type) = content_type(members) else { return Ok(None) };
    let content = text(members, |shape| matches!(shape, Shape::Content(_)));
    let message_id = text(members, |shape| *shape == Shape::MessageId);
    content_type
        .content
        .check(content.into(), message_id.into())
        .map_err(|problem| Error::invalid_input(format!("`{}` {problem}", content_type.value)))?;
    if content_type.value == APPLICATION_JSON.value {
        // The error quotes no part of the content.
        serde_json::from_str::<IgnoredAny>(content.unwrap_or_default()).map_err(|error| {
            let (line, column) = (error.line(), error.column());
            Error::invalid_input(format!(
                "`content` is not JSON, which `{}` requires, at line {line} column {column}",
                content_type.value
            ))
        })?;
    }

    name_message(operation, members);
    Ok(Some(content_type))
}

/// Replaces a message id by the content that names it, unless there is a content.
pub(super) fn name_message(operation: &Operation, members: &mut Members<'_>) {
    if text(members, |shape| matches!(shape, Shape::Content(_))).is_some() {
        return;
    }
    let Some(id) = text(members, |shape| *shape == Shape::MessageId) else { return };
    let receipt = json!({ receipt::MESSAGE_ID: id }).to_string();
    let content_row = operation.members.iter().find(|row| matches!(row.shape, Shape::Content(_)));
    let member = members.iter_mut().find(|(row, _)| row.shape == Shape::MessageId);
    if let (Some(content_row), Some(member)) = (content_row, member) {
        *member = (content_row, Value::Text(Cow::Owned(receipt)));
    }
}

fn content_type(members: &Members<'_>) -> Option<&'static ContentType> {
    members.iter().find_map(|(Member { shape, .. }, value)| match (shape, value) {
        (Shape::ContentType { values, .. }, Value::Text(text)) => {
            values.iter().find(|known| known.value == text)
        }
        _ => None,
    })
}

/// Returns the text of the member with this shape.
fn text<'a>(members: &'a Members<'_>, is_wanted: fn(&Shape) -> bool) -> Option<&'a str> {
    match &members.iter().find(|(row, _)| is_wanted(&row.shape))?.1 {
        Value::Text(text) => Some(text),
        Value::Sensitive(text) => Some(text),
        Value::Uuid(_)
        | Value::Integer(_)
        | Value::Boolean(_)
        | Value::Token(_)
        | Value::List(_)
        | Value::Structure(_) => None,
    }
}
