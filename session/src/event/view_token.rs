//! The token of a view.

use std::fmt;

/// The token of a view that a flow has sent into the chat. `DescribeView` returns the view.
///
/// It is a secret. The `Debug` output does not show it.
///
/// ```
/// use connect_participant::{
///     Client, ConnectionToken, DescribeViewInput, DescribeViewOutput, Result,
/// };
/// use connect_participant_session::Message;
///
/// async fn view(
///     client: &Client,
///     token: ConnectionToken,
///     message: &Message,
/// ) -> Result<Option<DescribeViewOutput>> {
///     let Some(view_token) = message.view_token() else { return Ok(None) };
///     client.call(DescribeViewInput::new(view_token, token)).await.map(Some)
/// }
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ViewToken(pub(crate) Box<str>);

impl ViewToken {
    /// Returns the secret.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for ViewToken {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl From<ViewToken> for String {
    fn from(token: ViewToken) -> Self {
        token.0.into()
    }
}

impl fmt::Debug for ViewToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ViewToken(…)")
    }
}
