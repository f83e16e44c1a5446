//! Attachments and pre-signed URLs.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use connect_participant::{
    ArtifactStatus, ChatItemType, CompleteAttachmentUploadInput, ContentDisposition, ErrorKind,
    GetAttachmentInput, Result, StartAttachmentUploadInput, Timestamp,
};
use connect_participant_local::ChatParticipant;
use connect_participant_model::{COMPLETE_ATTACHMENT_UPLOAD, GET_ATTACHMENT};
use serde_json::json;

use crate::scene::{DENIED, Raw, Scene, assert_uuid};

const MAX_BYTES: usize = 20 * 1024 * 1024;

/// An upload that was started.
struct Upload {
    attachment_id: String,
    url: String,
    expiry: Timestamp,
    headers: BTreeMap<String, String>,
}

impl Upload {
    /// The start of an upload request with these headers.
    fn head(&self, scene: &Scene, headers: &BTreeMap<String, String>) -> String {
        let headers = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n"));
        format!("PUT {} HTTP/1.1\r\n{}", scene.path(&self.url), headers.collect::<String>())
    }
}

impl Scene {
    /// Starts an upload as the agent.
    async fn start(&self, size: usize) -> Upload {
        let token = self.agent.connection_token().clone();
        let size = size.try_into().unwrap();
        let input = StartAttachmentUploadInput::new("text/csv", size, "Größe 1.csv", token);
        let output = self.client.call(input).await.unwrap();
        let metadata = output.upload_metadata.unwrap();
        Upload {
            attachment_id: output.attachment_id.unwrap(),
            url: metadata.url.unwrap(),
            expiry: metadata.url_expiry.unwrap(),
            headers: metadata.headers_to_include.unwrap(),
        }
    }

    async fn put(&self, upload: &Upload, bytes: &[u8]) -> Raw {
        self.exchange_bytes(&upload.head(self, &upload.headers), bytes).await
    }

    /// Uploads bytes as the agent, without completing the attachment. Returns its id.
    pub(crate) async fn upload(&self, bytes: &[u8]) -> String {
        let upload = self.start(bytes.len()).await;
        self.put(&upload, bytes).await.assert_empty_success();
        upload.attachment_id
    }

    pub(crate) async fn complete(
        &self,
        participant: &ChatParticipant,
        attachment_id: &str,
    ) -> Result<()> {
        let token = participant.connection_token().clone();
        let input = CompleteAttachmentUploadInput::new([attachment_id], token);
        self.client.call(input).await.map(drop)
    }

    async fn get(&self, url: &str) -> Raw {
        self.exchange(&format!("GET {} HTTP/1.1\r\n", self.path(url)), "").await
    }
}

fn between(times: [SystemTime; 2], expiry: &Timestamp, seconds: u64) -> bool {
    let expiry = expiry.to_system_time().unwrap() - Duration::from_secs(seconds);
    (times[0] - Duration::from_millis(1)..=times[1]).contains(&expiry)
}

#[tokio::test]
async fn an_upload_has_a_url_and_headers() {
    let scene = Scene::new().await;
    let before = SystemTime::now();
    let upload = scene.start(3).await;
    assert_uuid(&upload.attachment_id);
    assert!(between([before, SystemTime::now()], &upload.expiry, 300), "{}", upload.expiry);
    assert!(!upload.url.contains(&upload.attachment_id), "the attachment id is not a secret");
    assert_eq!(upload.headers["Content-Type"], "text/csv");
    assert_eq!(upload.headers["Content-Length"], "3");
    assert_eq!(upload.headers["x-amz-meta-contact-id"], scene.chat.contact_id());
    assert_eq!(upload.headers.len(), 3);
}

#[tokio::test]
async fn a_complete_attachment_can_be_downloaded() {
    let scene = Scene::new().await;
    let bytes = [0, 255, 13, 10, 13, 10];
    let id = scene.upload(&bytes).await;
    // Before that, it is not part of the transcript.
    assert_eq!(scene.chat.transcript(), []);
    scene.complete(&scene.agent, &id).await.unwrap();

    let transcript = scene.chat.transcript();
    let [item] = &transcript[..] else { panic!("{transcript:?}") };
    assert_eq!(item.r#type, Some(ChatItemType::Attachment));
    assert_eq!(item.participant_id.as_deref(), Some(scene.agent.id()));
    let [attachment] = &item.attachments.as_ref().unwrap()[..] else { panic!("{item:?}") };
    assert_eq!(attachment.attachment_id.as_ref(), Some(&id));
    assert_eq!(attachment.attachment_name.as_deref(), Some("Größe 1.csv"));
    assert_eq!(attachment.content_type.as_deref(), Some("text/csv"));
    assert_eq!(attachment.status, Some(ArtifactStatus::Approved));

    // The other participant downloads it.
    let before = SystemTime::now();
    for (disposition, seconds, expected) in [
        (None, None, "attachment; filename*=UTF-8''Gr%C3%B6%C3%9Fe%201.csv"),
        (
            Some(ContentDisposition::Inline),
            Some(5),
            "inline; filename*=UTF-8''Gr%C3%B6%C3%9Fe%201.csv",
        ),
        (
            Some(ContentDisposition::Attachment),
            Some(60),
            "attachment; filename*=UTF-8''Gr%C3%B6%C3%9Fe%201.csv",
        ),
    ] {
        let token = scene.customer.connection_token().clone();
        let input = GetAttachmentInput::new(&id, token)
            .set_url_content_disposition(disposition)
            .set_url_expiry_in_seconds(seconds);
        let output = scene.client.call(input).await.unwrap();
        assert_eq!(output.attachment_size_in_bytes, 6);
        let seconds = seconds.unwrap_or(300).try_into().unwrap();
        let expiry = output.url_expiry.unwrap();
        assert!(between([before, SystemTime::now()], &expiry, seconds), "{expiry}");

        let response = scene.get(&output.url.unwrap()).await;
        assert_eq!(response.status, 200);
        assert_eq!(response.bytes, bytes);
        assert_eq!(response.header("content-type"), Some("text/csv"));
        assert_eq!(response.header("content-disposition"), Some(expected));
        // A script in an attachment must not use the control.
        assert_eq!(response.header("content-security-policy"), Some("sandbox"));
        assert_eq!(response.header("x-content-type-options"), Some("nosniff"));
    }
}

#[tokio::test]
async fn an_upload_requires_the_signed_headers() {
    let scene = Scene::new().await;
    let upload = scene.start(3).await;
    for name in ["Content-Type", "x-amz-meta-contact-id"] {
        let mut missing = upload.headers.clone();
        missing.remove(name);
        let mut other = upload.headers.clone();
        other.insert(name.to_owned(), "text/plain".to_owned());
        let twice =
            format!("{}{name}: {}\r\n", upload.head(&scene, &upload.headers), upload.headers[name]);
        let message = format!("the header `{name}` differs from the signed one");
        for head in [upload.head(&scene, &missing), upload.head(&scene, &other), twice] {
            let response = scene.exchange(&head, "abc").await;
            assert_eq!(
                response.error(),
                (403, "AccessDeniedException", message.as_str()),
                "{head}"
            );
        }
    }
    // The length is signed too, so the request must declare it.
    let mut chunked = upload.headers.clone();
    chunked.remove("Content-Length");
    chunked.insert("Transfer-Encoding".to_owned(), "chunked".to_owned());
    let head = upload.head(&scene, &chunked);
    let response = scene.exchange(&head, "3\r\nabc\r\n0\r\n\r\n").await;
    let message = "the header `Content-Length` differs from the signed one";
    assert_eq!(response.error(), (403, "AccessDeniedException", message));

    let error = scene.complete(&scene.agent, &upload.attachment_id).await.unwrap_err();
    assert_eq!(error.message(), Some("the attachment is not uploaded yet"));
    scene.put(&upload, b"abc").await.assert_empty_success();
}

#[tokio::test]
async fn an_upload_requires_the_announced_size_and_no_token() {
    let scene = Scene::new().await;
    let upload = scene.start(3).await;
    for body in ["", "ab", "abcd"] {
        let mut headers = upload.headers.clone();
        headers.insert("Content-Length".to_owned(), body.len().to_string());
        let response = scene.exchange(&upload.head(&scene, &headers), body).await;
        let message = format!("the body has {} bytes, but 3 were announced", body.len());
        assert_eq!(response.error(), (400, "ValidationException", message.as_str()));
    }
    let mut headers = upload.headers.clone();
    let token = scene.agent.connection_token().expose().to_owned();
    headers.insert("X-Amz-Bearer".to_owned(), token);
    let response = scene.exchange(&upload.head(&scene, &headers), "abc").await;
    let message = "a request to a pre-signed URL must not have `X-Amz-Bearer`";
    assert_eq!(response.error(), (400, "ValidationException", message));
}

#[tokio::test]
async fn an_upload_can_be_repeated_until_it_is_complete() {
    let scene = Scene::new().await;
    let upload = scene.start(1).await;
    scene.put(&upload, b"a").await.assert_empty_success();
    scene.put(&upload, b"b").await.assert_empty_success();
    scene.complete(&scene.agent, &upload.attachment_id).await.unwrap();
    assert_eq!(scene.put(&upload, b"c").await.error(), DENIED);

    let token = scene.agent.connection_token().clone();
    let input = GetAttachmentInput::new(upload.attachment_id, token);
    let url = scene.client.call(input).await.unwrap().url.unwrap();
    assert_eq!(scene.get(&url).await.bytes, b"b");
}

#[tokio::test]
async fn only_the_owner_can_complete_an_attachment() {
    let scene = Scene::new().await;
    let id = scene.upload(b"a").await;
    for (participant, id) in [(&scene.customer, id.as_str()), (&scene.agent, "a")] {
        let error = scene.complete(participant, id).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Conflict);
        assert_eq!(error.message(), Some("the participant announced no such attachment"));
    }
    let body = json!({ "AttachmentIds": [id], "ClientToken": "a" });
    let response = scene.call_as(&scene.agent, &COMPLETE_ATTACHMENT_UPLOAD, &body).await;
    response.assert_empty_success();
}

#[tokio::test]
async fn an_incomplete_attachment_cannot_be_downloaded() {
    let scene = Scene::new().await;
    let id = scene.upload(b"a").await;
    let elsewhere = scene.service.open_chat();
    let outsider = elsewhere.add_participant(connect_participant::ParticipantRole::Agent);
    let message = "`AttachmentId` is not an attachment of this chat";
    let refused = (400, "ValidationException", message);
    let get = async |participant: &ChatParticipant, id: &str| {
        scene.call_as(participant, &GET_ATTACHMENT, &json!({ "AttachmentId": id })).await
    };
    assert_eq!(get(&scene.agent, &id).await.error(), refused);
    assert_eq!(get(&scene.agent, "a").await.error(), refused);
    scene.complete(&scene.agent, &id).await.unwrap();
    get(&scene.agent, &id).await.assert_success();
    assert_eq!(get(&outsider, &id).await.error(), refused);
}

#[tokio::test]
async fn a_url_has_one_method_and_a_secret() {
    let scene = Scene::new().await;
    let upload = scene.start(1).await;
    let path = scene.path(&upload.url).to_owned();
    let response = scene.get(&upload.url).await;
    assert_eq!(response.error(), (405, "UnknownOperationException", "the URL is called with PUT"));
    assert_eq!(response.header("allow"), Some("PUT"));
    let (directory, _) = path.rsplit_once('/').unwrap();
    for secret in ["", "a", &upload.attachment_id] {
        let head = format!("PUT {directory}/{secret} HTTP/1.1\r\nContent-Length: 1\r\n");
        assert_eq!(scene.exchange(&head, "a").await.error(), DENIED, "{secret}");
    }

    scene.put(&upload, b"a").await.assert_empty_success();
    scene.complete(&scene.agent, &upload.attachment_id).await.unwrap();
    let token = scene.agent.connection_token().clone();
    let input = GetAttachmentInput::new(upload.attachment_id, token);
    let url = scene.client.call(input).await.unwrap().url.unwrap();
    let head = format!("PUT {} HTTP/1.1\r\nContent-Length: 1\r\n", scene.path(&url));
    let response = scene.exchange(&head, "b").await;
    assert_eq!(response.error(), (405, "UnknownOperationException", "the URL is called with GET"));
}

#[tokio::test]
async fn an_attachment_is_limited_to_20_mebibytes() {
    let scene = Scene::new().await;
    let mut bytes = vec![b'a'; MAX_BYTES];
    let upload = scene.start(MAX_BYTES).await;
    scene.put(&upload, &bytes).await.assert_empty_success();

    bytes.push(b'a');
    let mut headers = upload.headers.clone();
    headers.insert("Content-Length".to_owned(), bytes.len().to_string());
    let response = scene.exchange_bytes(&upload.head(&scene, &headers), &bytes).await;
    let message = "the body exceeds 20971520 bytes";
    assert_eq!(response.error(), (413, "RequestTooLargeException", message));
}

#[tokio::test]
async fn debug_output_contains_no_url() {
    let scene = Scene::new().await;
    let upload = scene.start(1).await;
    let secret = upload.url.rsplit('/').next().unwrap();
    let Scene { service, chat, .. } = &scene;
    let printed = format!("{service:#?} {chat:#?} {:#?}", chat.transcript());
    assert!(printed.contains(chat.contact_id()) && !printed.contains(secret), "{printed}");
}
