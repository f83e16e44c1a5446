//! Faults.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

use super::command::{Command, not_found};
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
        return Ok(json!({ "faultId": command.service.inject_socket_fault(fault) }));
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
    Ok(json!({ "faultId": command.service.inject(fault) }))
}

/// Lists the faults that are left, in the order in which they were injected.
pub(super) fn list(command: &Command<'_>) -> Value {
    let service = command.service;
    let requests = service
        .faults
        .list(service.clock.now())
        .into_iter()
        .map(|(number, fault)| (number, fault.text()));
    let websockets = service.socket_faults.list().into_iter();
    let mut faults: Vec<_> =
        requests.chain(websockets.map(|(number, fault)| (number, fault.text()))).collect();
    faults.sort_unstable();
    let faults = faults.iter().map(|(number, text)| json!({ "faultId": number, "fault": text }));
    json!({ "faults": faults.collect::<Vec<_>>() })
}

pub(super) fn remove(command: &Command<'_>) -> Result<Value, ErrorResponse> {
    let service = command.service;
    let number = command.number("faultId");
    let is_removed = number.is_some_and(|number| {
        service.faults.remove(number) || service.socket_faults.remove(number)
    });
    if is_removed {
        return Ok(json!({}));
    }
    Err(not_found("no fault has this id; `GET /_local/faults` lists the faults that are left"))
}

pub(super) fn clear(command: &Command<'_>) -> Value {
    command.service.faults.clear();
    command.service.socket_faults.clear();
    json!({})
}
