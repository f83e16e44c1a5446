//! The session of this repository with its default settings.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use connect_participant::{Client, ParticipantToken, Result};
use connect_participant_session::{ChatEvent, ConnectionState, Events, Message, Session};
use serde_json::{Value, json};

use super::Run;

#[derive(Default)]
pub struct Sessions {
    sessions: Mutex<HashMap<String, Session>>,
    messages: Arc<Mutex<HashMap<String, Message>>>,
}

impl Sessions {
    async fn result(&self, command: &Value) -> Result<Value> {
        let text = |name: &str| command[name].as_str().unwrap_or_default();
        let name = text("session").to_owned();
        if command["do"] == "connect" {
            let client = Client::builder().endpoint_url(text("url")).build()?;
            let token = ParticipantToken::new(text("participantToken"))?;
            let (session, events) = Session::connect(&client, token).await?;
            self.sessions.lock().expect("not poisoned").insert(name.clone(), session);
            tokio::spawn(report(name, events, Arc::clone(&self.messages)));
            return Ok(json!({}));
        }
        let session = self.sessions.lock().expect("not poisoned").get(&name).cloned();
        let session = session.expect("it is connected");
        let message = || self.messages.lock().expect("not poisoned")[text("message")].clone();
        match text("do") {
            "typing" => drop(session.send_typing().await?),
            "delivered" => drop(session.mark_delivered(&message()).await?),
            "read" => drop(session.mark_read(&message()).await?),
            _ => {
                let content = command["input"]["Content"].as_str().unwrap_or_default();
                return Ok(json!({ "id": session.send_text(content).await?.id }));
            }
        }
        Ok(json!({}))
    }
}

impl Run for Sessions {
    async fn run(&self, command: &Value) -> Value {
        let result = self.result(command).await;
        result.unwrap_or_else(|error| {
            json!({
                "error": format!("{:?}", error.kind()),
                "status": error.status().map(|status| status.as_u16()),
                "message": error.to_string(),
            })
        })
    }
}

/// Writes the events of a session.
async fn report(name: String, mut events: Events, messages: Arc<Mutex<HashMap<String, Message>>>) {
    while let Some(event) = events.next().await {
        let (event, text) = match event {
            ChatEvent::Message(message) => {
                let text = message.text().to_owned();
                messages.lock().expect("not poisoned").insert(message.id().to_owned(), message);
                ("message", Some(text))
            }
            ChatEvent::Connection(ConnectionState::Reconnecting) => ("lost", None),
            ChatEvent::Connection(ConnectionState::Live) => ("live", None),
            ChatEvent::Failed(_) => ("broken", None),
            ChatEvent::Ended => ("ended", None),
            _ => continue,
        };
        super::write(&json!({ "session": name, "event": event, "text": text }));
    }
}
