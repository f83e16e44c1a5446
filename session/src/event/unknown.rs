//! Items of unknown kinds.

use std::fmt;
use std::sync::Arc;

use crate::event::info::ItemInfo;
use crate::event::written::Size;

/// An item that this version of the crate does not know.
///
/// The service adds kinds of items over time. Ignore the kinds that you do not know. The JSON may
/// contain texts of participants.
#[derive(Clone, PartialEq, Eq)]
pub struct UnknownItem {
    parts: Arc<Parts>,
}

#[derive(Clone, PartialEq, Eq)]
struct Parts {
    json: Box<str>,
    info: ItemInfo,
}

impl UnknownItem {
    pub(crate) fn new(json: Box<str>, info: ItemInfo) -> Self {
        Self { parts: Arc::new(Parts { json, info }) }
    }

    /// Returns the item as JSON. It has the members of an [`Item`](connect_participant::Item), and
    /// may have others.
    #[must_use]
    pub fn json(&self) -> &str {
        &self.parts.json
    }

    /// Returns the parts that all items have in common.
    #[must_use]
    pub fn info(&self) -> &ItemInfo {
        &self.parts.info
    }

    pub(crate) fn info_mut(&mut self) -> &mut ItemInfo {
        &mut Arc::make_mut(&mut self.parts).info
    }
}

/// Shows only the size of the JSON, because it may contain anything.
impl fmt::Debug for UnknownItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnknownItem")
            .field("json", &Size(&self.parts.json))
            .field("info", &self.parts.info)
            .finish()
    }
}
