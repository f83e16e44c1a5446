//! Attachment uploads: start, `PUT` to the storage, and complete.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use connect_participant::{
    AttachmentBody, Bytes, Client, Error, ErrorKind, Progress, Result, Transport, TransportError,
    TransportFuture, UploadBody, UploadMetadata, http,
};
use connect_participant_tests::{
    CONNECTION_TOKEN, CapturingTransport, ManualClock, Outcome, Recorder, Response,
    ScriptedTransport, TlsTerminator, builder, client, closed_port, connection_token,
    everything_in, headers,
};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};

const SIGNATURE: &str = "X-Amz-Signature=5ec2e7";

/// Returns a response of `StartAttachmentUpload`.
fn started(url: &str, headers: &Value) -> Response {
    let metadata = json!({ "Url": url, "HeadersToInclude": headers });
    Response::ok(json!({ "AttachmentId": "a-1", "UploadMetadata": metadata }).to_string())
}

/// The service, and the storage for attachments.
struct Services {
    service: Recorder,
    storage: Recorder,
}

impl Services {
    /// Starts both. The storage sends these responses.
    async fn start(storage: impl IntoIterator<Item = Response>) -> Self {
        let storage = Recorder::start_with(storage).await;
        let headers =
            json!({ "Content-Type": "text/plain", "x-amz-acl": "private", "Content-Length": "6" });
        let url = format!("{}/bucket/a-1?{SIGNATURE}", storage.url());
        let service = Recorder::start_with([started(&url, &headers), Response::status(200)]).await;
        Self { service, storage }
    }

    async fn upload(&self, client: &Client) -> Result<String> {
        client.upload_attachment("text/plain", "a.txt", "Hello!".into(), &connection_token()).await
    }

    fn targets(&self) -> Vec<String> {
        self.service.requests().into_iter().map(|request| request.target).collect()
    }
}

const START: &str = "/participant/start-attachment-upload";
const COMPLETE: &str = "/participant/complete-attachment-upload";

#[tokio::test]
async fn an_upload_is_started_put_and_completed() {
    let services = Services::start([Response::status(200)]).await;
    let client = client(services.service.url());
    assert_eq!(services.upload(&client).await.unwrap(), "a-1");

    assert_eq!(services.targets(), [START, COMPLETE]);
    let [start, complete] = &services.service.requests()[..] else { panic!("not two") };
    assert_eq!(start.json()["AttachmentSizeInBytes"], 6);
    assert_eq!(start.member("ContentType"), "text/plain");
    assert_eq!(start.member("AttachmentName"), "a.txt");
    assert_eq!(complete.json()["AttachmentIds"], json!(["a-1"]));
    assert_ne!(start.member("ClientToken"), complete.member("ClientToken"));
}

/// The headers from the upload metadata and those that HTTP requires. No token.
#[tokio::test]
async fn the_put_has_the_given_headers_and_no_token() {
    let services = Services::start([Response::status(200)]).await;
    services.upload(&client(services.service.url())).await.unwrap();
    let put = services.storage.request();
    assert_eq!((put.method.as_str(), put.body.as_slice()), ("PUT", &b"Hello!"[..]));
    assert_eq!(put.target, format!("/bucket/a-1?{SIGNATURE}"));
    assert_eq!(
        put.header_names(),
        headers(&["content-length", "content-type", "host", "x-amz-acl"])
    );
    assert_eq!(put.values("host"), [services.storage.authority()]);
    assert_eq!(put.values("content-type"), ["text/plain"]);
    assert_eq!(put.values("x-amz-acl"), ["private"]);
    assert_eq!(put.values("content-length"), ["6"]);
    let raw = String::from_utf8(put.raw).unwrap();
    assert!(!raw.contains(CONNECTION_TOKEN), "{raw}");
}

/// Makes an upload that fails, and returns its error.
async fn failure(services: &Services) -> Error {
    let error = services.upload(&client(services.service.url())).await.unwrap_err();
    let text = everything_in(&error);
    assert!(!text.contains(SIGNATURE), "{text}");
    error
}

#[tokio::test]
async fn a_failed_start_is_reported() {
    let services = Services {
        service: Recorder::start(Response::status(402)).await,
        storage: Recorder::start(Response::status(200)).await,
    };
    let error = failure(&services).await;
    assert_eq!(error.operation(), Some("StartAttachmentUpload"));
    assert_eq!(error.kind(), ErrorKind::ServiceQuotaExceeded);
    assert_eq!((services.targets().len(), services.storage.requests().len()), (1, 0));
}

#[tokio::test]
async fn an_incomplete_start_response_is_reported() {
    for response in ["{}", r#"{"AttachmentId":"a"}"#, r#"{"UploadMetadata":{}}"#] {
        let services = Services {
            service: Recorder::start(Response::ok(response)).await,
            storage: Recorder::start(Response::status(200)).await,
        };
        let error = failure(&services).await;
        assert_eq!(error.operation(), Some("StartAttachmentUpload"));
        assert_eq!(error.kind(), ErrorKind::UnreadableResponse);
    }
}

/// The text of the storage may repeat the URL, so the error does not include it.
#[tokio::test]
async fn a_failed_put_is_reported_and_the_upload_not_completed() {
    let refusal = format!(
        "<Error><Code>SignatureDoesNotMatch</Code><Resource>{SIGNATURE}</Resource></Error>"
    );
    let response = Response::status(403).header("x-amz-request-id", "r-1").body(refusal);
    let services = Services::start([response]).await;
    let error = failure(&services).await;
    assert_eq!(error.kind(), ErrorKind::Service);
    assert_eq!(
        error.to_string(),
        "PutAttachment failed: Service: the upload failed (HTTP 403, request id r-1)"
    );
    assert!(!error.is_token_refused() && !error.is_retryable());
    assert_eq!(services.targets(), [START]);
}

#[tokio::test]
async fn a_redirect_of_the_put_is_not_followed() {
    let elsewhere = Recorder::start(Response::status(200)).await;
    let response = Response::status(307).header("location", &elsewhere.url());
    let services = Services::start([response]).await;
    assert_eq!(failure(&services).await.status().unwrap().as_u16(), 307);
    assert_eq!(elsewhere.connections(), 0);
}

#[tokio::test]
async fn an_unreachable_storage_is_reported_without_its_url() {
    let service = started(&format!("{}/?{SIGNATURE}", closed_port().await), &json!({}));
    let services = Services {
        service: Recorder::start(service).await,
        storage: Recorder::start(Response::status(200)).await,
    };
    let error = failure(&services).await;
    assert_eq!((error.kind(), error.operation()), (ErrorKind::Transport, Some("PutAttachment")));
    assert!(error.to_string().contains("Connection refused"), "{error}");
}

#[tokio::test]
async fn a_failed_completion_is_reported() {
    let storage = Recorder::start(Response::status(200)).await;
    let start = started(&storage.url(), &json!({}));
    let services =
        Services { service: Recorder::start_with([start, Response::status(409)]).await, storage };
    let error = failure(&services).await;
    assert_eq!(error.operation(), Some("CompleteAttachmentUpload"));
    assert_eq!(error.kind(), ErrorKind::Conflict);
}

/// Each attempt sends the whole body.
#[tokio::test]
async fn a_put_is_retried() {
    for first in [Response::status(503), Response::nothing().then_reset(), Response::nothing()] {
        let services = Services::start([first, Response::status(200)]).await;
        let client = ManualClock::retrying(services.service.url()).build().unwrap();
        services.upload(&client).await.unwrap();
        let puts = services.storage.requests();
        assert_eq!(puts.len(), 2);
        assert!(puts.iter().all(|put| put.body == b"Hello!"));
        assert_eq!(puts[0].headers, puts[1].headers);
    }
    let services = Services::start([Response::status(503)]).await;
    let client = ManualClock::retrying(services.service.url()).build().unwrap();
    let error = services.upload(&client).await.unwrap_err();
    assert_eq!((error.attempts(), error.operation()), (3, Some("PutAttachment")));
}

/// The body of the response has no meaning, so a truncated one is a success.
#[tokio::test]
async fn a_truncated_response_of_the_storage_is_a_success() {
    let truncated = Response::status(200).body("a body without meaning").truncated_after(3);
    let services = Services::start([truncated]).await;
    services.upload(&client(services.service.url())).await.unwrap();
    assert_eq!(services.storage.requests().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_put_without_a_response_times_out() {
    let captured = ScriptedTransport::new(|_| Outcome::Never);
    let client = captured.builder().max_attempts(1).build().unwrap();
    let start = tokio::time::Instant::now();
    let error =
        client.put_attachment(&metadata("https://a.example"), "Hello!".into()).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "PutAttachment failed: Timeout: the upload failed: no progress for 30s"
    );
    // Progress is checked four times in 30 s. The first check still sees the bytes move, the next
    // four do not.
    assert_eq!(start.elapsed().as_millis(), 37_500);
}

fn metadata(url: &str) -> UploadMetadata {
    serde_json::from_value(json!({ "Url": url })).unwrap()
}

#[tokio::test]
async fn unusable_upload_metadata_is_rejected() {
    let captured = CapturingTransport::default();
    let client = captured.client();
    let with_header = |name: &str, value: &str| json!({ "Url": "https://a.example", "HeadersToInclude": { name: value } });
    for (metadata, problem) in [
        (json!({}), "has no URL"),
        (json!({ "Url": format!("{SIGNATURE} ") }), "has an invalid URL"),
        (json!({ "Url": SIGNATURE }), "has a URL that has an invalid host"),
        (json!({ "Url": "http://127.0.0.1:1" }), "has a URL that is not https"),
        (json!({ "Url": "http://chat.example" }), "has a URL that is not https"),
        (json!({ "Url": "ftp://127.0.0.1" }), "has a URL that is neither https nor http"),
        (with_header("a b", "c"), "has an invalid header"),
        (with_header("a", "b\nc"), "has an invalid header"),
        (with_header("content-length", "7"), "is for an attachment of another size"),
        (with_header("Content-Length", "+6"), "is for an attachment of another size"),
        (with_header("Host", "b.example"), "is for another host"),
        (with_header("Transfer-Encoding", "chunked"), "has a header that only the client may set"),
        (with_header("Connection", "x-amz-acl"), "has a header that only the client may set"),
        (with_header("Keep-Alive", "1"), "has a header that only the client may set"),
        (with_header("Proxy-Authorization", "a"), "has a header that only the client may set"),
        (with_header("TE", "trailers"), "has a header that only the client may set"),
        (with_header("Trailer", "a"), "has a header that only the client may set"),
        (with_header("Upgrade", "h2c"), "has a header that only the client may set"),
        (with_header("Expect", "100-continue"), "has a header that only the client may set"),
        (with_header("X-Amz-Bearer", "a"), "has a header that only the client may set"),
        (with_header("a", &"b".repeat(17_000)), "has too many or too long headers"),
        (
            json!({ "Url": "https://a.example", "HeadersToInclude": { "A": "1", "a": "2" } }),
            "has a header twice",
        ),
    ] {
        let metadata: UploadMetadata = serde_json::from_value(metadata).unwrap();
        let error = client.put_attachment(&metadata, "Hello!".into()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        assert_eq!(error.message(), Some(&*format!("the upload metadata {problem}")));
        assert_eq!(error.operation(), Some("PutAttachment"));
    }
    assert!(captured.take().is_empty());
}

/// A header map of the `http` crate panics beyond 32,768 names.
#[tokio::test]
async fn metadata_with_too_many_headers_is_rejected() {
    for count in [101, 33_000, 100_000] {
        let names: BTreeMap<_, _> =
            (0..count).map(|index| (format!("a{index}"), String::new())).collect();
        let response = started("https://a.example", &json!(names));
        let services = Services {
            service: Recorder::start(response).await,
            storage: Recorder::start(Response::status(200)).await,
        };
        let error = services.upload(&client(services.service.url())).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UnreadableResponse, "{error}");

        let metadata = metadata("https://a.example").with_headers_to_include(names);
        let captured = CapturingTransport::default();
        let put = captured.client().put_attachment(&metadata, "Hello!".into()).await;
        assert_eq!(put.unwrap_err().kind(), ErrorKind::InvalidInput);
    }
}

/// A pre-signed URL covers the host, so the service may list it.
#[tokio::test]
async fn the_host_of_the_url_may_be_listed() {
    for host in ["a.example", "A.example", "a.example:443"] {
        let captured = CapturingTransport::default();
        let metadata: UploadMetadata = serde_json::from_value(
            json!({ "Url": "https://a.example/x", "HeadersToInclude": { "Host": host } }),
        )
        .unwrap();
        captured.client().put_attachment(&metadata, "Hello!".into()).await.unwrap();
        let headers = captured.take()[0].headers().clone();
        assert_eq!(
            headers.keys().map(http::HeaderName::as_str).collect::<Vec<_>>(),
            ["content-length"]
        );
    }
}

/// The `https` URL has the host and port of the plain endpoint, but must not be sent to it.
#[tokio::test]
async fn an_https_upload_is_never_sent_in_cleartext() {
    let recorder = Recorder::start(Response::status(200)).await;
    let client =
        builder(recorder.url()).connect_timeout(Duration::from_millis(500)).build().unwrap();
    let metadata = metadata(&format!("https://{}/key?{SIGNATURE}", recorder.authority()));
    let error = client.put_attachment(&metadata, "Hello!".into()).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Transport | ErrorKind::Timeout), "{error}");
    assert_eq!(recorder.requests(), []);
}

#[tokio::test]
async fn an_empty_attachment_is_rejected() {
    let services = Services::start([Response::status(200)]).await;
    let client = client(services.service.url());
    let error = client
        .upload_attachment("text/plain", "a.txt", "".into(), &connection_token())
        .await
        .unwrap_err();
    assert_eq!(error.message(), Some("`attachment_size_in_bytes` is 0, less than 1"));
    assert_eq!(services.targets().len(), 0);
}

/// A temporary file.
struct File(PathBuf);

impl File {
    fn new(name: &str, bytes: &[u8]) -> Self {
        let path = std::env::temp_dir().join(format!("{}-{name}", std::process::id()));
        std::fs::write(&path, bytes).unwrap();
        Self(path)
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

#[tokio::test]
async fn a_file_is_sent_whole_and_its_progress_reported() {
    let bytes: Vec<u8> = (0..200_000_u32).flat_map(u32::to_le_bytes).collect();
    let file = File::new("whole", &bytes);
    let storage = Recorder::start(Response::status(200)).await;
    let reports = Arc::new(Mutex::new(Vec::<Progress>::new()));
    let body = AttachmentBody::from_file(&file.0).await.unwrap();
    assert_eq!(body.size(), 800_000);
    let reporting = Arc::clone(&reports);
    let body = body.on_progress(move |progress| reporting.lock().unwrap().push(progress));
    client("http://127.0.0.1:1").put_attachment(&metadata(&storage.url()), body).await.unwrap();
    assert!(storage.request().body == bytes, "other bytes arrived");

    let reports = reports.lock().unwrap();
    assert!(reports.len() > 10, "{reports:?}");
    assert!(reports.is_sorted_by(|one, next| one.sent < next.sent), "{reports:?}");
    assert!(reports.iter().all(|progress| progress.total == 800_000));
    assert_eq!(reports.last().unwrap().sent, 800_000);
}

#[tokio::test]
async fn an_unreadable_file_is_reported() {
    let error = AttachmentBody::from_file("no/such/file").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert!(
        error.to_string().starts_with("InvalidInput: the file \"no/such/file\" cannot be read: "),
        "{error}"
    );
    let error = AttachmentBody::from_file(std::env::temp_dir()).await.unwrap_err();
    assert!(error.to_string().ends_with("it is not a file"), "{error}");
}

#[tokio::test]
async fn a_file_whose_size_changed_is_not_sent() {
    let file = File::new("changed", b"Hello!");
    let body = AttachmentBody::from_file(&file.0).await.unwrap();
    std::fs::write(&file.0, b"Hello, all!").unwrap();
    let storage = Recorder::start(Response::status(200)).await;
    let error = client("http://127.0.0.1:1")
        .put_attachment(&metadata(&storage.url()), body)
        .await
        .unwrap_err();
    assert_eq!(error.message(), Some("the size of the file has changed"));
    assert_eq!(storage.requests(), []);
}

/// A transport that does not implement `upload` gets the whole body.
#[tokio::test]
async fn a_custom_transport_gets_the_body_in_memory() {
    let captured = CapturingTransport::default();
    let client = captured.client();
    client.put_attachment(&metadata("https://a.example/x"), "Hello!".into()).await.unwrap();
    let [put] = &captured.take()[..] else { panic!("not one request") };
    assert_eq!((put.method().as_str(), &put.body()[..]), ("PUT", &b"Hello!"[..]));
    assert_eq!(put.uri(), "https://a.example/x");
}

#[tokio::test]
async fn upload_futures_are_send() {
    fn is_send<F: Future + Send>(future: F) -> F {
        future
    }
    let services = Services::start([Response::status(200)]).await;
    let client = client(services.service.url());
    is_send(services.upload(&client)).await.unwrap();
    is_send(AttachmentBody::from_file("x")).await.unwrap_err();
}

/// `Retry-After` is followed up to the operation timeout.
#[tokio::test(start_paused = true)]
async fn retry_after_of_the_storage_is_followed_within_limits() {
    for (seconds, pauses) in [("7", vec![7_000]), ("31536000", vec![])] {
        let transport = ScriptedTransport::new(|attempt| match attempt {
            1 => Outcome::status(503).header("retry-after", seconds),
            _ => Outcome::status(200),
        });
        let put = transport.client();
        let put = put.put_attachment(&metadata("https://a.example"), "Hello!".into()).await;
        assert_eq!(put.is_ok(), !pauses.is_empty());
        assert_eq!(transport.delays(), pauses);
    }
}

/// As for calls, a successful retry returns its quota.
#[tokio::test(start_paused = true)]
async fn a_successful_retry_returns_its_quota() {
    let transport = ScriptedTransport::new(|attempt| match attempt % 2 {
        1 => Outcome::status(503),
        _ => Outcome::status(200),
    });
    let client = transport.builder().retry_quota(5).build().unwrap();
    for _ in 0..3 {
        client.put_attachment(&metadata("https://a.example"), "Hello!".into()).await.unwrap();
    }
}

/// The error of a custom transport may contain the URL.
#[tokio::test]
async fn a_url_in_a_transport_error_is_redacted() {
    let url = format!("https://a.example/k?{SIGNATURE}");
    let in_error = url.clone();
    let transport = ScriptedTransport::new(move |_| {
        TransportError::connection(format!(
            "error sending request for url ({in_error})\nsecond line"
        ))
        .into()
    });
    let client = transport.builder().max_attempts(1).build().unwrap();
    let error = client.put_attachment(&metadata(&url), "Hello!".into()).await.unwrap_err();
    let text = everything_in(&error);
    assert!(!text.contains(SIGNATURE), "{text}");
    assert_eq!(
        error.to_string(),
        "PutAttachment failed: Transport: the upload failed: error sending request for url (…) second line"
    );
}

/// An `http` URL is accepted only if the endpoint uses `http` too.
#[tokio::test]
async fn an_https_endpoint_rejects_an_http_upload_url() {
    let storage = Recorder::start(Response::status(200)).await;
    let client = client("https://127.0.0.1:1");
    let error =
        client.put_attachment(&metadata(&storage.url()), "Hello!".into()).await.unwrap_err();
    assert_eq!(error.message(), Some("the upload metadata has a URL that is not https"));
    assert_eq!(storage.connections(), 0);
}

/// A transport that runs a function after it has read the first part of the body.
struct Interrupting<F>(F);

impl<F: Fn() + Send + Sync + 'static> Transport for Interrupting<F> {
    fn send(&self, _: http::Request<Bytes>) -> TransportFuture<'_> {
        panic!("a file is not sent from memory")
    }

    fn upload(&self, request: http::Request<UploadBody>) -> TransportFuture<'_> {
        Box::pin(async {
            let mut body = request.into_body();
            let mut read = 0;
            while let Some(frame) = body.frame().await {
                let frame = frame.map_err(TransportError::connection)?;
                if read == 0 {
                    (self.0)();
                }
                read += frame.into_data().unwrap().len();
            }
            let read = Bytes::from(read.to_string());
            Ok(http::Response::builder().status(418).body(read).unwrap())
        })
    }
}

/// Uploads a file, and runs a function while the file is read.
async fn put_interrupted(file: &File, interrupt: impl Fn() + Send + Sync + 'static) -> Error {
    // The implementations of `Transport` for `Arc` and `Box` must both pass on `upload`.
    let transport: Arc<Box<dyn Transport>> = Arc::new(Box::new(Interrupting(interrupt)));
    let client = Client::builder().region("eu-central-1").transport(transport).max_attempts(1);
    let body = AttachmentBody::from_file(&file.0).await.unwrap();
    let client = client.build().unwrap();
    client.put_attachment(&metadata("https://a.example"), body).await.unwrap_err()
}

#[tokio::test]
async fn a_growing_file_is_sent_up_to_its_original_size() {
    let file = File::new("grows", &vec![b'x'; 100_000]);
    let path = file.0.clone();
    let error = put_interrupted(&file, move || {
        let mut file = std::fs::File::options().append(true).open(&path).unwrap();
        std::io::Write::write_all(&mut file, &vec![b'y'; 100_000]).unwrap();
    });
    // The original number of bytes was read without an error.
    assert_eq!(error.await.status().unwrap().as_u16(), 418);
}

#[tokio::test]
async fn a_shrinking_file_is_an_error() {
    let file = File::new("shrinks", &vec![b'x'; 10_000_000]);
    let path = file.0.clone();
    let error = put_interrupted(&file, move || {
        std::fs::File::options().write(true).open(&path).unwrap().set_len(70_000).unwrap();
    });
    let error = error.await;
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    let message = "the attachment cannot be read: the file has become shorter";
    assert_eq!(error.message(), Some(message));
}

/// Opening a pipe would block until another process writes to it.
#[cfg(unix)]
#[tokio::test]
async fn a_pipe_is_rejected() {
    let file = File(std::env::temp_dir().join(format!("{}-pipe", std::process::id())));
    assert!(std::process::Command::new("mkfifo").arg(&file.0).status().unwrap().success());
    let error = AttachmentBody::from_file(&file.0).await.unwrap_err();
    assert!(error.to_string().ends_with("it is not a file"), "{error}");
}

#[tokio::test]
async fn a_file_name_is_escaped_to_one_line() {
    let error = AttachmentBody::from_file("no\nsuch\nfile").await.unwrap_err();
    let message = r#"the file "no\nsuch\nfile" cannot be read: "#;
    assert!(error.message().unwrap().starts_with(message), "{error}");
}

/// Trusted certificates are a setting of the process, so a child process makes the upload: this
/// test binary again.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn an_http_endpoint_uploads_to_an_https_url() {
    let storage = Recorder::start(Response::status(200)).await;
    let front = TlsTerminator::start(storage.authority(), "localhost").await;
    let authority = File::new("authority.pem", front.authority().as_bytes());
    let mut child = std::process::Command::new(std::env::current_exe().unwrap());
    child
        .args(["--exact", "attachments::upload_in_a_child_process", "--ignored"])
        .env("SSL_CERT_FILE", &authority.0)
        .env_remove("SSL_CERT_DIR")
        .env("UPLOAD_TO", format!("https://localhost:{}", front.address().port()))
        .env("NO_PROXY", "localhost");
    let output = tokio::task::spawn_blocking(move || child.output()).await.unwrap().unwrap();
    let stdout = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{stdout}\n{}", String::from_utf8_lossy(&output.stderr));
    assert!(stdout.contains("1 passed"), "the child process uploaded nothing: {stdout}");
    assert_eq!(storage.request().body, b"Hello!");
}

#[tokio::test]
#[ignore = "needs the environment that the test above sets"]
async fn upload_in_a_child_process() {
    let metadata = metadata(&std::env::var("UPLOAD_TO").unwrap());
    client("http://127.0.0.1:1").put_attachment(&metadata, "Hello!".into()).await.unwrap();
}
