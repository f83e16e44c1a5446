//! The outputs of operations.

use serde::de::{Deserialize, DeserializeOwned, Deserializer};

/// The output of an operation, such as [`SendEventOutput`](crate::SendEventOutput).
///
/// It is implemented by the outputs of this crate, and cannot be implemented by other types. See
/// [`Client::call`](crate::Client::call).
pub trait OperationOutput: DeserializeOwned + Send + Sealed + 'static {}

/// Keeps other types from implementing [`OperationOutput`]: no other crate can name it.
pub trait Sealed {}

/// Deserialises a required member. The default stands for a missing one: [Smithy clients correct
/// the response](https://smithy.io/2.0/spec/aggregate-types.html#client-error-correction) rather
/// than fail.
pub(crate) fn or_default<'de, T: Deserialize<'de> + Default, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}

/// Implements setters for the members of an output, so that a fake can create one.
macro_rules! setters {
    (impl $output:ident { $(pub fn $set:ident($member:ident: $ty:ty);)+ }) => {
        /// Setters, for the fakes of a test.
        impl $output {
            $(
                #[doc = concat!("Sets `", stringify!($member), "`.")]
                #[must_use]
                pub fn $set(mut self, $member: impl Into<$ty>) -> Self {
                    self.$member = Some($member.into());
                    self
                }
            )+
        }
    };
}

pub(crate) use setters;
