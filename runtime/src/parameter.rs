//! The types that a parameter of an annotated method can have.
//!
//! A compile error names one of these traits if the type of a parameter, or of an expression in the
//! attribute, does not convert to the type of its member. The traits have no methods for users, and
//! are not meant to be implemented for other types.
//!
//! | member | required | optional | accepted types |
//! |---|---|---|---|
//! | a token | [`Token`] | [`OptionalToken`] | [`ConnectionToken`] or [`ParticipantToken`], and references to one |
//! | an id, a text, `client_token` | [`Text`] | [`OptionalText`] | each `AsRef<str>`: `&str`, `String`, `&String`, `Cow<str>` |
//! | `content_type`, `scan_direction`, `sort_order`, `url_content_disposition` | [`Enum`] | [`OptionalEnum`] | the enum, and references to it |
//! | a number, `connect_participant`, `start_position` | [`Value`] | [`OptionalValue`] | `i32`, `i64`, `bool` or [`StartPosition`], and references to it |
//! | `attachment_ids` | [`TextList`] | [`OptionalTextList`] | a `Vec`, an array or a slice of `AsRef<str>` |
//! | `type` | [`List`] | [`OptionalList`] | a `Vec`, an array or a slice of [`ConnectionType`] |
//!
//! For an optional member, each of these types can be in an `Option`.
//!
//! ```
//! use std::borrow::Cow;
//!
//! use connect_participant::{
//!     ConnectionToken, Participant, Result, ScanDirection, StartPosition,
//!     participant_operation,
//! };
//!
//! trait Transcripts: Participant {
//!     #[participant_operation(GetTranscript)]
//!     async fn page(
//!         &self,
//!         connection_token: &ConnectionToken,
//!         contact_id: Cow<'_, str>,
//!         scan_direction: ScanDirection,
//!         start_position: Option<&StartPosition>,
//!         max_results: Option<i32>,
//!     ) -> Result<()>;
//! }
//! ```
//!
//! A type parameter needs the trait as a bound, or a bound that implies it:
//!
//! ```
//! use connect_participant::parameter::Token;
//! use connect_participant::{ConnectionToken, Participant, Result, participant_operation};
//!
//! trait Messages: Participant {
//!     #[participant_operation(SendMessage, content_type = "text/plain")]
//!     async fn say<C: AsRef<str>, T: Token<ConnectionToken>>(
//!         &self,
//!         content: C,
//!         connection_token: T,
//!     ) -> Result<()>;
//! }
//! ```
//!
//! [`ConnectionToken`]: crate::ConnectionToken
//! [`ConnectionType`]: crate::ConnectionType
//! [`ParticipantToken`]: crate::ParticipantToken
//! [`StartPosition`]: crate::StartPosition

pub use crate::conversion::{
    Enum, List, Optional, OptionalEnum, OptionalList, OptionalText, OptionalTextList,
    OptionalToken, OptionalValue, Required, Text, TextList, Token, Value,
};

// The expansion imports it through this module. If the path of the crate is wrong, the error names
// the first segment that is missing.
#[doc(hidden)]
pub mod __private {
    pub use crate::private::*;
}
