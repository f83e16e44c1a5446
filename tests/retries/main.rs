//! Retries: which failures are retried, when, and how often. All tests run with paused time or a
//! clock of their own.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a failing test panics"
)]

mod classification;
mod clocks;
mod delays;
mod quota;
mod timeouts;
