//! Checks how the modules of each crate import each other.
//!
//! A room is a top-level module: `client.rs` and everything in `client/` are one. Imports point one way, so that a
//! reader can take one room at a time: there is no circle of rooms in any crate, and no circle of files where a crate
//! can do without. A name counts for the module that defines it, through every `pub use` on the way. The crate root
//! is left out: it re-exports names for users. Inside a crate, a name is imported from the module that defines it.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a failing test panics"
)]

mod graph;
mod imports;
mod modules;
mod names;
mod references;
mod self_test;
mod workspace;
