//! The start of a page of a transcript.

use connect_participant_model::{MemberValue, check_page_start};

use crate::error::{Error, Result};
use crate::protocol::value::{Members, Value};

/// Checks that a page which is read `FORWARD` has a start, and that a start position is not empty.
pub(super) fn check(members: &Members<'_>) -> Result<()> {
    let value_of = |name: &str| {
        let found = members.iter().find(|(row, _)| row.name == name);
        match found.map(|(_, value)| value) {
            None => MemberValue::Absent,
            Some(Value::Text(text)) => MemberValue::Known(text),
            Some(Value::Structure(members)) if members.is_empty() => MemberValue::Absent,
            Some(_) => MemberValue::Unknown,
        }
    };
    check_page_start(value_of)
        .map_err(|problem| Error::invalid_input(format!("`scan_direction` {problem}")))?;
    let mut values = members.iter().map(|(row, value)| (row.name, value));
    let is_empty = |value: &Value<'_>| matches!(value, Value::Structure(it) if it.is_empty());
    if values.any(|(name, value)| name == "StartPosition" && is_empty(value)) {
        return Err(Error::invalid_input(
            "`start_position` is empty: set its `id`, `absolute_time` or `most_recent`",
        ));
    }
    Ok(())
}
