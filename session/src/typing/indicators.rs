//! The participants who are typing.

use std::time::Duration;

/// The other participants who are typing. `P` describes one.
pub(crate) struct Indicators<P> {
    shown: Vec<Indicator<P>>,
    own_id: Option<Box<str>>,
}

struct Indicator<P> {
    participant_id: Box<str>,
    participant: P,
    until: Duration,
}

impl<P> Indicators<P> {
    /// The time for which an indicator is shown.
    const SHOWN: Duration = Duration::from_secs(12);
    /// The maximum number of indicators. A chat has few participants.
    const CAPACITY: usize = 64;

    /// Creates an empty list. Typing of the participant with the id `own_id` is not shown.
    pub(crate) fn new(own_id: Option<&str>) -> Self {
        Self { shown: Vec::new(), own_id: own_id.map(Into::into) }
    }

    /// Sets the id of this participant. Returns this participant if it was shown as typing.
    pub(crate) fn set_own_id(&mut self, own_id: &str) -> Option<P> {
        self.own_id = Some(own_id.into());
        self.clear(own_id)
    }

    /// Shows the indicator of a participant for 12 s from now. Returns `true` if it was not shown
    /// before.
    pub(crate) fn show(&mut self, now: Duration, participant_id: &str, participant: P) -> bool {
        if self.own_id.as_deref() == Some(participant_id) {
            return false;
        }
        let until = now.saturating_add(Self::SHOWN);
        let mut shown = self.shown.iter_mut();
        if let Some(indicator) = shown.find(|shown| *shown.participant_id == *participant_id) {
            indicator.until = until;
            return false;
        }
        let is_new = self.shown.len() < Self::CAPACITY;
        if is_new {
            let participant_id = participant_id.into();
            self.shown.push(Indicator { participant_id, participant, until });
        }
        is_new
    }

    /// Clears the indicator of a participant who has sent a message, or has left. Returns the
    /// participant if it was shown.
    pub(crate) fn clear(&mut self, participant_id: &str) -> Option<P> {
        let index = self.position(participant_id)?;
        Some(self.shown.remove(index).participant)
    }

    /// Clears all indicators, after a loss of the connection or at the end. Returns the
    /// participants.
    pub(crate) fn clear_all(&mut self) -> impl Iterator<Item = P> + use<P> {
        std::mem::take(&mut self.shown).into_iter().map(|indicator| indicator.participant)
    }

    /// Returns the time at which [`due`](Self::due) has to be called.
    pub(crate) fn deadline(&self) -> Option<Duration> {
        self.shown.iter().map(|indicator| indicator.until).min()
    }

    /// Clears an indicator that was shown for 12 s, and returns the participant. Call it until it
    /// returns `None`.
    pub(crate) fn due(&mut self, now: Duration) -> Option<P> {
        let index = self.shown.iter().position(|indicator| indicator.until <= now)?;
        Some(self.shown.remove(index).participant)
    }

    fn position(&self, participant_id: &str) -> Option<usize> {
        self.shown.iter().position(|indicator| *indicator.participant_id == *participant_id)
    }
}
