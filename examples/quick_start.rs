//! An agent sends a message, and reads the transcript of the chat.

use connect_participant::{
    Client, ConnectionToken, Item, Participant, ParticipantRole, Result,
    participant_operation,
};
use connect_participant_local::LocalService;

trait Agent: Participant {
    #[participant_operation(SendMessage, content_type = "text/plain")]
    async fn say(&self, content: &str, connection_token: &ConnectionToken) -> Result<()>;

    #[participant_operation(GetTranscript, max_results = 10)]
    async fn latest(&self, connection_token: &ConnectionToken) -> Result<Vec<Item>>;
}

impl Agent for Client {}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let service = LocalService::start().await?; // stands in for Amazon Connect
    let agent = service.open_chat().add_participant(ParticipantRole::Agent);
    let client = Client::builder().endpoint_url(service.url()).build()?;
    client.say("Hello, how can I help you?", agent.connection_token()).await?;
    for item in client.latest(agent.connection_token()).await? {
        println!("{}", item.content.unwrap_or_default());
    }
    Ok(())
}
