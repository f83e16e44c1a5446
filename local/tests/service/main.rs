//! The local service, called by the client, and by raw HTTP for requests that the client would not
//! send.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking, and clippy does not see `#[test]` for helpers"
)]

mod attachments;
mod authentication;
mod building;
mod connecting;
mod control;
mod conversation;
mod event_log;
mod events;
mod faults;
mod hostile;
mod hostile_websockets;
mod in_memory;
mod inputs;
mod lifetime;
mod messages;
mod page;
mod quotas;
mod refusals;
mod repeated;
mod requests;
mod runtime_clock;
mod server;
mod sites;
mod socket_faults;
mod supervisors;
mod test_kit;
mod time;
mod tokens;
mod transcript;
mod views;
mod websockets;

// `tests/reqwest_only` has these below its root, and imports them there.
pub(crate) mod scene;
pub(crate) mod socket;
