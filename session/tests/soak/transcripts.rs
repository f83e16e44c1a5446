//! The times at which sessions could not read their transcripts, as the service sees them.

use std::collections::HashMap;
use std::time::Duration;

/// Live items wait this long for the missed ones if the transcript cannot be read.
const PATIENCE: Duration = Duration::from_secs(10);

/// The service records times in milliseconds.
const MILLISECOND: Duration = Duration::from_millis(1);

/// The transcripts of all participants.
#[derive(Default)]
pub(crate) struct Transcripts(HashMap<String, Transcript>);

/// The failures of one session to read its transcript.
#[derive(Clone, Default)]
pub(crate) struct Transcript {
    failing_since: Option<Duration>,
    /// The times in which live items may come before missed ones.
    passes: Vec<(Duration, Duration)>,
}

impl Transcripts {
    /// Notes the response to a request for the transcript.
    pub(crate) fn read(&mut self, participant_id: &str, is_success: bool, now: Duration) {
        let transcript = self.0.entry(participant_id.to_owned()).or_default();
        if is_success {
            transcript.close(now);
        } else {
            transcript.failing_since.get_or_insert(now);
        }
    }

    /// Notes a new websocket: the session tries again from the beginning.
    pub(crate) fn connected(&mut self, participant_id: &str, now: Duration) {
        if let Some(transcript) = self.0.get_mut(participant_id) {
            transcript.close(now);
        }
    }

    /// Returns the transcript of a participant.
    pub(crate) fn of(&self, participant_id: &str, now: Duration) -> Transcript {
        let mut transcript = self.0.get(participant_id).cloned().unwrap_or_default();
        transcript.close(now);
        transcript
    }
}

impl Transcript {
    fn close(&mut self, now: Duration) {
        if let Some(since) = self.failing_since.take() {
            if now >= since + PATIENCE {
                self.passes.push((since + PATIENCE, now));
            }
        }
    }

    /// Returns `true` if an item that was said and heard at these times may come before others that
    /// were missed.
    pub(crate) fn lets_pass(&self, said: Duration, heard: Duration) -> bool {
        let said = said.saturating_sub(MILLISECOND);
        self.passes.iter().any(|(start, end)| said <= *end && heard >= *start)
    }
}
