//! Speaking as a participant.

use bytes::Bytes;
use connect_participant::{Error, ErrorKind, EventContentType, Item, MessageContentType, Result};
use connect_participant_model::{
    COMPLETE_ATTACHMENT_UPLOAD, DISCONNECT_PARTICIPANT, Operation, SEND_EVENT, SEND_MESSAGE,
    START_ATTACHMENT_UPLOAD, receipt,
};
use serde_json::{Map, Value, json};

use crate::chat::chat_participant::ChatParticipant;
use crate::contact::attachment::Stage;
use crate::lock::lock;
use crate::operations::handler;
use crate::response::ErrorResponse;

/// Speaking in the chat, as a test does for the other side. Each method records what the call of
/// the service would record, and returns the recorded item. It makes no request, so it works in
/// blocking tests too, and uses no quota and no fault.
///
/// # Errors
///
/// All methods return the error that the participant would get: `AccessDenied` if the chat has
/// ended or the participant has left, `Validation` if the input exceeds a limit, `Conflict` if the
/// chat does not accept receipts. The error is `Transport` if the service has been stopped.
impl ChatParticipant {
    /// Sends a message in plain text.
    ///
    /// ```
    /// use connect_participant::ParticipantRole;
    /// use connect_participant_local::LocalService;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let service = LocalService::start().await?;
    /// let chat = service.open_chat();
    /// let customer = chat.add_participant(ParticipantRole::Customer);
    /// let agent = chat.add_participant(ParticipantRole::Agent);
    ///
    /// let question = customer.say("Hello?")?;
    /// agent.read(&question)?;
    /// agent.typing()?;
    /// agent.say("How can I help?")?;
    /// assert_eq!(chat.said(), ["CUSTOMER: Hello?", "AGENT: How can I help?"]);
    ///
    /// chat.end();
    /// let error = customer.say("Bye.").unwrap_err();
    /// assert_eq!(error.message(), Some("Access denied: chat ended"));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// `AccessDenied` after the end of the chat, or after the participant has left. `Validation` if
    /// the text is empty, or has more than 16,384 bytes.
    pub fn say(&self, text: impl Into<String>) -> Result<Item> {
        self.send_message(MessageContentType::TextPlain, text)
    }

    /// Sends a message of another content type.
    ///
    /// # Errors
    ///
    /// As for [`say`](Self::say).
    pub fn send_message(
        &self,
        content_type: MessageContentType,
        content: impl Into<String>,
    ) -> Result<Item> {
        let content: String = content.into();
        let input = json!({ "ContentType": content_type.as_str(), "Content": content });
        self.record(&SEND_MESSAGE, input)
    }

    /// Starts to type. The event is not part of what [`GetTranscript`] returns.
    ///
    /// # Errors
    ///
    /// `AccessDenied` after the end of the chat, or after the participant has left.
    ///
    /// [`GetTranscript`]: connect_participant::GetTranscriptInput
    pub fn typing(&self) -> Result<Item> {
        let input = json!({ "ContentType": EventContentType::Typing.as_str() });
        self.record(&SEND_EVENT, input)
    }

    /// Confirms that a message has arrived.
    ///
    /// # Errors
    ///
    /// As for [`read`](Self::read).
    pub fn delivered(&self, message: &Item) -> Result<Item> {
        self.acknowledge(EventContentType::MessageDelivered, message)
    }

    /// Confirms that a message was read.
    ///
    /// # Errors
    ///
    /// `AccessDenied` after the end of the chat, or after the participant has left. `Conflict` if
    /// the chat does not accept receipts. `Validation` if `message` has no id.
    pub fn read(&self, message: &Item) -> Result<Item> {
        self.acknowledge(EventContentType::MessageRead, message)
    }

    fn acknowledge(&self, content_type: EventContentType, message: &Item) -> Result<Item> {
        let content_type = content_type.as_str();
        let mut content = Map::new();
        if let Some(id) = &message.id {
            content.insert(receipt::MESSAGE_ID.to_owned(), Value::from(id.as_str()));
        }
        let content = Value::Object(content).to_string();
        let input = json!({ "ContentType": content_type, "Content": content });
        self.record(&SEND_EVENT, input).map_err(|error| error.with_content_type(content_type))
    }

    /// Sends an attachment, as a client does in three steps.
    ///
    /// # Errors
    ///
    /// `AccessDenied` after the end of the chat, or after the participant has left. `Validation` if
    /// the name or the content type is empty or too long, or if there are no bytes, or more than
    /// 20 MiB.
    pub fn attach(
        &self,
        name: impl Into<String>,
        content_type: impl Into<String>,
        bytes: impl Into<Bytes>,
    ) -> Result<Item> {
        let (name, content_type, bytes) = (name.into(), content_type.into(), bytes.into());
        let client_token = self.service().secrets.next().to_string();
        let start = json!({
            "AttachmentName": name,
            "ContentType": content_type,
            "AttachmentSizeInBytes": bytes.len(),
            "ClientToken": client_token,
        });
        let started = self.call(&START_ATTACHMENT_UPLOAD, start)?;
        let id = text(&started, "AttachmentId").unwrap_or_default();
        if let Some(attachment) = lock(&self.caller().contact).attachments.get_mut(&id) {
            attachment.stage = Stage::Uploaded(bytes);
        }
        let complete = json!({ "AttachmentIds": [id], "ClientToken": client_token });
        self.call(&COMPLETE_ATTACHMENT_UPLOAD, complete)?;
        self.find(|item| {
            let mut attachments = item.attachments.iter().flatten();
            attachments.any(|attachment| attachment.attachment_id.as_ref() == Some(&id))
        })
    }

    /// Leaves the chat, as with
    /// [`DisconnectParticipant`](connect_participant::DisconnectParticipantInput). All tokens of
    /// the participant are rejected from then on. If it is the customer, the chat ends.
    ///
    /// # Errors
    ///
    /// `AccessDenied` after the end of the chat, or after the participant has left.
    pub fn leave(&self) -> Result<()> {
        self.call(&DISCONNECT_PARTICIPANT, json!({})).map(drop)
    }

    /// Makes a call that records an item, and returns the item.
    fn record(&self, operation: &Operation, input: Value) -> Result<Item> {
        let output = self.call(operation, input)?;
        let id = text(&output, "Id");
        self.find(|item| item.id == id)
    }

    /// Returns the last item that meets the condition.
    fn find(&self, condition: impl Fn(&Item) -> bool) -> Result<Item> {
        let contact = lock(&self.caller().contact);
        let mut items = contact.transcript.items().iter().rev();
        let item = items.find(|item| condition(item)).cloned();
        // Not reachable: the call has recorded the item, and items are never removed.
        item.ok_or_else(|| Error::new(ErrorKind::InternalServer, "the item is not recorded"))
    }

    /// Makes a call as the participant. Returns its output as JSON.
    fn call(&self, operation: &Operation, input: Value) -> Result<Value> {
        let Some(_running) = self.service().running() else {
            return Err(Error::new(ErrorKind::Transport, "the local service has been stopped"));
        };
        let (Some(handler), Value::Object(input)) = (handler(operation), input) else {
            // Not reachable: every operation has a handler, and every input is an object.
            return Err(Error::new(ErrorKind::InvalidInput, "the operation has no handler"));
        };
        let success = handler
            .call_as(self.service(), self.caller(), input)
            .map_err(|response| error(&response))?;
        Ok(success.output())
    }
}

fn text(output: &Value, member: &str) -> Option<String> {
    output.get(member).and_then(Value::as_str).map(str::to_owned)
}

/// Returns the error of the client for a response of the service.
fn error(response: &ErrorResponse) -> Error {
    let kind = match response.status().as_u16() {
        400 => ErrorKind::Validation,
        403 => ErrorKind::AccessDenied,
        404 => ErrorKind::ResourceNotFound,
        409 => ErrorKind::Conflict,
        429 => ErrorKind::Throttling,
        _ => ErrorKind::InternalServer,
    };
    Error::new(kind, response.explain())
}
