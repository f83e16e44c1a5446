//! The types that describe an operation.

use crate::content_type::ContentType;
use crate::exception::Exception;
use crate::length::Length;
use crate::name::snake_case;
use crate::quota::Quota;
use crate::range::Range;

/// An operation of the service.
///
/// A row has all facts that are needed to check a call and to encode its request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Operation {
    /// The name in the service model: `SendEvent`.
    pub name: &'static str,
    /// The HTTP method of the request.
    pub method: Method,
    /// The path of the request, with labels in braces: `/participant/views/{ViewToken}`.
    pub path: &'static str,
    /// The members of the input, in the order of the service model. A member that is not in the
    /// service model ([`Location::Receipt`]) follows the member that it becomes a part of.
    pub members: &'static [Member],
    /// `true` if the output has no members, so that a successful response may have an empty body.
    pub output_is_empty: bool,
    /// The exceptions that the service documents for this operation, in the order of the service
    /// model.
    pub exceptions: &'static [Exception],
    /// The default quota of calls. `None` if the documentation has none.
    pub quota: Option<Quota>,
}

impl Operation {
    /// Returns the name as a Rust method: `send_event`.
    #[must_use]
    pub fn method_name(&self) -> String {
        snake_case(self.name)
    }

    /// Finds a member by its name in the service model, such as `ContentType`.
    #[must_use]
    pub fn member(&self, name: &str) -> Option<&'static Member> {
        self.members.iter().find(|member| member.name == name)
    }
}

/// An HTTP method.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// `GET`
    Get,
    /// `POST`
    Post,
}

impl Method {
    /// Returns the method as a request has it: `GET`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

/// A member of the input of an operation, or of a structure in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    /// The name in the service model, which is also the key in a JSON body: `ContentType`.
    pub name: &'static str,
    /// The place of the member in the request.
    pub location: Location,
    /// `true` if the caller must set it. Always `false` for an idempotency token, which is
    /// generated.
    pub required: bool,
    /// `true` if the client generates a value when the caller sets none. The service detects
    /// duplicate calls by it.
    pub idempotency_token: bool,
    /// The type of the value, with its limits.
    pub shape: Shape,
}

impl Member {
    /// Returns the name as a parameter or a key of the attribute: `content_type`.
    #[must_use]
    pub fn snake_name(&self) -> String {
        snake_case(self.name)
    }
}

/// The place of a member in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Location {
    /// A key of the JSON body.
    Body,
    /// A header with this name, in lower case. See [`header`](crate::header).
    Header(&'static str),
    /// A label of the path, percent-encoded.
    Label,
    /// The JSON in the `Content` of a receipt, see [`receipt`](crate::receipt). Not a member of the
    /// service model.
    Receipt,
}

/// The type of a value, with its limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A string.
    String(Length),
    /// The content type of an event or a message. It decides which other members are allowed: see
    /// [`Content`](crate::Content).
    ContentType {
        /// The Rust type of the value: `EventContentType`.
        type_name: &'static str,
        /// The content types, in the order in which messages list them.
        values: &'static [ContentType],
        /// The allowed lengths of the string on the wire.
        length: Length,
    },
    /// The content of an event or a message. Its content type decides if it is allowed.
    Content(Length),
    /// The id of the message in a receipt.
    MessageId,
    /// A bearer token.
    Token(BearerToken, Length),
    /// An enum: one of these strings.
    Enum {
        /// The Rust type of the value: `ScanDirection`. [`variant_name`](crate::variant_name)
        /// returns the names of its variants.
        type_name: &'static str,
        /// The strings, in the order of the service model.
        values: &'static [&'static str],
    },
    /// An integer of 32 bits.
    Integer(Range),
    /// An integer of 64 bits.
    Long(Range),
    /// A boolean.
    Boolean,
    /// A list.
    List {
        /// The type of an item.
        item: &'static Shape,
        /// The allowed numbers of items.
        length: Length,
    },
    /// A structure.
    Structure {
        /// The Rust type of the value: `StartPosition`.
        type_name: &'static str,
        /// The members of the structure.
        members: &'static [Member],
    },
}

impl Shape {
    /// Returns the Rust type if it is one of the client crate: `ConnectionToken`.
    #[must_use]
    pub const fn type_name(&self) -> Option<&'static str> {
        match self {
            Self::Token(token, _) => Some(token.type_name()),
            Self::ContentType { type_name, .. }
            | Self::Enum { type_name, .. }
            | Self::Structure { type_name, .. } => Some(type_name),
            Self::String(_)
            | Self::Content(_)
            | Self::MessageId
            | Self::Integer(_)
            | Self::Long(_)
            | Self::Boolean
            | Self::List { .. } => None,
        }
    }
}

/// The two kinds of bearer tokens. An operation accepts only one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BearerToken {
    /// A token that `CreateParticipantConnection` returns. It authorises all other operations, and
    /// is valid for one day.
    Connection,
    /// A token that `StartChatContact` and similar operations return. It authorises only
    /// `CreateParticipantConnection`.
    Participant,
}

impl BearerToken {
    /// Returns the Rust type of the token: `ConnectionToken`.
    #[must_use]
    pub const fn type_name(self) -> &'static str {
        match self {
            Self::Connection => "ConnectionToken",
            Self::Participant => "ParticipantToken",
        }
    }
}
