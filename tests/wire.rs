//! What goes over the wire, and what becomes of what comes back.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test says what went wrong by panicking"
)]

#[path = "wire/answers.rs"]
mod answers;
#[path = "wire/attachments.rs"]
mod attachments;
#[path = "wire/call.rs"]
mod call;
#[path = "wire/connections.rs"]
mod connections;
#[path = "wire/error_types.rs"]
mod error_types;
#[path = "wire/exceptions.rs"]
mod exceptions;
#[path = "wire/failures.rs"]
mod failures;
#[path = "wire/faults.rs"]
mod faults;
#[cfg(feature = "http2")]
#[path = "wire/http2.rs"]
mod http2;
#[path = "wire/invalid_input.rs"]
mod invalid_input;
#[path = "wire/limits.rs"]
mod limits;
#[path = "wire/localhost.rs"]
mod localhost;
#[path = "wire/operations.rs"]
mod operations;
#[path = "wire/own_process.rs"]
mod own_process;
#[path = "wire/participants.rs"]
mod participants;
#[path = "wire/proxies.rs"]
mod proxies;
#[path = "wire/questions.rs"]
mod questions;
#[path = "wire/redirects.rs"]
mod redirects;
#[path = "wire/requests.rs"]
mod requests;
#[path = "wire/secrets.rs"]
mod secrets;
#[path = "wire/time.rs"]
mod time;
#[path = "wire/tls.rs"]
mod tls;
#[path = "wire/tower.rs"]
mod tower;
#[path = "wire/traits.rs"]
mod traits;
#[path = "wire/transcript_pages.rs"]
mod transcript_pages;
#[path = "wire/unreadable.rs"]
mod unreadable;
