//! The event log: everything that was recorded, for tests in other processes.

use connect_participant::Item;
use http::{Method, StatusCode};
use serde::Serialize;

use crate::lock::lock;
use crate::response::{Response, json_response, wrong_method};
use crate::service::Service;

/// The path of the event log. The paths of operations do not start with it.
pub(crate) const PATH: &str = "/_local/events";

#[derive(Serialize)]
struct Log {
    chats: Vec<ChatLog>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ChatLog {
    contact_id: String,
    items: Vec<Item>,
}

/// Returns the transcripts of all chats, in the order in which the chats were opened.
pub(crate) fn respond(service: &Service, method: &Method) -> Response {
    if method != Method::GET {
        return wrong_method(&format!("`{PATH}`"), "GET");
    }
    let contacts = service.directory.chats();
    let chats = contacts.iter().map(|contact| {
        let contact = lock(contact);
        ChatLog { contact_id: contact.id().to_owned(), items: contact.transcript.items().to_vec() }
    });
    let log = Log { chats: chats.collect() };
    // The log is text under fixed names, so serialising it cannot fail.
    json_response(StatusCode::OK, serde_json::to_string(&log).unwrap_or_default())
}
