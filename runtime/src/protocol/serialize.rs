//! The serialised form of an input.

use connect_participant_model::Member;
use serde::ser::{Serialize, SerializeMap as _, Serializer};
use uuid::Uuid;

use crate::protocol::content;
use crate::protocol::input::OperationInput;
use crate::protocol::value::Value;

/// Serialises the members of an input, in the names of the service, as a call sends them in its path
/// and its body. The token in its header is left out: what is stored or logged authorises nothing.
pub(crate) fn serialize<I: OperationInput, S: Serializer>(
    input: &I,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut members = input.members();
    content::name_message(I::OPERATION, &mut members);
    members.retain(|(_, value)| !matches!(value, Value::Token(_)));
    Object(&members).serialize(serializer)
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Sensitive(text) => serializer.serialize_str(text),
            Self::Uuid(uuid) => {
                let mut buffer = Uuid::encode_buffer();
                serializer.serialize_str(uuid.hyphenated().encode_lower(&mut buffer))
            }
            Self::Integer(integer) => serializer.serialize_i64(*integer),
            Self::Boolean(boolean) => serializer.serialize_bool(*boolean),
            // A token is sent in a header only.
            Self::Token(_) => serializer.serialize_none(),
            Self::List(items) => serializer.collect_seq(items),
            Self::Structure(members) => Object(members).serialize(serializer),
        }
    }
}

/// Members as an object.
struct Object<'a>(&'a [(&'static Member, Value<'a>)]);

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (member, value) in self.0 {
            map.serialize_entry(member.name, value)?;
        }
        map.end()
    }
}
