//! The reasons for which a request is refused.

use std::fmt;

/// The reason for which the local service refused a request. The client does not get it: like the
/// real service, the local one gives the same response for many reasons.
///
/// `Display` is a few words for a log, such as `token expired`.
///
/// ```
/// use connect_participant::{Client, EventContentType, ParticipantRole, SendEventInput};
/// use connect_participant_local::{LocalService, RefusalReason};
/// use std::sync::mpsc::channel;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let (sender, reasons) = channel();
/// let builder = LocalService::builder();
/// let builder = builder.on_request(move |request| sender.send(request.reason).unwrap());
/// let service = builder.start().await?;
/// let client = Client::builder().endpoint_url(service.url()).build()?;
/// let chat = service.open_chat();
/// let agent = chat.add_participant(ParticipantRole::Agent);
///
/// chat.end();
/// let token = agent.connection_token().clone();
/// client.call(SendEventInput::new(EventContentType::Typing, token)).await.unwrap_err();
/// assert_eq!(reasons.recv()?, Some(RefusalReason::ChatEnded));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RefusalReason {
    /// The request has no token: no header `X-Amz-Bearer`, or an empty one.
    NoToken,
    /// The request has more than one header `X-Amz-Bearer`.
    SeveralTokens,
    /// This service did not issue the token.
    UnknownToken,
    /// A participant token where a connection token is required, or the other way round.
    WrongTokenKind,
    /// The connection token has expired.
    TokenExpired,
    /// The chat has ended.
    ChatEnded,
    /// The participant has disconnected.
    ParticipantLeft,
    /// The token is for another contact.
    OtherContact,
    /// Only a customer may make the call.
    NotCustomer,
    /// The input is not valid. The message of the response says why.
    InvalidInput,
    /// The chat does not accept receipts: it has more than two active participants, or a supervisor
    /// who has barged in.
    ReceiptsUnsupported,
    /// The attachment is in another state than the call requires. The message of the response says
    /// in which.
    AttachmentState,
    /// The chat has no such view.
    UnknownView,
    /// A quota is used up.
    QuotaExceeded,
    /// This service did not issue the pre-signed URL.
    UnknownUrl,
    /// The pre-signed URL has expired.
    UrlExpired,
    /// The participant has as many open websockets as they may have.
    TooManyWebsockets,
    /// A header of an upload differs from the signed one.
    SignedHeaderDiffers,
    /// The header `Host` is not a name of this service. See the [event log](crate#event-log).
    ForeignHost,
    /// The request comes from a page of another site. See the [event log](crate#event-log).
    ForeignOrigin,
}

impl fmt::Display for RefusalReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoToken => "no token",
            Self::SeveralTokens => "several tokens",
            Self::UnknownToken => "unknown token",
            Self::WrongTokenKind => "wrong kind of token",
            Self::TokenExpired => "token expired",
            Self::ChatEnded => "chat ended",
            Self::ParticipantLeft => "participant left",
            Self::OtherContact => "token of another contact",
            Self::NotCustomer => "not a customer",
            Self::InvalidInput => "invalid input",
            Self::ReceiptsUnsupported => "receipts unsupported",
            Self::AttachmentState => "wrong state of the attachment",
            Self::UnknownView => "unknown view",
            Self::QuotaExceeded => "quota exceeded",
            Self::UnknownUrl => "unknown URL",
            Self::UrlExpired => "URL expired",
            Self::TooManyWebsockets => "too many websockets",
            Self::SignedHeaderDiffers => "signed header differs",
            Self::ForeignHost => "foreign host",
            Self::ForeignOrigin => "foreign origin",
        })
    }
}
