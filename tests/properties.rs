//! What holds for every input, tried on random ones.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test says what went wrong by panicking"
)]

#[path = "properties/endpoints.rs"]
mod endpoints;
#[path = "properties/error_types.rs"]
mod error_types;
#[path = "properties/headers.rs"]
mod headers;
#[path = "properties/labels.rs"]
mod labels;
#[path = "properties/message_ids.rs"]
mod message_ids;
#[path = "properties/receipts.rs"]
mod receipts;
#[path = "properties/tokens.rs"]
mod tokens;

use proptest::test_runner::Config;

/// So many cases, and no file in which failures persist: a failure says which input it was.
fn cases(count: u32) -> Config {
    Config { cases: count, failure_persistence: None, ..Config::default() }
}
