//! What a content type says about the content of an event or a message.

use std::borrow::Cow;

use connect_participant_model::{ContentType, Member, Operation, Shape, receipt};
use serde_json::json;

use super::Value;
use crate::{Error, Result};

/// Makes the content what goes over the wire, if the content type allows what there is: a message id becomes a part of it.
/// Returns the content type, where the operation has one.
pub(super) fn settle(
    operation: &Operation,
    values: &mut Vec<(&'static str, Value<'_>)>,
) -> Result<Option<&'static ContentType>> {
    let Some(content_type) = content_type(operation, values) else { return Ok(None) };
    let content = take(operation, values, |shape| matches!(shape, Shape::Content(_)));
    let message_id = take(operation, values, |shape| *shape == Shape::MessageId);
    content_type
        .content
        .check(content.as_deref().into(), message_id.as_deref().into())
        .map_err(|problem| Error::invalid_input(format!("`{}` {problem}", content_type.value)))?;
    let from_message_id = |id| Cow::Owned(json!({ receipt::MESSAGE_ID: id }).to_string());
    let content = content.or(message_id.map(from_message_id));
    let member = member(operation, |shape| matches!(shape, Shape::Content(_)));
    if let (Some(member), Some(content)) = (member, content) {
        values.push((member.name, Value::Text(content)));
    }
    Ok(Some(content_type))
}

fn content_type(
    operation: &Operation,
    values: &[(&'static str, Value<'_>)],
) -> Option<&'static ContentType> {
    operation.members.iter().find_map(|member| {
        let Shape::ContentType { values: known, .. } = member.shape else { return None };
        let (_, Value::Text(text)) = values.iter().find(|(name, _)| *name == member.name)? else {
            return None;
        };
        known.iter().find(|known| known.value == text)
    })
}

fn member(operation: &Operation, wanted: fn(&Shape) -> bool) -> Option<&'static Member> {
    operation.members.iter().find(|member| wanted(&member.shape))
}

/// Takes the text of a member out of the values.
fn take<'a>(
    operation: &Operation,
    values: &mut Vec<(&'static str, Value<'a>)>,
    wanted: fn(&Shape) -> bool,
) -> Option<Cow<'a, str>> {
    let member = member(operation, wanted)?;
    let index = values.iter().position(|(name, _)| *name == member.name)?;
    match values.swap_remove(index).1 {
        Value::Text(text) => Some(text),
        _ => None,
    }
}
