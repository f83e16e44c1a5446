//! Types that can call the service without `async`.

use std::rc::Rc;
use std::sync::Arc;

use crate::blocking::client::Client;
use crate::types::token::ConnectionToken;

/// A type that can call the service without `async`. It lends out the [`Client`] that annotated
/// methods use.
///
/// It is the supertrait of a trait whose annotated methods are not `async`. Otherwise it is like the
/// [`Participant`](crate::Participant) of async methods. A type can implement both.
#[diagnostic::on_unimplemented(
    message = "a method without `async` requires `blocking::Participant`, which `{Self}` does not implement",
    label = "neither `async` nor in a blocking trait",
    note = "for an async method, write `async fn`",
    note = "for a blocking method, add the supertrait: `trait …: connect_participant::blocking::Participant`, or implement it for the type"
)]
pub trait Participant {
    /// Returns the client.
    fn client(&self) -> &Client;
}

impl Participant for Client {
    fn client(&self) -> &Client {
        self
    }
}

/// A [`Participant`] that has a connection token.
///
/// In a trait with this supertrait, an annotated method needs no `connection_token`: it sends the
/// token of `self`.
///
/// ```
/// use connect_participant::{ConnectionToken, Result, blocking, participant_operation};
///
/// struct Session {
///     client: blocking::Client,
///     connection_token: ConnectionToken,
/// }
///
/// impl blocking::Participant for Session {
///     fn client(&self) -> &blocking::Client {
///         &self.client
///     }
/// }
///
/// impl blocking::Connected for Session {
///     fn connection_token(&self) -> ConnectionToken {
///         self.connection_token.clone()
///     }
/// }
///
/// trait Desk: blocking::Connected {
///     #[participant_operation(SendMessage, content_type = "text/plain")]
///     fn say(&self, content: &str) -> Result<()>;
/// }
///
/// impl Desk for Session {}
/// ```
#[diagnostic::on_unimplemented(
    message = "`connection_token` is missing: `{Self}` does not implement `blocking::Connected`",
    label = "missing `connection_token`, in a method without `async`",
    note = "for an async method, write `async fn`",
    note = "for a blocking method, add a parameter: `connection_token: &ConnectionToken`",
    note = "or take it from `self`: add the supertrait `trait …: connect_participant::blocking::Connected`, or implement it for the type"
)]
pub trait Connected: Participant {
    /// Returns the connection token.
    fn connection_token(&self) -> ConnectionToken;

    /// Returns the client. An expansion calls only methods of this trait, so that a missing
    /// implementation is one error.
    #[doc(hidden)]
    fn __client(&self) -> &Client {
        self.client()
    }
}

macro_rules! pointers {
    ($($pointer:ty),*) => {$(
        #[diagnostic::do_not_recommend]
        impl<P: Participant + ?Sized> Participant for $pointer {
            fn client(&self) -> &Client {
                (**self).client()
            }
        }

        #[diagnostic::do_not_recommend]
        impl<P: Connected + ?Sized> Connected for $pointer {
            fn connection_token(&self) -> ConnectionToken {
                (**self).connection_token()
            }
        }
    )*};
}

pointers!(&P, &mut P, Box<P>, Rc<P>, Arc<P>);
