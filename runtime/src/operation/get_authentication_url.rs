//! `GetAuthenticationUrl`.

use std::fmt;

use connect_participant_model::{GET_AUTHENTICATION_URL, Operation};
use serde::{Deserialize, Serialize, Serializer};

use crate::protocol::input::{OperationInput, members};
use crate::protocol::output::{OperationOutput, Sealed, setters};
use crate::protocol::serialize::serialize;
use crate::protocol::value::Members;
use crate::redact::Redacted;
use crate::types::token::ConnectionToken;

/// The input of `GetAuthenticationUrl`, which returns the sign-in URL for a customer after a flow
/// has requested authentication.
///
/// Source: [`GetAuthenticationUrl`,
/// request](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_GetAuthenticationUrl.html#API_GetAuthenticationUrl_RequestBody).
///
/// ```no_run
/// use connect_participant::{Client, ConnectionToken, GetAuthenticationUrlInput, Result};
///
/// # async fn example(client: Client, connection_token: ConnectionToken, session_id: &str) -> Result<()> {
/// let back = "https://chat.example/back";
/// let input = GetAuthenticationUrlInput::new(session_id, back, connection_token);
/// let output = client.call(input).await?;
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// [`InvalidInput`](crate::ErrorKind::InvalidInput) if a value exceeds its limits; nothing is sent
/// then. For all other errors, see [`Client::call`](crate::Client::call).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct GetAuthenticationUrlInput {
    session_id: String,
    redirect_uri: String,
    connection_token: ConnectionToken,
}

impl GetAuthenticationUrlInput {
    /// Creates the input. The session id, 36 characters, is in the event
    /// `…authentication.initiated`. The redirect URI, 1 to 1,024 characters, is the page after the
    /// sign-in.
    #[must_use]
    pub fn new(
        session_id: impl Into<String>,
        redirect_uri: impl Into<String>,
        connection_token: ConnectionToken,
    ) -> Self {
        Self { session_id: session_id.into(), redirect_uri: redirect_uri.into(), connection_token }
    }
}

/// Leaves out the token, see [`OperationInput`].
impl Serialize for GetAuthenticationUrlInput {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
}

impl OperationInput for GetAuthenticationUrlInput {
    const OPERATION: &'static Operation = &GET_AUTHENTICATION_URL;

    type Output = GetAuthenticationUrlOutput;

    fn members(&self) -> Members<'_> {
        members!(self, GET_AUTHENTICATION_URL.members, [session_id, redirect_uri, connection_token])
    }
}

/// The output of `GetAuthenticationUrl`.
///
/// Source: [`GetAuthenticationUrl`,
/// response](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_GetAuthenticationUrl.html#API_GetAuthenticationUrl_ResponseElements).
#[derive(Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct GetAuthenticationUrlOutput {
    /// The URL of the sign-in page, 1 to 2,083 characters. It is for this customer only, so it is a
    /// secret.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authentication_url: Option<String>,
}

setters! {
    impl GetAuthenticationUrlOutput {
        pub fn with_authentication_url(authentication_url: String);
    }
}

impl fmt::Debug for GetAuthenticationUrlOutput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GetAuthenticationUrlOutput")
            .field("authentication_url", &self.authentication_url.as_ref().map(|_| Redacted))
            .finish()
    }
}

impl OperationOutput for GetAuthenticationUrlOutput {}

impl Sealed for GetAuthenticationUrlOutput {}
