//! What is tried again, when, and how often. Time stands still in all of it.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test says what went wrong by panicking"
)]

mod clocks;
mod pauses;
mod quota;
mod timeouts;
mod which;
