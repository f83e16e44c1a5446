//! The caller of edition 2021, with edition 2024.

// This edition has another order of imports.
#[rustfmt::skip]
#[path = "../lib.rs"]
pub mod caller;
