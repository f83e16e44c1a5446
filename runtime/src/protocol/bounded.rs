//! The lists and maps of outputs, with a limit for the number of their entries.
//!
//! An entry can take a hundred times the memory of its JSON: `{}` is a whole transcript item. The
//! limits are far above what the service sends, and together they bound the memory of an output.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// The start of the error for a list or a map that exceeds its limit.
pub(super) const TOO_MANY: &str = "too many entries";

/// Deserialises a list with at most `MAX` items.
pub(crate) fn list<'de, const MAX: usize, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Vec<T>>, D::Error> {
    deserializer.deserialize_option(Bounded::<MAX, T>(PhantomData))
}

/// Deserialises a map of strings with at most `MAX` entries. The last of duplicate keys counts.
pub(crate) fn map<'de, const MAX: usize, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<BTreeMap<String, String>>, D::Error> {
    deserializer.deserialize_option(BoundedMap::<MAX>)
}

struct Bounded<const MAX: usize, T>(PhantomData<fn() -> T>);

impl<'de, const MAX: usize, T: Deserialize<'de>> Visitor<'de> for Bounded<MAX, T> {
    type Value = Option<Vec<T>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_seq(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            if list.len() == MAX {
                return Err(A::Error::custom(TOO_MANY));
            }
            list.push(item);
        }
        Ok(Some(list))
    }
}

struct BoundedMap<const MAX: usize>;

impl<'de, const MAX: usize> Visitor<'de> for BoundedMap<MAX> {
    type Value = Option<BTreeMap<String, String>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map of strings")
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut map = BTreeMap::new();
        while let Some((name, value)) = entries.next_entry()? {
            map.insert(name, value);
            if map.len() > MAX {
                return Err(A::Error::custom(TOO_MANY));
            }
        }
        Ok(Some(map))
    }
}
