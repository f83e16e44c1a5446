//! The client's end of a call.

use connect_participant::{Client, ClientBuilder, ConnectionToken};

/// A connection token in the form of a real one. No other text of the tests has a part of it.
pub const CONNECTION_TOKEN: &str = "QVFJREFIaXNlY3JldHNlY3JldA==";

/// The [`CONNECTION_TOKEN`], checked.
#[must_use]
pub fn connection_token() -> ConnectionToken {
    ConnectionToken::new(CONNECTION_TOKEN).unwrap()
}

/// A builder for a client that sends to `url`.
pub fn builder(url: impl Into<String>) -> ClientBuilder {
    Client::builder().endpoint_url(url)
}

/// A client that sends to `url`.
#[must_use]
pub fn client(url: impl Into<String>) -> Client {
    builder(url).build().unwrap()
}
