//! Clients, and input for them.

use connect_participant::{
    Client, ClientBuilder, ConnectionToken, EventContentType, SendEventInput,
};

/// A connection token in the form of a real one. No other text in the tests shares a part of it.
pub const CONNECTION_TOKEN: &str = "QVFJREFIaXNlY3JldHNlY3JldA==";

/// Returns [`CONNECTION_TOKEN`] as a [`ConnectionToken`].
#[must_use]
pub fn connection_token() -> ConnectionToken {
    ConnectionToken::new(CONNECTION_TOKEN).unwrap()
}

/// Creates a builder for a client that sends to `url` without retries. The client uses hyper, or
/// reqwest if the environment has `TRANSPORT=reqwest`, so that the same tests cover both.
pub fn builder(url: impl Into<String>) -> ClientBuilder {
    let builder = Client::builder().endpoint_url(url).max_attempts(1);
    if uses_reqwest() { builder.configure_reqwest(|reqwest| reqwest) } else { builder }
}

/// Returns `true` if the environment has `TRANSPORT=reqwest`.
#[must_use]
pub fn uses_reqwest() -> bool {
    std::env::var_os("TRANSPORT").is_some_and(|transport| transport == "reqwest")
}

/// Returns the names of these request headers in order, with the `accept` header that reqwest adds.
#[must_use]
pub fn headers(names: &[&'static str]) -> Vec<&'static str> {
    let accept = uses_reqwest().then_some("accept");
    accept.into_iter().chain(names.iter().copied()).collect()
}

/// Creates a client that sends to `url` without retries.
#[must_use]
pub fn client(url: impl Into<String>) -> Client {
    builder(url).build().unwrap()
}

/// Returns the simplest input: a typing event.
#[must_use]
pub fn typing() -> SendEventInput {
    SendEventInput::new(EventContentType::Typing, connection_token())
}
