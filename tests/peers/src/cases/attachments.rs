//! Attachments: upload and download.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::call::{PresignedRequest, PresignedResponse};
use crate::exception::CONFLICT;
use crate::fixture::Fixture;
use crate::peer::Kind;

cases! {
    a_file_is_uploaded_and_downloaded
    a_file_of_the_wrong_size_is_rejected
    the_content_disposition_is_applied
}

const BYTES: &str = "Note: é\n";

/// Starts an upload as the customer. Returns the output.
async fn start_upload(fixture: &Fixture) -> Value {
    let input = json!({
        "ContentType": "text/plain",
        "AttachmentSizeInBytes": BYTES.len(),
        "AttachmentName": "notes é.txt",
    });
    fixture.output("StartAttachmentUpload", input).await
}

/// Uploads bytes to the URL from the service, with the headers from the service.
async fn put(fixture: &Fixture, upload: &Value, bytes: &str) -> PresignedResponse {
    let metadata = &upload["UploadMetadata"];
    let headers = metadata["HeadersToInclude"].as_object().expect("headers").iter();
    let header =
        |(name, value): (&String, &Value)| (name.clone(), value.as_str().expect("text").to_owned());
    let request = PresignedRequest {
        method: "PUT",
        url: metadata["Url"].as_str().expect("a URL").to_owned(),
        headers: headers.map(header).collect(),
        body: Some(bytes.to_owned()),
    };
    fixture.peer.exchange(request).await
}

/// Uploads an attachment as the customer. Returns its id.
pub async fn attach(fixture: &Fixture) -> Value {
    let upload = start_upload(fixture).await;
    assert_eq!(put(fixture, &upload, BYTES).await.status, 200);
    let id = upload["AttachmentId"].clone();
    let output = fixture.output("CompleteAttachmentUpload", json!({ "AttachmentIds": [id] })).await;
    assert_eq!(output, json!({}));
    id
}

async fn get(fixture: &Fixture, output: &Value) -> PresignedResponse {
    let request = PresignedRequest {
        method: "GET",
        url: output["Url"].as_str().expect("a URL").to_owned(),
        headers: BTreeMap::new(),
        body: None,
    };
    fixture.peer.exchange(request).await
}

async fn a_file_is_uploaded_and_downloaded(fixture: Fixture) {
    let id = attach(&fixture).await;
    let input = json!({ "AttachmentId": id });
    let output = fixture.output_of(fixture.call_by(&fixture.agent, "GetAttachment", input)).await;
    assert_eq!(output["AttachmentSizeInBytes"], BYTES.len());
    assert!(output["UrlExpiry"].is_string());
    let response = get(&fixture, &output).await;
    assert_eq!((response.status, response.body.as_str()), (200, BYTES));
    assert_eq!(response.headers["content-type"], "text/plain");
}

async fn a_file_of_the_wrong_size_is_rejected(fixture: Fixture) {
    let upload = start_upload(&fixture).await;
    let mut changed = upload.clone();
    // The HTTP client sets the length of the shorter body itself.
    let headers = changed["UploadMetadata"]["HeadersToInclude"].as_object_mut().expect("headers");
    headers.remove("Content-Length");
    assert_eq!(put(&fixture, &changed, "short").await.status, 400);
    let input = json!({ "AttachmentIds": [upload["AttachmentId"]] });
    fixture.exception(fixture.call("CompleteAttachmentUpload", input), CONFLICT).await;
}

async fn the_content_disposition_is_applied(fixture: Fixture) {
    let id = attach(&fixture).await;
    // This version of the SDK for JavaScript does not know the member and omits it.
    let inline = if fixture.peer.kind == Kind::JavaScript { "attachment;" } else { "inline;" };
    for (requested, expected) in [("INLINE", inline), ("ATTACHMENT", "attachment;")] {
        let input = json!({
            "AttachmentId": id,
            "UrlContentDisposition": requested,
            "UrlExpiryInSeconds": 5,
        });
        let response = get(&fixture, &fixture.output("GetAttachment", input).await).await;
        let disposition = &response.headers["content-disposition"];
        assert!(disposition.starts_with(expected), "{disposition}");
    }
}
