//! The texts of an error.

use std::error::Error;
use std::fmt::Write;

/// Returns all text of an error, of its cause and of their sources: `Display` and `Debug`, plain and
/// alternate.
#[must_use]
pub fn everything_in(error: &(dyn Error + 'static)) -> String {
    let mut text = String::new();
    let mut next = Some(error);
    while let Some(error) = next {
        writeln!(text, "{error}\n{error:#}\n{error:?}\n{error:#?}").unwrap();
        next = match error.downcast_ref::<connect_participant::Error>() {
            Some(error) => error.get_ref().map(|cause| cause as _),
            None => error.source(),
        };
    }
    text
}
