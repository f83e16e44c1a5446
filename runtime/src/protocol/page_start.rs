//! The start of a page of a transcript.

use connect_participant_model::{MemberValue, check_page_start};

use crate::error::{Error, Result};
use crate::protocol::value::{Members, Value};

/// Checks that a page which is read `FORWARD` has a start.
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
        .map_err(|problem| Error::invalid_input(format!("`scan_direction` {problem}")))
}
