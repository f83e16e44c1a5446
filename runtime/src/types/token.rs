//! The bearer tokens of the service.

use std::fmt;
use std::str::FromStr;

use bytes::Bytes;
use connect_participant_model::BEARER_LENGTH;
use http::HeaderValue;
use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Serialize, Serializer};
use zeroize::Zeroizing;

use crate::conversion::TokenType;
use crate::error::Error;
use crate::protocol::value::{AsValue, Value};

/// A connection token. It authorises every operation except `CreateParticipantConnection`, which
/// returns it.
///
/// It is valid for one day.
///
/// ```
/// use connect_participant::ConnectionToken;
///
/// let token = ConnectionToken::new("QVFJREFIaXNhbXBsZQ==")?;
/// assert_eq!(format!("{token:?}"), "ConnectionToken(…)");
/// # Ok::<(), connect_participant::Error>(())
/// ```
///
/// Source:
/// [`CreateParticipantConnection`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_CreateParticipantConnection.html).
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ConnectionToken(HeaderValue);

/// A participant token. It authorises `CreateParticipantConnection`, and no other operation.
///
/// `StartChatContact`, which a backend with AWS credentials calls, returns it. It is valid as long
/// as its participant is part of the chat.
///
/// ```
/// use connect_participant::ParticipantToken;
///
/// let problem = ParticipantToken::new("a token\n").unwrap_err();
/// assert_eq!(
///     problem.to_string(),
///     "InvalidInput: the participant token has a character that is not visible ASCII, \
///      at position 2"
/// );
/// ```
///
/// Source:
/// [`CreateParticipantConnection`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_CreateParticipantConnection.html).
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ParticipantToken(HeaderValue);

/// Implements the methods and conversions of a token.
macro_rules! token {
    (impl $token:ident, $name:literal) => {
        impl $token {
            #[doc = concat!("Creates a ", $name, " from its text.")]
            ///
            /// # Errors
            ///
            /// [`InvalidInput`](crate::ErrorKind::InvalidInput) if the text is not 1 to 1,000
            /// visible ASCII characters. The error shows no part of the token.
            pub fn new(token: impl Into<String>) -> Result<Self, Error> {
                header_value(token.into()).map(Self).map_err(|problem| {
                    Error::invalid_input(format!(concat!("the ", $name, " {}"), problem))
                })
            }

            /// Returns the secret itself, so that you can store it. Take care not to log it.
            #[must_use]
            pub fn expose(&self) -> &str {
                // `new` accepts visible ASCII only, which is always text.
                self.0.to_str().unwrap_or_default()
            }
        }

        /// The value of the header `X-Amz-Bearer`, marked as sensitive.
        impl From<$token> for HeaderValue {
            fn from(token: $token) -> Self {
                token.0
            }
        }

        /// Shows no part of the token.
        impl fmt::Debug for $token {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($token), "(…)"))
            }
        }

        impl TokenType for $token {}

        impl AsValue for $token {
            fn as_value(&self) -> Option<Value<'_>> {
                Some(Value::Token(&self.0))
            }
        }

        /// Serialises the secret itself, so that you can store it.
        impl Serialize for $token {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.expose())
            }
        }

        impl<'de> Deserialize<'de> for $token {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::new(String::deserialize(deserializer)?).map_err(D::Error::custom)
            }
        }

        impl FromStr for $token {
            type Err = Error;

            fn from_str(token: &str) -> Result<Self, Error> {
                Self::new(token)
            }
        }
    };
}

token!(impl ConnectionToken, "connection token");
token!(impl ParticipantToken, "participant token");

/// Returns the value of the header that carries a token, or the reason why the token is not valid.
fn header_value(token: String) -> Result<HeaderValue, String> {
    // The memory is cleared when the last clone is dropped, or now if the token is not valid.
    let token = Zeroizing::new(token);
    BEARER_LENGTH.check(&token).map_err(|error| error.to_string())?;
    if let Some(position) = token.bytes().position(|byte| !byte.is_ascii_graphic()) {
        return Err(format!(
            "has a character that is not visible ASCII, at position {}",
            position + 1
        ));
    }
    let mut value = HeaderValue::from_maybe_shared(Bytes::from_owner(Secret(token)))
        .map_err(|_| "is not fit for a header".to_owned())?;
    value.set_sensitive(true);
    Ok(value)
}

/// The text of a token. Its memory is cleared when it is dropped.
struct Secret(Zeroizing<String>);

impl AsRef<[u8]> for Secret {
    fn as_ref(&self) -> &[u8] {
        self.0.as_bytes()
    }
}
