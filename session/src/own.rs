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
    /// The messages that get receipts of this participant. A chat with receipts has two
    /// participants, so nobody else sends receipts for them.
    marked: VecDeque<Box<str>>,
    /// The messages of this participant that have come before its id was known.
    unrecognised: Vec<Box<str>>,
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

    /// Returns `true` if the next message may be the first one of the participant, although no call
    /// has returned its id.
    pub(crate) fn is_sought(&self) -> bool {
        self.participant_id.is_none() && self.said.is_empty()
    }

    /// Returns `true` if this recipient of a receipt for a message is the participant.
    pub(crate) fn is_recipient(&self, participant_id: Option<&str>, message_id: &str) -> bool {
        self.is(participant_id) || self.marked.iter().any(|id| **id == *message_id)
    }

    /// Notes that a message gets a receipt of the participant.
    pub(crate) fn marking(&mut self, message_id: &str) {
        if self.participant_id.is_none() {
            push(&mut self.marked, message_id.into());
        }
    }

    /// Returns the messages of the participant that have come before its id was known, once.
    pub(crate) fn take_unrecognised(&mut self) -> Vec<Box<str>> {
        std::mem::take(&mut self.unrecognised)
    }

    /// Notes a message that a call of the user has sent.
    pub(crate) fn said(&mut self, message_id: &str) {
        if self.participant_id.is_some() {
            return;
        }
        let position = self.heard.iter().position(|(id, _)| **id == *message_id);
        let sender = position.and_then(|position| self.heard.get(position));
        match sender.map(|(_, participant_id)| participant_id.clone()) {
            Some(participant_id) => self.found(&participant_id),
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
        let heard = std::mem::take(&mut self.heard).into_iter();
        let of_participant = heard.filter(|(_, sender)| **sender == *participant_id);
        let unrecognised = of_participant.map(|(message_id, _)| message_id).collect();
        *self = Self { unrecognised, ..Self::new(Some(participant_id)) };
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
        assert_eq!(own.take_unrecognised(), ["m1".into()]);
    }

    #[test]
    fn first_message_is_sought_until_its_id_is_known() {
        let mut own = Own::default();
        own.heard("m1", "customer");
        assert!(own.is_sought());
        own.said("m2");
        assert!(!own.is_sought());
        assert!(!Own::new(Some("bot")).is_sought());
    }
}
