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

/// A builder for a client that sends to `url`, and tries nothing again.
pub fn builder(url: impl Into<String>) -> ClientBuilder {
    Client::builder().endpoint_url(url).max_attempts(1)
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
