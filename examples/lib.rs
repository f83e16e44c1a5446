//! Example programs, one file for each use. Run one with
//! `cargo run -p connect-participant-examples --example NAME`. They use a local service. Those
//! that can use Amazon Connect need `--features amazon-connect` for it:
//!
//! - `quick_start`: the program in README
//! - `chat_events`: the events "typing", "delivered" and "read", with an annotated trait
//! - `whole_chat`: a chat from the participant tokens to the end, with an attachment
//! - `own_session`: an annotated trait on a type of your own, which stores the connection token
//! - `plain_call`: a call without a trait
//! - `blocking`: a script without `async`
//! - `handle_errors`: the errors of a call, and a suitable reaction to each
//! - `bot`: a bot that receives messages, types, replies, and sends receipts
//! - `bridge`: many chats with one client, and a restart at which no message is lost
//! - `rate_limits`: 200 chats that send as fast as they can, with and without rate limits
//! - `layers`: code around each request: a rate limit, a metric, a header, and a recorder
//! - `fake_in_tests`: tests with a fake of the trait, and with a fake transport
//! - `offline_tests`: a bot that replies to customers, and its tests with the local service
//! - `webhook_bot`: a bot behind a webhook, and its tests with a service that they share
