//! Facts of the [Amazon Connect Participant Service][api], API version 2018-09-07, as `const`
//! tables.
//!
//! The tables are the only place for a fact of the service. The macro of `connect-participant`
//! checks literals at compile time, and the client checks values at run time. A test compares every
//! row with the service model that AWS publishes.
//!
//! ```
//! use connect_participant_model::{Location, operation};
//!
//! let send_event = operation("SendEvent").expect("an operation of the service");
//! assert_eq!(send_event.path, "/participant/event");
//!
//! let required = send_event.members.iter().filter(|member| member.required);
//! let names: Vec<_> = required.map(|member| member.name).collect();
//! assert_eq!(names, ["ContentType", "ConnectionToken"]);
//! ```
//!
//! The crate has no dependencies. The other crates of the project depend on exactly their own
//! version of it, so enums here are exhaustive: a new variant is a compile error in every `match`
//! that does not handle it.
//!
//! [api]: https://docs.aws.amazon.com/connect-participant/latest/APIReference/Welcome.html

mod content;
mod content_type;
mod exception;
pub mod header;
mod label;
mod length;
mod name;
mod operation;
mod operations;
mod page_start;
mod partition;
mod quota;
mod range;
pub mod receipt;
mod received;

pub use content::{Content, ContentError, MemberValue};
pub use content_type::{
    APPLICATION_JSON, CONNECTION_ACKNOWLEDGED, ContentType, EVENT_CONTENT_TYPES,
    INTERACTIVE_RESPONSE, MESSAGE_CONTENT_TYPES, MESSAGE_DELIVERED, MESSAGE_READ, TEXT_MARKDOWN,
    TEXT_PLAIN, TYPING,
};
pub use exception::{
    ACCESS_DENIED, CONFLICT, EXCEPTIONS, Exception, INTERNAL_SERVER, RESOURCE_NOT_FOUND,
    SERVICE_QUOTA_EXCEEDED, THROTTLING, THROTTLING_CODES, VALIDATION,
};
pub use label::{LabelError, check_label};
pub use length::{Length, LengthError, Unit};
pub use name::{snake_case, variant_name};
pub use operation::{BearerToken, Location, Member, Method, Operation, Shape};
pub use operations::{
    BEARER_LENGTH, CANCEL_PARTICIPANT_AUTHENTICATION, CLIENT_TOKEN_LENGTH,
    COMPLETE_ATTACHMENT_UPLOAD, CONTENT_LENGTH, CREATE_PARTICIPANT_CONNECTION, DESCRIBE_VIEW,
    DISCONNECT_PARTICIPANT, GET_ATTACHMENT, GET_AUTHENTICATION_URL, GET_TRANSCRIPT, OPERATIONS,
    SEND_EVENT, SEND_MESSAGE, START_ATTACHMENT_UPLOAD, operation, operation_for_content_type,
};
pub use page_start::{ForwardWithoutStart, SCAN_DIRECTION, check_page_start};
pub use partition::{PARTITIONS, Partition, partition};
pub use quota::Quota;
pub use range::{Range, RangeError};
pub use received::{
    AUTHENTICATION_CANCELLED, CHAT_ENDED, INTERACTIVE, MESSAGE_METADATA, PARTICIPANT_JOINED,
    PARTICIPANT_LEFT, RECEIVED_CONTENT_TYPES, ReceivedContentType, ReceivedKind,
    received_content_type,
};
