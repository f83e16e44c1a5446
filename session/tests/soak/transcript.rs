//! The times at which a chat's transcript could not be read.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use connect_participant::Client;

use crate::time::Time;

/// Live items wait this long for the missed ones if the transcript cannot be read.
const PATIENCE: Duration = Duration::from_secs(10);

/// The service records times in milliseconds.
const MILLISECOND: Duration = Duration::from_millis(1);

/// The transcript of a chat, as the requests of its sessions show it. Clones are the same one.
#[derive(Clone)]
pub(crate) struct Transcript {
    time: Time,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    failing_since: Option<Duration>,
    /// The times at which live items may come before missed ones.
    passes: Vec<(Duration, Duration)>,
}

impl Transcript {
    pub(crate) fn new(time: Time) -> Self {
        Self { time, state: Arc::default() }
    }

    /// Returns a client whose requests for the transcript are watched.
    pub(crate) fn watch(&self, client: &Client) -> Client {
        let transcript = self.clone();
        client.with_layer(move |request, next| {
            let is_page = request.uri().path().ends_with("/participant/transcript");
            let page = is_page.then(|| Page::new(transcript.clone()));
            async move {
                let response = next.run(request).await;
                if let Some(page) = page {
                    let is_success = response.as_ref().is_ok_and(|it| it.status().is_success());
                    page.end(is_success);
                }
                response
            }
        })
    }

    /// Returns `true` if an item that was said and heard at these times may come before others that
    /// were missed.
    pub(crate) fn lets_pass(&self, said: Duration, heard: Duration) -> bool {
        let said = said.saturating_sub(MILLISECOND);
        let state = self.lock();
        let open = state.failing_since.map(|since| (since + PATIENCE, Duration::MAX));
        state.passes.iter().copied().chain(open).any(|(start, end)| said <= end && heard >= start)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A request that is on its way. If it is dropped early, it says nothing about the transcript.
struct Page {
    transcript: Transcript,
    sent: Duration,
    has_ended: bool,
}

impl Page {
    fn new(transcript: Transcript) -> Self {
        let sent = transcript.time.elapsed();
        Self { transcript, sent, has_ended: false }
    }

    fn end(mut self, is_success: bool) {
        self.has_ended = true;
        let now = self.transcript.time.elapsed();
        let mut state = self.transcript.lock();
        let since = *state.failing_since.get_or_insert(self.sent);
        if is_success {
            state.failing_since = None;
            if now >= since + PATIENCE {
                state.passes.push((since + PATIENCE, now));
            }
        }
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        if !self.has_ended && self.transcript.time.elapsed() >= self.sent + PATIENCE {
            self.transcript.lock().failing_since.get_or_insert(self.sent);
        }
    }
}
