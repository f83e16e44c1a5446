//! Faults.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

use super::command::Command;
use crate::fault::Fault;
use crate::push::socket_fault::SocketFault;
use crate::response::ErrorResponse;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Inject {
    /// The fault, in the form of the option `--fault`.
    fault: String,
    body: Option<String>,
    #[serde(default)]
    headers: BTreeMap<String, String>,
}

/// Injects a fault of requests, or of websockets.
pub(super) fn inject(command: &Command<'_>) -> Result<Value, ErrorResponse> {
    let input: Inject = command.input(r#"{"fault":"500@SendEvent*2"}"#)?;
    if let Ok(fault) = input.fault.parse::<SocketFault>() {
        command.service.socket_faults.inject(fault);
        return Ok(json!({}));
    }
    let mut fault: Fault = input.fault.parse().map_err(|error| {
        let message = format!("`fault` is not valid: {error}; an example is `500@SendEvent*2`");
        ErrorResponse::validation(message)
    })?;
    if let Some(body) = input.body {
        fault = fault.body(body);
    }
    for (name, value) in input.headers {
        fault = fault.header(name, value);
    }
    command.service.faults.inject(fault);
    Ok(json!({}))
}

pub(super) fn clear(command: &Command<'_>) -> Value {
    command.service.faults.clear();
    command.service.socket_faults.clear();
    json!({})
}
