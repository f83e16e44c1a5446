//! The log of requests.

use serde_json::{Value, json};

use super::command::Command;
use super::range::Range;
use crate::request_log::{LoggedRequest, RequestLog};
use crate::response::ErrorResponse;

/// Returns the latest requests, without those to the control.
pub(super) fn list(command: &Command<'_>) -> Result<Value, ErrorResponse> {
    let Range { after, limit } = Range::parse(command.query)?;
    let log = command.service.request_log.as_ref();
    let entries = log.map(|log: &RequestLog| log.after(after, limit)).unwrap_or_default();
    Ok(json!({ "requests": entries.iter().map(entry).collect::<Vec<_>>() }))
}

fn entry(LoggedRequest { number, time, record }: &LoggedRequest) -> Value {
    json!({
        "number": number,
        "time": time,
        "method": record.method.as_str(),
        "path": record.path,
        "operation": record.operation,
        "contentType": record.content_type,
        "status": record.status.map(|status| status.as_u16()),
        "reason": record.reason.map(|reason| reason.to_string()),
        "participantRole": record.participant_role,
        "participantId": record.participant_id,
        "contactId": record.contact_id,
        "requestId": record.request_id,
        "fault": record.fault,
    })
}
