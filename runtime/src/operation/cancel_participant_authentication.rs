//! `CancelParticipantAuthentication`.

use super::Output;
use crate::ConnectionToken;

input! {
    /// The input of `CancelParticipantAuthentication`.
    ///
    /// Source: [`CancelParticipantAuthentication`, request](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_CancelParticipantAuthentication.html#API_CancelParticipantAuthentication_RequestBody).
    ///
    /// ```no_run
    /// use connect_participant::{CancelParticipantAuthenticationInput, Client, ConnectionToken, Result};
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
    /// [`InvalidInput`](crate::ErrorKind::InvalidInput) before anything is sent: where a value is out of its limits.
    /// Otherwise what the service answers, see [`ErrorKind`](crate::ErrorKind), or that it does not.
    CancelParticipantAuthenticationInput for CANCEL_PARTICIPANT_AUTHENTICATION -> CancelParticipantAuthenticationOutput {
        /// The session id, of 36 characters, is the one in the event `…authentication.initiated`.
        new(session_id "SessionId": String, connection_token "ConnectionToken": ConnectionToken);
    }
}

output! {
    /// The output of `CancelParticipantAuthentication`, which has no members.
    ///
    /// Source: [`CancelParticipantAuthentication`, response](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_CancelParticipantAuthentication.html#API_CancelParticipantAuthentication_ResponseElements).
    CancelParticipantAuthenticationOutput {}
}

impl Output for CancelParticipantAuthenticationOutput {
    fn of_no_body() -> Option<Self> {
        Some(Self::default())
    }
}
