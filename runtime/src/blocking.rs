//! A client for code without `async`: scripts, foreign function interfaces and tests.
//!
//! A trait with the supertrait [`Participant`] of this module has methods without `async`. They have
//! the same checks, at compile time and at run time:
//!
//! ```no_run
//! use connect_participant::{ConnectionToken, Result, blocking, participant_operation};
//!
//! trait ChatEvents: blocking::Participant {
//!     /// Shows "is typing" to the other participants.
//!     #[participant_operation(
//!         SendEvent,
//!         content_type = "application/vnd.amazonaws.connect.event.typing"
//!     )]
//!     fn typing(&self, connection_token: &ConnectionToken) -> Result<()>;
//! }
//!
//! impl ChatEvents for blocking::Client {}
//!
//! # fn example(connection_token: ConnectionToken) -> Result<()> {
//! let client = blocking::Client::new(connect_participant::Client::from_env()?)?;
//! client.typing(&connection_token)
//! # }
//! ```
//!
//! # In async code
//!
//! A call that blocks would stop all tasks of its thread. So a call in a task of Tokio is an error of
//! the kind [`InvalidInput`](crate::ErrorKind::InvalidInput), and nothing is sent. Use the client
//! [with `async`](crate::Client) there, or call the blocking one in
//! [`spawn_blocking`](https://docs.rs/tokio/latest/tokio/task/fn.spawn_blocking.html). A client can be
//! created, cloned and dropped anywhere. Two kinds of async code are not recognised, and block: that
//! of other executors, and
//! [`tokio::task::unconstrained`](https://docs.rs/tokio/latest/tokio/task/fn.unconstrained.html).

mod client;
mod in_task;
mod pages;
pub(crate) mod participant;
mod worker;

pub use self::client::Client;
#[doc(hidden)]
pub use self::client::call;
pub use self::pages::TranscriptPages;
pub use self::participant::{Connected, Participant};
