//! Types that can call the service.

use std::rc::Rc;
use std::sync::Arc;

use crate::client::Client;

/// A type that can call the service. It lends out the [`Client`] that annotated methods use.
///
/// It is the supertrait of a trait with annotated methods. [`Client`] implements it. Implement it
/// for a type of your own that also holds the connection token:
///
/// ```
/// use connect_participant::{
///     Client, ConnectionToken, Participant, Result, SendEventOutput,
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
/// trait Desk: Participant {
///     fn connection_token(&self) -> &ConnectionToken;
///
///     #[participant_operation(
///         SendEvent,
///         content_type = "application/vnd.amazonaws.connect.event.typing",
///         connection_token = self.connection_token(),
///     )]
///     async fn typing(&self) -> Result<SendEventOutput>;
/// }
///
/// impl Desk for Session {
///     fn connection_token(&self) -> &ConnectionToken {
///         &self.connection_token
///     }
/// }
/// ```
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

macro_rules! pointers {
    ($($pointer:ty),*) => {$(
        impl<P: Participant + ?Sized> Participant for $pointer {
            fn client(&self) -> &Client {
                (**self).client()
            }
        }
    )*};
}

pointers!(&P, &mut P, Box<P>, Rc<P>, Arc<P>);
