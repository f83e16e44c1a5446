//! Sessions that read.

use std::sync::Arc;

use anyhow::Result;
use connect_participant::{Client, ParticipantToken};
use connect_participant_session::{ChatEvent, Session};

use super::{CONNECT_TIMEOUT, Counter};

/// Connects a session, and reads its events in a task of its own.
pub(super) async fn connect(
    client: &Client,
    token: ParticipantToken,
    counter: Arc<Counter>,
) -> Result<()> {
    let builder = Session::builder(client, token).connect_timeout(CONNECT_TIMEOUT);
    let (session, mut events) = builder.connect().await?;
    tokio::spawn(async move {
        let _session = session;
        while let Some(event) = events.next().await {
            match event {
                ChatEvent::Message(_) => counter.add(),
                ChatEvent::Failed(error) => eprintln!("a session has failed: {error}"),
                _ => {}
            }
        }
    });
    Ok(())
}
