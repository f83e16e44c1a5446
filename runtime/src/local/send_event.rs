//! `SendEvent`.

use bytes::Bytes;
use connect_participant_model::{
    CLIENT_TOKEN_LENGTH, CONTENT_LENGTH, Content, ContentType, EVENT_CONTENT_TYPES, Length, receipt,
};
use http::Request;
use serde_json::{Map, Value};

use super::RecordedEvent;
use super::answer::Refusal;
use super::service::Service;
use crate::{SendEventOutput, Timestamp};

/// The most participants that a chat may have for the service to take receipts.
const MAX_PARTICIPANTS_WITH_RECEIPTS: usize = 2;

/// Records an event, unless it was recorded before.
pub(super) fn send_event(
    service: &Service,
    request: &Request<Bytes>,
) -> Result<SendEventOutput, Refusal> {
    let sender = service.caller(request.headers())?;
    let mut contact = sender.contact()?;
    let Input { content_type, content, client_token } = Input::read(request.body())?;

    let call = client_token.map(|token| (sender.id().to_owned(), token));
    if let Some(output) = call.as_ref().and_then(|call| contact.answered.get(call)) {
        return Ok(output.clone());
    }
    if content_type.content == Content::Receipt
        && contact.participants > MAX_PARTICIPANTS_WITH_RECEIPTS
    {
        return Err(Refusal::conflict());
    }

    let event = RecordedEvent {
        id: service.ids.next().to_string(),
        absolute_time: Timestamp::now(),
        participant_id: sender.id().to_owned(),
        participant_role: sender.role(),
        content_type: content_type.value.to_owned(),
        content,
    };
    let output = SendEventOutput {
        id: Some(event.id.clone()),
        absolute_time: Some(event.absolute_time.clone()),
    };
    contact.events.push(event);
    if let Some(call) = call {
        contact.answered.insert(call, output.clone());
    }
    Ok(output)
}

/// The body, checked.
struct Input {
    content_type: &'static ContentType,
    content: Option<String>,
    client_token: Option<String>,
}

impl Input {
    fn read(body: &[u8]) -> Result<Self, Refusal> {
        let mut body: Map<String, Value> = serde_json::from_slice(body)
            .map_err(|_| Refusal::validation("the body is not a JSON object"))?;

        let content_type = text(&mut body, "ContentType")?
            .ok_or_else(|| Refusal::validation("`ContentType` is missing"))?;
        let content_type = event_content_type(&content_type)?;
        let content = text_of_length(&mut body, "Content", CONTENT_LENGTH)?;
        if content_type.content == Content::Receipt {
            check_receipt(content.as_deref())?;
        }
        let client_token = text_of_length(&mut body, "ClientToken", CLIENT_TOKEN_LENGTH)?
            .filter(|token| !token.is_empty());
        Ok(Self { content_type, content, client_token })
    }
}

fn event_content_type(text: &str) -> Result<&'static ContentType, Refusal> {
    EVENT_CONTENT_TYPES.iter().find(|content_type| content_type.value == text).ok_or_else(|| {
        let all: Vec<_> =
            EVENT_CONTENT_TYPES.iter().map(|content_type| content_type.value).collect();
        let message =
            format!("`ContentType` is not one that `SendEvent` takes: {}", all.join(", "));
        Refusal::validation(message)
    })
}

fn check_receipt(content: Option<&str>) -> Result<(), Refusal> {
    let content = content.ok_or_else(|| {
        Refusal::validation("`Content` is missing, in which a receipt names its message")
    })?;
    receipt::check(content).map_err(|problem| {
        Refusal::validation(format!("`Content` {problem}, and a receipt names its message in it"))
    })
}

/// Takes a member that is a string out of the body, where it has it.
fn text(body: &mut Map<String, Value>, name: &str) -> Result<Option<String>, Refusal> {
    match body.remove(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(Refusal::validation(format!("`{name}` is not a string"))),
    }
}

fn text_of_length(
    body: &mut Map<String, Value>,
    name: &str,
    length: Length,
) -> Result<Option<String>, Refusal> {
    let text = text(body, name)?;
    if let Some(text) = &text {
        length.check(text).map_err(|problem| Refusal::validation(format!("`{name}` {problem}")))?;
    }
    Ok(text)
}
