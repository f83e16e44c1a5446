//! The sessions of a process, and the local service in memory.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result};
use connect_participant::{Client, ParticipantRole, RateLimits};
use connect_participant_local::{ChatSocket, LocalService, Quotas, RequestRecord};
use connect_participant_session::{ChatEvent, ConnectionState, Session, SessionBuilder};
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep, timeout};

use super::beat_clock::BeatClock;

/// The time after which sessions are not expected to be connected any more.
const GIVE_UP: Duration = Duration::from_secs(3 * 3_600);

/// The time between two heartbeats of a session.
const HEARTBEAT: Duration = Duration::from_secs(10);

/// A local service, and sessions with one client.
pub(super) struct World {
    service: LocalService,
    client: Client,
    clock: Arc<BeatClock>,
    calls: Arc<Calls>,
    sessions: usize,
    /// A message for each session that has become live.
    is_live: mpsc::UnboundedSender<()>,
    live: mpsc::UnboundedReceiver<()>,
}

/// The number of calls by operation, and of those that were throttled.
#[derive(Default)]
pub(super) struct Calls(Mutex<BTreeMap<&'static str, (u64, u64)>>);

impl World {
    /// Starts a local service. The client has the same limits.
    pub(super) async fn start(quotas: Quotas, limits: RateLimits) -> Result<Self> {
        let calls = Arc::new(Calls::default());
        let counted = Arc::clone(&calls);
        let service = LocalService::builder()
            .without_port()
            .follow_runtime()
            .control(false)
            .quotas(quotas)
            .on_request(move |request| counted.add(request))
            .start()
            .await?;
        let clock = Arc::new(BeatClock::new());
        let client = Client::builder()
            .endpoint_url(service.url())
            .transport(service.transport())
            .clock(Arc::clone(&clock))
            // The turn of a call may come after half an hour.
            .operation_timeout(GIVE_UP)
            .rate_limits(limits)
            .build()?;
        let (is_live, live) = mpsc::unbounded_channel();
        Ok(Self { service, client, clock, calls, sessions: 0, is_live, live })
    }

    /// Connects sessions, and returns the time that it takes. All begin at once.
    pub(super) async fn connect(
        &mut self,
        sessions: usize,
        lifetime: Duration,
    ) -> Result<Duration> {
        let start = Instant::now();
        for _ in 0..sessions {
            let customer = self.service.open_chat().add_participant(ParticipantRole::Customer);
            let token = customer.participant_token().clone();
            let builder = Session::builder(&self.client, token).connect_timeout(GIVE_UP);
            tokio::spawn(read(builder.websocket_lifetime(lifetime), self.is_live.clone()));
        }
        self.sessions += sessions;
        self.all_live().await?;
        Ok(start.elapsed())
    }

    /// Resets all websockets at once. Returns the time until all sessions are connected again.
    pub(super) async fn outage(&mut self) -> Result<Duration> {
        let start = Instant::now();
        for chat in self.service.chats() {
            chat.sockets().iter().for_each(ChatSocket::reset);
        }
        self.all_live().await?;
        Ok(start.elapsed())
    }

    /// Returns the number of heartbeats in ten seconds, by second.
    pub(super) async fn heartbeats(&self) -> [u64; 10] {
        // What follows the connection is over after a moment.
        sleep(HEARTBEAT).await;
        self.clock.take();
        sleep(HEARTBEAT).await;
        self.clock.take()
    }

    /// Returns the calls since the last time.
    pub(super) fn calls(&self) -> BTreeMap<&'static str, (u64, u64)> {
        self.calls.take()
    }

    async fn all_live(&mut self) -> Result<()> {
        let all = async {
            for _ in 0..self.sessions {
                self.live.recv().await;
            }
        };
        timeout(GIVE_UP, all).await.context("not all sessions are connected")
    }
}

/// Connects a session, and reports each time that it becomes live.
async fn read(builder: SessionBuilder, live: mpsc::UnboundedSender<()>) {
    let connected = builder.connect().await;
    let (_session, mut events) = match connected {
        Ok(connected) => connected,
        Err(error) => return eprintln!("a session has not connected: {error}"),
    };
    while let Some(event) = events.next().await {
        match event {
            // Nobody counts after the end.
            ChatEvent::Connection(ConnectionState::Live) => drop(live.send(())),
            ChatEvent::Failed(error) => eprintln!("a session has failed: {error}"),
            _ => {}
        }
    }
}

impl Calls {
    fn add(&self, request: &RequestRecord) {
        let Some(operation) = request.operation else { return };
        let is_throttled = request.status.is_some_and(|status| status == 429);
        let mut calls = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (all, throttled) = calls.entry(operation).or_default();
        *all += 1;
        *throttled += u64::from(is_throttled);
    }

    /// Returns the counts, and starts again with zero.
    fn take(&self) -> BTreeMap<&'static str, (u64, u64)> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
