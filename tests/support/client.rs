//! The client's end of a call.

use connect_participant::{
    Client, ClientBuilder, ConnectionToken, EventContentType, SendEventInput,
};

/// A connection token in the form of a real one. No other text of the tests has a part of it.
pub const CONNECTION_TOKEN: &str = "QVFJREFIaXNlY3JldHNlY3JldA==";

/// The [`CONNECTION_TOKEN`], checked.
#[must_use]
pub fn connection_token() -> ConnectionToken {
    ConnectionToken::new(CONNECTION_TOKEN).unwrap()
}

/// A builder for a client that sends to `url`, and tries nothing again. It sends with hyper, or with reqwest where the
/// environment says `TRANSPORT=reqwest`: what holds for the one holds for the other.
pub fn builder(url: impl Into<String>) -> ClientBuilder {
    let builder = Client::builder().endpoint_url(url).max_attempts(1);
    if sends_with_reqwest() { builder.configure_reqwest(|reqwest| reqwest) } else { builder }
}

/// Whether the environment says so.
#[must_use]
pub fn sends_with_reqwest() -> bool {
    std::env::var_os("TRANSPORT").is_some_and(|transport| transport == "reqwest")
}

/// The names of the headers of a request, in their order, with that which reqwest adds.
#[must_use]
pub fn headers(names: &[&'static str]) -> Vec<&'static str> {
    let accept = sends_with_reqwest().then_some("accept");
    accept.into_iter().chain(names.iter().copied()).collect()
}

/// A client that sends to `url`, and tries nothing again.
#[must_use]
pub fn client(url: impl Into<String>) -> Client {
    builder(url).build().unwrap()
}

/// The simplest input there is: is typing.
#[must_use]
pub fn typing() -> SendEventInput {
    SendEventInput::new(EventContentType::Typing, connection_token())
}
