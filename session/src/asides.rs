//! Items that wait beside the full queue.

use std::collections::VecDeque;

use crate::wire::received::Received;

/// The maximum number of items that wait. The oldest is dropped first.
const MAX_ITEMS: usize = 256;

/// Items that did not fit into the queue, and that the transcript does not bring again: it does not
/// have them, or has them at a place that is not read again. Only the newest of each id waits.
#[derive(Default)]
pub(crate) struct Asides {
    items: VecDeque<Received>,
}

impl Asides {
    /// Adds an item, and returns the one that is dropped.
    pub(crate) fn push(&mut self, received: Received) -> Option<Received> {
        // A chunk needs the earlier ones, until they are assembled.
        if received.chunk().is_none_or(|chunk| chunk.is_assembled) {
            self.remove(received.id());
        }
        self.items.push_back(received);
        if self.items.len() > MAX_ITEMS { self.items.pop_front() } else { None }
    }

    /// Returns the id of an item, if an earlier content of it may wait.
    pub(crate) fn id_of(&self, received: &Received) -> Option<Box<str>> {
        received.id().filter(|_| !self.items.is_empty()).map(Into::into)
    }

    /// Removes an item of which a newer content has been delivered.
    pub(crate) fn remove(&mut self, id: Option<&str>) {
        if id.is_some() {
            self.items.retain(|item| item.id() != id);
        }
    }

    /// Takes all items, the oldest first.
    pub(crate) fn take(&mut self) -> VecDeque<Received> {
        std::mem::take(&mut self.items)
    }
}

#[cfg(test)]
mod tests {
    use super::{Asides, MAX_ITEMS};
    use crate::wire::received::Received;

    fn item(id: &str, content: &str) -> Received {
        let item = serde_json::json!({ "Id": id, "Type": "MESSAGE", "Content": content });
        Received::parse(&item.to_string()).unwrap()
    }

    #[test]
    fn newest_content_of_an_item_waits() {
        let mut asides = Asides::default();
        for (id, content) in [("a", "1"), ("b", "1"), ("a", "2"), ("c", "1")] {
            assert!(asides.push(item(id, content)).is_none());
        }
        asides.remove(Some("c"));
        let contents: Vec<_> = asides
            .take()
            .iter()
            .map(|item| (item.id().unwrap().to_owned(), item.content().unwrap().to_owned()))
            .collect();
        assert_eq!(
            contents,
            [("b", "1"), ("a", "2")].map(|(id, text)| (id.to_owned(), text.to_owned()))
        );
    }

    #[test]
    fn oldest_is_dropped() {
        let mut asides = Asides::default();
        for number in 0..MAX_ITEMS {
            assert!(asides.push(item(&number.to_string(), "")).is_none());
        }
        let dropped = asides.push(item("new", "")).unwrap();
        assert_eq!(dropped.id(), Some("0"));
        assert_eq!(asides.take().len(), MAX_ITEMS);
    }
}
