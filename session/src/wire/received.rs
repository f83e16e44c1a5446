//! An item of a chat, as it comes by websocket, by SNS streaming or in a transcript.

use connect_participant::{
    ArtifactStatus, AttachmentItem, ChatItemType, Item, MessageMetadata, MessageProcessingStatus,
    ParticipantRole, Timestamp,
};
use connect_participant_model::ReceivedKind;
use serde_json::value::RawValue;

use crate::event::ChatEvent;
use crate::event::authentication::{Authentication, AuthenticationChange};
use crate::event::info::{ItemInfo, Placement};
use crate::event::message::{Message, MessageParts};
use crate::event::participant::{ParticipantChange, ParticipantEvent};
use crate::event::participant_info::ParticipantInfo;
use crate::event::receipt::Receipt;
use crate::event::transfer::{Transfer, TransferOutcome};
use crate::event::typing::Typing;
use crate::event::unknown::UnknownItem;
use crate::fingerprint::Fingerprint;
use crate::wire::json::{Unreadable, first_value, items, members, text, text_or_json};
use crate::wire::kind::Kind;

/// The maximum number of attachments of an item. The service sends one.
const MAX_ATTACHMENTS: usize = 16;

/// The maximum number of receipts of a message. The service rejects receipts in a chat with more
/// than two active participants.
const MAX_RECEIPTS: usize = 32;

/// An item of a chat. Every member is optional.
#[derive(Clone)]
pub(crate) struct Received {
    kind: Kind,
    is_from_transcript: bool,
    id: Option<Box<str>>,
    time: Option<Timestamp>,
    content_type: Option<Box<str>>,
    content: Option<Box<str>>,
    participant: ParticipantInfo,
    contact_id: Option<Box<str>>,
    initial_contact_id: Option<Box<str>>,
    rare: Option<Box<Rare>>,
}

/// The members that most items do not have.
#[derive(Clone, Default)]
struct Rare {
    attachments: Vec<AttachmentItem>,
    metadata: Option<MessageMetadata>,
    chunk: Option<Chunk>,
    /// The JSON of an item of an unknown kind.
    json: Option<Box<str>>,
}

/// A part of a message that is sent while it is being written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Chunk {
    /// The number of the chunk, from 1.
    pub(crate) number: Option<u32>,
    /// `true` if the content is the whole message.
    pub(crate) is_complete: bool,
    /// `true` if the content is that of the earlier chunks, too.
    pub(crate) is_assembled: bool,
}

impl Received {
    /// Reads an item: the first JSON object in `json`.
    ///
    /// # Errors
    ///
    /// [`Unreadable`] if `json` does not begin with a JSON object, or if the object has neither an
    /// id nor a type.
    pub(crate) fn parse(json: &str) -> Result<Self, Unreadable> {
        let names = [
            "AbsoluteTime",
            "Attachments",
            "ChunkNumber",
            "ContactId",
            "Content",
            "ContentType",
            "DisplayName",
            "Id",
            "InitialContactId",
            "MessageMetadata",
            "ParticipantId",
            "ParticipantRole",
            "RelatedContactId",
            "RelatedContactid",
            "Type",
        ];
        let [
            time,
            attachments,
            chunk_number,
            contact_id,
            content,
            content_type,
            display_name,
            id,
            initial_contact_id,
            metadata,
            participant_id,
            participant_role,
            related_contact_id,
            misspelt_contact_id,
            r#type,
        ] = members(json, names)?;

        let r#type = r#type.and_then(text);
        let content_type = content_type.and_then(text);
        let id = id.and_then(string);
        if id.is_none() && r#type.is_none() && content_type.is_none() {
            return Err(Unreadable);
        }
        let (metadata, chunk) = match metadata {
            Some(metadata) => read_metadata(metadata, chunk_number),
            None => (None, None),
        };
        let kind = Kind::new(r#type.as_deref(), content_type.as_deref(), metadata.as_ref());
        let rare = Rare {
            attachments: attachments.map(read_attachments).unwrap_or_default(),
            metadata,
            chunk,
            json: (kind == Kind::Unknown).then(|| first_value(json).into()),
        };
        let contact_id = contact_id.and_then(string);
        Ok(Self {
            kind,
            is_from_transcript: false,
            id,
            time: time.and_then(text).map(|time| Timestamp::from(&*time)),
            content_type: content_type.map(Into::into),
            content: content.and_then(text_or_json).map(Into::into),
            participant: ParticipantInfo {
                id: participant_id.and_then(string),
                display_name: display_name.and_then(string),
                role: participant_role.and_then(text).map(|role| ParticipantRole::from(&*role)),
            },
            contact_id: contact_id
                .or_else(|| related_contact_id.and_then(string))
                .or_else(|| misspelt_contact_id.and_then(string)),
            initial_contact_id: initial_contact_id.and_then(string),
            rare: rare.boxed(),
        })
    }

    /// The id of the item.
    pub(crate) fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// The time at which the service recorded the item.
    pub(crate) fn time(&self) -> Option<&Timestamp> {
        self.time.as_ref()
    }

    /// The id of the participant whose item it is.
    pub(crate) fn participant_id(&self) -> Option<&str> {
        self.participant.id()
    }

    /// The id of the contact.
    pub(crate) fn contact_id(&self) -> Option<&str> {
        self.contact_id.as_deref()
    }

    /// The id of the first contact of the chat. Transcripts have it beside their items.
    pub(crate) fn initial_contact_id(&self) -> Option<&str> {
        self.initial_contact_id.as_deref()
    }

    /// Returns `true` if a transcript had the item.
    pub(crate) fn is_from_transcript(&self) -> bool {
        self.is_from_transcript
    }

    /// Returns `true` if a transcript had the item, or is known to have such items.
    pub(crate) fn is_in_transcript(&self) -> bool {
        self.is_from_transcript || self.kind.is_in_transcript()
    }

    /// A fingerprint of the visible parts of a message. It is the same by websocket and in a
    /// transcript.
    pub(crate) fn fingerprint(&self) -> Fingerprint {
        let texts = [self.content.as_deref(), (!self.is_complete()).then_some("…")];
        let attachments = self.attachments().iter().flat_map(|attachment| {
            [
                attachment.attachment_id.as_deref(),
                attachment.attachment_name.as_deref(),
                attachment.status.as_ref().map(ArtifactStatus::as_str),
            ]
        });
        Fingerprint::of(texts.into_iter().chain(attachments))
    }

    /// The receipts of a message: of a message in a transcript, or an item of their own.
    pub(crate) fn receipt(&self, placement: &Placement) -> Option<Receipt> {
        let metadata = self.metadata()?;
        let id = metadata.message_id.as_deref().or(match self.kind {
            Kind::Known(ReceivedKind::MessageMetadata) => None,
            _ => self.id(),
        })?;
        let receipts = metadata.receipts.as_deref().unwrap_or_default();
        (!receipts.is_empty()).then(|| Receipt::new(id, receipts, self.info(placement)))
    }

    /// The id of the message of a receipt that is an item of its own.
    pub(crate) fn receipt_message_id(&self) -> Option<&str> {
        let is_receipt = self.kind == Kind::Known(ReceivedKind::MessageMetadata);
        self.metadata().filter(|_| is_receipt)?.message_id.as_deref()
    }

    /// Returns `true` if the item is typing.
    pub(crate) fn is_typing(&self) -> bool {
        self.kind == Kind::Known(ReceivedKind::Typing)
    }

    /// Returns `true` if the chat has ended with this item.
    pub(crate) fn is_end(&self) -> bool {
        self.kind == Kind::Known(ReceivedKind::ChatEnded)
    }

    /// The part of a message that this item is, if the message is sent in chunks.
    pub(crate) fn chunk(&self) -> Option<Chunk> {
        self.rare.as_ref().and_then(|rare| rare.chunk)
    }

    /// The content.
    pub(crate) fn content(&self) -> Option<&str> {
        self.content.as_deref()
    }

    /// Replaces the content and the time: a chunk becomes the message so far.
    pub(crate) fn with_content(mut self, content: &str, time: Option<Timestamp>) -> Self {
        self.content = Some(content.into());
        if let Some(chunk) = self.rare.as_mut().and_then(|rare| rare.chunk.as_mut()) {
            chunk.is_assembled = true;
        }
        self.with_time(time)
    }

    /// Replaces the time, if there is another one.
    pub(crate) fn with_time(mut self, time: Option<Timestamp>) -> Self {
        self.time = time.or(self.time);
        self
    }

    /// Adds the attributes that the item itself does not have.
    pub(crate) fn with_attributes(
        mut self,
        contact_id: Option<&str>,
        initial_contact_id: Option<&str>,
        role: Option<ParticipantRole>,
    ) -> Self {
        self.contact_id = self.contact_id.or_else(|| contact_id.map(Into::into));
        self.initial_contact_id =
            self.initial_contact_id.or_else(|| initial_contact_id.map(Into::into));
        self.participant.role = self.participant.role.or(role);
        self
    }

    /// The event for users.
    pub(crate) fn into_event(mut self, placement: &Placement) -> ChatEvent {
        let info = self.take_info(placement);
        let kind = match self.kind {
            Kind::Known(kind) => kind,
            Kind::Attachment => return self.into_message(info, placement, ChatEvent::Attachment),
            Kind::Unknown => {
                let json = self.rare.and_then(|rare| rare.json).unwrap_or_default();
                return ChatEvent::Unknown(UnknownItem::new(json, info));
            }
        };
        let participant =
            |change, info| ChatEvent::Participant(ParticipantEvent::new(change, info));
        let transfer = |outcome, info| ChatEvent::Transfer(Transfer::new(outcome, info));
        let authentication = |change, info| {
            let content = self.content.as_deref();
            ChatEvent::Authentication(Authentication::new(
                change,
                content.and_then(session_id),
                info,
            ))
        };
        match kind {
            ReceivedKind::Message => self.into_message(info, placement, ChatEvent::Message),
            ReceivedKind::Typing => ChatEvent::Typing(Typing::started(info)),
            ReceivedKind::ParticipantJoined => participant(ParticipantChange::Joined, info),
            ReceivedKind::ParticipantLeft => participant(ParticipantChange::Left, info),
            ReceivedKind::ParticipantInvited => participant(ParticipantChange::Invited, info),
            ReceivedKind::ParticipantActive => participant(ParticipantChange::Active, info),
            ReceivedKind::ParticipantInactive => participant(ParticipantChange::Inactive, info),
            ReceivedKind::ParticipantIdle => participant(ParticipantChange::Idle, info),
            ReceivedKind::ParticipantReturned => participant(ParticipantChange::Returned, info),
            ReceivedKind::ParticipantAutodisconnection => {
                participant(ParticipantChange::Autodisconnection, info)
            }
            ReceivedKind::DisplayNameUpdated => {
                participant(ParticipantChange::DisplayNameUpdated, info)
            }
            ReceivedKind::TransferSucceeded => transfer(TransferOutcome::Succeeded, info),
            ReceivedKind::TransferFailed => transfer(TransferOutcome::Failed, info),
            ReceivedKind::ChatEnded => ChatEvent::Ended,
            ReceivedKind::ChatRehydrated => ChatEvent::Rehydrated,
            ReceivedKind::WorkflowCancelled => ChatEvent::WorkflowCancelled,
            ReceivedKind::AuthenticationInitiated => {
                authentication(AuthenticationChange::Initiated, info)
            }
            ReceivedKind::AuthenticationSucceeded => {
                authentication(AuthenticationChange::Succeeded, info)
            }
            ReceivedKind::AuthenticationFailed => {
                authentication(AuthenticationChange::Failed, info)
            }
            ReceivedKind::AuthenticationTimeout => {
                authentication(AuthenticationChange::TimedOut, info)
            }
            ReceivedKind::AuthenticationExpired => {
                authentication(AuthenticationChange::Expired, info)
            }
            ReceivedKind::AuthenticationCancelled => {
                authentication(AuthenticationChange::Cancelled, info)
            }
            ReceivedKind::MessageMetadata => {
                let metadata = self.metadata();
                let id = metadata.and_then(|it| it.message_id.as_deref()).unwrap_or_default();
                let receipts = metadata.and_then(|it| it.receipts.as_deref()).unwrap_or_default();
                ChatEvent::Receipt(Receipt::new(id, receipts, info))
            }
        }
    }

    fn into_message(
        self,
        info: ItemInfo,
        placement: &Placement,
        event: fn(Message) -> ChatEvent,
    ) -> ChatEvent {
        let is_complete = self.is_complete();
        let rare = self.rare.map(|rare| *rare).unwrap_or_default();
        let message = Message::new(MessageParts {
            info,
            content_type: self.content_type,
            content: self.content.unwrap_or_default(),
            attachments: rare.attachments,
            metadata: rare.metadata,
            is_complete,
        });
        if placement.is_update { ChatEvent::MessageUpdated(message) } else { event(message) }
    }

    /// The parts that all items have in common.
    pub(crate) fn info(&self, placement: &Placement) -> ItemInfo {
        ItemInfo {
            id: self.id.clone(),
            time: self.time.clone(),
            contact_id: self.contact_id.clone(),
            initial_contact_id: self.initial_contact_id.clone(),
            participant: self.participant.clone(),
            is_own: placement.is_own,
            is_history: placement.is_history,
        }
    }

    /// The same parts, moved out of the item.
    fn take_info(&mut self, placement: &Placement) -> ItemInfo {
        ItemInfo {
            id: self.id.take(),
            time: self.time.take(),
            contact_id: self.contact_id.take(),
            initial_contact_id: self.initial_contact_id.take(),
            participant: std::mem::take(&mut self.participant),
            is_own: placement.is_own,
            is_history: placement.is_history,
        }
    }

    fn attachments(&self) -> &[AttachmentItem] {
        self.rare.as_ref().map_or(&[], |rare| &rare.attachments)
    }

    fn metadata(&self) -> Option<&MessageMetadata> {
        self.rare.as_ref().and_then(|rare| rare.metadata.as_ref())
    }

    fn is_complete(&self) -> bool {
        self.chunk().is_none_or(|chunk| chunk.is_complete)
    }
}

impl std::fmt::Debug for Received {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Received")
            .field("kind", &self.kind)
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

impl From<Item> for Received {
    fn from(item: Item) -> Self {
        let r#type = item.r#type.as_ref().map(ChatItemType::as_str);
        let metadata = item.message_metadata.as_ref();
        let kind = Kind::new(r#type, item.content_type.as_deref(), metadata);
        let json = (kind == Kind::Unknown)
            .then(|| serde_json::to_string(&item).unwrap_or_default().into_boxed_str());
        let boxed = |text: Option<String>| text.map(String::into_boxed_str);
        let rare = Rare {
            attachments: item.attachments.unwrap_or_default(),
            metadata: item.message_metadata,
            chunk: None,
            json,
        };
        Self {
            kind,
            is_from_transcript: true,
            id: boxed(item.id),
            time: item.absolute_time,
            content_type: boxed(item.content_type),
            content: boxed(item.content),
            participant: ParticipantInfo {
                id: boxed(item.participant_id),
                display_name: boxed(item.display_name),
                role: item.participant_role,
            },
            contact_id: boxed(item.contact_id.or(item.related_contact_id)),
            initial_contact_id: None,
            rare: rare.boxed(),
        }
    }
}

impl Rare {
    /// Returns `None` if all members are absent.
    fn boxed(self) -> Option<Box<Self>> {
        let is_empty = self.attachments.is_empty()
            && self.metadata.is_none()
            && self.chunk.is_none()
            && self.json.is_none();
        (!is_empty).then(|| Box::new(self))
    }
}

fn string(value: &RawValue) -> Option<Box<str>> {
    text(value).map(Into::into)
}

fn read_attachments(value: &RawValue) -> Vec<AttachmentItem> {
    let names = ["AttachmentId", "AttachmentName", "ContentType", "Status"];
    let attachment = |value: &&RawValue| {
        let [id, name, content_type, status] = members(value.get(), names).ok()?;
        let mut attachment = AttachmentItem::default();
        let owned = |value: Option<&RawValue>| Some(text(value?)?.into_owned());
        attachment.attachment_id = owned(id);
        attachment.attachment_name = owned(name);
        attachment.content_type = owned(content_type);
        attachment.status = owned(status).map(|status| ArtifactStatus::from(&*status));
        Some(attachment)
    };
    items(value, MAX_ATTACHMENTS).iter().filter_map(attachment).collect()
}

fn read_metadata(
    value: &RawValue,
    outer_chunk_number: Option<&RawValue>,
) -> (Option<MessageMetadata>, Option<Chunk>) {
    let names =
        ["ChunkNumber", "MessageCompleted", "MessageId", "MessageProcessingStatus", "Receipts"];
    let Ok([chunk_number, completed, message_id, processing_status, receipts]) =
        members(value.get(), names)
    else {
        return (None, None);
    };
    let mut metadata = MessageMetadata::default();
    let owned = |value: Option<&RawValue>| Some(text(value?)?.into_owned());
    metadata.message_id = owned(message_id);
    metadata.message_processing_status =
        owned(processing_status).map(|status| MessageProcessingStatus::from(&*status));
    metadata.receipts = receipts.map(read_receipts);
    let is_complete = completed.and_then(|completed| match completed.get() {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    });
    let number = chunk_number.or(outer_chunk_number).and_then(|number| number.get().parse().ok());
    let chunk = is_complete.map(|is_complete| Chunk { number, is_complete, is_assembled: false });
    (Some(metadata), chunk)
}

fn read_receipts(value: &RawValue) -> Vec<connect_participant::Receipt> {
    let names = ["DeliveredTimestamp", "ReadTimestamp", "RecipientParticipantId"];
    let receipt = |value: &&RawValue| {
        let [delivered, read, recipient] = members(value.get(), names).ok()?;
        let mut receipt = connect_participant::Receipt::default();
        let timestamp = |value: Option<&RawValue>| Some(Timestamp::from(&*text(value?)?));
        receipt.delivered_timestamp = timestamp(delivered);
        receipt.read_timestamp = timestamp(read);
        receipt.recipient_participant_id = recipient.and_then(text).map(Into::into);
        Some(receipt)
    };
    items(value, MAX_RECEIPTS).iter().filter_map(receipt).collect()
}

/// The session id in the content of `…authentication.initiated`.
fn session_id(content: &str) -> Option<Box<str>> {
    let [id] = members(content, ["SessionId"]).ok()?;
    string(id?)
}

#[cfg(test)]
mod tests {
    use connect_participant::Item;
    use serde_json::{Value, json};

    use super::Received;
    use crate::event::ChatEvent;
    use crate::event::info::Placement;

    fn item(members: Value) -> Value {
        let mut item = json!({
            "Id": "m-1", "Type": "MESSAGE", "ContentType": "text/plain", "Content": "Hello",
            "AbsoluteTime": "2026-05-04T09:30:12.345Z", "ParticipantId": "p-1",
            "DisplayName": "Ana", "ParticipantRole": "AGENT", "ContactId": "c-1",
        });
        let Value::Object(members) = members else { panic!("not an object") };
        for (name, value) in members {
            item[name] = value;
        }
        item
    }

    fn received(members: Value) -> Received {
        Received::parse(&item(members).to_string()).unwrap()
    }

    #[test]
    fn members_of_an_item_are_read() {
        let received = received(json!({ "InitialContactId": "c-0" }));
        assert_eq!(received.id(), Some("m-1"));
        assert_eq!(received.time().unwrap().as_str(), "2026-05-04T09:30:12.345Z");
        assert_eq!(received.participant_id(), Some("p-1"));
        assert_eq!(received.initial_contact_id(), Some("c-0"));
    }

    #[test]
    fn transcripts_lack_some_events() {
        let prefix = "application/vnd.amazonaws.connect.event.";
        let event = |suffix: &str| {
            received(json!({ "Type": "EVENT", "ContentType": format!("{prefix}{suffix}") }))
        };
        for suffix in ["participant.joined", "participant.left", "chat.ended", "transfer.failed"] {
            assert!(event(suffix).is_in_transcript(), "{suffix}");
        }
        for suffix in [
            "typing",
            "participant.idle",
            "participant.returned",
            "participant.autodisconnection",
            "hologram",
        ] {
            assert!(!event(suffix).is_in_transcript(), "{suffix}");
        }
        assert!(received(json!({})).is_in_transcript());
        assert!(received(json!({ "ContentType": "text/hologram" })).is_in_transcript());
        assert!(received(json!({ "Type": "ATTACHMENT" })).is_in_transcript());
        let receipt =
            json!({ "Type": "MESSAGEMETADATA", "MessageMetadata": { "MessageId": "m-1" } });
        assert!(!received(receipt).is_in_transcript());
    }

    /// The same item may come by the websocket and in a transcript, and in another process later.
    #[test]
    fn fingerprints_are_those_of_what_users_see() {
        let fingerprint = |members| received(members).fingerprint();
        let plain = fingerprint(json!({}));
        assert_eq!(plain.0, 0xafcf_f173_4dba_c4e6, "it must not change: checkpoints hold it");
        for same in [
            json!({ "AbsoluteTime": "2026-05-04T09:30:13.000Z" }),
            json!({ "InitialContactId": "c-0" }),
            json!({ "DisplayName": "Ana M." }),
            json!({ "MessageMetadata": { "Receipts": [{ "ReadTimestamp": "2026" }] } }),
            json!({ "MessageMetadata": { "MessageCompleted": true, "ChunkNumber": 7 } }),
        ] {
            assert_eq!(fingerprint(same.clone()), plain, "{same}");
        }
        let attachment = |status| json!({ "Attachments": [{ "Status": status }] });
        let others = [
            json!({ "Content": "hello" }),
            json!({ "Content": "" }),
            json!({ "Content": null }),
            json!({ "MessageMetadata": { "MessageCompleted": false } }),
            attachment("APPROVED"),
            attachment("IN_PROGRESS"),
            json!({ "Attachments": [{ "AttachmentId": "APPROVED" }] }),
            json!({ "Attachments": [{ "AttachmentName": "APPROVED" }] }),
        ];
        let mut seen = vec![plain];
        for other in others {
            let fingerprint = fingerprint(other.clone());
            assert!(!seen.contains(&fingerprint), "{other}");
            seen.push(fingerprint);
        }

        let members = json!({ "Attachments": [{ "AttachmentId": "a-1", "Status": "REJECTED" }] });
        let transcript: Item = serde_json::from_value(item(members.clone())).unwrap();
        assert_eq!(Received::from(transcript).fingerprint(), received(members).fingerprint());
    }

    #[test]
    fn receipts_are_part_of_a_message_or_items_of_their_own() {
        let placement = Placement::default();
        let metadata = json!({ "MessageId": "m-2", "Receipts": [{ "ReadTimestamp": "2026" }] });
        let own = received(json!({ "Type": "MESSAGEMETADATA", "MessageMetadata": metadata }));
        let receipt = own.receipt(&placement).unwrap();
        assert_eq!((receipt.message_id(), receipt.is_read()), ("m-2", true));

        let part = json!({ "MessageMetadata": { "Receipts": [{ "DeliveredTimestamp": "2026" }] } });
        let transcript: Item = serde_json::from_value(item(part.clone())).unwrap();
        for received in [received(part), Received::from(transcript)] {
            let receipt = received.receipt(&placement).unwrap();
            assert_eq!(receipt.message_id(), "m-1");
            assert!(receipt.is_delivered() && !receipt.is_read());
        }
        assert!(received(json!({})).receipt(&placement).is_none());
        let empty = received(json!({ "MessageMetadata": { "Receipts": [] } }));
        assert!(empty.receipt(&placement).is_none());
    }

    #[test]
    fn events_have_their_place() {
        let placement = Placement { is_own: true, is_history: true, is_update: false };
        let ChatEvent::Message(message) = received(json!({})).into_event(&placement) else {
            panic!();
        };
        assert!(message.is_own() && message.is_history());

        let update = Placement { is_update: true, ..placement };
        for r#type in ["MESSAGE", "ATTACHMENT"] {
            let event = received(json!({ "Type": r#type })).into_event(&update);
            assert!(matches!(event, ChatEvent::MessageUpdated(_)), "{event:?}");
        }
        let typing = received(json!({ "Type": "TYPING", "ContentType": null }));
        let ChatEvent::Typing(typing) = typing.into_event(&update) else { panic!() };
        assert!(typing.info().is_own());
        let stopped = typing.stopped();
        assert!(typing.is_typing() && !stopped.is_typing());
        assert_eq!(stopped.participant().id(), Some("p-1"));
    }

    #[test]
    fn the_rest_of_an_item_is_not_kept() {
        assert!(size_of::<Received>() <= 200, "{}", size_of::<Received>());
        assert!(received(json!({ "Unknown": "x" })).rare.is_none());
    }
}
