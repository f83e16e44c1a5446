//! `DisconnectParticipant`.

use connect_participant_model::{DISCONNECT_PARTICIPANT, Operation};
use serde::{Deserialize, Serialize, Serializer};

use crate::protocol::input::{OperationInput, members};
use crate::protocol::output::{OperationOutput, Sealed};
use crate::protocol::serialize::serialize;
use crate::protocol::value::Members;
use crate::types::token::ConnectionToken;

/// The input of `DisconnectParticipant`, with which the participant leaves the chat.
///
/// Source: [`DisconnectParticipant`,
/// request](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_DisconnectParticipant.html#API_DisconnectParticipant_RequestBody).
///
/// ```no_run
/// use connect_participant::{Client, ConnectionToken, DisconnectParticipantInput, Result};
///
/// # async fn example(client: Client, connection_token: ConnectionToken) -> Result<()> {
/// client.call(DisconnectParticipantInput::new(connection_token)).await?;
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// [`InvalidInput`](crate::ErrorKind::InvalidInput) if the client token is too long; nothing is
/// sent then. For all other errors, see [`Client::call`](crate::Client::call).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DisconnectParticipantInput {
    client_token: Option<String>,
    connection_token: ConnectionToken,
}

impl DisconnectParticipantInput {
    /// Creates the input for the participant with this connection token.
    #[must_use]
    pub fn new(connection_token: ConnectionToken) -> Self {
        Self { client_token: None, connection_token }
    }

    /// Sets the idempotency token, at most 500 characters. Defaults to a new UUID for each call,
    /// which all attempts share.
    #[must_use]
    pub fn client_token(self, client_token: impl Into<String>) -> Self {
        self.set_client_token(Some(client_token.into()))
    }

    /// Like [`client_token`](Self::client_token), but takes an `Option`.
    #[must_use]
    pub fn set_client_token(mut self, client_token: Option<String>) -> Self {
        self.client_token = client_token;
        self
    }
}

/// Leaves out the token, see [`OperationInput`].
impl Serialize for DisconnectParticipantInput {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
}

impl OperationInput for DisconnectParticipantInput {
    const OPERATION: &'static Operation = &DISCONNECT_PARTICIPANT;

    type Output = DisconnectParticipantOutput;

    fn members(&self) -> Members<'_> {
        members!(self, DISCONNECT_PARTICIPANT.members, [client_token, connection_token])
    }
}

/// The output of `DisconnectParticipant`, which has no members.
///
/// Source: [`DisconnectParticipant`,
/// response](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_DisconnectParticipant.html#API_DisconnectParticipant_ResponseElements).
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct DisconnectParticipantOutput {}

impl OperationOutput for DisconnectParticipantOutput {}

impl Sealed for DisconnectParticipantOutput {}
