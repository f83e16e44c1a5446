//! The participant of the session.

use std::collections::VecDeque;

/// The number of messages that are remembered until it is known who has sent them.
const MAX_MESSAGES: usize = 32;

/// The id of the session's participant. No operation returns it. If the user has not set it, it is
/// found by the first message of the user that comes back.
#[derive(Debug, Default)]
pub(crate) struct Own {
    participant_id: Option<Box<str>>,
    /// The ids of messages that calls of the user have sent, and that have not come back.
    said: VecDeque<Box<str>>,
    /// The last messages that have come, with their senders. They may come before the call returns.
    heard: VecDeque<(Box<str>, Box<str>)>,
}

impl Own {
    pub(crate) fn new(participant_id: Option<&str>) -> Self {
        Self { participant_id: participant_id.map(Into::into), ..Self::default() }
    }

    pub(crate) fn participant_id(&self) -> Option<&str> {
        self.participant_id.as_deref()
    }

    /// Returns `true` if this is the id of the participant.
    pub(crate) fn is(&self, participant_id: Option<&str>) -> bool {
        participant_id.is_some() && participant_id == self.participant_id()
    }

    /// Notes a message that a call of the user has sent.
    pub(crate) fn said(&mut self, message_id: &str) {
        if self.participant_id.is_some() {
            return;
        }
        let position = self.heard.iter().position(|(id, _)| **id == *message_id);
        match position.and_then(|position| self.heard.remove(position)) {
            Some((_, participant_id)) => self.found(&participant_id),
            None => push(&mut self.said, message_id.into()),
        }
    }

    /// Notes a message that has come.
    pub(crate) fn heard(&mut self, message_id: &str, participant_id: &str) {
        if self.participant_id.is_some() {
            return;
        }
        if self.said.iter().any(|id| **id == *message_id) {
            self.found(participant_id);
        } else {
            push(&mut self.heard, (message_id.into(), participant_id.into()));
        }
    }

    fn found(&mut self, participant_id: &str) {
        *self = Self::new(Some(participant_id));
    }
}

fn push<T>(queue: &mut VecDeque<T>, item: T) {
    queue.push_back(item);
    if queue.len() > MAX_MESSAGES {
        queue.pop_front();
    }
}

#[cfg(test)]
mod tests {
    use super::Own;

    #[test]
    fn participant_is_found_by_the_first_own_message() {
        let mut own = Own::default();
        own.heard("m1", "customer");
        own.said("m2");
        assert_eq!(own.participant_id(), None);
        own.heard("m2", "bot");
        assert!(own.is(Some("bot")) && !own.is(Some("customer")) && !own.is(None));
    }

    #[test]
    fn message_may_come_before_its_call_returns() {
        let mut own = Own::default();
        own.heard("m1", "bot");
        own.said("m1");
        assert_eq!(own.participant_id(), Some("bot"));
    }
}
