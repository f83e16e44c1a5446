//! What goes over the wire, and what becomes of what comes back.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test says what went wrong by panicking"
)]

mod answers;
mod attachments;
mod call;
mod connections;
mod error_types;
mod exceptions;
mod failures;
mod faults;
#[cfg(feature = "http2")]
mod http2;
mod invalid_input;
mod limits;
mod localhost;
mod operations;
mod own_process;
mod participants;
mod proxies;
mod questions;
mod redirects;
mod requests;
mod secrets;
mod time;
mod tls;
mod tower;
mod traits;
mod transcript_pages;
mod unreadable;
