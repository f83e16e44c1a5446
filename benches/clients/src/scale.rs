//! Many sessions that share one client: what each of them keeps, and how many calls a second they make at once.

use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Result, ensure};
use connect_participant::{
    Client, ConnectionToken, Participant, SendEventOutput, participant_operation,
};
use serde::{Deserialize, Serialize};
use tokio::task::JoinSet;

use crate::allocations::Allocations;
use crate::client::CONNECTION_TOKEN;
use crate::measure::{cpu_us, each};
use crate::server::ID;

/// How many sessions there are.
pub const SESSIONS: usize = 10_000;

/// How many calls are made at once.
pub const CONCURRENCY: [usize; 11] = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024];

/// Calls a sample is made of, at least so many by each task.
const CALLS: usize = 50_000;
const CALLS_OF_A_TASK: usize = 100;
const WARM_UP: usize = 20;

/// One who takes part in a chat, as a user would write it.
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

/// What came of so many calls at once.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub struct Sample {
    pub calls_per_second: f64,
    /// Of the process, by call.
    pub cpu_us: f64,
    /// What a session keeps in memory beyond the text of its token.
    pub bytes_per_session: f64,
}

/// Measures so many calls at once, on so many threads.
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
        let kept = Allocations::kept();
        let sessions: Result<Vec<_>> = (0..SESSIONS).map(|_| session(&client)).collect();
        let sessions: Arc<[Session]> = black_box(sessions?.into());
        let kept = Allocations::kept() - kept;

        let calls = (CALLS / concurrency).max(CALLS_OF_A_TASK);
        send(&sessions, concurrency, WARM_UP).await?;
        let (cpu, began) = (cpu_us(), Instant::now());
        send(&sessions, concurrency, calls).await?;
        let (took, cpu) = (began.elapsed(), cpu_us() - cpu);
        let all = each((calls * concurrency) as u64, 1);
        let token = each(CONNECTION_TOKEN.len() as u64, 1);
        Ok(Sample {
            calls_per_second: all / took.as_secs_f64(),
            cpu_us: cpu / all,
            bytes_per_session: each(kept, SESSIONS) - token,
        })
    })
}

fn session(client: &Client) -> Result<Session> {
    let connection_token = ConnectionToken::new(CONNECTION_TOKEN)?;
    Ok(Session { client: client.clone(), connection_token })
}

/// So many calls by each of so many tasks at once, all sessions in turn.
async fn send(sessions: &Arc<[Session]>, tasks: usize, calls: usize) -> Result<()> {
    let mut sending = JoinSet::new();
    for task in 0..tasks {
        let sessions = Arc::clone(sessions);
        sending.spawn(async move {
            for session in sessions.iter().cycle().skip(task * SESSIONS / tasks).take(calls) {
                let output = session.typing().await?;
                ensure!(output.id.as_deref() == Some(ID), "another answer: {output:?}");
            }
            Ok(())
        });
    }
    while let Some(sent) = sending.join_next().await {
        sent??;
    }
    Ok(())
}
