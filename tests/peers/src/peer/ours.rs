//! The client of this repository as a peer.

use connect_participant::{
    CancelParticipantAuthenticationInput, Client, CompleteAttachmentUploadInput, ConnectionToken,
    CreateParticipantConnectionInput, DescribeViewInput, DisconnectParticipantInput, Error,
    ErrorKind, GetAttachmentInput, GetAuthenticationUrlInput, GetTranscriptInput, ParticipantToken,
    SendEventInput, SendMessageInput, StartAttachmentUploadInput, StartPosition,
};
use serde_json::Value;

use super::member::{boolean, integer, parsed, text, texts};
use crate::call::{Call, CallError, Outcome};

pub async fn call(call: &Call) -> Outcome {
    let client =
        Client::builder().endpoint_url(&call.url).max_attempts(call.max_attempts).build()?;
    let input = &call.input;
    let token =
        || Ok::<_, CallError>(ConnectionToken::new(required(text(input, "ConnectionToken"))?)?);
    let client_token = || text(input, "ClientToken");
    let output = match call.operation.as_str() {
        "CancelParticipantAuthentication" => {
            let session_id = required(text(input, "SessionId"))?;
            let input = CancelParticipantAuthenticationInput::new(session_id, token()?);
            serde_json::to_value(client.call(input).await?)
        }
        "CompleteAttachmentUpload" => {
            let ids = required(texts(input, "AttachmentIds"))?;
            let input =
                CompleteAttachmentUploadInput::new(ids, token()?).set_client_token(client_token());
            serde_json::to_value(client.call(input).await?)
        }
        "CreateParticipantConnection" => {
            let token = ParticipantToken::new(required(text(input, "ParticipantToken"))?)?;
            let types = texts(input, "Type")
                .map(|types| types.iter().map(|text| text.parse()).collect::<Result<_, Error>>());
            let input = CreateParticipantConnectionInput::new(token)
                .set_type(types.transpose()?)
                .set_connect_participant(boolean(input, "ConnectParticipant"));
            serde_json::to_value(client.call(input).await?)
        }
        "DescribeView" => {
            let input = DescribeViewInput::new(required(text(input, "ViewToken"))?, token()?);
            serde_json::to_value(client.call(input).await?)
        }
        "DisconnectParticipant" => {
            let input = DisconnectParticipantInput::new(token()?).set_client_token(client_token());
            serde_json::to_value(client.call(input).await?)
        }
        "GetAttachment" => {
            let input = GetAttachmentInput::new(required(text(input, "AttachmentId"))?, token()?)
                .set_url_expiry_in_seconds(integer(input, "UrlExpiryInSeconds"))
                .set_url_content_disposition(parsed(input, "UrlContentDisposition")?);
            serde_json::to_value(client.call(input).await?)
        }
        "GetAuthenticationUrl" => {
            let (session_id, uri) = (text(input, "SessionId"), text(input, "RedirectUri"));
            let input =
                GetAuthenticationUrlInput::new(required(session_id)?, required(uri)?, token()?);
            serde_json::to_value(client.call(input).await?)
        }
        "GetTranscript" => {
            let start = input.get("StartPosition").map(|start| {
                StartPosition::new()
                    .set_id(text(start, "Id"))
                    .set_absolute_time(text(start, "AbsoluteTime"))
                    .set_most_recent(integer(start, "MostRecent"))
            });
            let input = GetTranscriptInput::new(token()?)
                .set_contact_id(text(input, "ContactId"))
                .set_max_results(integer(input, "MaxResults"))
                .set_next_token(text(input, "NextToken"))
                .set_scan_direction(parsed(input, "ScanDirection")?)
                .set_sort_order(parsed(input, "SortOrder")?)
                .set_start_position(start);
            serde_json::to_value(client.call(input).await?)
        }
        "SendEvent" => {
            let input = SendEventInput::new(required(parsed(input, "ContentType")?)?, token()?)
                .set_content(text(input, "Content"))
                .set_client_token(client_token());
            serde_json::to_value(client.call(input).await?)
        }
        "SendMessage" => {
            let content_type = required(parsed(input, "ContentType")?)?;
            let input =
                SendMessageInput::new(content_type, required(text(input, "Content"))?, token()?)
                    .set_client_token(client_token());
            serde_json::to_value(client.call(input).await?)
        }
        "StartAttachmentUpload" => {
            let input = StartAttachmentUploadInput::new(
                required(text(input, "ContentType"))?,
                required(integer(input, "AttachmentSizeInBytes"))?,
                required(text(input, "AttachmentName"))?,
                token()?,
            )
            .set_client_token(client_token());
            serde_json::to_value(client.call(input).await?)
        }
        other => panic!("unknown operation {other}"),
    };
    Ok(output.unwrap_or(Value::Null))
}

/// Returns a member that the input type requires. Without it, the call would not compile.
fn required<T>(member: Option<T>) -> Result<T, CallError> {
    member.ok_or_else(|| {
        CallError::not_sent("NotRepresentable", "the input type requires this member")
    })
}

impl From<Error> for CallError {
    fn from(error: Error) -> Self {
        let kind = error.kind();
        let is_modelled = matches!(
            kind,
            ErrorKind::AccessDenied
                | ErrorKind::InternalServer
                | ErrorKind::Throttling
                | ErrorKind::Validation
                | ErrorKind::Conflict
                | ErrorKind::ServiceQuotaExceeded
                | ErrorKind::ResourceNotFound
        );
        Self {
            error: format!("{kind:?}{}", if is_modelled { "Exception" } else { "" }),
            status: error.status().map(|status| status.as_u16()),
            message: error.message().map(str::to_owned),
        }
    }
}
