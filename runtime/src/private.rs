//! The items that an expansion of the macro uses. They are not part of the public API, and may
//! change at any time.

use std::pin::Pin;

use crate::client::Client;
pub use crate::client::{Prepared, call, prepare};
pub use crate::conversion::*;
use crate::method_output::MethodOutput;
pub use crate::operation::*;
// No user imports these names, so the lint `unused_qualifications` ignores their paths.
pub use crate::participant::{Connected as __Connected, Participant as __Participant};
use crate::protocol::input::OperationInput;
pub use crate::types::content_type::{EventContentType, MessageContentType};
pub use crate::types::token::{ConnectionToken, ParticipantToken};

/// Makes a call, in a box.
pub fn boxed_call<'a, I: OperationInput + 'a, R: MethodOutput<I::Output> + 'a>(
    client: &'a Client,
    input: I,
) -> Pin<Box<dyn Future<Output = R> + Send + 'a>> {
    Box::pin(call(client, input))
}

/// Stands for a call with reported mistakes. It is never made.
pub fn never<I: OperationInput, R: MethodOutput<I::Output>>() -> impl Future<Output = R> + Send {
    std::future::pending()
}

/// Stands for a call with reported mistakes, in a box.
#[must_use]
pub fn boxed_never<'a, I: OperationInput + 'a, R: MethodOutput<I::Output> + 'a>()
-> Pin<Box<dyn Future<Output = R> + Send + 'a>> {
    Box::pin(never::<I, R>())
}
