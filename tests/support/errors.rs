//! What an error says.

use std::error::Error;
use std::fmt::Write;

/// All that can be read off an error: `Display` and `Debug`, plain and alternate, of it and of what it comes from.
#[must_use]
pub fn everything_in(error: &(dyn Error + 'static)) -> String {
    let mut text = String::new();
    let mut next = Some(error);
    while let Some(error) = next {
        writeln!(text, "{error}\n{error:#}\n{error:?}\n{error:#?}").unwrap();
        next = error.source();
    }
    text
}
