//! Sessions that read.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::Result;
use connect_participant::{Client, Clock, ParticipantToken, SleepFuture};
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

/// The clock of Tokio, which counts how many timers have gone off in each second of ten. The timers
/// of idle sessions are those of their heartbeats.
#[derive(Default)]
pub(super) struct BeatClock {
    seconds: [AtomicU64; 10],
}

impl BeatClock {
    /// Returns the counts, and starts again with zero.
    pub(super) fn take(&self) -> [u64; 10] {
        self.seconds.each_ref().map(|count| count.swap(0, Ordering::Relaxed))
    }
}

impl Clock for BeatClock {
    fn sleep(&self, duration: Duration) -> SleepFuture<'_> {
        Box::pin(async move {
            tokio::time::sleep(duration).await;
            let second = usize::try_from(self.now().as_secs() % 10).unwrap_or_default();
            if let Some(count) = self.seconds.get(second) {
                count.fetch_add(1, Ordering::Relaxed);
            }
        })
    }
}
