//! A chat of the local service, in memory.

use connect_participant::{Client, ParticipantRole, Result};
use connect_participant_local::{Chat, ChatParticipant, LocalService, LocalServiceBuilder};
use connect_participant_session::{Events, Session, SessionBuilder};

/// A chat of a customer and an agent. Its time is that of the runtime.
pub(crate) struct Scene {
    pub(crate) service: LocalService,
    pub(crate) client: Client,
    pub(crate) chat: Chat,
    pub(crate) customer: ChatParticipant,
    pub(crate) agent: ChatParticipant,
}

impl Scene {
    pub(crate) async fn new() -> Self {
        Self::at(LocalService::builder().without_port().follow_runtime()).await
    }

    pub(crate) async fn at(builder: LocalServiceBuilder) -> Self {
        let service = builder.start().await.unwrap();
        let client = Client::builder().endpoint_url(service.url());
        let client = client.transport(service.transport()).build().unwrap();
        let chat = service.open_chat();
        let customer = chat.add_participant(ParticipantRole::Customer);
        let agent = chat.add_participant(ParticipantRole::Agent);
        Self { service, client, chat, customer, agent }
    }

    /// Returns a builder for a session of the agent.
    pub(crate) fn builder(&self) -> SessionBuilder {
        Session::builder(&self.client, self.agent.participant_token().clone())
    }

    /// Connects the agent.
    pub(crate) async fn connect(&self) -> Result<(Session, Events)> {
        self.builder().connect().await
    }
}
