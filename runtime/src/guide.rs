//! Guides.
//!
//! - [Start with a first chat](start): a token, a connection, messages, and what to do after a 403.
//! - [Run in production](production): timeouts, retries, limits, TLS, telemetry, shutdown.
//! - [Migrate from the AWS SDK for Rust](migration): both, side by side.
//! - [Traces and logs](telemetry): the spans and fields of the feature `tracing`.
//! - [Rate limits](rate_limits): measurements.
//! - [Compile errors](diagnostics): each message, with the code that causes it.
//!
//! Two other crates have a guide each: `connect-participant-session` for [live chats], and
//! `connect-participant-local` for [tests without AWS].
//!
//! [live chats]: https://docs.rs/connect-participant-session/latest/connect_participant_session/guide/index.html
//! [tests without AWS]: https://docs.rs/connect-participant-local/latest/connect_participant_local/guide/index.html

/// Definitions of the links between the pages. The first definition of a label counts, so here
/// links lead to the modules. In the files, they lead to files.
macro_rules! links {
    () => {
        "\
[start]: crate::guide::start
[production]: crate::guide::production
[migration]: crate::guide::migration
[telemetry]: crate::guide::telemetry
[rate_limits]: crate::guide::rate_limits
[diagnostics]: crate::guide::diagnostics
[content_types]: crate::guide::diagnostics::content_types
[members]: crate::guide::diagnostics::members
[literals]: crate::guide::diagnostics::literals
[receipts]: crate::guide::diagnostics::receipts
[attribute]: crate::guide::diagnostics::attribute
[parameters]: crate::guide::diagnostics::parameters
[method]: crate::guide::diagnostics::method
[return_type]: crate::guide::diagnostics::return_type
[blocking]: crate::guide::diagnostics::blocking
[types]: crate::guide::diagnostics::types
[several_errors]: crate::guide::diagnostics::several_errors
"
    };
}

// Its code uses the other crates too, so the tests of the project compile it.
#[cfg(not(doctest))]
#[doc = links!()]
#[doc = include_str!("../docs/start.md")]
pub mod start {}

#[doc = links!()]
#[doc = include_str!("../docs/production.md")]
pub mod production {}

#[doc = links!()]
#[doc = include_str!("../docs/migration.md")]
pub mod migration {}

#[doc = links!()]
#[doc = include_str!("../docs/telemetry.md")]
pub mod telemetry {}

#[doc = links!()]
#[doc = include_str!("../docs/rate_limits.md")]
pub mod rate_limits {}

// Its code does not compile: the UI tests compare the errors.
#[cfg(not(doctest))]
#[allow(rustdoc::invalid_rust_codeblocks, reason = "long literals are shortened")]
#[doc = links!()]
#[doc = include_str!("../docs/diagnostics.md")]
pub mod diagnostics {
    #[doc = links!()]
    #[doc = include_str!("../docs/diagnostics/content_types.md")]
    pub mod content_types {}

    #[doc = links!()]
    #[doc = include_str!("../docs/diagnostics/members.md")]
    pub mod members {}

    #[doc = links!()]
    #[doc = include_str!("../docs/diagnostics/literals.md")]
    pub mod literals {}

    #[doc = links!()]
    #[doc = include_str!("../docs/diagnostics/receipts.md")]
    pub mod receipts {}

    #[doc = links!()]
    #[doc = include_str!("../docs/diagnostics/attribute.md")]
    pub mod attribute {}

    #[doc = links!()]
    #[doc = include_str!("../docs/diagnostics/parameters.md")]
    pub mod parameters {}

    #[doc = links!()]
    #[doc = include_str!("../docs/diagnostics/method.md")]
    pub mod method {}

    #[doc = links!()]
    #[doc = include_str!("../docs/diagnostics/return_type.md")]
    pub mod return_type {}

    #[doc = links!()]
    #[doc = include_str!("../docs/diagnostics/blocking.md")]
    pub mod blocking {}

    #[doc = links!()]
    #[doc = include_str!("../docs/diagnostics/types.md")]
    pub mod types {}

    #[doc = links!()]
    #[doc = include_str!("../docs/diagnostics/several_errors.md")]
    pub mod several_errors {}
}
