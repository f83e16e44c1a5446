//! The model crate's tables and the runtime's outputs, held against the service's own model and the facts that it leaves out.
//!
//! `fixtures/` has the service model without its documentation texts, the content types as the official clients'
//! sources name them, and AWS's partitions. A row that disagrees is told by its name and the member's.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test says what went wrong by panicking"
)]

mod compare;
mod content_types;
mod docs;
mod enums;
mod exceptions;
mod operations;
mod outputs;
mod partitions;
mod report;
mod service_model;
