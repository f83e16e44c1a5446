//! Compares the tables of the model crate and the outputs of the runtime with the service model.
//!
//! `fixtures/` has the service model without its documentation, the content types according to the
//! sources of the official clients, the documented quotas, and the AWS partitions. The report names
//! each row and member that differs.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a failing test panics"
)]

mod compare;
mod content_types;
mod docs;
mod enums;
mod exceptions;
mod operations;
mod other_languages;
mod outputs;
mod partitions;
mod quotas;
mod report;
mod service_model;
