//! What the tests share: a server that shows what goes over the wire, a transport that needs no wire, and both ends of
//! a call.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test says what went wrong by panicking"
)]

/// README's code compiles.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;

mod answer;
mod captured;
mod client;
mod clock;
mod errors;
mod exceptions;
mod proxy;
mod recorder;
mod request;
mod scripted;
mod tls;
mod tunnel;

pub use answer::Answer;
pub use captured::Captured;
pub use client::{
    CONNECTION_TOKEN, builder, client, connection_token, headers, sends_with_reqwest, typing,
};
pub use clock::HeldClock;
pub use errors::everything_in;
pub use exceptions::kind_of;
pub use proxy::{Fault, FaultyProxy};
pub use recorder::{Recorder, closed_port};
pub use request::Request;
pub use scripted::{Attempt, Outcome, Scripted};
pub use tls::TlsFront;
pub use tunnel::TunnelProxy;
