//! What is tried again, when, and how often. Time stands still in all of it.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test says what went wrong by panicking"
)]

#[path = "retries/clocks.rs"]
mod clocks;
#[path = "retries/pauses.rs"]
mod pauses;
#[path = "retries/quota.rs"]
mod quota;
#[path = "retries/timeouts.rs"]
mod timeouts;
#[path = "retries/which.rs"]
mod which;
