//! Calls an operation without a trait. The content type is chosen at run time, and the client
//! checks the input before it sends anything.

use connect_participant::{Client, EventContentType, ParticipantRole, SendEventInput};
use connect_participant_local::LocalService;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let service = LocalService::start().await?;
    let client = Client::builder().endpoint_url(service.url()).build()?;
    let agent = service.open_chat().add_participant(ParticipantRole::Agent);
    let token = agent.connection_token();

    let typing = SendEventInput::new(EventContentType::Typing, token.clone());
    let output = client.call(typing).await?;
    println!("typing: recorded with the id {}", output.id.as_deref().unwrap_or("none"));

    let read = SendEventInput::new(EventContentType::MessageRead, token.clone());
    let output = client.call(read.clone().message_id("3b1e5f0c")).await?;
    println!("read: recorded with the id {}", output.id.as_deref().unwrap_or("none"));

    // A receipt without a message id is not sent.
    if let Err(error) = client.call(read).await {
        println!("read, without a message id: {error}");
    }
    Ok(())
}
