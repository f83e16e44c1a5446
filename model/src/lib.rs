//! The facts of the [Amazon Connect Participant Service][api], API version 2018-09-07, as `const` tables.
//!
//! A fact of the service stands here once. The macro of `connect-participant` checks literals with it at compile time,
//! its client checks values with it at run time, and a test holds every row against the service's own model.
//!
//! ```
//! use connect_participant_model::{Location, operation};
//!
//! let send_event = operation("SendEvent").expect("the table has it");
//! assert_eq!(send_event.path, "/participant/event");
//!
//! let required: Vec<_> = send_event.members.iter().filter(|member| member.required).map(|member| member.name).collect();
//! assert_eq!(required, ["ContentType", "ConnectionToken"]);
//! ```
//!
//! There are no dependencies. The crates of the project use it at exactly their own version, so a new kind of member or
//! content is a compile error wherever it is not yet treated.
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
mod partition;
mod range;
pub mod receipt;

pub use content::{Content, ContentError, MemberValue};
pub use content_type::{
    APPLICATION_JSON, AUTHENTICATION_CANCELLED, CONNECTION_ACKNOWLEDGED, ContentType,
    EVENT_CONTENT_TYPES, INTERACTIVE_RESPONSE, MESSAGE_CONTENT_TYPES, MESSAGE_DELIVERED,
    MESSAGE_READ, PARTICIPANT_JOINED, PARTICIPANT_LEFT, RECEIVE_ONLY_CONTENT_TYPES, TEXT_MARKDOWN,
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
pub use partition::{PARTITIONS, Partition, partition};
pub use range::{Range, RangeError};
