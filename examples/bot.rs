//! A bot that hears questions, sends receipts, shows that it is typing, replies, and leaves.

use connect_participant::{Client, ParticipantRole, Result};
use connect_participant_local::LocalService;
use connect_participant_session::{ChatEvent, Events, Session};
use tokio::time::{Duration, sleep};

/// Looks up the reply to a question, which takes a moment.
async fn reply_to(question: &str) -> &'static str {
    sleep(Duration::from_millis(100)).await;
    match question {
        "When do you open?" => "We open at nine.",
        "Where are you?" => "At the harbour.",
        _ => "I do not know that. Good-bye!",
    }
}

async fn run(chat: Session, mut events: Events) -> Result<()> {
    chat.send_text("Hello, how can I help?").await?;
    while let Some(event) = events.next().await {
        match event {
            ChatEvent::Message(message) if message.is_from(ParticipantRole::Customer) => {
                chat.mark_read(&message);
                let typing = chat.typing(); // repeated until it is dropped
                let reply = reply_to(message.text()).await;
                drop(typing);
                if let Err(error) = chat.send_text(reply).await {
                    eprintln!("not sent: {error}"); // the chat goes on
                }
                if reply.ends_with("Good-bye!") {
                    chat.disconnect().await?;
                    break;
                }
            }
            _ => {} // who joins, receipts, the connection, the end, …
        }
    }
    chat.close().await; // sends the receipts that wait
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let service = LocalService::start().await?; // stands in for Amazon Connect
    let chat = service.open_chat();
    let customer = chat.add_participant(ParticipantRole::Customer);
    let bot = chat.add_participant(ParticipantRole::CustomBot);

    let client = Client::builder().endpoint_url(service.url()).build()?;
    let builder = Session::builder(&client, bot.participant_token().clone());
    let (session, events) = builder.connect_participant(true).connect().await?;
    let bot = tokio::spawn(run(session, events));
    for question in ["When do you open?", "Where are you?", "Who are you?"] {
        customer.say(question)?;
        chat.wait_for(reply_to(question).await).await?;
    }
    bot.await??;
    println!("{}", chat.said().join("\n"));
    Ok(())
}
