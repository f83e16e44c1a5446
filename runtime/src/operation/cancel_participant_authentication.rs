//! `CancelParticipantAuthentication`.

use connect_participant_model::{CANCEL_PARTICIPANT_AUTHENTICATION, Operation};
use serde::{Deserialize, Serialize, Serializer};

use crate::protocol::input::{OperationInput, members};
use crate::protocol::output::{OperationOutput, Sealed};
use crate::protocol::serialize::serialize;
use crate::protocol::value::Members;
use crate::types::token::ConnectionToken;

/// The input of `CancelParticipantAuthentication`, which cancels the authentication that a flow has
/// requested from a customer. The flow continues with its branch for errors.
///
/// Source: [`CancelParticipantAuthentication`,
/// request](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_CancelParticipantAuthentication.html#API_CancelParticipantAuthentication_RequestBody).
///
/// ```no_run
/// use connect_participant::{
///     CancelParticipantAuthenticationInput, Client, ConnectionToken, Result,
/// };
///
/// # async fn example(client: Client, connection_token: ConnectionToken, session_id: &str) -> Result<()> {
/// let input = CancelParticipantAuthenticationInput::new(session_id, connection_token);
/// client.call(input).await?;
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// [`InvalidInput`](crate::ErrorKind::InvalidInput) if a value exceeds its limits; nothing is sent
/// then. For all other errors, see [`Client::call`](crate::Client::call).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CancelParticipantAuthenticationInput {
    session_id: String,
    connection_token: ConnectionToken,
}

impl CancelParticipantAuthenticationInput {
    /// Creates the input. The session id, 36 characters, is in the event
    /// `…authentication.initiated`.
    #[must_use]
    pub fn new(session_id: impl Into<String>, connection_token: ConnectionToken) -> Self {
        Self { session_id: session_id.into(), connection_token }
    }
}

/// Leaves out the token, see [`OperationInput`].
impl Serialize for CancelParticipantAuthenticationInput {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
}

impl OperationInput for CancelParticipantAuthenticationInput {
    const OPERATION: &'static Operation = &CANCEL_PARTICIPANT_AUTHENTICATION;

    type Output = CancelParticipantAuthenticationOutput;

    fn members(&self) -> Members<'_> {
        members!(self, CANCEL_PARTICIPANT_AUTHENTICATION.members, [session_id, connection_token])
    }
}

/// The output of `CancelParticipantAuthentication`, which has no members.
///
/// Source: [`CancelParticipantAuthentication`,
/// response](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_CancelParticipantAuthentication.html#API_CancelParticipantAuthentication_ResponseElements).
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct CancelParticipantAuthenticationOutput {}

impl OperationOutput for CancelParticipantAuthenticationOutput {}

impl Sealed for CancelParticipantAuthenticationOutput {}
