//! The reader of receipts, held against `serde_json`.

use connect_participant_model::receipt::{self, ReceiptError};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value;

use crate::cases;

/// What `serde_json` makes of a text. It is `None` where it has another reason to refuse it than the grammar of JSON:
/// that sets numbers no limit, and an `f64` has one.
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

fn agrees(text: &str) -> Result<(), TestCaseError> {
    if let Some(expected) = expected(text) {
        prop_assert_eq!(receipt::check(text), expected, "{:?}", text);
    }
    Ok(())
}

/// Text of a JSON string, with every kind of escape, now and then a wrong one.
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

/// `messageId`, written in every way, and what is nearly it.
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

/// JSON text: an object more often than not, with `messageId` none, one or several times.
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

/// A small mistake of somebody's.
#[derive(Debug, Clone)]
enum Slip {
    Delete(Index),
    Double(Index),
    Swap(Index, Index),
    Insert(Index, char),
}

fn slip() -> impl Strategy<Value = Slip> {
    let index = any::<Index>;
    prop_oneof![
        index().prop_map(Slip::Delete),
        index().prop_map(Slip::Double),
        (index(), index()).prop_map(|(one, other)| Slip::Swap(one, other)),
        (index(), prop::char::any()).prop_map(|(place, new)| Slip::Insert(place, new)),
    ]
}

impl Slip {
    fn make(&self, text: &mut Vec<char>) {
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
    fn they_agree_about_any_text(text in any::<String>()) {
        agrees(&text)?;
    }

    #[test]
    fn they_agree_about_text_with_the_characters_of_json(text in r#"[{}\[\]":,\\eu0-9.+\- \nmId]{0,24}"#) {
        agrees(&text)?;
    }

    #[test]
    fn they_agree_about_json(text in json()) {
        agrees(&text)?;
    }

    #[test]
    fn they_agree_about_json_with_slips(text in json(), slips in prop::collection::vec(slip(), 1..4)) {
        let mut text: Vec<_> = text.chars().collect();
        for slip in slips {
            slip.make(&mut text);
        }
        agrees(&text.into_iter().collect::<String>())?;
    }

    /// The one way in which users make a receipt that is not by hand.
    #[test]
    fn they_agree_about_what_serde_json_writes(id in any::<String>(), more in any::<Option<i64>>()) {
        let text = serde_json::json!({ "messageId": id, "more": more }).to_string();
        agrees(&text)?;
        prop_assert_eq!(receipt::check(&text).is_ok(), !id.is_empty());
    }
}

/// The generator is worth something only if it comes to each end.
#[test]
fn the_json_that_is_tried_has_every_outcome() {
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
fn they_agree_about_how_deep_json_may_be() {
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
