//! A service that throttles.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use connect_participant::{Client, ErrorKind, RateLimiter};
use connect_participant_tests::{Outcome, ScriptedTransport, typing};
use tokio::task::JoinSet;
use tokio::time::Instant;

/// A service with a quota that a test can change.
#[derive(Clone)]
pub(crate) struct LimitedService {
    quota: Arc<Mutex<Quota>>,
    transport: ScriptedTransport,
}

/// A token bucket, in units of 10⁻⁹ calls.
struct Quota {
    per_second: u128,
    burst: u128,
    units: u128,
    refilled: Instant,
    accepted: usize,
    refused: usize,
}

const CALL: u128 = 1_000_000_000;

impl Quota {
    fn take(&mut self) -> bool {
        let now = Instant::now();
        let added = (now - self.refilled).as_nanos() * self.per_second;
        self.units = (self.units + added).min(self.burst * CALL);
        self.refilled = now;
        let is_accepted = self.units >= CALL;
        if is_accepted {
            self.units -= CALL;
            self.accepted += 1;
        } else {
            self.refused += 1;
        }
        is_accepted
    }
}

/// The number of requests that the service has accepted and refused in a period.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Counts {
    pub(crate) accepted: usize,
    pub(crate) refused: usize,
}

impl Counts {
    /// The refused part, in percent.
    pub(crate) fn refused_percent(self) -> f64 {
        let count = |count: usize| f64::from(u32::try_from(count).unwrap());
        100.0 * count(self.refused) / count(self.accepted + self.refused)
    }
}

impl LimitedService {
    pub(crate) fn new(per_second: u128, burst: u128) -> Self {
        let (units, refilled) = (burst * CALL, Instant::now());
        let quota = Quota { per_second, burst, units, refilled, accepted: 0, refused: 0 };
        let quota = Arc::new(Mutex::new(quota));
        let script = Arc::clone(&quota);
        let transport = ScriptedTransport::new(move |_| {
            if script.lock().unwrap().take() { Outcome::ok() } else { Outcome::status(429) }
        });
        Self { quota, transport }
    }

    pub(crate) fn set_per_second(&self, per_second: u128) {
        self.quota.lock().unwrap().per_second = per_second;
    }

    pub(crate) fn client(&self, limits: impl RateLimiter) -> Client {
        self.transport.builder().rate_limits(limits).build().unwrap()
    }

    /// Returns a client whose requests take this time to arrive, each one another time.
    pub(crate) fn distant_client(
        &self,
        limits: impl RateLimiter,
        delay: impl Fn(usize) -> Duration + Send + Sync + 'static,
    ) -> Client {
        let sent = AtomicUsize::new(0);
        let builder = self.transport.builder().rate_limits(limits);
        let builder = builder.layer(move |request, next| {
            let delay = delay(sent.fetch_add(1, Ordering::Relaxed));
            async move {
                tokio::time::sleep(delay).await;
                next.run(request).await
            }
        });
        builder.build().unwrap()
    }

    /// Waits for some time, and returns what the service has counted meanwhile.
    pub(crate) async fn count(&self, seconds: u64) -> Counts {
        let counts = || {
            let quota = self.quota.lock().unwrap();
            (quota.accepted, quota.refused)
        };
        let before = counts();
        tokio::time::sleep(Duration::from_secs(seconds)).await;
        let after = counts();
        Counts { accepted: after.0 - before.0, refused: after.1 - before.1 }
    }
}

/// Chats that send as fast as they can. Stops when it is dropped.
pub(crate) struct Bridge {
    sent: Arc<Mutex<Vec<usize>>>,
    _chats: JoinSet<()>,
}

impl Bridge {
    pub(crate) fn start(client: &Client, chats: usize) -> Self {
        let sent = Arc::new(Mutex::new(vec![0; chats]));
        let mut tasks = JoinSet::new();
        for chat in 0..chats {
            let (client, sent) = (client.clone(), Arc::clone(&sent));
            tasks.spawn(async move {
                loop {
                    match client.call(typing()).await {
                        Ok(_) => sent.lock().unwrap()[chat] += 1,
                        Err(error) => assert!(
                            matches!(error.kind(), ErrorKind::Throttling | ErrorKind::RateLimited),
                            "{error}"
                        ),
                    }
                }
            });
        }
        Self { sent, _chats: tasks }
    }

    /// The number of events that each chat has sent.
    pub(crate) fn sent(&self) -> Vec<usize> {
        self.sent.lock().unwrap().clone()
    }
}
