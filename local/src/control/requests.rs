//! The log of requests.

use serde_json::{Value, json};

use super::command::Command;
use crate::request_log::RequestLog;
use crate::request_record::RequestRecord;

/// Returns the latest requests, without those to the control.
pub(super) fn list(command: &Command<'_>) -> Value {
    let log = command.service.request_log.as_ref();
    let records = log.map(RequestLog::records).unwrap_or_default();
    json!({ "requests": records.iter().map(entry).collect::<Vec<_>>() })
}

fn entry(record: &RequestRecord) -> Value {
    json!({
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
