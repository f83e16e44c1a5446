//! Reads the service model from the fixture.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};

#[derive(Deserialize)]
pub(crate) struct ServiceModel {
    pub(crate) operations: BTreeMap<String, Operation>,
    pub(crate) shapes: BTreeMap<String, Shape>,
}

#[derive(Deserialize)]
pub(crate) struct Operation {
    pub(crate) http: Http,
    pub(crate) input: ShapeName,
    pub(crate) output: ShapeName,
    pub(crate) errors: Vec<ShapeName>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Http {
    pub(crate) method: String,
    pub(crate) request_uri: String,
}

#[derive(Deserialize)]
pub(crate) struct ShapeName {
    pub(crate) shape: String,
}

/// A shape. Unknown fields are an error, because the tables may have to cover them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Shape {
    #[serde(rename = "type")]
    pub(crate) kind: String,
    #[serde(default)]
    pub(crate) required: Vec<String>,
    #[serde(default)]
    pub(crate) members: Members,
    pub(crate) member: Option<ShapeName>,
    pub(crate) min: Option<u32>,
    pub(crate) max: Option<u32>,
    #[serde(default, rename = "enum")]
    pub(crate) values: Vec<String>,
    #[serde(default)]
    pub(crate) exception: bool,
    pub(crate) error: Option<ErrorTrait>,
    #[serde(default)]
    pub(crate) sensitive: bool,
    pub(crate) key: Option<ShapeName>,
    pub(crate) value: Option<ShapeName>,
    // The tables do not cover these: the patterns of strings in outputs, and the side that is at
    // fault.
    #[serde(rename = "pattern")]
    _pattern: Option<String>,
    #[serde(rename = "fault")]
    _fault: Option<bool>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ErrorTrait {
    pub(crate) http_status_code: u16,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Member {
    pub(crate) shape: String,
    pub(crate) location: Option<String>,
    pub(crate) location_name: Option<String>,
    #[serde(default)]
    pub(crate) idempotency_token: bool,
    /// `true` for a boxed type, in languages that have them. In Rust, every optional member is an
    /// `Option`.
    #[serde(rename = "box")]
    _box: Option<bool>,
}

/// The members of a structure, in the order of the file, which a map would not keep.
#[derive(Default)]
pub(crate) struct Members(pub(crate) Vec<(String, Member)>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;

        impl<'de> Visitor<'de> for InOrder {
            type Value = Members;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the members of a structure")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(InOrder)
    }
}

impl ServiceModel {
    pub(crate) fn read() -> Self {
        serde_json::from_str(include_str!("../fixtures/service-model.json")).unwrap()
    }

    pub(crate) fn shape(&self, name: &str) -> &Shape {
        self.shapes.get(name).unwrap_or_else(|| panic!("the service model has no shape {name}"))
    }
}
