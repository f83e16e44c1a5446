//! Requests, as the local service reports them.

use std::fmt;

use connect_participant::ParticipantRole;
use http::{Method, StatusCode};

use crate::refusal_reason::RefusalReason;

/// The path of the handshake of a websocket, by which faults recognise it.
pub(crate) const WEBSOCKET_PATH: &str = "/_local/websocket";

/// A request to the local service, and its outcome. It contains no secrets: no token, no content,
/// and no part of a URL that could be either.
///
/// The callback of [`on_request`](crate::LocalServiceBuilder::on_request) and the condition of
/// [`Fault::when`](crate::Fault::when) receive it. Both `Display` and `Debug` fit on one line of a
/// log.
///
/// ```
/// use connect_participant_local::{LocalService, RequestRecord};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> std::io::Result<()> {
/// let builder = LocalService::builder().on_request(|request: &RequestRecord| {
///     if let Some(reason) = &request.reason {
///         eprintln!("refused: {reason}");
///     }
/// });
/// let service = builder.start().await?;
/// # drop(service);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RequestRecord {
    /// The HTTP method. `OTHER` if it is not a standard method, because it could be any text.
    pub method: Method,
    /// The name of the operation, such as `SendEvent`, if the request calls one.
    pub operation: Option<&'static str>,
    /// The content type of the event or the message, if the operation knows it. An example is
    /// `application/vnd.amazonaws.connect.event.typing`.
    pub content_type: Option<&'static str>,
    /// The path template of the operation, such as `/participant/views/{ViewToken}`. For any other
    /// path, the path without its query, in which `…` replaces each segment that has characters
    /// other than lower-case letters, `-` and `_`.
    pub path: String,
    /// The role of the caller, if this service issued the token. The token may have expired, or be
    /// of the wrong kind.
    pub participant_role: Option<ParticipantRole>,
    /// The participant id of the caller, if this service issued the token.
    pub participant_id: Option<String>,
    /// The contact id of the caller's chat, if this service issued the token.
    pub contact_id: Option<String>,
    /// The status of the response. `None` in the condition of a fault, and if there was no
    /// response: the connection was reset, or the client closed it.
    pub status: Option<StatusCode>,
    /// The reason for which the service refused the request. `None` if it did not, if a fault set
    /// the status, and if the status says it all, such as 404 for an unknown path.
    pub reason: Option<RefusalReason>,
    /// The request id. The response has the same one, unless it imitates a gateway.
    pub request_id: String,
    /// `true` if a [`Fault`](crate::Fault) was applied to the request.
    pub fault: bool,
}

/// A line for a log, such as
/// `POST /participant/message SendMessage text/plain 403 (token expired) AGENT 9d1c… request id
/// 5f3a…`. Values that do not exist are left out.
impl fmt::Display for RequestRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)?;
        if let Some(operation) = self.operation {
            write!(f, " {operation}")?;
        }
        if let Some(content_type) = self.content_type {
            write!(f, " {content_type}")?;
        }
        match self.status {
            Some(status) => write!(f, " {}", status.as_u16())?,
            None => f.write_str(" no response")?,
        }
        if let Some(reason) = self.reason {
            write!(f, " ({reason})")?;
        }
        if let Some(role) = &self.participant_role {
            write!(f, " {role}")?;
        }
        if let Some(id) = &self.participant_id {
            write!(f, " {id}")?;
        }
        if self.fault {
            f.write_str(" fault")?;
        }
        write!(f, " request id {}", self.request_id)
    }
}
