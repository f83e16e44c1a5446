//! The header `User-Agent`, with the name of the application.

use http::HeaderValue;

use crate::error::{Error, Result, quoted};

const THIS_CRATE: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));

/// The maximum length of the name of an application, in characters.
const MAX_LENGTH: usize = 50;

/// Returns the value of the header. The name must be valid.
pub(super) fn user_agent(app_name: Option<&str>) -> Result<HeaderValue> {
    let Some(name) = app_name else { return Ok(HeaderValue::from_static(THIS_CRATE)) };
    if name.is_empty() || name.len() > MAX_LENGTH || !name.chars().all(is_allowed) {
        let name = quoted(name);
        return Err(Error::invalid_input(format!(
            "the app name {name} is not 1 to {MAX_LENGTH} letters, digits and `!#$%&'*+-.^_`|~`"
        )));
    }
    let value = HeaderValue::from_str(&format!("{THIS_CRATE} app/{name}"));
    value.map_err(|_| Error::invalid_input("the app name is not fit for a header"))
}

/// Returns the name in the environment in a valid form. Like the AWS SDKs for Python and JavaScript,
/// it replaces a character that is not allowed by `-`: AWS documents `"ABC DEF"` as an example.
pub(super) fn valid_app_name(name: &str) -> String {
    let name = name.chars().take(MAX_LENGTH);
    name.map(|character| if is_allowed(character) { character } else { '-' }).collect()
}

fn is_allowed(character: char) -> bool {
    character.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(character)
}
