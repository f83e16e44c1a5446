//! Files.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::call::{PresignedAnswer, PresignedRequest};
use crate::peer::Kind;
use crate::stage::Stage;

cases! {
    a_file_is_put_and_got
    a_file_of_another_size_is_refused
    a_file_is_got_with_either_disposition
}

const BYTES: &str = "Note: é\n";

/// The customer says that a file comes.
async fn announce(stage: &Stage) -> Value {
    let input = json!({
        "ContentType": "text/plain",
        "AttachmentSizeInBytes": BYTES.len(),
        "AttachmentName": "notes é.txt",
    });
    stage.output("StartAttachmentUpload", input).await
}

/// Puts a file's bytes where the service said, with the headers that it gave.
async fn put(stage: &Stage, announced: &Value, bytes: &str) -> PresignedAnswer {
    let metadata = &announced["UploadMetadata"];
    let headers = metadata["HeadersToInclude"].as_object().expect("headers").iter();
    let header =
        |(name, value): (&String, &Value)| (name.clone(), value.as_str().expect("text").to_owned());
    let request = PresignedRequest {
        method: "PUT",
        url: metadata["Url"].as_str().expect("a URL").to_owned(),
        headers: headers.map(header).collect(),
        body: Some(bytes.to_owned()),
    };
    stage.peer.exchange(request).await
}

/// The customer attaches a file. Returns its id.
pub async fn attach(stage: &Stage) -> Value {
    let announced = announce(stage).await;
    assert_eq!(put(stage, &announced, BYTES).await.status, 200);
    let id = announced["AttachmentId"].clone();
    let output = stage.output("CompleteAttachmentUpload", json!({ "AttachmentIds": [id] })).await;
    assert_eq!(output, json!({}));
    id
}

async fn get(stage: &Stage, output: &Value) -> PresignedAnswer {
    let request = PresignedRequest {
        method: "GET",
        url: output["Url"].as_str().expect("a URL").to_owned(),
        headers: BTreeMap::new(),
        body: None,
    };
    stage.peer.exchange(request).await
}

async fn a_file_is_put_and_got(stage: Stage) {
    let id = attach(&stage).await;
    let input = json!({ "AttachmentId": id });
    let output = stage.output_of(stage.call_of(&stage.agent, "GetAttachment", input)).await;
    assert_eq!(output["AttachmentSizeInBytes"], BYTES.len());
    assert!(output["UrlExpiry"].is_string());
    let answer = get(&stage, &output).await;
    assert_eq!((answer.status, answer.body.as_str()), (200, BYTES));
    assert_eq!(answer.headers["content-type"], "text/plain");
}

async fn a_file_of_another_size_is_refused(stage: Stage) {
    let announced = announce(&stage).await;
    let mut metadata = announced.clone();
    // An HTTP client counts for itself.
    let headers = metadata["UploadMetadata"]["HeadersToInclude"].as_object_mut().expect("headers");
    headers.remove("Content-Length");
    assert_eq!(put(&stage, &metadata, "short").await.status, 400);
    let input = json!({ "AttachmentIds": [announced["AttachmentId"]] });
    let refused = stage.refused(stage.call("CompleteAttachmentUpload", input)).await;
    assert_eq!((refused.error.as_str(), refused.status), ("ConflictException", Some(409)));
}

async fn a_file_is_got_with_either_disposition(stage: Stage) {
    let id = attach(&stage).await;
    // This version of the SDK for JavaScript does not know the member yet, and leaves it out.
    let inline = if stage.peer.kind == Kind::JavaScript { "attachment;" } else { "inline;" };
    for (disposition, expected) in [("INLINE", inline), ("ATTACHMENT", "attachment;")] {
        let input = json!({
            "AttachmentId": id,
            "UrlContentDisposition": disposition,
            "UrlExpiryInSeconds": 5,
        });
        let answer = get(&stage, &stage.output("GetAttachment", input).await).await;
        let told = &answer.headers["content-disposition"];
        assert!(told.starts_with(expected), "{told}");
    }
}
