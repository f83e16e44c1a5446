//! The content of an event or a message, by its content type.

use std::borrow::Cow;

use connect_participant_model::{ContentType, Member, Operation, Shape, receipt};
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
    let content = take(members, |shape| matches!(shape, Shape::Content(_)));
    let message_id = take(members, |shape| *shape == Shape::MessageId);
    content_type
        .content
        .check(content.as_deref().into(), message_id.as_deref().into())
        .map_err(|problem| Error::invalid_input(format!("`{}` {problem}", content_type.value)))?;
    let from_message_id = |id| Cow::Owned(json!({ receipt::MESSAGE_ID: id }).to_string());
    let content = content.or(message_id.map(from_message_id));
    let mut rows = operation.members.iter();
    let row = rows.find(|row| matches!(row.shape, Shape::Content(_)));
    if let (Some(row), Some(content)) = (row, content) {
        members.push((row, Value::Text(content)));
    }
    Ok(Some(content_type))
}

fn content_type(members: &Members<'_>) -> Option<&'static ContentType> {
    members.iter().find_map(|(Member { shape, .. }, value)| match (shape, value) {
        (Shape::ContentType { values, .. }, Value::Text(text)) => {
            values.iter().find(|known| known.value == text)
        }
        _ => None,
    })
}

/// Removes a member, and returns its text.
fn take<'a>(members: &mut Members<'a>, is_wanted: fn(&Shape) -> bool) -> Option<Cow<'a, str>> {
    let index = members.iter().position(|(row, _)| is_wanted(&row.shape))?;
    match members.swap_remove(index).1 {
        Value::Text(text) => Some(text),
        _ => None,
    }
}
