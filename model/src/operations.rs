//! The operations of the service.

use crate::content_type::{EVENT_CONTENT_TYPES, MESSAGE_CONTENT_TYPES};
use crate::exception::{
    ACCESS_DENIED, CONFLICT, Exception, INTERNAL_SERVER, RESOURCE_NOT_FOUND,
    SERVICE_QUOTA_EXCEEDED, THROTTLING, VALIDATION,
};
use crate::header;
use crate::length::{Length, Unit};
use crate::operation::{BearerToken, Location, Member, Method, Operation, Shape};
use crate::quota::Quota;
use crate::range::Range;

/// All operations of the service, sorted by name.
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

/// Finds an operation by its name, such as `SendEvent`.
#[must_use]
pub fn operation(name: &str) -> Option<&'static Operation> {
    OPERATIONS.iter().find(|operation| operation.name == name)
}

/// Finds the operation that sends events or messages of this content type.
#[must_use]
pub fn operation_for_content_type(content_type: &str) -> Option<&'static Operation> {
    let sends = |member: &Member| match member.shape {
        Shape::ContentType { values, .. } => values.iter().any(|known| known.value == content_type),
        _ => false,
    };
    OPERATIONS.iter().find(|operation| operation.members.iter().any(sends))
}

/// [`CancelParticipantAuthentication`][api]: cancels the authentication of a customer that a flow
/// has requested.
///
/// [api]: https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_CancelParticipantAuthentication.html
pub const CANCEL_PARTICIPANT_AUTHENTICATION: Operation = Operation {
    name: "CancelParticipantAuthentication",
    method: Method::Post,
    path: "/participant/cancel-authentication",
    members: &[SESSION_ID, CONNECTION_TOKEN],
    output_is_empty: true,
    exceptions: COMMON_EXCEPTIONS,
    quota: None,
};

/// [`CompleteAttachmentUpload`][api]: sends an attachment to the chat after its bytes have been
/// uploaded to the URL of `StartAttachmentUpload`.
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
    quota: Some(Quota { per_second: 2, burst: 5 }),
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
    quota: Some(Quota { per_second: 6, burst: 9 }),
};

/// [`DescribeView`][api]: returns the view that a flow or an agent has sent.
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
    quota: None,
};

/// [`DisconnectParticipant`][api]: disconnects the participant from the chat.
///
/// [api]: https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_DisconnectParticipant.html
pub const DISCONNECT_PARTICIPANT: Operation = Operation {
    name: "DisconnectParticipant",
    method: Method::Post,
    path: "/participant/disconnect",
    members: &[CLIENT_TOKEN, CONNECTION_TOKEN],
    output_is_empty: true,
    exceptions: COMMON_EXCEPTIONS,
    quota: Some(Quota { per_second: 3, burst: 5 }),
};

/// [`GetAttachment`][api]: returns a URL to download an attachment.
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
    quota: Some(Quota { per_second: 8, burst: 12 }),
};

/// [`GetAuthenticationUrl`][api]: returns a URL where a customer signs in.
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
    quota: None,
};

/// [`GetTranscript`][api]: returns a page of the transcript of a chat.
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
    quota: Some(Quota { per_second: 8, burst: 12 }),
};

/// [`SendEvent`][api]: notifies the other participants that this one is typing, or has received or
/// read a message.
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
    quota: Some(Quota { per_second: 10, burst: 15 }),
};

/// [`SendMessage`][api]: sends a message to a chat.
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
    quota: Some(Quota { per_second: 10, burst: 15 }),
};

/// [`StartAttachmentUpload`][api]: returns a URL to upload an attachment to.
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
    quota: Some(Quota { per_second: 2, burst: 5 }),
};

/// The exceptions of every operation. Some operations have more.
const COMMON_EXCEPTIONS: &[Exception] = &[ACCESS_DENIED, INTERNAL_SERVER, THROTTLING, VALIDATION];

const CONNECTION_TOKEN: Member = bearer("ConnectionToken", BearerToken::Connection);

const CLIENT_TOKEN: Member = Member {
    idempotency_token: true,
    ..optional("ClientToken", Shape::String(CLIENT_TOKEN_LENGTH))
};

/// The client token of an operation that requires one. The client generates it, so it is optional
/// for the caller.
const NON_EMPTY_CLIENT_TOKEN: Member =
    Member { shape: Shape::String(characters(1, CLIENT_TOKEN_LENGTH.max)), ..CLIENT_TOKEN };

const SESSION_ID: Member = required("SessionId", Shape::String(characters(36, 36)));

/// The allowed lengths of the content of an event or a message. The service model has no unit; the
/// documentation of `SendEvent` says bytes.
pub const CONTENT_LENGTH: Length = Length { min: 1, max: 16_384, unit: Unit::Bytes };

/// The allowed lengths of a client token.
pub const CLIENT_TOKEN_LENGTH: Length = characters(0, 500);

/// The allowed lengths of a bearer token.
pub const BEARER_LENGTH: Length = Length { min: 1, max: 1000, unit: Unit::Bytes };

/// The allowed lengths of the content type of an event or a message.
const CONTENT_TYPE_LENGTH: Length = characters(1, 100);

/// The allowed lengths of the id of a contact, an attachment or an item of a transcript.
const ID_LENGTH: Length = characters(1, 256);

const fn items(min: usize, max: usize) -> Length {
    Length { min, max, unit: Unit::Items }
}

const fn characters(min: usize, max: usize) -> Length {
    Length { min, max, unit: Unit::Characters }
}

/// A required member of the body.
const fn required(name: &'static str, shape: Shape) -> Member {
    Member { required: true, ..optional(name, shape) }
}

/// An optional member of the body.
const fn optional(name: &'static str, shape: Shape) -> Member {
    Member { name, location: Location::Body, required: false, idempotency_token: false, shape }
}

/// The bearer token that authorises a call.
const fn bearer(name: &'static str, token: BearerToken) -> Member {
    Member {
        location: Location::Header(header::BEARER),
        ..required(name, Shape::Token(token, BEARER_LENGTH))
    }
}
