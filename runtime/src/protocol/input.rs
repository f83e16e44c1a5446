//! The inputs of operations, and their members by the rows of the service model.

use connect_participant_model::{Member, Operation, Shape};
use serde::Serialize;

use crate::protocol::output::OperationOutput;
use crate::protocol::value::Members;

/// The input of an operation, such as [`SendEventInput`](crate::SendEventInput).
///
/// It is implemented by the inputs of this crate, and cannot be implemented by other types. See
/// [`Client::call`](crate::Client::call).
///
/// # Serialisation
///
/// An input serialises as a call sends it, with the names of the service: to record what a program
/// has sent, for example, or to compare it in a test. The connection token and the participant token
/// are left out, so what you store authorises nothing. All other members are in it: what a
/// participant has written, and the `NextToken` and the `ViewToken`, which `Debug` does not show.
///
/// ```
/// use connect_participant::{ConnectionToken, EventContentType, SendEventInput};
///
/// let token = ConnectionToken::new("QVFJREFIaXNhbXBsZQ==")?;
/// let input = SendEventInput::new(EventContentType::MessageRead, token);
/// let input = input.message_id("6bd8e4a7");
/// assert_eq!(
///     serde_json::to_value(&input).unwrap(),
///     serde_json::json!({
///         "ContentType": "application/vnd.amazonaws.connect.event.message.read",
///         "Content": r#"{"messageId":"6bd8e4a7"}"#,
///     })
/// );
/// # Ok::<(), connect_participant::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the input of an operation",
    label = "expected an input, such as `SendEventInput`"
)]
pub trait OperationInput: Serialize + 'static {
    /// The operation's row in the service model.
    #[doc(hidden)]
    const OPERATION: &'static Operation;

    /// The output of the operation.
    type Output: OperationOutput;

    /// Returns the members that have a value.
    #[doc(hidden)]
    fn members(&self) -> Members<'_>;
}

/// Returns the members of `$self` that have a value, each with its row.
///
/// The fields are listed in the order of the rows. The compiler compares their names: a missing or
/// misspelt field is a compile error.
macro_rules! members {
    ($self:ident, $rows:expr, [$($field:ident),+ $(,)?]) => {{
        const { $crate::protocol::input::assert_names($rows, &[$(stringify!($field)),+]) }
        let values = [$($crate::protocol::value::AsValue::as_value(&$self.$field)),+];
        let members = $rows.iter().zip(values);
        members.filter_map(|(row, value)| Some((row, value?))).collect()
    }};
}

pub(crate) use members;

/// Returns the rows of the structure that is the member with this name in snake case. It fails at
/// compile time if there is none.
#[expect(clippy::indexing_slicing, reason = "it runs at compile time")]
pub(crate) const fn structure(rows: &'static [Member], field: &str) -> &'static [Member] {
    let mut index = 0;
    while !is_snake_case_of(field, rows[index].name) {
        index += 1;
    }
    match rows[index].shape {
        Shape::Structure { members, .. } => members,
        _ => &[],
    }
}

/// Fails at compile time unless these are the names of the rows, in their order.
#[expect(clippy::indexing_slicing, reason = "it runs at compile time")]
pub(crate) const fn assert_names(rows: &[Member], fields: &[&str]) {
    assert!(rows.len() == fields.len(), "the fields are not the members of the service model");
    let mut index = 0;
    while index < rows.len() {
        assert!(
            is_snake_case_of(fields[index], rows[index].name),
            "a field is not the member of the service model at its position"
        );
        index += 1;
    }
}

/// Returns `true` if a name in snake case, such as `content_type` or `r#type`, stands for this name
/// of the service model.
#[expect(clippy::indexing_slicing, reason = "it runs at compile time")]
const fn is_snake_case_of(field: &str, name: &str) -> bool {
    let (field, name) = (field.as_bytes(), name.as_bytes());
    let mut at = if field.len() > 2 && field[0] == b'r' && field[1] == b'#' { 2 } else { 0 };
    let mut index = 0;
    while index < name.len() {
        if at < field.len() && field[at] == b'_' {
            at += 1;
        }
        if at >= field.len() || !field[at].eq_ignore_ascii_case(&name[index]) {
            return false;
        }
        at += 1;
        index += 1;
    }
    at == field.len()
}
