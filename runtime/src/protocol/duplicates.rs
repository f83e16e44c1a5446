//! Duplicate members of a JSON object. The last one counts, as for AWS's own clients, but serde
//! rejects the object.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// The depth up to which duplicates are removed. It is the depth of the deepest output.
const MAX_DEPTH: usize = 8;

/// The maximum number of members of an object. The largest one of an output has 12 members.
const MAX_MEMBERS: usize = 1_000;

/// Returns the JSON without the first ones of duplicate members.
pub(super) fn last_wins(json: &str) -> serde_json::Result<Vec<u8>> {
    let mut kept = Vec::with_capacity(json.len());
    copy(serde_json::from_str(json)?, MAX_DEPTH, &mut kept)?;
    Ok(kept)
}

fn copy(value: &RawValue, depth: usize, kept: &mut Vec<u8>) -> serde_json::Result<()> {
    let text = value.get();
    let mut deserializer = serde_json::Deserializer::from_str(text);
    match (text.as_bytes().first(), depth.checked_sub(1)) {
        (Some(b'{'), Some(depth)) => deserializer.deserialize_map(Copy { depth, kept }),
        (Some(b'['), Some(depth)) => deserializer.deserialize_seq(Copy { depth, kept }),
        _ => {
            kept.extend_from_slice(text.as_bytes());
            Ok(())
        }
    }
}

struct Copy<'a> {
    depth: usize,
    kept: &'a mut Vec<u8>,
}

impl<'de> Visitor<'de> for Copy<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or a list")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let mut last: BTreeMap<String, &RawValue> = BTreeMap::new();
        while let Some((name, value)) = members.next_entry()? {
            last.insert(name, value);
            if last.len() > MAX_MEMBERS {
                return Err(A::Error::custom("too many members"));
            }
        }
        let mut separator = b'{';
        for (name, value) in last {
            self.kept.push(separator);
            separator = b',';
            serde_json::to_writer(&mut *self.kept, &name).map_err(A::Error::custom)?;
            self.kept.push(b':');
            copy(value, self.depth, self.kept).map_err(A::Error::custom)?;
        }
        self.kept.extend_from_slice(if separator == b'{' { b"{}" } else { b"}" });
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let mut separator = b'[';
        while let Some(item) = items.next_element()? {
            self.kept.push(separator);
            separator = b',';
            copy(item, self.depth, self.kept).map_err(A::Error::custom)?;
        }
        self.kept.extend_from_slice(if separator == b'[' { b"[]" } else { b"]" });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::last_wins;

    #[test]
    fn last_duplicate_is_kept_at_each_depth() {
        for (json, kept) in [
            ("{}", "{}"),
            (r#"{"a":1,"b":[],"a":"2"}"#, r#"{"a":"2","b":[]}"#),
            (r#"{"a":{"b":1,"\u0062":2}}"#, r#"{"a":{"b":2}}"#),
            (r#"[{"a":1,"a":[{"b":1,"b":null}]},{}]"#, r#"[{"a":[{"b":null}]},{}]"#),
        ] {
            assert_eq!(last_wins(json).unwrap(), kept.as_bytes());
        }
        let nested = format!("{}{{\"a\":1,\"a\":2}}{}", "[".repeat(100), "]".repeat(100));
        assert_eq!(last_wins(&nested).unwrap(), nested.as_bytes());
    }
}
