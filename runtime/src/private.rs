//! What the macro's expansions are made of. Nothing here is for anyone else, and all of it may change at any time.

use std::pin::Pin;

pub use crate::client::call;
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

// The types of members have what takes them, so that a member's key in the attribute leads to its type.

#[doc(hidden)]
impl ConnectionToken {
    pub fn __member(token: impl IntoConnectionToken) -> Self {
        token.into_connection_token()
    }
}

#[doc(hidden)]
impl EventContentType {
    pub fn __member(content_type: impl IntoEventContentType) -> Self {
        content_type.into_event_content_type()
    }
}

/// What `connection_token` takes.
#[diagnostic::on_unimplemented(
    message = "`connection_token` is a `ConnectionToken` or a `&ConnectionToken`, not `{Self}`",
    label = "expected `&ConnectionToken`"
)]
pub trait IntoConnectionToken {
    #[doc(hidden)]
    fn into_connection_token(self) -> ConnectionToken;
}

impl IntoConnectionToken for ConnectionToken {
    fn into_connection_token(self) -> ConnectionToken {
        self
    }
}

impl IntoConnectionToken for &ConnectionToken {
    fn into_connection_token(self) -> ConnectionToken {
        self.clone()
    }
}

/// What `content_type` takes.
#[diagnostic::on_unimplemented(
    message = "a content type that is known only at run time is an `EventContentType`, not `{Self}`",
    label = "expected `EventContentType`",
    note = "`EventContentType` is `FromStr`: make one before the call, where a text that is none can be dealt with"
)]
pub trait IntoEventContentType {
    #[doc(hidden)]
    fn into_event_content_type(self) -> EventContentType;
}

impl IntoEventContentType for EventContentType {
    fn into_event_content_type(self) -> EventContentType {
        self
    }
}

impl IntoEventContentType for &EventContentType {
    fn into_event_content_type(self) -> EventContentType {
        *self
    }
}

/// A member that is text.
pub fn text(text: impl Text) -> String {
    text.into_text()
}

/// What a member takes that is text.
#[diagnostic::on_unimplemented(
    message = "text is anything that is `AsRef<str>`, and `{Self}` is not",
    label = "expected `&str`, `String` or the like"
)]
pub trait Text {
    #[doc(hidden)]
    fn into_text(self) -> String;
}

#[diagnostic::do_not_recommend]
impl<T: AsRef<str>> Text for T {
    fn into_text(self) -> String {
        self.as_ref().to_owned()
    }
}

/// A member that is text or nothing.
pub fn optional_text<Kind>(text: impl OptionalText<Kind>) -> Option<String> {
    text.into_optional_text()
}

/// What a member takes that is text or nothing. `Kind` keeps the two implementations apart.
#[diagnostic::on_unimplemented(
    message = "text is anything that is `AsRef<str>`, or an `Option` of that, and `{Self}` is neither",
    label = "expected `&str`, `Option<&str>` or the like"
)]
pub trait OptionalText<Kind> {
    #[doc(hidden)]
    fn into_optional_text(self) -> Option<String>;
}

/// Text.
#[derive(Debug)]
pub enum Always {}

/// Text or nothing.
#[derive(Debug)]
pub enum Perhaps {}

#[diagnostic::do_not_recommend]
impl<T: AsRef<str>> OptionalText<Always> for T {
    fn into_optional_text(self) -> Option<String> {
        Some(self.as_ref().to_owned())
    }
}

#[diagnostic::do_not_recommend]
impl<T: AsRef<str>> OptionalText<Perhaps> for Option<T> {
    fn into_optional_text(self) -> Option<String> {
        self.map(|text| text.as_ref().to_owned())
    }
}
