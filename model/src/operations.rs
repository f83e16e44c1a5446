//! The operations of the service, a row each.

use crate::content_type::{EVENT_CONTENT_TYPES, MESSAGE_CONTENT_TYPES};
use crate::exception::{
    ACCESS_DENIED, CONFLICT, Exception, INTERNAL_SERVER, RESOURCE_NOT_FOUND,
    SERVICE_QUOTA_EXCEEDED, THROTTLING, VALIDATION,
};
use crate::header;
use crate::length::{Length, Unit};
use crate::operation::{BearerToken, Location, Member, Method, Operation, Shape};
use crate::range::Range;

/// Every operation of the service, in alphabetical order.
pub const OPERATIONS: &[Operation] = &[
    CANCEL_PARTICIPANT_AUTHENTICATION,
    COMPLETE_ATTACHMENT_UPLOAD,
    CREATE_PARTICIPANT_CONNECTION,
    DESCRIBE_VIEW,
    DISCONNECT_PARTICIPANT,
    GET_ATTACHMENT,
    GET_AUTHENTICATION_URL,
    GET_TRANSCRIPT,
    SEND_EVENT,
    SEND_MESSAGE,
    START_ATTACHMENT_UPLOAD,
];

/// The row of the operation with this name, such as `SendEvent`.
#[must_use]
pub fn operation(name: &str) -> Option<&'static Operation> {
    OPERATIONS.iter().find(|operation| operation.name == name)
}

/// The operation that sends this content type of an event or a message.
#[must_use]
pub fn operation_for_content_type(content_type: &str) -> Option<&'static Operation> {
    let sends = |member: &Member| match member.shape {
        Shape::ContentType { values, .. } => values.iter().any(|known| known.value == content_type),
        _ => false,
    };
    OPERATIONS.iter().find(|operation| operation.members.iter().any(sends))
}

/// [`CancelParticipantAuthentication`][api]: cancels the authentication of a customer that a flow asks for.
///
/// [api]: https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_CancelParticipantAuthentication.html
pub const CANCEL_PARTICIPANT_AUTHENTICATION: Operation = Operation {
    name: "CancelParticipantAuthentication",
    method: Method::Post,
    path: "/participant/cancel-authentication",
    members: &[SESSION_ID, CONNECTION_TOKEN],
    output_is_empty: true,
    exceptions: COMMON_EXCEPTIONS,
};

/// [`CompleteAttachmentUpload`][api]: sends an attachment whose bytes have been put where `StartAttachmentUpload` said.
///
/// [api]: https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_CompleteAttachmentUpload.html
pub const COMPLETE_ATTACHMENT_UPLOAD: Operation = Operation {
    name: "CompleteAttachmentUpload",
    method: Method::Post,
    path: "/participant/complete-attachment-upload",
    members: &[
        required(
            "AttachmentIds",
            Shape::List { item: &Shape::String(ID_LENGTH), length: items(1, 1) },
        ),
        NON_EMPTY_CLIENT_TOKEN,
        CONNECTION_TOKEN,
    ],
    output_is_empty: true,
    exceptions: &[
        ACCESS_DENIED,
        INTERNAL_SERVER,
        THROTTLING,
        VALIDATION,
        SERVICE_QUOTA_EXCEEDED,
        CONFLICT,
    ],
};

/// [`CreateParticipantConnection`][api]: exchanges a participant token for a connection token.
///
/// [api]: https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_CreateParticipantConnection.html
pub const CREATE_PARTICIPANT_CONNECTION: Operation = Operation {
    name: "CreateParticipantConnection",
    method: Method::Post,
    path: "/participant/connection",
    members: &[
        optional(
            "Type",
            Shape::List {
                item: &Shape::Enum {
                    type_name: "ConnectionType",
                    values: &["WEBSOCKET", "CONNECTION_CREDENTIALS", "WEBRTC_CONNECTION"],
                },
                length: items(1, usize::MAX),
            },
        ),
        bearer("ParticipantToken", BearerToken::Participant),
        optional("ConnectParticipant", Shape::Boolean),
    ],
    output_is_empty: false,
    exceptions: COMMON_EXCEPTIONS,
};

/// [`DescribeView`][api]: what a view shows, which a flow or an agent has sent.
///
/// [api]: https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_DescribeView.html
pub const DESCRIBE_VIEW: Operation = Operation {
    name: "DescribeView",
    method: Method::Get,
    path: "/participant/views/{ViewToken}",
    members: &[
        Member {
            location: Location::Label,
            ..required("ViewToken", Shape::String(characters(1, 1000)))
        },
        CONNECTION_TOKEN,
    ],
    output_is_empty: false,
    exceptions: &[ACCESS_DENIED, INTERNAL_SERVER, THROTTLING, RESOURCE_NOT_FOUND, VALIDATION],
};

/// [`DisconnectParticipant`][api]: takes the participant out of the chat.
///
/// [api]: https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_DisconnectParticipant.html
pub const DISCONNECT_PARTICIPANT: Operation = Operation {
    name: "DisconnectParticipant",
    method: Method::Post,
    path: "/participant/disconnect",
    members: &[CLIENT_TOKEN, CONNECTION_TOKEN],
    output_is_empty: true,
    exceptions: COMMON_EXCEPTIONS,
};

/// [`GetAttachment`][api]: where an attachment can be downloaded.
///
/// [api]: https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_GetAttachment.html
pub const GET_ATTACHMENT: Operation = Operation {
    name: "GetAttachment",
    method: Method::Post,
    path: "/participant/attachment",
    members: &[
        required("AttachmentId", Shape::String(ID_LENGTH)),
        CONNECTION_TOKEN,
        optional("UrlExpiryInSeconds", Shape::Integer(Range { min: 5, max: 300 })),
        optional(
            "UrlContentDisposition",
            Shape::Enum { type_name: "ContentDisposition", values: &["INLINE", "ATTACHMENT"] },
        ),
    ],
    output_is_empty: false,
    exceptions: COMMON_EXCEPTIONS,
};

/// [`GetAuthenticationUrl`][api]: where a customer logs in whom a flow asks to.
///
/// [api]: https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_GetAuthenticationUrl.html
pub const GET_AUTHENTICATION_URL: Operation = Operation {
    name: "GetAuthenticationUrl",
    method: Method::Post,
    path: "/participant/authentication-url",
    members: &[
        SESSION_ID,
        required("RedirectUri", Shape::String(characters(1, 1024))),
        CONNECTION_TOKEN,
    ],
    output_is_empty: false,
    exceptions: COMMON_EXCEPTIONS,
};

/// [`GetTranscript`][api]: what was said in a chat, a page at a time.
///
/// [api]: https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_GetTranscript.html
pub const GET_TRANSCRIPT: Operation = Operation {
    name: "GetTranscript",
    method: Method::Post,
    path: "/participant/transcript",
    members: &[
        optional("ContactId", Shape::String(ID_LENGTH)),
        optional("MaxResults", Shape::Integer(Range { min: 0, max: 100 })),
        optional("NextToken", Shape::String(characters(1, 1000))),
        optional(
            "ScanDirection",
            Shape::Enum { type_name: "ScanDirection", values: &["FORWARD", "BACKWARD"] },
        ),
        optional(
            "SortOrder",
            Shape::Enum { type_name: "SortKey", values: &["DESCENDING", "ASCENDING"] },
        ),
        optional(
            "StartPosition",
            Shape::Structure {
                type_name: "StartPosition",
                members: &[
                    optional("Id", Shape::String(ID_LENGTH)),
                    optional("AbsoluteTime", Shape::String(characters(1, 100))),
                    optional("MostRecent", Shape::Integer(Range { min: 0, max: 100 })),
                ],
            },
        ),
        CONNECTION_TOKEN,
    ],
    output_is_empty: false,
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
        required(
            "ContentType",
            Shape::ContentType {
                type_name: "EventContentType",
                values: EVENT_CONTENT_TYPES,
                length: CONTENT_TYPE_LENGTH,
            },
        ),
        optional("Content", Shape::Content(CONTENT_LENGTH)),
        Member { location: Location::Receipt, ..optional("MessageId", Shape::MessageId) },
        CLIENT_TOKEN,
        CONNECTION_TOKEN,
    ],
    output_is_empty: false,
    exceptions: &[ACCESS_DENIED, INTERNAL_SERVER, THROTTLING, VALIDATION, CONFLICT],
};

/// [`SendMessage`][api]: says something in a chat.
///
/// [api]: https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_SendMessage.html
pub const SEND_MESSAGE: Operation = Operation {
    name: "SendMessage",
    method: Method::Post,
    path: "/participant/message",
    members: &[
        required(
            "ContentType",
            Shape::ContentType {
                type_name: "MessageContentType",
                values: MESSAGE_CONTENT_TYPES,
                length: CONTENT_TYPE_LENGTH,
            },
        ),
        required("Content", Shape::Content(CONTENT_LENGTH)),
        CLIENT_TOKEN,
        CONNECTION_TOKEN,
    ],
    output_is_empty: false,
    exceptions: COMMON_EXCEPTIONS,
};

/// [`StartAttachmentUpload`][api]: asks where the bytes of an attachment are to be put.
///
/// [api]: https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_StartAttachmentUpload.html
pub const START_ATTACHMENT_UPLOAD: Operation = Operation {
    name: "StartAttachmentUpload",
    method: Method::Post,
    path: "/participant/start-attachment-upload",
    members: &[
        required("ContentType", Shape::String(characters(1, 255))),
        required("AttachmentSizeInBytes", Shape::Long(Range { min: 1, max: i64::MAX })),
        required("AttachmentName", Shape::String(characters(1, 256))),
        NON_EMPTY_CLIENT_TOKEN,
        CONNECTION_TOKEN,
    ],
    output_is_empty: false,
    exceptions: &[ACCESS_DENIED, INTERNAL_SERVER, THROTTLING, VALIDATION, SERVICE_QUOTA_EXCEEDED],
};

/// What every operation may answer; some add to it.
const COMMON_EXCEPTIONS: &[Exception] = &[ACCESS_DENIED, INTERNAL_SERVER, THROTTLING, VALIDATION];

const CONNECTION_TOKEN: Member = bearer("ConnectionToken", BearerToken::Connection);

const CLIENT_TOKEN: Member = Member {
    idempotency_token: true,
    ..optional("ClientToken", Shape::String(CLIENT_TOKEN_LENGTH))
};

/// The client token of an operation that requires one. The caller need not give it all the same.
const NON_EMPTY_CLIENT_TOKEN: Member =
    Member { shape: Shape::String(characters(1, CLIENT_TOKEN_LENGTH.max)), ..CLIENT_TOKEN };

const SESSION_ID: Member = required("SessionId", Shape::String(characters(36, 36)));

/// How long the content of an event or a message may be. The service model has no unit; AWS's documentation of
/// `SendEvent` says bytes.
pub const CONTENT_LENGTH: Length = Length { min: 1, max: 16_384, unit: Unit::Bytes };

/// How long a client token may be.
pub const CLIENT_TOKEN_LENGTH: Length = characters(0, 500);

/// How long a bearer token may be.
pub const BEARER_LENGTH: Length = Length { min: 1, max: 1000, unit: Unit::Bytes };

/// How long the content type of an event or a message may be.
const CONTENT_TYPE_LENGTH: Length = characters(1, 100);

/// How long the id of a contact, an attachment or an item of a transcript may be.
const ID_LENGTH: Length = characters(1, 256);

const fn items(min: usize, max: usize) -> Length {
    Length { min, max, unit: Unit::Items }
}

const fn characters(min: usize, max: usize) -> Length {
    Length { min, max, unit: Unit::Characters }
}

/// A member of the body that the caller must give.
const fn required(name: &'static str, shape: Shape) -> Member {
    Member { required: true, ..optional(name, shape) }
}

/// A member of the body that the caller may leave out.
const fn optional(name: &'static str, shape: Shape) -> Member {
    Member { name, location: Location::Body, required: false, idempotency_token: false, shape }
}

/// The token that authorises a call.
const fn bearer(name: &'static str, token: BearerToken) -> Member {
    Member {
        location: Location::Header(header::BEARER),
        ..required(name, Shape::Token(token, BEARER_LENGTH))
    }
}
