//! The sign-in of a customer.

use std::fmt;
use std::sync::Arc;

use crate::event::info::ItemInfo;

/// The flow asks the customer to sign in, or the sign-in has ended.
///
/// ```
/// use connect_participant::{ConnectionToken, GetAuthenticationUrlInput};
/// use connect_participant_session::Authentication;
///
/// /// The call that returns the sign-in page, if the event has a session id.
/// fn page(
///     event: &Authentication,
///     token: ConnectionToken,
/// ) -> Option<GetAuthenticationUrlInput> {
///     let back = "https://chat.example/back";
///     Some(GetAuthenticationUrlInput::new(event.session_id()?, back, token))
/// }
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Authentication {
    parts: Arc<Parts>,
}

#[derive(Clone, PartialEq, Eq)]
struct Parts {
    change: AuthenticationChange,
    session_id: Option<Box<str>>,
    info: ItemInfo,
}

impl Authentication {
    pub(crate) fn new(
        change: AuthenticationChange,
        session_id: Option<Box<str>>,
        info: ItemInfo,
    ) -> Self {
        Self { parts: Arc::new(Parts { change, session_id, info }) }
    }

    /// Returns the change.
    #[must_use]
    pub fn change(&self) -> AuthenticationChange {
        self.parts.change
    }

    /// Returns the id of the sign-in, for `GetAuthenticationUrl` and
    /// `CancelParticipantAuthentication`. Only [`Initiated`](AuthenticationChange::Initiated) has
    /// it, as far as is known.
    #[must_use]
    pub fn session_id(&self) -> Option<&str> {
        self.parts.session_id.as_deref()
    }

    /// Returns the parts that all items have in common.
    #[must_use]
    pub fn info(&self) -> &ItemInfo {
        &self.parts.info
    }

    pub(crate) fn info_mut(&mut self) -> &mut ItemInfo {
        &mut Arc::make_mut(&mut self.parts).info
    }
}

/// Does not show the session id.
impl fmt::Debug for Authentication {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Authentication")
            .field("change", &self.parts.change)
            .field("info", &self.parts.info)
            .finish_non_exhaustive()
    }
}

/// A change of the sign-in of a customer. The names are those of the content types
/// `application/vnd.amazonaws.connect.event.authentication.…`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AuthenticationChange {
    /// `….initiated`: the flow asks the customer to sign in. Call `GetAuthenticationUrl` within a
    /// minute to get the page.
    Initiated,
    /// `….succeeded`: the customer has signed in.
    Succeeded,
    /// `….failed`: the sign-in has failed.
    Failed,
    /// `….timeout`: the sign-in has timed out.
    TimedOut,
    /// `….expired`: the sign-in has expired.
    Expired,
    /// `….cancelled`: the customer has cancelled the sign-in.
    Cancelled,
}
