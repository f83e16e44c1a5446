//! Compares the enums of inputs with the rows that name them.

use std::str::FromStr;

use connect_participant::{
    ConnectionType, ContentDisposition, EventContentType, MessageContentType, ScanDirection,
    SortKey,
};
use connect_participant_model::{
    ContentType, EVENT_CONTENT_TYPES, MESSAGE_CONTENT_TYPES, Member, OPERATIONS, Shape,
    variant_name,
};

/// Parses a value, and returns its `Debug` text, which is the name of the variant, and its text on
/// the wire.
type Read = fn(&str) -> Option<(String, String)>;

fn read<T: FromStr + std::fmt::Debug + std::fmt::Display>(value: &str) -> Option<(String, String)> {
    let value = T::from_str(value).ok()?;
    Some((format!("{value:?}"), value.to_string()))
}

const ENUMS: [(&str, Read); 4] = [
    ("ConnectionType", read::<ConnectionType>),
    ("ContentDisposition", read::<ContentDisposition>),
    ("ScanDirection", read::<ScanDirection>),
    ("SortKey", read::<SortKey>),
];

/// Returns the type name and the values of every enum in the rows.
fn enums() -> Vec<(&'static str, &'static [&'static str])> {
    fn of(shape: &Shape, found: &mut Vec<(&'static str, &'static [&'static str])>) {
        match *shape {
            Shape::Enum { type_name, values } => found.push((type_name, values)),
            Shape::List { item, .. } => of(item, found),
            Shape::Structure { members, .. } => all(members, found),
            _ => {}
        }
    }
    fn all(members: &[Member], found: &mut Vec<(&'static str, &'static [&'static str])>) {
        for member in members {
            of(&member.shape, found);
        }
    }
    let mut found = Vec::new();
    for operation in OPERATIONS {
        all(operation.members, &mut found);
    }
    found
}

/// The macro derives the name of the variant from the value.
#[test]
fn each_value_of_a_row_is_a_variant() {
    let enums = enums();
    assert_eq!(enums.len(), ENUMS.len());
    for (name, values) in enums {
        let (_, read) = ENUMS.iter().find(|(known, _)| *known == name).unwrap();
        for value in values {
            let expected = (variant_name(value), (*value).to_owned());
            assert_eq!(read(value), Some(expected), "{name}");
        }
        assert_eq!(read("TOMORROW"), None, "{name}");
        assert_eq!(read(&values[0].to_lowercase()), None, "{name}");
    }
}

#[test]
fn each_content_type_of_a_row_is_a_variant() {
    let of = |rows: &[ContentType], read: Read| {
        for row in rows {
            let expected = (row.variant.to_owned(), row.value.to_owned());
            assert_eq!(read(row.value), Some(expected));
        }
        assert_eq!(read("text/html"), None);
    };
    of(EVENT_CONTENT_TYPES, read::<EventContentType>);
    of(MESSAGE_CONTENT_TYPES, read::<MessageContentType>);
}
