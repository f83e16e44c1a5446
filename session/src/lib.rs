//! A live connection to a chat in Amazon Connect.
//!
//! [`Session::connect`] returns a [`Session`], which sends, and [`Events`], the stream of what the
//! participant receives. [`ChatItem`] reads the same items without a websocket.
//!
//! The feature `tracing` logs when a connection is live, lost or over, and failed attempts to
//! connect. It is off by default. No log contains a token or a text of the chat.

mod backoff;
mod builder;
mod calls;
mod checkpoint;
mod command;
mod driver;
mod event;
mod events;
mod gap;
mod item;
mod known;
mod layers;
mod mailbox;
mod mark;
mod own;
mod progress;
mod receipts;
mod session;
mod settings;
mod status;
mod timeline;
mod tokens;
mod turn;
mod typing;
mod wire;
mod within;

pub use crate::builder::SessionBuilder;
pub use crate::checkpoint::Checkpoint;
pub use crate::event::ChatEvent;
pub use crate::event::authentication::{Authentication, AuthenticationChange};
pub use crate::event::connection::ConnectionState;
pub use crate::event::content_type::ContentType;
pub use crate::event::info::ItemInfo;
pub use crate::event::message::Message;
pub use crate::event::participant::{ParticipantChange, ParticipantEvent};
pub use crate::event::participant_info::ParticipantInfo;
pub use crate::event::receipt::Receipt;
pub use crate::event::transfer::{Transfer, TransferOutcome};
pub use crate::event::typing::Typing;
pub use crate::event::unknown::UnknownItem;
pub use crate::event::unknown_text::UnknownText;
pub use crate::event::view_token::ViewToken;
pub use crate::event::visibility::MessageVisibility;
pub use crate::events::Events;
pub use crate::item::ChatItem;
pub use crate::receipts::outcome::ReceiptOutcome;
pub use crate::session::{ReceiptFuture, Session, TypingGuard};
pub use crate::typing::outcome::TypingOutcome;

#[cfg(doc)]
#[doc = include_str!("../docs/sessions.md")]
pub mod guide {}

/// Compiles the code in the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
