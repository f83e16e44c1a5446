//! How enums are written down whose values are strings on the wire.

use std::fmt;

/// What every such enum has.
macro_rules! string_enum {
    // One for inputs: it has the values that the service takes.
    (
        $(#[$doc:meta])*
        $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $value:expr,)+ }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)+
        }

        #[allow(deprecated, reason = "what is retired is still on the wire")]
        impl $name {
            /// What goes over the wire.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $value,)+
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        #[allow(deprecated, reason = "what is retired is still on the wire")]
        impl std::str::FromStr for $name {
            type Err = $crate::Error;

            /// # Errors
            ///
            /// [`InvalidInput`](crate::ErrorKind::InvalidInput) for anything that is not exactly one of the values.
            fn from_str(text: &str) -> $crate::Result<Self> {
                let all = [$(Self::$variant),+];
                all.into_iter().find(|known| known.as_str() == text).ok_or_else(|| {
                    let text = $crate::error::quoted(text);
                    let name = stringify!($name);
                    $crate::Error::invalid_input(format!("`{name}` has no value {text}"))
                })
            }
        }

        impl $crate::conversion::IsEnum for $name {}

        impl $crate::operation::AsValue for $name {
            fn as_value(&self) -> Option<$crate::operation::Value<'_>> {
                Some($crate::operation::Value::Text(self.as_str().into()))
            }
        }
    };

    // One for outputs: the service may send what it does not have yet.
    (
        $(#[$doc:meta])*
        $name:ident or unknown { $($(#[$variant_doc:meta])* $variant:ident = $value:literal,)+ }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)+
            /// A value that this version of the crate does not know, as the service sent it.
            Unknown($crate::UnknownValue),
        }

        impl $name {
            /// What goes over the wire.
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
                    other => Self::Unknown($crate::UnknownValue::new(other)),
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

pub(crate) use string_enum;

/// A value of an enum of the service's that this version of the crate does not know.
///
/// It cannot be made directly, so a value that is known is never an unknown one too:
///
/// ```
/// use connect_participant::ChatItemType;
///
/// assert_eq!(ChatItemType::from("MESSAGE"), ChatItemType::Message);
///
/// let ChatItemType::Unknown(value) = ChatItemType::from("MESSAGEMETADATA") else { panic!() };
/// assert_eq!(value.as_str(), "MESSAGEMETADATA");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct UnknownValue(Box<str>);

impl UnknownValue {
    pub(crate) fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// The value, as the service sent it.
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
