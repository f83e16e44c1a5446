//! Sessions on a clock that stands still, against the local service and a scripted one. Nothing
//! here opens a port or waits for real time.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking, and clippy does not see `#[test]` for helpers"
)]
#![allow(clippy::float_cmp, reason = "times are rounded before they are compared")]

mod checkpoints;
mod connecting;
mod ending;
mod frames;
mod gaps;
mod heard;
mod heartbeats;
mod leaks;
mod receipts;
mod reconnecting;
mod renewal;
mod scene;
mod scripted;
mod secrets;
mod slow_reader;
mod tokens;
mod typing;
