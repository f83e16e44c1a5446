//! Types that can call the service.

use std::rc::Rc;
use std::sync::Arc;

use crate::client::Client;
use crate::types::token::ConnectionToken;

/// A type that can call the service. It lends out the [`Client`] that annotated methods use.
///
/// It is the supertrait of a trait with annotated methods. [`Client`] implements it. Implement it
/// for a type of your own, such as a session:
///
/// ```
/// use connect_participant::{Client, Participant};
///
/// struct Session {
///     client: Client,
/// }
///
/// impl Participant for Session {
///     fn client(&self) -> &Client {
///         &self.client
///     }
/// }
/// ```
///
/// If the type also has a connection token, implement [`Connected`] too.
///
/// # Pointers and fakes
///
/// References, `Box`, `Rc` and `Arc` of a participant are participants. To use a trait with
/// annotated methods behind a pointer, call the methods on the value: `arc.typing(…)` calls the
/// method of the type in the `Arc`.
///
/// Do not write `impl<T: Chat + ?Sized> Chat for Arc<T> {}`. It compiles, because each method has a
/// body, but it bypasses a method that the type in the `Arc` overrides: a fake in an `Arc` would
/// call the service. Forward each method instead. `#[auto_impl]` does not compile on such a trait
/// with `async fn`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not implement `Participant`",
    label = "`Participant` is not implemented for `{Self}`",
    note = "for a trait, add the supertrait: `trait …: Participant`",
    note = "for a type, implement it: `impl Participant for … {{ fn client(&self) -> &Client {{ &self.client }} }}`"
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
/// token of `self`. A method can still bind the member itself, which takes precedence.
///
/// ```
/// use connect_participant::{
///     Client, Connected, ConnectionToken, Participant, Result, SendMessageOutput,
///     participant_operation,
/// };
///
/// struct Session {
///     client: Client,
///     connection_token: ConnectionToken,
/// }
///
/// impl Participant for Session {
///     fn client(&self) -> &Client {
///         &self.client
///     }
/// }
///
/// impl Connected for Session {
///     fn connection_token(&self) -> ConnectionToken {
///         self.connection_token.clone()
///     }
/// }
///
/// trait Desk: Connected {
///     #[participant_operation(SendMessage, content_type = "text/plain")]
///     async fn say(&self, content: &str) -> Result<SendMessageOutput>;
///
///     #[participant_operation(
///         SendEvent,
///         content_type = "application/vnd.amazonaws.connect.event.message.read"
///     )]
///     async fn read(&self, message_id: &str) -> Result<()>;
/// }
///
/// impl Desk for Session {}
/// ```
///
/// The supertrait can also be a supertrait of a supertrait, or `where Self: Connected` on the trait
/// or on a method. References, `Box`, `Rc` and `Arc` of a connected participant are connected.
///
/// The token is read when the method is called, before its future is polled. All attempts of the
/// call send that token.
#[diagnostic::on_unimplemented(
    message = "`connection_token` is missing: `{Self}` does not implement `Connected`",
    label = "missing `connection_token`",
    note = "add a parameter: `connection_token: &ConnectionToken`",
    note = "or take it from `self`: add the supertrait `trait …: Connected`, or implement `Connected` for the type"
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
