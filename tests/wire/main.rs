//! The requests that a client sends, and its handling of the responses, over loopback connections.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a failing test panics"
)]

mod app_name;
mod attachment_streams;
mod attachments;
mod bare_operations;
mod broken_responses;
mod call;
mod child_process;
mod connected;
mod connections;
mod custom_participants;
mod debug_output;
mod duplicate_members;
mod error_predicates;
mod error_reports;
mod error_types;
mod exceptions;
mod fakes;
mod from_output;
mod future_size;
#[cfg(feature = "http2")]
mod http2;
mod instrument;
mod invalid_input;
mod layers;
mod limits;
mod localhost;
mod metadata;
mod operations;
mod page_starts;
mod per_call;
mod proxies;
mod public_transports;
mod redaction;
mod redirects;
mod regions;
mod requests;
mod responses;
mod serialised_inputs;
mod sockets;
mod timeouts;
mod timestamps;
mod tls;
mod tower;
mod traits;
mod transcript_pages;
mod unreachable;
mod unreadable_responses;
