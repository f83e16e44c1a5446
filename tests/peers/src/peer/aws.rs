//! The AWS SDK for Rust as a peer.

use std::fmt::Debug;

use aws_sdk_connectparticipant::config::http::HttpResponse;
use aws_sdk_connectparticipant::config::retry::RetryConfig;
use aws_sdk_connectparticipant::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_connectparticipant::error::{DisplayErrorContext, ProvideErrorMetadata, SdkError};
use aws_sdk_connectparticipant::types::{
    ArtifactStatus, AttachmentItem, ChatItemType, Item, MessageMetadata, MessageProcessingStatus,
    ParticipantRole, Receipt, StartPosition, UploadMetadata, View, ViewContent,
};
use aws_sdk_connectparticipant::{Client, Config};
use serde_json::{Value, json};

use super::member::{boolean, integer, text, texts};
use crate::call::{Call, CallError, Outcome, without_nulls};

fn client(call: &Call) -> Client {
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .http_client(aws_smithy_http_client::Builder::new().build_http())
        .endpoint_url(&call.url)
        // The SDK requires a region and credentials. The local service ignores them.
        .region(Region::from_static("eu-central-1"))
        .credentials_provider(Credentials::new("none", "none", None, None, "none"))
        .retry_config(RetryConfig::standard().with_max_attempts(call.max_attempts))
        .build();
    Client::from_conf(config)
}

#[expect(clippy::too_many_lines, reason = "it is a table of the operations")]
pub async fn call(call: &Call) -> Outcome {
    let client = client(call);
    let input = &call.input;
    let output = match call.operation.as_str() {
        "CancelParticipantAuthentication" => {
            let call = client
                .cancel_participant_authentication()
                .set_session_id(text(input, "SessionId"))
                .set_connection_token(text(input, "ConnectionToken"));
            call.send().await?;
            json!({})
        }
        "CompleteAttachmentUpload" => {
            let call = client
                .complete_attachment_upload()
                .set_attachment_ids(texts(input, "AttachmentIds"))
                .set_client_token(text(input, "ClientToken"))
                .set_connection_token(text(input, "ConnectionToken"));
            call.send().await?;
            json!({})
        }
        "CreateParticipantConnection" => {
            let types = texts(input, "Type");
            let call = client
                .create_participant_connection()
                .set_type(
                    types.map(|types| types.iter().map(|text| text.as_str().into()).collect()),
                )
                .set_connect_participant(boolean(input, "ConnectParticipant"))
                .set_participant_token(text(input, "ParticipantToken"));
            let output = call.send().await?;
            json!({
                "Websocket": output.websocket.map(|websocket| json!({
                    "Url": websocket.url,
                    "ConnectionExpiry": websocket.connection_expiry,
                })),
                "ConnectionCredentials": output.connection_credentials.map(|credentials| json!({
                    "ConnectionToken": credentials.connection_token,
                    "Expiry": credentials.expiry,
                })),
            })
        }
        "DescribeView" => {
            let call = client
                .describe_view()
                .set_view_token(text(input, "ViewToken"))
                .set_connection_token(text(input, "ConnectionToken"));
            json!({ "View": call.send().await?.view.map(view) })
        }
        "DisconnectParticipant" => {
            let call = client
                .disconnect_participant()
                .set_client_token(text(input, "ClientToken"))
                .set_connection_token(text(input, "ConnectionToken"));
            call.send().await?;
            json!({})
        }
        "GetAttachment" => {
            let disposition = text(input, "UrlContentDisposition");
            let call = client
                .get_attachment()
                .set_attachment_id(text(input, "AttachmentId"))
                .set_url_expiry_in_seconds(integer(input, "UrlExpiryInSeconds"))
                .set_url_content_disposition(disposition.map(|text| text.as_str().into()))
                .set_connection_token(text(input, "ConnectionToken"));
            let output = call.send().await?;
            json!({
                "Url": output.url,
                "UrlExpiry": output.url_expiry,
                "AttachmentSizeInBytes": output.attachment_size_in_bytes,
            })
        }
        "GetAuthenticationUrl" => {
            let call = client
                .get_authentication_url()
                .set_session_id(text(input, "SessionId"))
                .set_redirect_uri(text(input, "RedirectUri"))
                .set_connection_token(text(input, "ConnectionToken"));
            json!({ "AuthenticationUrl": call.send().await?.authentication_url })
        }
        "GetTranscript" => {
            let direction = text(input, "ScanDirection");
            let order = text(input, "SortOrder");
            let call = client
                .get_transcript()
                .set_contact_id(text(input, "ContactId"))
                .set_max_results(integer(input, "MaxResults"))
                .set_next_token(text(input, "NextToken"))
                .set_scan_direction(direction.map(|text| text.as_str().into()))
                .set_sort_order(order.map(|text| text.as_str().into()))
                .set_start_position(input.get("StartPosition").map(start_position))
                .set_connection_token(text(input, "ConnectionToken"));
            let output = call.send().await?;
            json!({
                "InitialContactId": output.initial_contact_id,
                "Transcript": output.transcript.map(|items| items.into_iter().map(item).collect::<Value>()),
                "NextToken": output.next_token,
            })
        }
        "SendEvent" => {
            let call = client
                .send_event()
                .set_content_type(text(input, "ContentType"))
                .set_content(text(input, "Content"))
                .set_client_token(text(input, "ClientToken"))
                .set_connection_token(text(input, "ConnectionToken"));
            let output = call.send().await?;
            json!({ "Id": output.id, "AbsoluteTime": output.absolute_time })
        }
        "SendMessage" => {
            let call = client
                .send_message()
                .set_content_type(text(input, "ContentType"))
                .set_content(text(input, "Content"))
                .set_client_token(text(input, "ClientToken"))
                .set_connection_token(text(input, "ConnectionToken"));
            let output = call.send().await?;
            json!({ "Id": output.id, "AbsoluteTime": output.absolute_time })
        }
        "StartAttachmentUpload" => {
            let call = client
                .start_attachment_upload()
                .set_content_type(text(input, "ContentType"))
                .set_attachment_size_in_bytes(integer(input, "AttachmentSizeInBytes"))
                .set_attachment_name(text(input, "AttachmentName"))
                .set_client_token(text(input, "ClientToken"))
                .set_connection_token(text(input, "ConnectionToken"));
            let output = call.send().await?;
            json!({
                "AttachmentId": output.attachment_id,
                "UploadMetadata": output.upload_metadata.as_ref().map(upload_metadata),
            })
        }
        other => panic!("unknown operation {other}"),
    };
    Ok(without_nulls(output))
}

fn start_position(start: &Value) -> StartPosition {
    StartPosition::builder()
        .set_id(text(start, "Id"))
        .set_absolute_time(text(start, "AbsoluteTime"))
        .set_most_recent(integer(start, "MostRecent"))
        .build()
}

fn view(view: View) -> Value {
    json!({
        "Id": view.id,
        "Arn": view.arn,
        "Name": view.name,
        "Version": view.version,
        "Content": view.content.map(|ViewContent { input_schema, template, actions, .. }| json!({
            "InputSchema": input_schema,
            "Template": template,
            "Actions": actions,
        })),
    })
}

fn upload_metadata(metadata: &UploadMetadata) -> Value {
    json!({
        "Url": metadata.url,
        "UrlExpiry": metadata.url_expiry,
        "HeadersToInclude": metadata.headers_to_include,
    })
}

fn item(item: Item) -> Value {
    json!({
        "AbsoluteTime": item.absolute_time,
        "Content": item.content,
        "ContentType": item.content_type,
        "Id": item.id,
        "Type": item.r#type.as_ref().map(ChatItemType::as_str),
        "ParticipantId": item.participant_id,
        "DisplayName": item.display_name,
        "ParticipantRole": item.participant_role.as_ref().map(ParticipantRole::as_str),
        "Attachments": item.attachments.map(|items| items.iter().map(attachment).collect::<Value>()),
        "MessageMetadata": item.message_metadata.map(message_metadata),
        "RelatedContactId": item.related_contact_id,
        "ContactId": item.contact_id,
    })
}

fn attachment(item: &AttachmentItem) -> Value {
    json!({
        "ContentType": item.content_type,
        "AttachmentId": item.attachment_id,
        "AttachmentName": item.attachment_name,
        "Status": item.status.as_ref().map(ArtifactStatus::as_str),
    })
}

fn message_metadata(metadata: MessageMetadata) -> Value {
    json!({
        "MessageId": metadata.message_id,
        "Receipts": metadata.receipts.map(|receipts| receipts.iter().map(receipt).collect::<Value>()),
        "MessageProcessingStatus": metadata.message_processing_status.as_ref().map(MessageProcessingStatus::as_str),
    })
}

fn receipt(receipt: &Receipt) -> Value {
    json!({
        "DeliveredTimestamp": receipt.delivered_timestamp,
        "ReadTimestamp": receipt.read_timestamp,
        "RecipientParticipantId": receipt.recipient_participant_id,
    })
}

impl<E> From<SdkError<E, HttpResponse>> for CallError
where
    E: ProvideErrorMetadata + std::error::Error + 'static,
{
    fn from(error: SdkError<E, HttpResponse>) -> Self {
        let status = error.raw_response().map(|response| response.status().as_u16());
        match &error {
            SdkError::ServiceError(service_error) => Self {
                error: variant(service_error.err()),
                status,
                message: service_error.err().message().map(str::to_owned),
            },
            other => Self {
                error: variant(other),
                status,
                message: Some(DisplayErrorContext(other).to_string()),
            },
        }
    }
}

/// Returns the name of an enum's variant. Each operation has an error enum of its own.
fn variant(error: &impl Debug) -> String {
    let text = format!("{error:?}");
    text.chars().take_while(char::is_ascii_alphanumeric).collect()
}
