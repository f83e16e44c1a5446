//! The latest websockets, with their frames.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, Weak};

use connect_participant::Timestamp;

use crate::lock::lock;

/// The number of websockets that are recorded.
const MAX_SOCKETS: usize = 100;

/// The number of frames in each direction that are kept.
const MAX_FRAMES: usize = 50;

/// The part of a frame that is kept, in bytes.
const MAX_TEXT_BYTES: usize = 2 * 1024;

/// The latest websockets, open and closed. Its memory is bounded: nothing more is recorded of a
/// websocket that has been replaced by a later one.
#[derive(Default)]
pub(crate) struct SocketLog(Mutex<VecDeque<Arc<RecordedSocket>>>);

impl SocketLog {
    /// Adds a websocket. The log alone keeps it.
    pub(crate) fn add(&self, socket: RecordedSocket) -> Weak<RecordedSocket> {
        let socket = Arc::new(socket);
        let mut sockets = lock(&self.0);
        if sockets.len() == MAX_SOCKETS {
            sockets.pop_front();
        }
        sockets.push_back(Arc::clone(&socket));
        Arc::downgrade(&socket)
    }

    pub(crate) fn all(&self) -> Vec<Arc<RecordedSocket>> {
        lock(&self.0).iter().cloned().collect()
    }

    pub(crate) fn find(&self, id: &str) -> Option<Arc<RecordedSocket>> {
        lock(&self.0).iter().find(|socket| socket.id == id).cloned()
    }
}

/// A websocket, with its latest frames. It must never be printed, because frames contain what
/// participants said.
pub(crate) struct RecordedSocket {
    pub(crate) id: String,
    pub(crate) contact_id: Arc<str>,
    pub(crate) participant_id: String,
    frames: Mutex<Frames>,
}

#[derive(Default)]
struct Frames {
    sent: VecDeque<RecordedFrame>,
    received: VecDeque<RecordedFrame>,
    /// The number of all frames, also of those that are not kept any more.
    count: u64,
}

/// A frame, with its number from 1 in both directions.
#[derive(Clone)]
pub(crate) struct RecordedFrame {
    pub(crate) number: u64,
    pub(crate) time: Timestamp,
    pub(crate) direction: Direction,
    pub(crate) kind: &'static str,
    /// The start of the frame, as text.
    pub(crate) text: String,
    /// The size of the whole frame, in bytes.
    pub(crate) bytes: usize,
}

/// The direction of a frame, as the service sees it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Sent,
    Received,
}

impl RecordedSocket {
    pub(crate) fn new(id: String, contact_id: Arc<str>, participant_id: String) -> Self {
        Self { id, contact_id, participant_id, frames: Mutex::default() }
    }

    pub(crate) fn record(
        &self,
        time: Timestamp,
        direction: Direction,
        kind: &'static str,
        frame: &[u8],
    ) {
        let start = frame.get(..MAX_TEXT_BYTES).unwrap_or(frame);
        let text = String::from_utf8_lossy(start).into_owned();
        let mut frames = lock(&self.frames);
        frames.count += 1;
        let number = frames.count;
        let kept = match direction {
            Direction::Sent => &mut frames.sent,
            Direction::Received => &mut frames.received,
        };
        if kept.len() == MAX_FRAMES {
            kept.pop_front();
        }
        kept.push_back(RecordedFrame { number, time, direction, kind, text, bytes: frame.len() });
    }

    /// Returns the frames of both directions, in order.
    pub(crate) fn frames(&self) -> Vec<RecordedFrame> {
        let frames = lock(&self.frames);
        let mut all: Vec<_> = frames.sent.iter().chain(&frames.received).cloned().collect();
        all.sort_unstable_by_key(|frame| frame.number);
        all
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Direction, MAX_FRAMES, MAX_SOCKETS, MAX_TEXT_BYTES, RecordedSocket, SocketLog};

    fn socket(id: usize) -> RecordedSocket {
        RecordedSocket::new(id.to_string(), Arc::from("a"), "b".to_owned())
    }

    #[test]
    fn only_the_latest_frames_are_kept_in_each_direction() {
        let socket = socket(0);
        socket.record("1".into(), Direction::Received, "TEXT", b"first");
        for _ in 0..=MAX_FRAMES {
            socket.record("2".into(), Direction::Sent, "TEXT", "é".repeat(9999).as_bytes());
        }
        let frames = socket.frames();
        assert_eq!(frames.len(), 1 + MAX_FRAMES);
        assert_eq!((frames[0].number, &*frames[0].text), (1, "first"));
        assert_eq!((frames[1].number, frames[1].bytes), (3, 19_998));
        assert!(frames.iter().all(|frame| frame.text.len() <= MAX_TEXT_BYTES));
    }

    #[test]
    fn nothing_is_recorded_of_a_replaced_websocket() {
        let log = SocketLog::default();
        let first = log.add(socket(0));
        for id in 1..=MAX_SOCKETS {
            assert!(log.add(socket(id)).upgrade().is_some());
        }
        assert!(first.upgrade().is_none());
        assert_eq!(log.all().len(), MAX_SOCKETS);
        assert!(log.find("0").is_none() && log.find("1").is_some());
    }
}
