//! What a content type says about the content of an event or a message.

use std::borrow::Cow;

use connect_participant_model::{Content, ContentType, Member, Operation, Shape, receipt};
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
    let refused =
        |problem: &str| Err(Error::invalid_input(format!("`{}` {problem}", content_type.value)));
    let content = match (content_type.content, content, message_id) {
        (Content::None, None, None) => None,
        (Content::None, ..) => return refused("has no content, and no message id"),
        (_, Some(_), Some(_)) => return refused("takes a message id or a content, not both"),
        (Content::Receipt, None, None) => return refused("needs a message id"),
        (Content::Receipt, None, Some(id)) if id.is_empty() => {
            return refused("has an empty message id");
        }
        (Content::Receipt, None, Some(id)) => {
            Some(Cow::Owned(json!({ receipt::MESSAGE_ID: id }).to_string()))
        }
        (Content::Receipt, Some(content), None) => {
            if let Err(problem) = receipt::check(&content) {
                return refused(&format!("has a content that {problem}"));
            }
            Some(content)
        }
        (Content::Text, content, None) => content,
        (Content::Text, None, Some(_)) => return refused("has no message id"),
    };
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
