//! The requests that reach the service.

use std::collections::BTreeMap;
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Mutex, MutexGuard, PoisonError};

use connect_participant_local::RequestRecord;

use crate::time::Time;

/// The requests, by operation and status.
pub(crate) struct Traffic {
    time: Time,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    requests: BTreeMap<String, u64>,
    /// The calls that the service has refused because of its quotas.
    over_quota: Vec<String>,
    /// Of all requests with their times: the same for the same seed.
    digest: DefaultHasher,
}

impl Traffic {
    pub(crate) fn new(time: Time) -> Self {
        Self { time, state: Mutex::default() }
    }

    pub(crate) fn count(&self, request: &RequestRecord) {
        let name = request.operation.unwrap_or("websocket");
        let status = request.status.map_or(0, |status| status.as_u16());
        let mut state = self.lock();
        *state.requests.entry(format!("{name} {status}")).or_default() += 1;
        let time = self.time.elapsed();
        if status == 429 && !request.fault {
            state.over_quota.push(format!("{name} at {time:?}"));
        }
        (name, status, time).hash(&mut state.digest);
    }

    /// Returns the number of all requests, and a digest of them with their times.
    pub(crate) fn summary(&self) -> (u64, u64) {
        let state = self.lock();
        (state.requests.values().sum(), state.digest.finish())
    }

    /// Returns the calls that the service has refused because of its quotas.
    pub(crate) fn over_quota(&self) -> Vec<String> {
        self.lock().over_quota.clone()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Display for Traffic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.lock();
        state.requests.iter().try_for_each(|(name, count)| write!(f, "\n  {name}: {count}"))
    }
}
