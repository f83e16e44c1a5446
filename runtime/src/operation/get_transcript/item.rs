//! The items of a transcript.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::open_enum::{UnknownValue, open_enum};
use crate::protocol::bounded::list;
use crate::protocol::output::setters;
use crate::redact::Written;
use crate::types::timestamp::Timestamp;

/// The maximum number of attachments of an item. The service sends one: `CompleteAttachmentUpload`
/// takes a single id.
const MAX_ATTACHMENTS: usize = 16;

/// The maximum number of receipts of a message. The service rejects receipts if more than two
/// participants are active.
const MAX_RECEIPTS: usize = 32;

/// An item of a transcript: a message, an event or an attachment.
///
/// ```
/// use connect_participant::{ChatItemType, Item, ParticipantRole};
///
/// /// Returns the question of a customer.
/// fn question(item: &Item) -> Option<&str> {
///     let is_message = item.r#type == Some(ChatItemType::Message);
///     let is_customer = item.participant_role == Some(ParticipantRole::Customer);
///     item.content.as_deref().filter(|_| is_message && is_customer)
/// }
/// ```
///
/// Source:
/// [`Item`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_Item.html).
#[derive(Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct Item {
    /// The time at which the service recorded the item.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub absolute_time: Option<Timestamp>,
    /// The content of a message or an event, 1 to 16,384 bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
    /// The content type of the message or the event, 1 to 100 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
    /// The id of the item, 1 to 256 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The type of the item.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<ChatItemType>,
    /// The id of the sender, 1 to 256 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub participant_id: Option<String>,
    /// The name of the sender, 1 to 256 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// The role of the sender.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub participant_role: Option<ParticipantRole>,
    /// The attachments. A response with more than 16 for an item is unreadable.
    #[serde(
        default,
        deserialize_with = "list::<MAX_ATTACHMENTS, _, _>",
        skip_serializing_if = "Option::is_none"
    )]
    pub attachments: Option<Vec<AttachmentItem>>,
    /// The receipts of a message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_metadata: Option<MessageMetadata>,
    /// The id of another contact that the item belongs to, if the chat has several contacts, 1 to
    /// 256 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub related_contact_id: Option<String>,
    /// The id of the contact, 1 to 256 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact_id: Option<String>,
}

/// Shows the sizes of texts that a participant has written, see
/// [`show_content_in_debug`](crate::show_content_in_debug).
impl fmt::Debug for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Item")
            .field("absolute_time", &self.absolute_time)
            .field("content", &Written::new(self.content.as_ref()))
            .field("content_type", &self.content_type)
            .field("id", &self.id)
            .field("type", &self.r#type)
            .field("participant_id", &self.participant_id)
            .field("display_name", &Written::new(self.display_name.as_ref()))
            .field("participant_role", &self.participant_role)
            .field("attachments", &self.attachments)
            .field("message_metadata", &self.message_metadata)
            .field("related_contact_id", &self.related_contact_id)
            .field("contact_id", &self.contact_id)
            .finish()
    }
}

setters! {
    impl Item {
        pub fn with_absolute_time(absolute_time: Timestamp);
        pub fn with_content(content: String);
        pub fn with_content_type(content_type: String);
        pub fn with_id(id: String);
        pub fn with_type(r#type: ChatItemType);
        pub fn with_participant_id(participant_id: String);
        pub fn with_display_name(display_name: String);
        pub fn with_participant_role(participant_role: ParticipantRole);
        pub fn with_attachments(attachments: Vec<AttachmentItem>);
        pub fn with_message_metadata(message_metadata: MessageMetadata);
        pub fn with_related_contact_id(related_contact_id: String);
        pub fn with_contact_id(contact_id: String);
    }
}

/// The type of an item of a transcript.
///
/// The service also sends `MESSAGEMETADATA`, which is not in its model. It is an unknown value
/// here.
///
/// Source:
/// [`Item`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_Item.html#connectparticipant-Type-Item-Type).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ChatItemType {
    /// `TYPING`
    Typing,
    /// `PARTICIPANT_JOINED`
    ParticipantJoined,
    /// `PARTICIPANT_LEFT`
    ParticipantLeft,
    /// `CHAT_ENDED`
    ChatEnded,
    /// `TRANSFER_SUCCEEDED`
    TransferSucceeded,
    /// `TRANSFER_FAILED`
    TransferFailed,
    /// `MESSAGE`
    Message,
    /// `EVENT`
    Event,
    /// `ATTACHMENT`
    Attachment,
    /// `CONNECTION_ACK`
    ConnectionAck,
    /// `MESSAGE_DELIVERED`
    MessageDelivered,
    /// `MESSAGE_READ`
    MessageRead,
    /// A value that this version of the crate does not know.
    Unknown(UnknownValue),
}

open_enum! {
    impl ChatItemType {
        Typing => "TYPING",
        ParticipantJoined => "PARTICIPANT_JOINED",
        ParticipantLeft => "PARTICIPANT_LEFT",
        ChatEnded => "CHAT_ENDED",
        TransferSucceeded => "TRANSFER_SUCCEEDED",
        TransferFailed => "TRANSFER_FAILED",
        Message => "MESSAGE",
        Event => "EVENT",
        Attachment => "ATTACHMENT",
        ConnectionAck => "CONNECTION_ACK",
        MessageDelivered => "MESSAGE_DELIVERED",
        MessageRead => "MESSAGE_READ",
    }
}

/// The role of a participant in a chat.
///
/// Source:
/// [`Item`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_Item.html#connectparticipant-Type-Item-ParticipantRole).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ParticipantRole {
    /// `AGENT`: an employee of the company.
    Agent,
    /// `CUSTOMER`: the customer.
    Customer,
    /// `SYSTEM`: Amazon Connect itself.
    System,
    /// `CUSTOM_BOT`: a bot of the company.
    CustomBot,
    /// `SUPERVISOR`: monitors the chat of an agent, and can barge in.
    Supervisor,
    /// A value that this version of the crate does not know.
    Unknown(UnknownValue),
}

open_enum! {
    impl ParticipantRole {
        Agent => "AGENT",
        Customer => "CUSTOMER",
        System => "SYSTEM",
        CustomBot => "CUSTOM_BOT",
        Supervisor => "SUPERVISOR",
    }
}

/// An attachment.
///
/// Source:
/// [`AttachmentItem`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_AttachmentItem.html).
#[derive(Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct AttachmentItem {
    /// The media type of the attachment, 1 to 255 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
    /// The id of the attachment, 1 to 256 characters. `GetAttachment` takes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attachment_id: Option<String>,
    /// The name of the attachment, 1 to 256 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attachment_name: Option<String>,
    /// The status of the attachment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<ArtifactStatus>,
}

/// Shows the sizes of texts that a participant has written, see
/// [`show_content_in_debug`](crate::show_content_in_debug).
impl fmt::Debug for AttachmentItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AttachmentItem")
            .field("content_type", &self.content_type)
            .field("attachment_id", &self.attachment_id)
            .field("attachment_name", &Written::new(self.attachment_name.as_ref()))
            .field("status", &self.status)
            .finish()
    }
}

setters! {
    impl AttachmentItem {
        pub fn with_content_type(content_type: String);
        pub fn with_attachment_id(attachment_id: String);
        pub fn with_attachment_name(attachment_name: String);
        pub fn with_status(status: ArtifactStatus);
    }
}

/// The status of an attachment.
///
/// Source:
/// [`AttachmentItem`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_AttachmentItem.html#connectparticipant-Type-AttachmentItem-Status).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ArtifactStatus {
    /// `APPROVED`: it can be downloaded.
    Approved,
    /// `REJECTED`: it cannot be downloaded.
    Rejected,
    /// `IN_PROGRESS`: it cannot be downloaded yet.
    InProgress,
    /// A value that this version of the crate does not know.
    Unknown(UnknownValue),
}

open_enum! {
    impl ArtifactStatus {
        Approved => "APPROVED",
        Rejected => "REJECTED",
        InProgress => "IN_PROGRESS",
    }
}

/// The receipts and the processing of a message.
///
/// Source:
/// [`MessageMetadata`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_MessageMetadata.html).
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct MessageMetadata {
    /// The id of the message, 1 to 256 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_id: Option<String>,
    /// The receipts of the recipients. A response with more than 32 for a message is unreadable.
    #[serde(
        default,
        deserialize_with = "list::<MAX_RECEIPTS, _, _>",
        skip_serializing_if = "Option::is_none"
    )]
    pub receipts: Option<Vec<Receipt>>,
    /// The processing of the message, in a chat with message processing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_processing_status: Option<MessageProcessingStatus>,
}

setters! {
    impl MessageMetadata {
        pub fn with_message_id(message_id: String);
        pub fn with_receipts(receipts: Vec<Receipt>);
        pub fn with_message_processing_status(message_processing_status: MessageProcessingStatus);
    }
}

/// The times at which a recipient has received and read a message.
///
/// Source:
/// [`Receipt`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_Receipt.html).
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct Receipt {
    /// The time of delivery.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivered_timestamp: Option<Timestamp>,
    /// The time of reading.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read_timestamp: Option<Timestamp>,
    /// The id of the recipient, 1 to 256 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recipient_participant_id: Option<String>,
}

setters! {
    impl Receipt {
        pub fn with_delivered_timestamp(delivered_timestamp: Timestamp);
        pub fn with_read_timestamp(read_timestamp: Timestamp);
        pub fn with_recipient_participant_id(recipient_participant_id: String);
    }
}

/// The status of the processing of a message.
///
/// Source:
/// [`MessageMetadata`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_MessageMetadata.html#connectparticipant-Type-MessageMetadata-MessageProcessingStatus).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MessageProcessingStatus {
    /// `PROCESSING`: it is in progress.
    Processing,
    /// `FAILED`: the message was delivered without processing.
    Failed,
    /// `REJECTED`: the message was not delivered.
    Rejected,
    /// A value that this version of the crate does not know.
    Unknown(UnknownValue),
}

open_enum! {
    impl MessageProcessingStatus {
        Processing => "PROCESSING",
        Failed => "FAILED",
        Rejected => "REJECTED",
    }
}
