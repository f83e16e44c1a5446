//! Rate limits: when a call is sent, in which order, and what the client learns from throttling. All
//! tests run with paused time or a clock of their own.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a failing test panics"
)]

mod adaptive;
mod bridge;
mod custom;
mod deadlines;
mod limited_service;
mod order;
mod retries;
