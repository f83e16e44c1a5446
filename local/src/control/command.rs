//! A request to the control.

use std::sync::Arc;

use http::StatusCode;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::call::input::Members;
use crate::call::path::Label;
use crate::chat::Chat;
use crate::chat::chat_participant::ChatParticipant;
use crate::percent;
use crate::response::ErrorResponse;
use crate::service::Service;
use crate::socket_log::RecordedSocket;
use crate::websocket::chat_socket::ChatSocket;

/// A request to the control, with the labels of its path.
pub(crate) struct Command<'a> {
    pub(crate) service: &'a Arc<Service>,
    pub(crate) labels: &'a [Label],
    pub(crate) query: Option<&'a str>,
    pub(crate) body: &'a [u8],
}

impl Command<'_> {
    /// Parses the body, a JSON object. An empty body counts as `{}`. `example` is a valid body for
    /// the message of the error.
    pub(crate) fn input<T: DeserializeOwned>(&self, example: &str) -> Result<T, ErrorResponse> {
        let body = if self.body.is_empty() { b"{}" } else { self.body };
        // A structure can also be read from a list, which is not meant here.
        let object = serde_json::from_slice::<Members>(body);
        object.and_then(|object| T::deserialize(Value::Object(object))).map_err(|error| {
            ErrorResponse::validation(format!("the body is not valid: {error}; expected {example}"))
        })
    }

    /// Returns the chat that the path names.
    pub(crate) fn chat(&self) -> Result<Chat, ErrorResponse> {
        let id = self.label("contactId");
        let contact = id.and_then(|id| self.service.directory.chat(&id));
        let contact = contact.ok_or_else(|| {
            not_found("no chat has this contact id; `GET /_local/chats` lists the chats")
        })?;
        Ok(Chat::from_contact(Arc::clone(self.service), contact))
    }

    /// Returns the participant that the path names.
    pub(crate) fn participant(&self) -> Result<ChatParticipant, ErrorResponse> {
        let chat = self.chat()?;
        let id = self.label("participantId");
        let participant =
            chat.participants().into_iter().find(|other| Some(other.id()) == id.as_deref());
        participant.ok_or_else(|| {
            not_found(
                "the chat has no such participant; `GET /_local/chats` lists the participants",
            )
        })
    }

    /// Returns the open websocket that the path names.
    pub(crate) fn websocket(&self) -> Result<ChatSocket, ErrorResponse> {
        let id = self.label("websocketId");
        let contacts = self.service.directory.chats();
        let sockets = contacts
            .into_iter()
            .flat_map(|contact| Chat::from_contact(Arc::clone(self.service), contact).sockets());
        let socket = sockets.into_iter().find(|socket| Some(socket.id()) == id.as_deref());
        socket.ok_or_else(|| {
            not_found("no open websocket has this id; `GET /_local/websockets` lists them")
        })
    }

    /// Returns the record of the websocket that the path names, which may be closed.
    pub(crate) fn recorded_websocket(&self) -> Result<Arc<RecordedSocket>, ErrorResponse> {
        let id = self.label("websocketId");
        let log = self.service.socket_log.as_ref();
        let socket = id.and_then(|id| log?.find(&id));
        socket.ok_or_else(|| {
            not_found(
                "none of the latest websockets has this id; `GET /_local/websockets` lists them",
            )
        })
    }

    /// Returns a number in the path.
    pub(crate) fn number(&self, name: &str) -> Option<u64> {
        self.label(name)?.parse().ok()
    }

    fn label(&self, name: &str) -> Option<String> {
        let label = self.labels.iter().find(|label| label.name == name)?;
        percent::decode(&label.encoded)
    }
}

pub(crate) fn not_found(message: &'static str) -> ErrorResponse {
    ErrorResponse::new(StatusCode::NOT_FOUND, "ResourceNotFoundException", message)
}
