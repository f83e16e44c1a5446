//! `DisconnectParticipant`.

use super::Output;
use crate::ConnectionToken;

input! {
    /// The input of `DisconnectParticipant`.
    ///
    /// Source: [`DisconnectParticipant`, request](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_DisconnectParticipant.html#API_DisconnectParticipant_RequestBody).
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
    /// [`InvalidInput`](crate::ErrorKind::InvalidInput) before anything is sent: where the client token is too long.
    /// Otherwise what the service answers, see [`ErrorKind`](crate::ErrorKind), or that it does not.
    DisconnectParticipantInput for DISCONNECT_PARTICIPANT -> DisconnectParticipantOutput {
        /// Disconnects the participant whose connection token it is.
        new(connection_token "ConnectionToken": ConnectionToken);
        /// What the service knows a repeated call by, at most 500 characters. Without one, each call has a UUID of its
        /// own, which all its attempts share.
        client_token set_client_token "ClientToken": String;
    }
}

output! {
    /// The output of `DisconnectParticipant`, which has no members.
    ///
    /// Source: [`DisconnectParticipant`, response](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_DisconnectParticipant.html#API_DisconnectParticipant_ResponseElements).
    DisconnectParticipantOutput {}
}

impl Output for DisconnectParticipantOutput {
    fn of_no_body() -> Option<Self> {
        Some(Self::default())
    }
}
