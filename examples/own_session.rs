//! An annotated trait on a type of your own, which stores the client and the connection token.

use connect_participant::{
    Client, Connected, ConnectionToken, Participant, ParticipantRole, Result,
    participant_operation,
};
use connect_participant_local::LocalService;

/// One participant in one chat.
struct Session {
    client: Client,
    connection_token: ConnectionToken,
}

impl Participant for Session {
    fn client(&self) -> &Client {
        &self.client
    }
}

impl Connected for Session {
    fn connection_token(&self) -> ConnectionToken {
        self.connection_token.clone()
    }
}

/// The supertrait `Connected` provides the connection token, so no method binds it.
trait SessionEvents: Connected {
    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.typing"
    )]
    async fn typing(&self) -> Result<()>;

    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.message.read"
    )]
    async fn read(&self, message_id: &str) -> Result<()>;
}

impl SessionEvents for Session {}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let service = LocalService::start().await?;
    let client = Client::builder().endpoint_url(service.url()).build()?;
    let chat = service.open_chat();

    // All sessions share one client, and so its connections and its retry quota.
    for role in [ParticipantRole::Customer, ParticipantRole::Agent] {
        let connection_token = chat.add_participant(role).connection_token().clone();
        let session = Session { client: client.clone(), connection_token };
        session.typing().await?;
        session.read("3b1e5f0c").await?;
    }

    for event in chat.events() {
        println!("{:10}{}", event.participant_role, event.content_type);
    }
    Ok(())
}
