//! Retries: which failures are retried, when, and how often. The tests run with paused time or a
//! clock of their own, except one over loopback, which checks no time.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a failing test panics"
)]

mod amplification;
mod classification;
mod clocks;
mod delays;
mod quota;
mod timeouts;
