//! An example with dependencies of its own, so that the other examples build quickly:
//!
//! ```console
//! $ cargo run -p connect-participant-telemetry-example --example telemetry
//! ```
