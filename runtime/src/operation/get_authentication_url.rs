//! `GetAuthenticationUrl`.

use super::Output;
use crate::ConnectionToken;

input! {
    /// The input of `GetAuthenticationUrl`.
    ///
    /// Source: [`GetAuthenticationUrl`, request](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_GetAuthenticationUrl.html#API_GetAuthenticationUrl_RequestBody).
    ///
    /// ```no_run
    /// use connect_participant::{Client, ConnectionToken, GetAuthenticationUrlInput, Result};
    ///
    /// # async fn example(client: Client, connection_token: ConnectionToken, session_id: &str) -> Result<()> {
    /// let input = GetAuthenticationUrlInput::new(session_id, "https://chat.example/back", connection_token);
    /// let output = client.call(input).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](crate::ErrorKind::InvalidInput) before anything is sent: where a value is out of its limits.
    /// Otherwise what the service answers, see [`ErrorKind`](crate::ErrorKind), or that it does not.
    GetAuthenticationUrlInput for GET_AUTHENTICATION_URL -> GetAuthenticationUrlOutput {
        /// The session id, of 36 characters, is the one in the event `…authentication.initiated`. The redirect URI, of 1
        /// to 1,024 characters, is where the customer goes after that.
        new(
            session_id "SessionId": String,
            redirect_uri "RedirectUri": String,
            connection_token "ConnectionToken": ConnectionToken
        );
    }
}

output! {
    /// The output of `GetAuthenticationUrl`.
    ///
    /// Source: [`GetAuthenticationUrl`, response](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_GetAuthenticationUrl.html#API_GetAuthenticationUrl_ResponseElements).
    GetAuthenticationUrlOutput {
        /// Where the customer signs in, 1 to 2,083 characters. It is the customer's alone, as a pre-signed URL is.
        authentication_url: String, hidden;
    }
}

impl Output for GetAuthenticationUrlOutput {}
