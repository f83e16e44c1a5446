//! The caller of edition 2021, with edition 2018.

#[path = "../lib.rs"]
pub mod caller;
