//! Properties of all inputs, tested with random ones.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a failing test panics"
)]

mod endpoints;
mod error_types;
mod headers;
mod labels;
mod message_ids;
mod page_starts;
mod receipts;
mod secrets;
mod tokens;

use proptest::test_runner::Config;

/// Runs this number of cases. Failures are not saved to a file, because the message has the input.
fn cases(count: u32) -> Config {
    Config { cases: count, failure_persistence: None, ..Config::default() }
}
