//! A bridge between many chats and another channel. One client serves all chats, within the
//! documented quotas. The bridge stops, the customers go on writing, and another process
//! resumes: it gets each message once.

use connect_participant::{Client, ParticipantRole, RateLimits, Result};
use connect_participant_local::{ChatParticipant, LocalService, Quotas};
use connect_participant_session::{ChatEvent, Checkpoint, Events, Session};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinSet;

const CHATS: usize = 12;

/// Forwards the messages of a chat to the other channel.
async fn forward(mut events: Events, channel: UnboundedSender<String>) {
    while let Some(event) = events.next().await {
        match event {
            ChatEvent::Message(message) if message.is_from(ParticipantRole::Customer) => {
                // The other channel is gone if this fails.
                let _ = channel.send(message.text().to_owned());
            }
            ChatEvent::Ended => break,
            _ => {}
        }
    }
}

/// The sessions of a process.
struct Bridge {
    sessions: Vec<Session>,
    forwarding: JoinSet<()>,
}

impl Bridge {
    fn new() -> Self {
        Self { sessions: Vec::new(), forwarding: JoinSet::new() }
    }

    fn add(
        &mut self,
        (session, events): (Session, Events),
        channel: &UnboundedSender<String>,
    ) {
        self.forwarding.spawn(forward(events, channel.clone()));
        self.sessions.push(session);
    }

    /// Stops, and returns what the next process needs. It contains tokens, which are secret.
    async fn stop(self) -> serde_json::Result<String> {
        let sessions = self.sessions.iter().cloned();
        let closing = sessions.map(|session| async move { session.close().await });
        closing.collect::<JoinSet<_>>().join_all().await;
        self.forwarding.join_all().await;
        let checkpoints: Vec<_> = self.sessions.iter().map(Session::checkpoint).collect();
        serde_json::to_string(&checkpoints)
    }
}

async fn connect(
    client: &Client,
    participants: &[ChatParticipant],
    channel: &UnboundedSender<String>,
) -> Result<Bridge> {
    let mut bridge = Bridge::new();
    for participant in participants {
        let token = participant.participant_token().clone();
        let session = Session::builder(client, token).connect_participant(true);
        bridge.add(session.connect().await?, channel);
    }
    Ok(bridge)
}

async fn resume(
    client: &Client,
    stored: &str,
    channel: &UnboundedSender<String>,
) -> Result<Bridge, Box<dyn std::error::Error>> {
    let checkpoints: Vec<Checkpoint> = serde_json::from_str(stored)?;
    let mut bridge = Bridge::new();
    for checkpoint in checkpoints {
        bridge.add(Session::resume(client, checkpoint).await?, channel);
    }
    Ok(bridge)
}

async fn show(channel: &mut UnboundedReceiver<String>) {
    let mut messages = Vec::new();
    for _ in 0..CHATS {
        messages.extend(channel.recv().await);
    }
    messages.sort_unstable();
    println!("{} messages: {}", messages.len(), messages.join(", "));
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let service = LocalService::builder().quotas(Quotas::documented()).start().await?;
    let client = Client::builder()
        .endpoint_url(service.url())
        .rate_limits(RateLimits::documented())
        .build()?;
    let chats: Vec<_> = (0..CHATS).map(|_| service.open_chat()).collect();
    let with_role = |role: ParticipantRole| -> Vec<_> {
        chats.iter().map(|chat| chat.add_participant(role.clone())).collect()
    };
    let customers = with_role(ParticipantRole::Customer);
    let bridges = with_role(ParticipantRole::CustomBot);
    let say = |text: &str| -> Result<()> {
        for (number, customer) in customers.iter().enumerate() {
            customer.say(format!("{text} {number}"))?;
        }
        Ok(())
    };

    let (channel, mut messages) = unbounded_channel();
    let bridge = connect(&client, &bridges, &channel).await?;
    say("hello")?;
    show(&mut messages).await;

    let stored = bridge.stop().await?;
    say("anybody there?")?;

    let bridge = resume(&client, &stored, &channel).await?;
    show(&mut messages).await;
    bridge.stop().await?;
    assert!(messages.is_empty(), "a message came twice");
    Ok(())
}
