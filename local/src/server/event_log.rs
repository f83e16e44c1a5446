//! All that was recorded, for whoever looks from outside of the process.

use http::{Method, StatusCode};
use serde::Serialize;

use crate::answer::{Answer, json_answer, wrong_method};
use crate::lock::lock;
use crate::service::Service;
use connect_participant::Item;

/// Where it is. No operation's path begins like it.
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

/// The transcripts of all chats, in the order in which they were opened.
pub(crate) fn answer(service: &Service, method: &Method) -> Answer {
    if method != Method::GET {
        return wrong_method(&format!("`{PATH}`"), "GET");
    }
    let contacts = lock(&service.contacts).clone();
    let chats = contacts.iter().map(|contact| {
        let contact = lock(contact);
        ChatLog { contact_id: contact.id().to_owned(), items: contact.transcript.items().to_vec() }
    });
    let log = Log { chats: chats.collect() };
    // It is made of text under fixed names, and writing that cannot fail.
    json_answer(StatusCode::OK, serde_json::to_string(&log).unwrap_or_default())
}
