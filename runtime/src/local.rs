//! The Amazon Connect Participant Service itself, on a loopback port: for tests, and for trying things out offline.
//!
//! It speaks the service's own HTTP, so everything between a method of yours and the wire is the same as in production.
//! Open a chat, let participants in, give their connection tokens to the code under test, and look at what the chat has
//! recorded:
//!
//! ```
//! use connect_participant::local::LocalService;
//! use connect_participant::{Client, EventContentType, ParticipantRole, SendEventInput};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> connect_participant::Result<()> {
//! let service = LocalService::start().await?;
//! let client = Client::builder().endpoint_url(service.url()).build()?;
//!
//! let chat = service.open_chat();
//! let customer = chat.add_participant(ParticipantRole::Customer);
//! let agent = chat.add_participant(ParticipantRole::Agent);
//!
//! let token = agent.connection_token().clone();
//! let output = client.send_event(SendEventInput::new(EventContentType::Typing, token)).await?;
//!
//! let events = chat.events();
//! assert_eq!(events.len(), 1);
//! assert_eq!(output.id.as_deref(), Some(events[0].id.as_str()));
//! assert_eq!(events[0].participant_id, agent.id());
//! assert_eq!(events[0].content_type, EventContentType::Typing.as_str());
//!
//! // Whoever still holds a token of a chat that has ended finds out.
//! chat.end();
//! let token = customer.connection_token().clone();
//! let error = client.send_event(SendEventInput::new(EventContentType::Typing, token)).await.unwrap_err();
//! assert_eq!(error.message(), Some("Access denied"));
//! # Ok(())
//! # }
//! ```
//!
//! It has `SendEvent` so far. A call of another operation is answered with 404 and a message that says so.
//!
//! # Where the real service may differ
//!
//! It was not called to write this one; what stands here is from AWS's documentation and from answers seen in the
//! field. Where neither tells, the local service decides:
//!
//! - It takes a content on an event that has none by its content type, such as typing, and records it.
//! - It checks the token, then the input, then the state of the chat, and tells the first problem. The words of a
//!   validation message are its own.
//! - A member that is `null` is one that is absent, and members that `SendEvent` does not have are ignored.
//! - A client token is remembered as long as the service runs, for the participant who sent it, and alone decides that a
//!   call is a repeated one: the rest of the input may differ.
//! - Whoever was added to a chat is an active participant of it, whatever the role.
//! - A connection token is there from the beginning and does not expire. No quota is kept.
//! - What has no exception in the service's model has a name all the same: `UnknownOperationException` (404, 405),
//!   `RequestTimeoutException` (408), `RequestTooLargeException` (413: a body over 1 MiB).

mod answer;
mod attachment;
mod call;
mod chat;
mod chat_participant;
mod contact;
mod expiry;
mod ids;
mod input;
mod links;
mod lock;
mod operations;
mod page;
mod path;
mod percent;
mod presigned;
mod recorded_event;
mod route;
mod server;
mod service;
mod transcript;

pub use self::chat::Chat;
pub use self::chat_participant::ChatParticipant;
pub use self::recorded_event::RecordedEvent;
pub use self::server::LocalService;
