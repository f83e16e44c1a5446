//! A call without a trait: the content type is chosen at run time, and checked before anything is sent.

use connect_participant::{Client, EventContentType, ParticipantRole, Result, SendEventInput};
use connect_participant_local::LocalService;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let service = LocalService::start().await?;
    let client = Client::builder().endpoint_url(service.url()).build()?;
    let agent = service.open_chat().add_participant(ParticipantRole::Agent);
    let token = agent.connection_token();

    let typing = SendEventInput::new(EventContentType::Typing, token.clone());
    println!("{:?}", client.call(typing).await?);

    let read = SendEventInput::new(EventContentType::MessageRead, token.clone());
    println!("{:?}", client.call(read.clone().message_id("3b1e5f0c")).await?);

    // A receipt that names no message is not sent.
    if let Err(error) = client.call(read).await {
        println!("{error}");
    }
    Ok(())
}
