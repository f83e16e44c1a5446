//! A bot greets a customer, and replies to a question.

use connect_participant::{Client, ParticipantRole};
use connect_participant_local::LocalService;
use connect_participant_session::{ChatEvent, Session};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let service = LocalService::start().await?; // stands in for Amazon Connect
    let chat = service.open_chat();
    let customer = chat.add_participant(ParticipantRole::Customer);
    let bot = chat.add_participant(ParticipantRole::CustomBot);
    let client = Client::builder().endpoint_url(service.url()).build()?;
    let builder = Session::builder(&client, bot.participant_token().clone());
    let (session, mut events) = builder.connect_participant(true).connect().await?;
    session.send_text("Hello, how can I help you?").await?;
    customer.say("When do you open?")?;
    while let Some(event) = events.next().await {
        match event {
            ChatEvent::Message(message) if message.is_from(ParticipantRole::Customer) => {
                session.send_text("We open at nine.").await?;
                break;
            }
            _ => {} // who joins, receipts, typing, the end of the chat
        }
    }
    println!("{}", chat.said().join("\n"));
    Ok(())
}
