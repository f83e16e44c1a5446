//! Messages that come in chunks, while a bot writes them.
//!
//! All chunks of a message have its id. Each has a number, from 1, and the last one holds the whole
//! message. Source: amazon-connect-chat-interface.

use std::collections::BTreeMap;

use connect_participant::Timestamp;

use crate::wire::received::Received;

/// The maximum number of messages that are being written at the same time. The oldest one is shown
/// again when it is complete.
const MAX_STREAMS: usize = 16;

/// The maximum size of a message before it is complete, in bytes. What comes after it is shown when
/// the message is complete.
const MAX_SIZE: usize = 64 * 1024;

/// The maximum number of chunks of a message that wait for an earlier one.
const MAX_WAITING: usize = 64;

/// The messages that are being written. An empty one takes no memory.
#[derive(Default)]
pub(crate) struct Chunks {
    streams: Vec<Stream>,
}

/// A message that is being written.
struct Stream {
    id: Box<str>,
    /// The time of the first chunk, which is that of the message.
    time: Option<Timestamp>,
    text: String,
    /// The number of the next chunk of `text`.
    next: u32,
    /// Chunks that came before an earlier one.
    waiting: BTreeMap<u32, Box<str>>,
}

impl Chunks {
    /// Takes an item, and returns what to deliver: a chunk as the message so far, anything else, also
    /// a chunk that was returned before, as it is. Returns `None` if there is nothing new to show, as of a chunk that is repeated, late,
    /// or too early.
    ///
    /// `is_known` is `true` if an item with this id has been delivered.
    pub(crate) fn assemble(&mut self, received: Received, is_known: bool) -> Option<Received> {
        let (Some(id), false) =
            (received.id(), self.streams.is_empty() && received.chunk().is_none())
        else {
            return Some(received);
        };
        if received.chunk().is_some_and(|chunk| chunk.is_assembled) {
            return Some(received);
        }
        let place = self.streams.iter().position(|stream| *stream.id == *id);
        let Some(chunk) = received.chunk().filter(|chunk| !chunk.is_complete) else {
            let is_empty = received.content().unwrap_or_default().is_empty();
            let Some(place) = place else {
                // A last chunk without a text only says that the text that was shown is complete.
                let wipes = is_known && is_empty && received.chunk().is_some();
                return (!wipes).then_some(received);
            };
            let stream = self.streams.remove(place);
            return Some(if is_empty {
                received.with_content(&stream.text, stream.time)
            } else {
                received.with_time(stream.time)
            });
        };
        let place = match place {
            Some(place) => place,
            // The message is complete, or was so long ago that it is forgotten here.
            None if is_known => return None,
            None => self.open(id),
        };
        let stream = self.streams.get_mut(place)?;
        let number = chunk.number.unwrap_or(stream.next);
        if number <= 1 || stream.time.is_none() {
            stream.time = received.time().cloned();
        }
        stream.take(number, received.content().unwrap_or_default()).then(|| {
            let stream = &*stream;
            received.with_content(&stream.text, stream.time.clone())
        })
    }

    /// Adds a message, and returns its place.
    fn open(&mut self, id: &str) -> usize {
        if self.streams.len() >= MAX_STREAMS {
            self.streams.remove(0);
        }
        self.streams.push(Stream {
            id: id.into(),
            time: None,
            text: String::new(),
            next: 1,
            waiting: BTreeMap::new(),
        });
        self.streams.len() - 1
    }
}

impl Stream {
    /// Takes a chunk. Returns `true` if the text is longer than before.
    fn take(&mut self, number: u32, content: &str) -> bool {
        let waiting = self.waiting.values().map(|chunk| chunk.len()).sum::<usize>();
        let is_next = number == self.next;
        if number < self.next
            || self.text.len() + waiting + content.len() > MAX_SIZE
            || (!is_next && self.waiting.len() >= MAX_WAITING)
        {
            return false;
        }
        let before = self.text.len();
        self.waiting.entry(number).or_insert_with(|| content.into());
        while let Some(content) = self.waiting.remove(&self.next) {
            self.text.push_str(&content);
            self.next = self.next.saturating_add(1);
        }
        self.text.len() > before
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::{Chunks, MAX_SIZE, MAX_STREAMS, MAX_WAITING};
    use crate::event::ChatEvent;
    use crate::event::info::Placement;
    use crate::fingerprint::Fingerprint;
    use crate::wire::received::Received;

    fn item(id: &str, metadata: &serde_json::Value, content: &str, time: &str) -> Received {
        let item = json!({
            "Id": id, "Type": "MESSAGE", "ContentType": "text/plain", "ParticipantRole": "SYSTEM",
            "AbsoluteTime": time, "Content": content, "MessageMetadata": metadata,
        });
        Received::parse(&item.to_string()).unwrap()
    }

    fn chunk(id: &str, number: u32, content: &str) -> Received {
        let metadata = json!({ "MessageCompleted": false, "ChunkNumber": number });
        item(id, &metadata, content, &format!("2026-11-27T09:00:{number:02}.000Z"))
    }

    fn completed(id: &str, content: &str) -> Received {
        item(id, &json!({ "MessageCompleted": true }), content, "2026-11-27T09:01:00.000Z")
    }

    /// Assembles the chunks as a session does.
    #[derive(Default)]
    struct Shown {
        chunks: Chunks,
        known: Vec<String>,
        texts: Vec<(String, bool)>,
        times: Vec<String>,
        fingerprints: Vec<Fingerprint>,
    }

    impl Shown {
        fn take(&mut self, received: Received) -> &mut Self {
            let id = received.id().unwrap_or_default().to_owned();
            let is_known = self.known.contains(&id);
            if let Some(received) = self.chunks.assemble(received, is_known) {
                self.known.push(id);
                self.fingerprints.push(received.fingerprint());
                let ChatEvent::Message(message) = received.into_event(&Placement::default()) else {
                    panic!("not a message");
                };
                self.times.push(message.time().unwrap().to_string());
                self.texts.push((message.text().to_owned(), message.is_complete()));
            }
            self
        }

        fn texts(&self) -> Vec<(&str, bool)> {
            self.texts.iter().map(|(text, is_complete)| (text.as_str(), *is_complete)).collect()
        }
    }

    #[test]
    fn chunks_are_updates_of_one_message() {
        let mut shown = Shown::default();
        shown.take(chunk("m", 1, "a")).take(chunk("m", 2, "b")).take(completed("m", "ab"));
        assert_eq!(shown.texts(), [("a", false), ("ab", false), ("ab", true)]);
        assert_eq!(shown.times, ["2026-11-27T09:00:01.000Z"; 3]);
        shown.fingerprints.dedup();
        assert_eq!(shown.fingerprints.len(), 3, "each of them is a change");
        assert!(shown.chunks.streams.is_empty());
    }

    #[test]
    fn chunks_out_of_order_wait_for_earlier_ones() {
        let mut shown = Shown::default();
        shown.take(chunk("m", 1, "a")).take(chunk("m", 3, "c")).take(chunk("m", 2, "b"));
        shown.take(completed("m", "abc"));
        assert_eq!(shown.texts(), [("a", false), ("abc", false), ("abc", true)]);
    }

    #[test]
    fn repeated_and_late_chunks_show_nothing() {
        let mut shown = Shown::default();
        shown.take(chunk("m", 1, "a")).take(chunk("m", 1, "a")).take(chunk("m", 0, "z"));
        assert!(shown.chunks.streams[0].waiting.is_empty());
        shown.take(completed("m", "ab")).take(chunk("m", 2, "b")).take(chunk("m", 1, "a"));
        assert_eq!(shown.texts(), [("a", false), ("ab", true)]);
    }

    #[test]
    fn the_last_chunk_may_have_no_content() {
        let mut shown = Shown::default();
        shown.take(chunk("m", 1, "a")).take(chunk("m", 2, "b")).take(completed("m", ""));
        assert_eq!(shown.texts(), [("a", false), ("ab", false), ("ab", true)]);
    }

    #[test]
    fn the_last_chunk_without_content_wipes_no_message_of_a_transcript() {
        let mut shown = Shown::default();
        shown.take(chunk("m", 1, "a"));
        shown.take(item("m", &json!({}), "ab", "2026-11-27T09:00:01.000Z"));
        shown.take(completed("m", ""));
        assert_eq!(shown.texts(), [("a", false), ("ab", true)]);
        shown.take(completed("n", ""));
        assert_eq!(shown.texts().last(), Some(&("", true)), "an empty message");
    }

    #[test]
    fn a_chunk_without_a_number_is_the_next() {
        let mut shown = Shown::default();
        for content in ["a", "b"] {
            let metadata = json!({ "MessageCompleted": false });
            shown.take(item("m", &metadata, content, "2026-11-27T09:00:00.000Z"));
        }
        assert_eq!(shown.texts(), [("a", false), ("ab", false)]);
    }

    /// A session that was away reads the whole message from the transcript.
    #[test]
    fn a_message_of_a_transcript_ends_its_chunks() {
        let mut shown = Shown::default();
        shown.take(chunk("m", 1, "a"));
        shown.take(item("m", &json!({}), "abc", "2026-11-27T09:00:01.000Z"));
        shown.take(chunk("m", 3, "c")).take(chunk("m", 2, "b")).take(completed("m", "abc"));
        assert_eq!(shown.texts(), [("a", false), ("abc", true), ("abc", true)]);
        assert_eq!(shown.fingerprints[1], shown.fingerprints[2], "the last is a duplicate");
    }

    #[test]
    fn other_items_pass() {
        let mut chunks = Chunks::default();
        assert!(chunks.assemble(chunk("m", 1, "a"), false).is_some());
        let event = json!({ "Type": "EVENT", "ContentType": "text/plain" }).to_string();
        assert!(chunks.assemble(Received::parse(&event).unwrap(), false).is_some());
        assert!(chunks.assemble(item("n", &json!({}), "a", ""), true).is_some());
        assert_eq!(chunks.streams.len(), 1);
    }

    #[test]
    fn memory_is_bounded() {
        let mut chunks = Chunks::default();
        for id in 0..1_000 {
            let _ = chunks.assemble(chunk(&format!("m{id}"), 1, "a"), false);
        }
        assert_eq!(chunks.streams.len(), MAX_STREAMS);

        let mut shown = Shown::default();
        for number in 1..200 {
            shown.take(chunk("m", number, &"x".repeat(1_000)));
        }
        assert!(shown.texts.iter().all(|(text, _)| text.len() <= MAX_SIZE));
        shown.take(completed("m", &"x".repeat(199_000)));
        assert_eq!(shown.texts.last().unwrap().0.len(), 199_000, "the last chunk has no limit");

        let mut chunks = Chunks::default();
        for number in (2..1_000).rev() {
            assert!(chunks.assemble(chunk("m", number, "x"), false).is_none());
        }
        assert_eq!(chunks.streams[0].waiting.len(), MAX_WAITING);
        assert!(chunks.assemble(chunk("m", 1, "x"), false).is_some(), "the next has a place");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// With repeated chunks, and in any order, the text grows, and is never wrong.
        #[test]
        fn any_order_shows_a_growing_text(
            parts in prop::collection::vec("[a-zé]{1,3}", 1..8),
            order in prop::collection::vec(0_usize..9, 0..30),
        ) {
            let whole = parts.concat();
            let mut shown = Shown::default();
            for place in order {
                match parts.get(place) {
                    Some(part) => shown.take(chunk("m", u32::try_from(place).unwrap() + 1, part)),
                    None if place == parts.len() => shown.take(completed("m", &whole)),
                    None => &mut shown,
                };
            }
            shown.take(completed("m", &whole));
            let texts = shown.texts();
            prop_assert!(texts.iter().all(|(text, _)| whole.starts_with(text)));
            prop_assert!(texts.windows(2).all(|pair| pair[0].0.len() <= pair[1].0.len()));
            let complete = texts.iter().position(|(_, is_complete)| *is_complete).unwrap();
            prop_assert!(texts[complete..].iter().all(|text| *text == (whole.as_str(), true)));
            prop_assert!(shown.chunks.streams.is_empty());
        }
    }
}
