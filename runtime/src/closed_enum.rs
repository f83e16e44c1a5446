//! Enums of inputs. They have exactly the values that the service accepts.

/// Implements the conversions of an enum of an input to and from the strings on the wire.
macro_rules! closed_enum {
    (impl $name:ident { $($variant:ident => $value:expr,)+ }) => {
        #[allow(deprecated, reason = "a deprecated value is still sent over the wire")]
        impl $name {
            /// Returns the string that is sent over the wire.
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

        #[allow(deprecated, reason = "a deprecated value is still sent over the wire")]
        impl std::str::FromStr for $name {
            type Err = $crate::error::Error;

            /// # Errors
            ///
            /// [`InvalidInput`](crate::ErrorKind::InvalidInput) unless the text is exactly one of
            /// the values.
            fn from_str(text: &str) -> $crate::error::Result<Self> {
                let all = [$(Self::$variant),+];
                all.into_iter().find(|known| known.as_str() == text).ok_or_else(|| {
                    let text = $crate::error::quoted(text);
                    let name = stringify!($name);
                    $crate::error::Error::invalid_input(format!("`{name}` has no value {text}"))
                })
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        /// Fails unless the text is exactly one of the values.
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }

        impl $crate::conversion::EnumType for $name {}

        impl $crate::protocol::value::AsValue for $name {
            fn as_value(&self) -> Option<$crate::protocol::value::Value<'_>> {
                Some($crate::protocol::value::Value::Text(self.as_str().into()))
            }
        }
    };
}

pub(crate) use closed_enum;
