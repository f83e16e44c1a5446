//! The rule for the start of the pages of a transcript.
//!
//! Without a start position, the pages of `GetTranscript` start at the newest item, so there is
//! nothing to read `FORWARD`, and the service rejects the call. The macro checks this at compile
//! time, the client checks every call, and the local service every request. All three use
//! [`check_page_start`].

use core::fmt;

use crate::content::MemberValue;

/// The name of the member that [`check_page_start`] is about.
pub const SCAN_DIRECTION: &str = "ScanDirection";

/// Checks the member `ScanDirection` against the members that say where a page starts:
/// `StartPosition` and `NextToken`.
///
/// `value_of` returns the value of the member with this name. A start position without any value in
/// it is [`Absent`](MemberValue::Absent). A value that is [`Unknown`](MemberValue::Unknown) counts
/// as given, and as valid. Members that the operation does not have are absent, so every operation
/// except `GetTranscript` passes.
///
/// AWS does not document if the service takes `FORWARD` with a `NextToken` alone, so that passes.
///
/// Source: [a report of the response of the
/// service](https://github.com/amazon-connect/amazon-connect-chatjs/issues/19).
///
/// ```
/// use connect_participant_model::MemberValue::{Absent, Known, Unknown};
/// use connect_participant_model::{ForwardWithoutStart, check_page_start};
///
/// let forward = |name: &str| match name {
///     "ScanDirection" => Known("FORWARD"),
///     _ => Absent,
/// };
/// assert_eq!(check_page_start(forward), Err(ForwardWithoutStart));
/// assert_eq!(check_page_start(|_| Unknown), Ok(()));
/// ```
///
/// # Errors
///
/// [`ForwardWithoutStart`] if the direction is `FORWARD`, and the page has no start.
pub fn check_page_start<'a>(
    value_of: impl Fn(&str) -> MemberValue<'a>,
) -> Result<(), ForwardWithoutStart> {
    let is_forward = value_of(SCAN_DIRECTION) == MemberValue::Known("FORWARD");
    let is_absent = |name: &str| value_of(name) == MemberValue::Absent;
    if is_forward && is_absent("StartPosition") && is_absent("NextToken") {
        return Err(ForwardWithoutStart);
    }
    Ok(())
}

/// The direction is `FORWARD`, and the page has no start. Its `Display` completes a sentence that
/// begins with the member `ScanDirection`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ForwardWithoutStart;

impl fmt::Display for ForwardWithoutStart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("is FORWARD, which requires a start position")
    }
}

impl core::error::Error for ForwardWithoutStart {}
