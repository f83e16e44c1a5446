//! The local service, called by the client; and by hand, where the client would not send what is to be refused.

#![cfg(feature = "local")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test says what went wrong by panicking, also where clippy sees no `#[test]`"
)]

#[path = "local/attachments.rs"]
mod attachments;
#[path = "local/authentication.rs"]
mod authentication;
#[path = "local/building.rs"]
mod building;
#[path = "local/connecting.rs"]
mod connecting;
#[path = "local/conversation.rs"]
mod conversation;
#[path = "local/event_log.rs"]
mod event_log;
#[path = "local/events.rs"]
mod events;
#[path = "local/faults.rs"]
mod faults;
#[path = "local/hostile.rs"]
mod hostile;
#[path = "local/inputs.rs"]
mod inputs;
#[path = "local/messages.rs"]
mod messages;
#[path = "local/quotas.rs"]
mod quotas;
#[path = "local/repeated.rs"]
mod repeated;
#[path = "local/requests.rs"]
mod requests;
#[path = "local/scene.rs"]
mod scene;
#[path = "local/server.rs"]
mod server;
#[path = "local/supervisors.rs"]
mod supervisors;
#[path = "local/time.rs"]
mod time;
#[path = "local/tokens.rs"]
mod tokens;
#[path = "local/transcript.rs"]
mod transcript;
#[path = "local/views.rs"]
mod views;
