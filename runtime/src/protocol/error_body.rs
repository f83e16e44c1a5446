//! The body of an error.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

/// The members that the client uses, each if it is a string and not empty. The last of duplicate
/// members counts.
///
/// All other members are skipped without being stored: a tree of JSON values can take a hundred
/// times the memory of its text.
#[derive(Default)]
pub(super) struct ErrorBody {
    /// `code`
    pub(super) code: Option<String>,
    /// `__type`
    pub(super) r#type: Option<String>,
    /// `ResourceId`
    pub(super) resource_id: Option<String>,
    /// `ResourceType`
    pub(super) resource_type: Option<String>,
    /// `message`, `Message` and `errorMessage`, in the order of precedence
    pub(super) messages: [Option<String>; 3],
}

#[derive(Deserialize)]
#[serde(field_identifier)]
enum Key {
    #[serde(rename = "code")]
    Code,
    #[serde(rename = "__type")]
    Type,
    #[serde(rename = "ResourceId")]
    ResourceId,
    #[serde(rename = "ResourceType")]
    ResourceType,
    #[serde(rename = "message")]
    Message,
    #[serde(rename = "Message")]
    UpperCaseMessage,
    #[serde(rename = "errorMessage")]
    ErrorMessage,
    #[serde(other)]
    Other,
}

impl<'de> Deserialize<'de> for ErrorBody {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Members)
    }
}

struct Members;

impl<'de> Visitor<'de> for Members {
    type Value = ErrorBody;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<ErrorBody, A::Error> {
        let mut body = ErrorBody::default();
        let [mut message, mut upper_case_message, mut error_message] = [None, None, None];
        while let Some(key) = map.next_key()? {
            let member = match key {
                Key::Code => &mut body.code,
                Key::Type => &mut body.r#type,
                Key::ResourceId => &mut body.resource_id,
                Key::ResourceType => &mut body.resource_type,
                Key::Message => &mut message,
                Key::UpperCaseMessage => &mut upper_case_message,
                Key::ErrorMessage => &mut error_message,
                Key::Other => {
                    map.next_value::<IgnoredAny>()?;
                    continue;
                }
            };
            *member = text(map.next_value()?);
        }
        body.messages = [message, upper_case_message, error_message];
        Ok(body)
    }
}

fn text(value: &RawValue) -> Option<String> {
    serde_json::from_str(value.get()).ok().filter(|text: &String| !text.is_empty())
}
