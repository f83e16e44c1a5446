//! How an operation is described.

use crate::content_type::ContentType;
use crate::exception::Exception;
use crate::length::Length;
use crate::name::snake_case;
use crate::range::Range;

/// One operation of the service: where a call goes, what it carries, how it can fail.
///
/// A row says all that is needed to check a call and to write it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Operation {
    /// The operation's name in the service model: `SendEvent`.
    pub name: &'static str,
    /// The HTTP method of a call.
    pub method: Method,
    /// The path of a call, with its labels in braces: `/participant/views/{ViewToken}`.
    pub path: &'static str,
    /// The members of the input, in the service model's order. A member of ours that becomes a part of one of
    /// theirs ([`Location::Receipt`]) follows the one that it is a part of.
    pub members: &'static [Member],
    /// Whether the output has no members, so that a successful response may have an empty body.
    pub output_is_empty: bool,
    /// The exceptions that the service documents for this operation, in the service model's order.
    pub exceptions: &'static [Exception],
}

impl Operation {
    /// The operation's name as a Rust method has it: `send_event`.
    #[must_use]
    pub fn method_name(&self) -> String {
        snake_case(self.name)
    }

    /// The member with this name of the service model's, such as `ContentType`.
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
    /// The method as it goes over the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

/// One member of an operation's input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    /// The member's name in the service model, which is also its key in a JSON body: `ContentType`.
    pub name: &'static str,
    /// Where in the request the member goes.
    pub location: Location,
    /// Whether the caller must give it. An idempotency token is filled in, so it never is.
    pub required: bool,
    /// Whether a random value is filled in when the caller gives none, so that a repeated call is recognised.
    pub idempotency_token: bool,
    /// What its value may be.
    pub shape: Shape,
}

impl Member {
    /// The member's name as a parameter or a key of the attribute has it: `content_type`.
    #[must_use]
    pub fn snake_name(&self) -> String {
        snake_case(self.name)
    }
}

/// Where in a request a member goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Location {
    /// A key of the JSON body.
    Body,
    /// The header of this name.
    Header(&'static str),
    /// A label of the path, percent-encoded.
    Label,
    /// The JSON that is the `Content` of a receipt, see [`receipt`](crate::receipt). Not a member of the service model.
    Receipt,
}

/// What a member's value may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A string.
    String(Length),
    /// One of these content types, which decides about the other members: see [`Content`](crate::Content).
    ContentType {
        /// The Rust type of the value at run time: `EventContentType`.
        type_name: &'static str,
        /// The content types, in the order in which they are listed to a user.
        values: &'static [ContentType],
        /// The length of the string that carries it.
        length: Length,
    },
    /// The content of the event or the message, subject to what its content type says.
    Content(Length),
    /// The id of the message that a receipt is about.
    MessageId,
    /// A bearer token.
    Token(BearerToken, Length),
    /// One of these strings.
    Enum {
        /// The Rust type of the value at run time: `ScanDirection`. What a variant of it is called says
        /// [`variant_name`](crate::variant_name).
        type_name: &'static str,
        /// The strings, in the service model's order.
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
        /// What each item is.
        item: &'static Shape,
        /// How many there may be.
        length: Length,
    },
    /// A structure.
    Structure {
        /// The Rust type of the value: `StartPosition`.
        type_name: &'static str,
        /// Its members.
        members: &'static [Member],
    },
}

impl Shape {
    /// The Rust type of a value, where it has one of its own: `ConnectionToken`.
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

/// The two bearer tokens of the service, which are never interchangeable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BearerToken {
    /// What `CreateParticipantConnection` returns and every other operation is authorised by. Valid for one day.
    Connection,
    /// What `StartChatContact` and its like return. Authorises `CreateParticipantConnection`, and nothing else.
    Participant,
}

impl BearerToken {
    /// The Rust type of the token: `ConnectionToken`.
    #[must_use]
    pub const fn type_name(self) -> &'static str {
        match self {
            Self::Connection => "ConnectionToken",
            Self::Participant => "ParticipantToken",
        }
    }
}
