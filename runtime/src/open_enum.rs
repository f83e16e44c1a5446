//! Enums of outputs. The service may send a value that this version of the crate does not know.

use std::fmt;

/// Implements the conversions of an enum with a variant `Unknown(UnknownValue)` to and from the
/// strings on the wire.
macro_rules! open_enum {
    (impl $name:ident { $($variant:ident => $value:literal,)+ }) => {
        impl $name {
            /// Returns the string that is sent over the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $value,)+
                    Self::Unknown(value) => value.as_str(),
                }
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                match text {
                    $($value => Self::$variant,)+
                    other => Self::Unknown($crate::open_enum::UnknownValue::new(other)),
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                Ok(Self::from(&*text))
            }
        }
    };
}

pub(crate) use open_enum;

/// A value of an enum that this version of the crate does not know.
///
/// You cannot create one directly, so a known value is never an unknown one at the same time:
///
/// ```
/// use connect_participant::ChatItemType;
///
/// assert_eq!(ChatItemType::from("MESSAGE"), ChatItemType::Message);
///
/// let ChatItemType::Unknown(value) = ChatItemType::from("MESSAGEMETADATA") else {
///     panic!()
/// };
/// assert_eq!(value.as_str(), "MESSAGEMETADATA");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct UnknownValue(Box<str>);

impl UnknownValue {
    pub(crate) fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// Returns the value as the service sent it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}
