//! Live chats in Amazon Connect: receive and send messages over a websocket that is kept open.
//!
//! ```no_run
//! use connect_participant::{Client, ParticipantRole, ParticipantToken, Result};
//! use connect_participant_session::{ChatEvent, Session};
//!
//! /// Replies to a customer until the chat ends. Your backend gets the token from
//! /// `StartChatContact` or `CreateParticipant`.
//! async fn serve(client: &Client, token: ParticipantToken) -> Result<()> {
//!     let builder = Session::builder(client, token).connect_participant(true);
//!     let (chat, mut events) = builder.connect().await?;
//!     chat.send_text("Hello, how can I help?").await?;
//!     while let Some(event) = events.next().await {
//!         match event {
//!             ChatEvent::Message(message) if message.is_from(ParticipantRole::Customer) => {
//!                 chat.mark_read(&message); // sent within five seconds
//!                 let reply = format!("You asked: {}", message.text());
//!                 if let Err(error) = chat.send_text(&reply).await {
//!                     eprintln!("not sent: {error}"); // the chat goes on
//!                 }
//!             }
//!             ChatEvent::Failed(error) => eprintln!("{error}"),
//!             _ => {} // typing, receipts, who joins and leaves, the end of the chat
//!         }
//!     }
//!     Ok(())
//! }
//! ```
//!
//! The [guide] covers everything from the token to the end of a chat. `connect-participant` is the
//! client: its [page](connect_participant) has a guide to a first chat.
//!
//! # What it does for you
//!
//! - **Every item of the transcript comes once and in order**, even if the connection breaks.
//!   Missed items are read from the transcript.
//! - **Tokens and websockets are renewed** before they expire. If the service refuses the token of
//!   a call with a 403, the session repeats the call once with a new token.
//! - **Typing and receipts** are sent only if other participants need them.
//! - **Memory is bounded**, even if you read the events slowly.
//! - **Another process can continue**: a [`Checkpoint`] is the place where this one stopped.
//! - **Secrets stay secret.** No `Debug` output, error or log of these crates shows a token or the
//!   URL of a websocket.
//!
//! # Where to look
//!
//! - [`Session`] is the handle, which sends. Your own traits with annotated methods work on it.
//! - [`Events`] is the stream of [`ChatEvent`]s that the participant receives.
//! - [`SessionBuilder`] has the settings: history, timeouts, the size of the queue.
//! - [`ChatItem`] reads the same items from Amazon SNS, for bots without a websocket.
//!
//! # Requirements
//!
//! A [Tokio](https://docs.rs/tokio) runtime, and a client with the default transport: the feature
//! `hyper` of `connect-participant`, with a feature for TLS. Both are on by default.
//!
//! The feature `tracing` of this crate logs when a connection is live, lost or over, and failed
//! attempts to connect. It is off by default. No log contains a token or a text of the chat.
//!
//! For tests, the crate `connect-participant-local` is a double of the service, with websockets.

mod asides;
mod backoff;
mod builder;
mod calls;
mod checkpoint;
mod command;
mod contacts;
mod driver;
mod event;
mod events;
mod fingerprint;
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
