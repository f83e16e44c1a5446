//! The operations of the service, a row each.

use crate::content_type::EVENT_CONTENT_TYPES;
use crate::exception::{
    ACCESS_DENIED, CONFLICT, Exception, INTERNAL_SERVER, THROTTLING, VALIDATION,
};
use crate::length::{Length, Unit};
use crate::operation::{Location, Member, Method, Operation, Shape, Token};

/// The names of all the service's operations, in alphabetical order. [`OPERATIONS`] has a row for those filled in.
pub const OPERATION_NAMES: [&str; 11] = [
    "CancelParticipantAuthentication",
    "CompleteAttachmentUpload",
    "CreateParticipantConnection",
    "DescribeView",
    "DisconnectParticipant",
    "GetAttachment",
    "GetAuthenticationUrl",
    "GetTranscript",
    "SendEvent",
    "SendMessage",
    "StartAttachmentUpload",
];

/// The rows, in alphabetical order.
pub const OPERATIONS: &[Operation] = &[CREATE_PARTICIPANT_CONNECTION, SEND_EVENT];

/// The row of the operation with this name, such as `SendEvent`.
#[must_use]
pub fn operation(name: &str) -> Option<&'static Operation> {
    OPERATIONS.iter().find(|operation| operation.name == name)
}

/// [`CreateParticipantConnection`][api]: exchanges a participant token for a connection token.
///
/// [api]: https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_CreateParticipantConnection.html
pub const CREATE_PARTICIPANT_CONNECTION: Operation = Operation {
    name: "CreateParticipantConnection",
    method: Method::Post,
    path: "/participant/connection",
    members: &[
        Member {
            name: "Type",
            location: Location::Body,
            required: false,
            idempotency_token: false,
            shape: Shape::List {
                element: &Shape::Enum {
                    type_name: "ConnectionType",
                    values: &["WEBSOCKET", "CONNECTION_CREDENTIALS", "WEBRTC_CONNECTION"],
                },
                min: 1,
                max: None,
            },
        },
        bearer("ParticipantToken", Token::Participant),
        Member {
            name: "ConnectParticipant",
            location: Location::Body,
            required: false,
            idempotency_token: false,
            shape: Shape::Boolean,
        },
    ],
    exceptions: COMMON_EXCEPTIONS,
};

/// [`SendEvent`][api]: tells the other participants of a chat that this one types, has got or has read a message.
///
/// [api]: https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_SendEvent.html
pub const SEND_EVENT: Operation = Operation {
    name: "SendEvent",
    method: Method::Post,
    path: "/participant/event",
    members: &[
        Member {
            name: "ContentType",
            location: Location::Body,
            required: true,
            idempotency_token: false,
            shape: Shape::ContentType {
                type_name: "EventContentType",
                values: EVENT_CONTENT_TYPES,
                length: Length { min: 1, max: 100, unit: Unit::Characters },
            },
        },
        CONTENT,
        Member {
            name: "MessageId",
            location: Location::Receipt,
            required: false,
            idempotency_token: false,
            shape: Shape::MessageId,
        },
        CLIENT_TOKEN,
        bearer("ConnectionToken", Token::Connection),
    ],
    exceptions: &[ACCESS_DENIED, INTERNAL_SERVER, THROTTLING, VALIDATION, CONFLICT],
};

/// What every operation may answer; some add to it.
const COMMON_EXCEPTIONS: &[Exception] = &[ACCESS_DENIED, INTERNAL_SERVER, THROTTLING, VALIDATION];

const CONTENT: Member = Member {
    name: "Content",
    location: Location::Body,
    required: false,
    idempotency_token: false,
    shape: Shape::Content(CONTENT_LENGTH),
};

const CLIENT_TOKEN: Member = Member {
    name: "ClientToken",
    location: Location::Body,
    required: false,
    idempotency_token: true,
    shape: Shape::String(CLIENT_TOKEN_LENGTH),
};

/// How long the content of an event or a message may be. The service model has no unit; AWS's documentation of
/// `SendEvent` says bytes.
pub const CONTENT_LENGTH: Length = Length { min: 1, max: 16_384, unit: Unit::Bytes };

/// How long a client token may be.
pub const CLIENT_TOKEN_LENGTH: Length = Length { min: 0, max: 500, unit: Unit::Characters };

/// How long a bearer token may be.
pub const BEARER_LENGTH: Length = Length { min: 1, max: 1000, unit: Unit::Bytes };

/// The token that authorises a call.
const fn bearer(name: &'static str, token: Token) -> Member {
    Member {
        name,
        location: Location::Header("X-Amz-Bearer"),
        required: true,
        idempotency_token: false,
        shape: Shape::Token(token, BEARER_LENGTH),
    }
}
