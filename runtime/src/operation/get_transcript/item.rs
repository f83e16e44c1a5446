//! What a transcript is made of.

use crate::Timestamp;
use crate::string_enum::string_enum;

output! {
    /// An item of a transcript: a message, an event or an attachment.
    ///
    /// Source: [`Item`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_Item.html).
    Item {
        /// When the service took it.
        absolute_time: Timestamp;
        /// What was said, 1 to 16,384 bytes.
        content: String;
        /// What it is written in, or which event it is, 1 to 100 characters.
        content_type: String;
        /// The id of the item, 1 to 256 characters.
        id: String;
        /// What kind of item it is.
        r#type: ChatItemType;
        /// The id of the sender, 1 to 256 characters.
        participant_id: String;
        /// The name of the sender, 1 to 256 characters.
        display_name: String;
        /// What the sender is in the chat.
        participant_role: ParticipantRole;
        /// What is attached.
        attachments: Vec<AttachmentItem>;
        /// Who has got and read a message.
        message_metadata: MessageMetadata;
        /// The id of the contact that the item is a part of, where the transcript has several, 1 to 256 characters.
        related_contact_id: String;
        /// The id of the contact, 1 to 256 characters.
        contact_id: String;
    }
}

string_enum! {
    /// What kind of item of a transcript it is.
    ///
    /// `MESSAGEMETADATA`, which the service sends and its model does not have, is an unknown one.
    ///
    /// Source: [`Item`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_Item.html#connectparticipant-Type-Item-Type).
    ChatItemType or unknown {
        /// `TYPING`
        Typing = "TYPING",
        /// `PARTICIPANT_JOINED`
        ParticipantJoined = "PARTICIPANT_JOINED",
        /// `PARTICIPANT_LEFT`
        ParticipantLeft = "PARTICIPANT_LEFT",
        /// `CHAT_ENDED`
        ChatEnded = "CHAT_ENDED",
        /// `TRANSFER_SUCCEEDED`
        TransferSucceeded = "TRANSFER_SUCCEEDED",
        /// `TRANSFER_FAILED`
        TransferFailed = "TRANSFER_FAILED",
        /// `MESSAGE`
        Message = "MESSAGE",
        /// `EVENT`
        Event = "EVENT",
        /// `ATTACHMENT`
        Attachment = "ATTACHMENT",
        /// `CONNECTION_ACK`
        ConnectionAck = "CONNECTION_ACK",
        /// `MESSAGE_DELIVERED`
        MessageDelivered = "MESSAGE_DELIVERED",
        /// `MESSAGE_READ`
        MessageRead = "MESSAGE_READ",
    }
}

string_enum! {
    /// What a participant is in a chat.
    ///
    /// Source: [`Item`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_Item.html#connectparticipant-Type-Item-ParticipantRole).
    ParticipantRole or unknown {
        /// `AGENT`: answers for the company.
        Agent = "AGENT",
        /// `CUSTOMER`: whom the chat is with.
        Customer = "CUSTOMER",
        /// `SYSTEM`: Amazon Connect itself.
        System = "SYSTEM",
        /// `CUSTOM_BOT`: a bot of the company's own.
        CustomBot = "CUSTOM_BOT",
        /// `SUPERVISOR`: watches an agent's chat, and may barge in.
        Supervisor = "SUPERVISOR",
    }
}

output! {
    /// An attachment.
    ///
    /// Source: [`AttachmentItem`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_AttachmentItem.html).
    AttachmentItem {
        /// The media type of the attachment, 1 to 255 characters.
        content_type: String;
        /// The id of the attachment, 1 to 256 characters: what `GetAttachment` takes.
        attachment_id: String;
        /// The name of the attachment, 1 to 256 characters.
        attachment_name: String;
        /// Whether it can be downloaded.
        status: ArtifactStatus;
    }
}

string_enum! {
    /// What became of an attachment.
    ///
    /// Source: [`AttachmentItem`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_AttachmentItem.html#connectparticipant-Type-AttachmentItem-Status).
    ArtifactStatus or unknown {
        /// `APPROVED`: it can be downloaded.
        Approved = "APPROVED",
        /// `REJECTED`: it cannot.
        Rejected = "REJECTED",
        /// `IN_PROGRESS`: it cannot yet.
        InProgress = "IN_PROGRESS",
    }
}

output! {
    /// What became of a message.
    ///
    /// Source: [`MessageMetadata`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_MessageMetadata.html).
    MessageMetadata {
        /// The id of the message, 1 to 256 characters.
        message_id: String;
        /// Who has got and read it.
        receipts: Vec<Receipt>;
        /// Where its processing stands, in a chat that has messages processed.
        message_processing_status: MessageProcessingStatus;
    }
}

output! {
    /// When a participant has got and read a message.
    ///
    /// Source: [`Receipt`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_Receipt.html).
    Receipt {
        /// When the participant has got it.
        delivered_timestamp: Timestamp;
        /// When the participant has read it.
        read_timestamp: Timestamp;
        /// The id of the participant, 1 to 256 characters.
        recipient_participant_id: String;
    }
}

string_enum! {
    /// Where the processing of a message stands.
    ///
    /// Source: [`MessageMetadata`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_MessageMetadata.html#connectparticipant-Type-MessageMetadata-MessageProcessingStatus).
    MessageProcessingStatus or unknown {
        /// `PROCESSING`: it goes on.
        Processing = "PROCESSING",
        /// `FAILED`: the message was delivered without.
        Failed = "FAILED",
        /// `REJECTED`: the message was not delivered.
        Rejected = "REJECTED",
    }
}
