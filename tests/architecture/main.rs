//! Checks how the modules of each crate import each other.
//!
//! Imports point one way, so that a reader can take one module at a time: the top-level modules of
//! a crate have no import cycle, and neither have its files. `client.rs` and everything in
//! `client/` are one top-level module. An import counts for the module that defines the name,
//! through every `pub use` on the way. Inside a crate, a name is imported from the module that
//! defines it. The crate root is left out: it re-exports names for users.
//!
//! It also checks the features of the client, that one module reads the time, and that the workflow
//! of the public host runs all steps of the gate.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a failing test panics"
)]

mod features;
mod gate;
mod graph;
mod imports;
mod modules;
mod names;
mod references;
mod self_test;
mod time;
mod workspace;
