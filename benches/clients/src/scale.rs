//! Measures many sessions that share one client: the memory of a session, and the throughput of
//! concurrent calls.

use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

use anyhow::Result;
use connect_participant::{
    Client, ConnectionToken, Participant, SendEventOutput, participant_operation,
};
use serde::{Deserialize, Serialize};
use tokio::task::JoinSet;

use crate::allocations::Allocations;
use crate::client::{CONNECTION_TOKEN, check_id};
use crate::measure::{cpu_us, float};

/// The number of sessions.
pub const SESSIONS: usize = 10_000;

/// The numbers of concurrent calls.
pub const CONCURRENCY: [usize; 11] = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024];

/// The number of calls in a sample. It is larger if [`MIN_CALLS_PER_TASK`] requires more.
const CALLS: usize = 50_000;
const MIN_CALLS_PER_TASK: usize = 100;
const WARM_UP: usize = 20;

/// A participant in a chat, as a user of the crate would write it.
struct Session {
    client: Client,
    connection_token: ConnectionToken,
}

impl Participant for Session {
    fn client(&self) -> &Client {
        &self.client
    }
}

trait ChatEvents: Participant {
    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.typing",
        connection_token = self.connection_token()
    )]
    async fn typing(&self) -> connect_participant::Result<SendEventOutput>;

    fn connection_token(&self) -> &ConnectionToken;
}

impl ChatEvents for Session {
    fn connection_token(&self) -> &ConnectionToken {
        &self.connection_token
    }
}

/// The results for one number of threads and one number of concurrent calls.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub struct Sample {
    pub calls_per_second: f64,
    /// The CPU time of the process per call.
    pub cpu_us: f64,
    /// The memory of a session, without the text of its token.
    pub bytes_per_session: f64,
}

/// Measures `concurrency` concurrent calls on a runtime with `threads` threads.
pub fn measure(url: &str, threads: usize, concurrency: usize) -> Result<Sample> {
    let runtime = match threads {
        1 => tokio::runtime::Builder::new_current_thread().enable_all().build()?,
        threads => tokio::runtime::Builder::new_multi_thread()
            .worker_threads(threads)
            .enable_all()
            .build()?,
    };
    runtime.block_on(async {
        let client = Client::builder().endpoint_url(url).max_connections(concurrency).build()?;
        let memory = Allocations::live_bytes();
        let sessions: Result<Vec<_>> = (0..SESSIONS).map(|_| session(&client)).collect();
        let sessions: Arc<[Session]> = black_box(sessions?.into());
        let memory = Allocations::live_bytes() - memory;

        let calls = (CALLS / concurrency).max(MIN_CALLS_PER_TASK);
        send(&sessions, concurrency, WARM_UP).await?;
        let (cpu, start) = (cpu_us(), Instant::now());
        send(&sessions, concurrency, calls).await?;
        let (elapsed, cpu) = (start.elapsed(), cpu_us() - cpu);
        let calls = float((calls * concurrency) as u64);
        let token_bytes = float(CONNECTION_TOKEN.len() as u64);
        Ok(Sample {
            calls_per_second: calls / elapsed.as_secs_f64(),
            cpu_us: cpu / calls,
            bytes_per_session: float(memory) / float(SESSIONS as u64) - token_bytes,
        })
    })
}

fn session(client: &Client) -> Result<Session> {
    let connection_token = ConnectionToken::new(CONNECTION_TOKEN)?;
    Ok(Session { client: client.clone(), connection_token })
}

/// Makes `calls` calls from each of `tasks` concurrent tasks. Each task uses one session after
/// another.
async fn send(sessions: &Arc<[Session]>, tasks: usize, calls: usize) -> Result<()> {
    let mut sending = JoinSet::new();
    for task in 0..tasks {
        let sessions = Arc::clone(sessions);
        sending.spawn(async move {
            for session in sessions.iter().cycle().skip(task * SESSIONS / tasks).take(calls) {
                check_id(session.typing().await?.id.as_deref())?;
            }
            anyhow::Ok(())
        });
    }
    while let Some(sent) = sending.join_next().await {
        sent??;
    }
    Ok(())
}
