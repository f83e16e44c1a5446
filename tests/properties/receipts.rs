//! The parser of receipts, compared with `serde_json`.

use connect_participant_model::receipt::{self, ReceiptError};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value;

use crate::cases;

/// Returns the result according to `serde_json`, or `None` if `serde_json` rejects a number that is
/// out of the range of `f64`. The grammar of JSON has no such limit.
fn expected(text: &str) -> Option<Result<(), ReceiptError>> {
    Some(match serde_json::from_str(text) {
        Err(error) if error.to_string().starts_with("number out of range") => return None,
        Err(_) => Err(ReceiptError::NotJson),
        Ok(Value::Object(object)) => match object.get("messageId") {
            Some(Value::String(id)) if id.is_empty() => Err(ReceiptError::MessageIdEmpty),
            Some(Value::String(_)) => Ok(()),
            Some(_) => Err(ReceiptError::MessageIdNotAString),
            None => Err(ReceiptError::NoMessageId),
        },
        Ok(_) => Err(ReceiptError::NotAnObject),
    })
}

fn assert_same_result(text: &str) -> Result<(), TestCaseError> {
    if let Some(expected) = expected(text) {
        prop_assert_eq!(receipt::check(text), expected, "{:?}", text);
    }
    Ok(())
}

/// JSON strings with every kind of escape, some of them invalid.
fn string() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        12 => "[a-zA-Z0-9 ]{0,6}",
        2 => r#"\\["\\/bfnrt]"#,
        2 => r"\\u[0-9a-fA-F]{4}",
        1 => r"\\ud8[0-9a-f]{2}\\ud[c-f][0-9a-f]{2}",
        1 => "[é🦀\u{7f}\u{2028}]",
        1 => prop_oneof![Just("\\"), Just("\\x41"), Just("\t"), Just("\\ud800"), Just("\\udc00")]
            .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..4).prop_map(|pieces| format!("\"{}\"", pieces.concat()))
}

fn space() -> impl Strategy<Value = String> {
    prop_oneof![4 => Just(String::new()), 1 => "[ \t\n\r]{1,2}"]
}

/// `messageId` in every notation, and similar keys.
fn key() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => prop_oneof![
            Just(r#""messageId""#),
            Just(r#""\u006dessageId""#),
            Just(r#""message\u0049\u0064""#),
            Just(r#""message\u0049D""#),
            Just(r#""messageid""#),
            Just(r#""messageI\d""#),
            Just(r#""messageId\u0000""#),
            Just(r#""""#),
        ].prop_map(str::to_owned),
        1 => string(),
    ]
}

fn object(value: impl Strategy<Value = String> + Clone) -> impl Strategy<Value = String> {
    let member = (space(), key(), space(), space(), value, space())
        .prop_map(|(a, key, b, c, value, d)| format!("{a}{key}{b}:{c}{value}{d}"));
    (space(), prop::collection::vec(member, 0..4))
        .prop_map(|(space, members)| format!("{{{space}{}}}", members.join(",")))
}

/// JSON text. Most are objects, with `messageId` not at all, once or several times.
fn json() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        4 => string(),
        1 => prop_oneof![Just("null"), Just("true"), Just("false"), Just(r#""""#)]
            .prop_map(str::to_owned),
        1 => "-?(0|[1-9][0-9]{0,5})(\\.[0-9]{1,3})?([eE][+-]?[0-9]{1,2})?",
    ];
    let value = leaf.prop_recursive(3, 24, 4, |inner| {
        let list = prop::collection::vec(inner.clone(), 0..4)
            .prop_map(|elements| format!("[{}]", elements.join(",")));
        prop_oneof![list, object(inner)]
    });
    let root = prop_oneof![4 => object(value.clone()), 1 => value];
    (space(), root, space()).prop_map(|(before, root, after)| format!("{before}{root}{after}"))
}

/// A typing error.
#[derive(Debug, Clone)]
enum Typo {
    Delete(Index),
    Double(Index),
    Swap(Index, Index),
    Insert(Index, char),
}

fn typo() -> impl Strategy<Value = Typo> {
    let index = any::<Index>;
    prop_oneof![
        index().prop_map(Typo::Delete),
        index().prop_map(Typo::Double),
        (index(), index()).prop_map(|(one, other)| Typo::Swap(one, other)),
        (index(), prop::char::any()).prop_map(|(place, new)| Typo::Insert(place, new)),
    ]
}

impl Typo {
    fn apply(&self, text: &mut Vec<char>) {
        match self {
            Self::Insert(place, new) => text.insert(place.index(text.len() + 1), *new),
            _ if text.is_empty() => {}
            Self::Delete(place) => drop(text.remove(place.index(text.len()))),
            Self::Double(place) => {
                let place = place.index(text.len());
                text.insert(place, text[place]);
            }
            Self::Swap(one, other) => {
                let (one, other) = (one.index(text.len()), other.index(text.len()));
                text.swap(one, other);
            }
        }
    }
}

proptest! {
    #![proptest_config(cases(4096))]

    #[test]
    fn any_text_gives_the_same_result(text in any::<String>()) {
        assert_same_result(&text)?;
    }

    #[test]
    fn text_of_json_characters_gives_the_same_result(text in r#"[{}\[\]":,\\eu0-9.+\- \nmId]{0,24}"#) {
        assert_same_result(&text)?;
    }

    #[test]
    fn json_gives_the_same_result(text in json()) {
        assert_same_result(&text)?;
    }

    #[test]
    fn json_with_typos_gives_the_same_result(text in json(), typos in prop::collection::vec(typo(), 1..4)) {
        let mut text: Vec<_> = text.chars().collect();
        for typo in typos {
            typo.apply(&mut text);
        }
        assert_same_result(&text.into_iter().collect::<String>())?;
    }

    /// Users who do not write receipts by hand use `serde_json`.
    #[test]
    fn output_of_serde_json_gives_the_same_result(id in any::<String>(), more in any::<Option<i64>>()) {
        let text = serde_json::json!({ "messageId": id, "more": more }).to_string();
        assert_same_result(&text)?;
        prop_assert_eq!(receipt::check(&text).is_ok(), !id.is_empty());
    }
}

/// The other tests are only useful if the generator reaches every outcome.
#[test]
fn the_json_generator_reaches_every_outcome() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;

    let mut runner = TestRunner::deterministic();
    let mut seen = Vec::new();
    for _ in 0..4096 {
        let text = json().new_tree(&mut runner).unwrap().current();
        let outcome = receipt::check(&text);
        if !seen.contains(&outcome) {
            seen.push(outcome);
        }
    }
    assert_eq!(seen.len(), 6, "{seen:?}");
}

#[test]
fn deeply_nested_json_gives_the_same_result() {
    for depth in [1, 125, 126, 127, 128, 129, 10_000] {
        for (open, inside, close) in
            [("[", "", "]"), ("[", "1", "]"), (r#"{"messageId":"#, r#""1""#, "}")]
        {
            let deep = format!("{}{inside}{}", open.repeat(depth), close.repeat(depth));
            for text in [format!(r#"{{"messageId":"1","x":{deep}}}"#), deep] {
                assert_eq!(receipt::check(&text), expected(&text).unwrap(), "{depth} {open}");
            }
        }
    }
}
