//! The clock.

use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};

use super::command::Command;
use crate::clock::timestamp::timestamp;
use crate::response::ErrorResponse;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    seconds: u64,
}

/// Advances the clock. Returns its time.
pub(super) fn advance(command: &Command<'_>) -> Result<Value, ErrorResponse> {
    let Advance { seconds } = command.input(r#"{"seconds":86400}"#)?;
    command.service.clock.advance(Duration::from_secs(seconds));
    Ok(show(command))
}

pub(super) fn show(command: &Command<'_>) -> Value {
    json!({ "now": timestamp(command.service.clock.now()) })
}
