//! What the crate is used for, one file a use. Run one with `cargo run --example NAME`:
//!
//! - `chat_events`: typing, delivered and read, through an annotated trait
//! - `whole_chat`: every side of a chat, from the participant tokens to the end
//! - `own_session`: the trait on a type of one's own, which keeps the connection token
//! - `plain_call`: no trait
//! - `fake_in_tests`: code that is tested without a service
//! - `offline_tests`: a bot, and tests of it that need no Amazon Connect
//! - `handle_errors`: what to do about each kind of failure
