//! The client without `async`.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking, and clippy does not see `#[test]` for helpers"
)]

mod in_async_code;
mod methods;

use std::time::Duration;

use connect_participant::{Client, ClientBuilder, ConnectionToken, ParticipantRole, blocking};
use connect_participant_local::{Chat, LocalService};

/// A service on a thread of its own, which a blocked test does not block.
struct Scene {
    service: LocalService,
    chat: Chat,
    token: ConnectionToken,
}

impl Scene {
    fn new() -> Self {
        let service = LocalService::builder().start_blocking().unwrap();
        let chat = service.open_chat();
        let agent = chat.add_participant(ParticipantRole::Agent);
        let token = agent.connection_token().clone();
        Self { service, chat, token }
    }

    fn builder(&self) -> ClientBuilder {
        Client::builder().endpoint_url(self.service.url()).initial_backoff(Duration::from_millis(1))
    }

    fn client(&self) -> blocking::Client {
        blocking::Client::new(self.builder().build().unwrap()).unwrap()
    }
}
