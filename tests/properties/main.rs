//! What holds for every input, tried on random ones.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test says what went wrong by panicking"
)]

mod endpoints;
mod error_types;
mod headers;
mod labels;
mod message_ids;
mod receipts;
mod tokens;

use proptest::test_runner::Config;

/// So many cases, and no file in which failures persist: a failure says which input it was.
fn cases(count: u32) -> Config {
    Config { cases: count, failure_persistence: None, ..Config::default() }
}
