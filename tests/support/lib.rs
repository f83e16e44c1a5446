//! Shared test code: a server that records what goes over the wire, transports without a network,
//! and helpers for clients and errors.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a failing test panics"
)]

/// Compiles the code in the README files, and in the guide that uses all crates.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
#[doc = include_str!("../../model/README.md")]
#[doc = include_str!("../../runtime/README.md")]
#[doc = include_str!("../../runtime/docs/start.md")]
struct Readme;

mod capturing_transport;
mod client;
mod errors;
mod exceptions;
mod faulty_proxy;
mod manual_clock;
mod recorder;
mod request;
mod response;
mod scripted_transport;
mod threaded_server;
mod tls;
mod tunnel_proxy;

pub use capturing_transport::CapturingTransport;
pub use client::{
    CONNECTION_TOKEN, builder, client, connection_token, headers, typing, uses_reqwest,
};
pub use errors::everything_in;
pub use exceptions::kind_of;
pub use faulty_proxy::{Fault, FaultyProxy};
pub use manual_clock::ManualClock;
pub use recorder::{Recorder, closed_port};
pub use request::Request;
pub use response::Response;
pub use scripted_transport::{Attempt, Outcome, ScriptedTransport};
pub use threaded_server::{Exchange, ThreadedServer, response};
pub use tls::{Handshake, TlsTerminator, server_config};
pub use tunnel_proxy::TunnelProxy;
