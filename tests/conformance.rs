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

#[path = "conformance/compare.rs"]
mod compare;
#[path = "conformance/content_types.rs"]
mod content_types;
#[path = "conformance/docs.rs"]
mod docs;
#[path = "conformance/enums.rs"]
mod enums;
#[path = "conformance/exceptions.rs"]
mod exceptions;
#[path = "conformance/operations.rs"]
mod operations;
#[path = "conformance/outputs.rs"]
mod outputs;
#[path = "conformance/partitions.rs"]
mod partitions;
#[path = "conformance/report.rs"]
mod report;
#[path = "conformance/service_model.rs"]
mod service_model;
