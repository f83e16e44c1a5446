//! What a transcript is made of.

use serde::{Deserialize, Serialize};

use crate::open_enum::{UnknownValue, open_enum};
use crate::protocol::output::setters;
use crate::types::timestamp::Timestamp;

/// An item of a transcript: a message, an event or an attachment.
///
/// Source: [`Item`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_Item.html).
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct Item {
    /// When the service took it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub absolute_time: Option<Timestamp>,
    /// What was said, 1 to 16,384 bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
    /// What it is written in, or which event it is, 1 to 100 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
    /// The id of the item, 1 to 256 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What kind of item it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<ChatItemType>,
    /// The id of the sender, 1 to 256 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub participant_id: Option<String>,
    /// The name of the sender, 1 to 256 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// What the sender is in the chat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub participant_role: Option<ParticipantRole>,
    /// What is attached.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attachments: Option<Vec<AttachmentItem>>,
    /// Who has got and read a message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_metadata: Option<MessageMetadata>,
    /// The id of the contact that the item is a part of, where the transcript has several, 1 to 256 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub related_contact_id: Option<String>,
    /// The id of the contact, 1 to 256 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact_id: Option<String>,
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

/// What kind of item of a transcript it is.
///
/// `MESSAGEMETADATA`, which the service sends and its model does not have, is an unknown one.
///
/// Source: [`Item`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_Item.html#connectparticipant-Type-Item-Type).
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

/// What a participant is in a chat.
///
/// Source: [`Item`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_Item.html#connectparticipant-Type-Item-ParticipantRole).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ParticipantRole {
    /// `AGENT`: answers for the company.
    Agent,
    /// `CUSTOMER`: whom the chat is with.
    Customer,
    /// `SYSTEM`: Amazon Connect itself.
    System,
    /// `CUSTOM_BOT`: a bot of the company's own.
    CustomBot,
    /// `SUPERVISOR`: watches an agent's chat, and may barge in.
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
/// Source: [`AttachmentItem`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_AttachmentItem.html).
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct AttachmentItem {
    /// The media type of the attachment, 1 to 255 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
    /// The id of the attachment, 1 to 256 characters: what `GetAttachment` takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attachment_id: Option<String>,
    /// The name of the attachment, 1 to 256 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attachment_name: Option<String>,
    /// Whether it can be downloaded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<ArtifactStatus>,
}

setters! {
    impl AttachmentItem {
        pub fn with_content_type(content_type: String);
        pub fn with_attachment_id(attachment_id: String);
        pub fn with_attachment_name(attachment_name: String);
        pub fn with_status(status: ArtifactStatus);
    }
}

/// What became of an attachment.
///
/// Source: [`AttachmentItem`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_AttachmentItem.html#connectparticipant-Type-AttachmentItem-Status).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ArtifactStatus {
    /// `APPROVED`: it can be downloaded.
    Approved,
    /// `REJECTED`: it cannot.
    Rejected,
    /// `IN_PROGRESS`: it cannot yet.
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

/// What became of a message.
///
/// Source: [`MessageMetadata`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_MessageMetadata.html).
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct MessageMetadata {
    /// The id of the message, 1 to 256 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_id: Option<String>,
    /// Who has got and read it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receipts: Option<Vec<Receipt>>,
    /// Where its processing stands, in a chat that has messages processed.
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

/// When a participant has got and read a message.
///
/// Source: [`Receipt`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_Receipt.html).
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct Receipt {
    /// When the participant has got it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivered_timestamp: Option<Timestamp>,
    /// When the participant has read it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read_timestamp: Option<Timestamp>,
    /// The id of the participant, 1 to 256 characters.
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

/// Where the processing of a message stands.
///
/// Source: [`MessageMetadata`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_MessageMetadata.html#connectparticipant-Type-MessageMetadata-MessageProcessingStatus).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MessageProcessingStatus {
    /// `PROCESSING`: it goes on.
    Processing,
    /// `FAILED`: the message was delivered without.
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
