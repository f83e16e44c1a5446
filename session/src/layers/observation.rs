//! Reports the calls of a user to the session.

use std::sync::Arc;
use std::time::Duration;

use connect_participant::http::{Request, Response};
use connect_participant::{Bytes, Client, Next, RequestBody, TransportError};
use connect_participant_model::{
    DISCONNECT_PARTICIPANT, MESSAGE_DELIVERED, MESSAGE_READ, SEND_EVENT, SEND_MESSAGE, header,
};
use serde::Deserialize;
use tokio::sync::{mpsc, oneshot};

use crate::command::Command;
use crate::receipts::receipt::ReceiptKind;
use crate::tokens::Tokens;
use crate::within::within;

/// The time for which a message waits for a typing event that is on its way.
const MAX_WAIT: Duration = Duration::from_millis(500);

/// Returns a client whose successful calls are reported to the task of the session: messages, which
/// end the own typing, receipts, which need not be sent again, and leaving the chat.
pub(crate) fn observed(
    client: &Client,
    tokens: Arc<Tokens>,
    commands: mpsc::UnboundedSender<Command>,
) -> Client {
    let timer = client.clone();
    client.with_layer(move |request, next| {
        let (timer, commands) = (timer.clone(), commands.clone());
        let bearer = request.headers().get(header::BEARER);
        // A call for another chat means nothing for this session.
        let is_own = bearer.is_some_and(|bearer| tokens.has(bearer));
        async move {
            if is_own {
                observe(request, next, &timer, &commands).await
            } else {
                next.run(request).await
            }
        }
    })
}

async fn observe(
    request: Request<RequestBody>,
    next: Next,
    timer: &Client,
    commands: &mpsc::UnboundedSender<Command>,
) -> Result<Response<Bytes>, TransportError> {
    let call = call(&request);
    let mut saying = None;
    match &call {
        Call::Message => {
            let (reply, is_quiet) = oneshot::channel();
            // A session that has ended needs no reports.
            let _ = commands.send(Command::Saying(reply));
            saying = Some(Saying { commands });
            // A message does not wait for a typing event that hangs.
            let _ = within(timer, MAX_WAIT, is_quiet).await;
        }
        Call::Receipt(_, message_id) => {
            let _ = commands.send(Command::Marking(message_id.clone()));
        }
        Call::Disconnect | Call::Other => {}
    }
    let response = next.run(request).await?;
    if response.status().is_success() {
        let command = match call {
            Call::Message => id(response.body()).map(Command::Said),
            Call::Receipt(kind, message_id) => Some(Command::Marked(kind, message_id)),
            Call::Disconnect => Some(Command::Left),
            Call::Other => None,
        };
        if let Some(command) = command {
            // A session that has ended needs no reports.
            let _ = commands.send(command);
        }
    }
    drop(saying);
    Ok(response)
}

/// A message that is on its way. It reports the return of its call, also if the call is cancelled.
struct Saying<'a> {
    commands: &'a mpsc::UnboundedSender<Command>,
}

impl Drop for Saying<'_> {
    fn drop(&mut self) {
        // A session that has ended needs no reports.
        let _ = self.commands.send(Command::SayingReturned);
    }
}

/// A call, as far as it matters to the session.
enum Call {
    Message,
    Receipt(ReceiptKind, String),
    Disconnect,
    Other,
}

fn call(request: &Request<RequestBody>) -> Call {
    let RequestBody::Bytes(body) = request.body() else { return Call::Other };
    let path = request.uri().path();
    if path.ends_with(SEND_MESSAGE.path) {
        Call::Message
    } else if path.ends_with(SEND_EVENT.path) {
        receipt(body).map_or(Call::Other, |(kind, id)| Call::Receipt(kind, id))
    } else if path.ends_with(DISCONNECT_PARTICIPANT.path) {
        Call::Disconnect
    } else {
        Call::Other
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Event<'a> {
    content_type: &'a str,
    content: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Content {
    message_id: String,
}

fn receipt(body: &[u8]) -> Option<(ReceiptKind, String)> {
    let event: Event<'_> = serde_json::from_slice(body).ok()?;
    let kind = match event.content_type {
        text if text == MESSAGE_READ.value => ReceiptKind::Read,
        text if text == MESSAGE_DELIVERED.value => ReceiptKind::Delivered,
        _ => return None,
    };
    let content: Content = serde_json::from_str(&event.content?).ok()?;
    Some((kind, content.message_id))
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Said {
    id: String,
}

fn id(body: &[u8]) -> Option<String> {
    serde_json::from_slice(body).ok().map(|said: Said| said.id)
}
