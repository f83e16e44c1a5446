//! A lenient reader of JSON objects: it takes the members that it is asked for, and skips all
//! others. A member with an unexpected value counts as absent.

use std::borrow::Cow;
use std::fmt;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde_json::value::RawValue;

/// A text that cannot be read. It contains no part of the text, which may have been written by a
/// participant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Unreadable;

/// Returns these members of the first JSON value in `text`, which must be an object. Of a repeated
/// member, the last one counts. What follows the object is ignored: the service does so too.
pub(crate) fn members<'a, const N: usize>(
    text: &'a str,
    names: [&str; N],
) -> Result<[Option<&'a RawValue>; N], Unreadable> {
    let mut json = serde_json::Deserializer::from_str(text);
    Members { names }.deserialize(&mut json).map_err(|_| Unreadable)
}

/// Returns the first JSON value in `text`, or all of `text` if the value is not valid: [`members`]
/// takes keys with control characters, too.
pub(crate) fn first_value(text: &str) -> &str {
    let mut json = serde_json::Deserializer::from_str(text);
    <&RawValue>::deserialize(&mut json).map_or(text, RawValue::get)
}

/// Returns the items of a JSON array, at most `limit` of them.
pub(crate) fn items(value: &RawValue, limit: usize) -> Vec<&RawValue> {
    let mut json = serde_json::Deserializer::from_str(value.get());
    Items { limit }.deserialize(&mut json).unwrap_or_default()
}

/// Returns the text of a JSON string. Half a surrogate pair, of which some clients cut off the
/// other half, becomes `U+FFFD`.
pub(crate) fn text(value: &RawValue) -> Option<Cow<'_, str>> {
    let escaped = value.get().strip_prefix('"')?.strip_suffix('"')?;
    if !escaped.contains('\\') {
        return Some(Cow::Borrowed(escaped));
    }
    if let Some(text) = unescape(escaped) {
        return Some(Cow::Owned(text));
    }
    let mut json = serde_json::Deserializer::from_str(value.get());
    json.deserialize_bytes(Lossy).ok().map(Cow::Owned)
}

/// Returns the text of a valid JSON string that has no escapes but those of one character.
///
/// Every item comes as JSON in a JSON string, with an escape at each quotation mark, so most of the
/// time for a text would go into a general decoder.
fn unescape(escaped: &str) -> Option<String> {
    let mut text = String::with_capacity(escaped.len());
    let mut rest = escaped;
    while let Some((plain, escape)) = rest.split_once('\\') {
        let mut characters = escape.chars();
        text.push_str(plain);
        text.push(match characters.next()? {
            character @ ('"' | '\\' | '/') => character,
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            _ => return None,
        });
        rest = characters.as_str();
    }
    text.push_str(rest);
    Some(text)
}

/// Returns the text of a JSON string, or the JSON of any other value but `null`.
pub(crate) fn text_or_json(value: &RawValue) -> Option<Cow<'_, str>> {
    text(value).or_else(|| match value.get() {
        "null" => None,
        json => Some(Cow::Borrowed(json)),
    })
}

/// The members of an object that have these names.
struct Members<'n, const N: usize> {
    names: [&'n str; N],
}

impl<'de, const N: usize> DeserializeSeed<'de> for Members<'_, N> {
    type Value = [Option<&'de RawValue>; N];

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, const N: usize> Visitor<'de> for Members<'_, N> {
    type Value = [Option<&'de RawValue>; N];

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut values = [None; N];
        while let Some(place) = map.next_key_seed(Place { names: &self.names })? {
            match place.and_then(|place| values.get_mut(place)) {
                Some(value) => *value = Some(map.next_value()?),
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(values)
    }
}

/// The place of a key among the names.
struct Place<'n> {
    names: &'n [&'n str],
}

impl<'de> DeserializeSeed<'de> for Place<'_> {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_bytes(self)
    }
}

impl Visitor<'_> for Place<'_> {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: serde::de::Error>(self, key: &str) -> Result<Self::Value, E> {
        self.visit_bytes(key.as_bytes())
    }

    fn visit_bytes<E: serde::de::Error>(self, key: &[u8]) -> Result<Self::Value, E> {
        Ok(self.names.iter().position(|name| name.as_bytes() == key))
    }
}

struct Items {
    limit: usize,
}

impl<'de> DeserializeSeed<'de> for Items {
    type Value = Vec<&'de RawValue>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Items {
    type Value = Vec<&'de RawValue>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = array.next_element()? {
            if items.len() < self.limit {
                items.push(item);
            }
        }
        Ok(items)
    }
}

/// The text of a JSON string whose escapes may be half a surrogate pair.
struct Lossy;

impl Visitor<'_> for Lossy {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(text.to_owned())
    }

    fn visit_bytes<E: serde::de::Error>(self, bytes: &[u8]) -> Result<Self::Value, E> {
        Ok(String::from_utf8_lossy(bytes).into_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::{Unreadable, first_value, items, members, text, text_or_json};

    fn value(json: &str) -> &serde_json::value::RawValue {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn the_last_of_repeated_members_counts() {
        let [a, b] = members(r#"{"a":1,"A":2,"a":[3]}"#, ["a", "b"]).unwrap();
        assert_eq!(a.unwrap().get(), "[3]");
        assert!(b.is_none());
    }

    #[test]
    fn a_key_may_have_escapes() {
        let [a] = members(r#"{"\u0061b":1}"#, ["ab"]).unwrap();
        assert_eq!(a.unwrap().get(), "1");
    }

    #[test]
    fn what_follows_the_object_is_ignored() {
        for rest in ["", "}", "]})", "{\"a\":2}", "\u{0}"] {
            let json = format!(r#" {{"a":1}}{rest}"#);
            let [a] = members(&json, ["a"]).unwrap();
            assert_eq!(a.unwrap().get(), "1", "{rest}");
        }
    }

    #[test]
    fn other_json_than_an_object_is_unreadable() {
        for json in ["", " ", "[]", "1", "null", "\"a\"", "{", "{\"a\":}", "{\"a\":1", "{a:1}"] {
            assert_eq!(members(json, ["a"]).err(), Some(Unreadable), "{json}");
        }
    }

    /// `serde_json` has a limit of 128 levels for values that it keeps.
    #[test]
    fn members_may_be_nested_deeply() {
        let deep = format!("{}{}", "[".repeat(50_000), "]".repeat(50_000));
        let json = format!(r#"{{"unknown":{deep},"b":{deep},"a":1}}"#);
        let [a, b] = members(&json, ["a", "b"]).unwrap();
        assert_eq!(a.unwrap().get(), "1");
        assert_eq!(b.unwrap().get(), deep);
        assert_eq!(items(b.unwrap(), 4).len(), 1);
    }

    #[test]
    fn a_value_ends_where_the_next_begins() {
        assert_eq!(first_value(r#" {"a":[1]} ]}"#), r#"{"a":[1]}"#);
        let control = "{\"a\u{0}\":1}";
        assert!(members(control, ["a"]).is_ok());
        assert_eq!(first_value(control), control);
    }

    #[test]
    fn texts_are_unescaped() {
        for (json, expected) in [
            (r#""""#, Some("")),
            (r#""a""#, Some("a")),
            (r#""\u00e4\n\"\\""#, Some("ä\n\"\\")),
            (r#""ä\"\\\/\b\f\n\r\t\\u0041\\""#, Some("ä\"\\/\u{8}\u{c}\n\r\t\\u0041\\")),
            (r#""\ud83d\ude00""#, Some("😀")),
            ("1", None),
            ("null", None),
            (r#"{"a":"b"}"#, None),
        ] {
            assert_eq!(text(value(json)).as_deref(), expected, "{json}");
        }
    }

    #[test]
    fn half_a_surrogate_pair_is_replaced() {
        for json in [r#""a \ud83d""#, r#""a \ude00""#] {
            let text = text(value(json)).unwrap();
            assert!(text.starts_with("a \u{fffd}"), "{text}");
        }
    }

    #[test]
    fn other_values_than_texts_are_kept_as_json() {
        assert_eq!(text_or_json(value(r#"{"a":[1]}"#)).as_deref(), Some(r#"{"a":[1]}"#));
        assert_eq!(text_or_json(value(r#""a""#)).as_deref(), Some("a"));
        assert_eq!(text_or_json(value("null")), None);
    }

    #[test]
    fn items_are_limited() {
        assert_eq!(items(value("[1,2,3]"), 2).len(), 2);
        assert!(items(value("{}"), 2).is_empty());
    }
}
