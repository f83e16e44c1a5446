//! What the macro's expansions are made of. Nothing here is for anyone else, and all of it may change at any time.

use std::pin::Pin;

pub use crate::client::call;
pub use crate::conversion::*;
use crate::operation::{Input, Returns};
// Inputs, and the types of members.
pub use crate::*;

/// The client of whoever the method is called on.
pub fn client<P: Participant + ?Sized>(participant: &P) -> &Client {
    participant.client()
}

/// Makes the call, in a box.
pub fn boxed_call<'a, I: Input + 'a, R: Returns<I::Output> + 'a>(
    client: &'a Client,
    input: I,
) -> Pin<Box<dyn Future<Output = R> + Send + 'a>> {
    Box::pin(call(client, input))
}

/// A call with mistakes in it, which were told of. It is not made.
pub fn never<I: Input, R: Returns<I::Output>>() -> impl Future<Output = R> + Send {
    std::future::pending()
}

/// A call with mistakes in it, in a box.
#[must_use]
pub fn boxed_never<'a, I: Input + 'a, R: Returns<I::Output> + 'a>()
-> Pin<Box<dyn Future<Output = R> + Send + 'a>> {
    Box::pin(never::<I, R>())
}
