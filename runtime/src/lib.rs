//! Write a trait; the compiler checks it against the Amazon Connect Participant Service; calling it sends the request.

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
mod answer;
mod builder;
mod client;
mod client_token;
mod content_type;
mod endpoint;
mod env;
mod error;
mod operation;
mod participant;
mod timestamp;
mod token;
mod transport;

pub use bytes::Bytes;
pub use http;

pub use connect_participant_macros::participant_operation;

pub use crate::builder::ClientBuilder;
pub use crate::client::Client;
pub use crate::content_type::EventContentType;
pub use crate::error::{Error, ErrorKind, Result};
pub use crate::operation::{SendEventInput, SendEventOutput};
pub use crate::participant::Participant;
pub use crate::timestamp::Timestamp;
pub use crate::token::{ConnectionToken, ParticipantToken};
pub use crate::transport::{Transport, TransportError, TransportFuture};
