//! Attachments: three steps, the middle one of which goes elsewhere.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use connect_participant::{
    AttachmentBody, Bytes, Client, Error, ErrorKind, Progress, Result, Transport, TransportError,
    TransportFuture, UploadBody, UploadMetadata, http,
};
use connect_participant_tests::{
    Answer, CONNECTION_TOKEN, Captured, HeldClock, Outcome, Recorder, Scripted, TlsFront, builder,
    client, closed_port, connection_token, everything_in, headers,
};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};

const SIGNATURE: &str = "X-Amz-Signature=5ec2e7";

/// What `StartAttachmentUpload` answers.
fn started(url: &str, headers: &Value) -> Answer {
    let metadata = json!({ "Url": url, "HeadersToInclude": headers });
    Answer::ok(json!({ "AttachmentId": "a-1", "UploadMetadata": metadata }).to_string())
}

/// A service, and beside it what stores attachments.
struct Services {
    service: Recorder,
    storage: Recorder,
}

impl Services {
    /// The storage gives these answers.
    async fn start(storage: impl IntoIterator<Item = Answer>) -> Self {
        let storage = Recorder::start_with(storage).await;
        let headers =
            json!({ "Content-Type": "text/plain", "x-amz-acl": "private", "Content-Length": "6" });
        let url = format!("{}/bucket/a-1?{SIGNATURE}", storage.url());
        let service = Recorder::start_with([started(&url, &headers), Answer::status(200)]).await;
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
async fn it_is_started_put_and_completed() {
    let services = Services::start([Answer::status(200)]).await;
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

/// The headers that were named, and what HTTP itself has; above all, no token.
#[tokio::test]
async fn the_put_has_the_headers_that_were_named_and_no_token() {
    let services = Services::start([Answer::status(200)]).await;
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

/// How an upload ends that goes wrong, and how far it got.
async fn failure(services: &Services) -> Error {
    let error = services.upload(&client(services.service.url())).await.unwrap_err();
    let told = everything_in(&error);
    assert!(!told.contains(SIGNATURE), "{told}");
    error
}

#[tokio::test]
async fn a_start_that_fails_is_told_of() {
    let services = Services {
        service: Recorder::start(Answer::status(402)).await,
        storage: Recorder::start(Answer::status(200)).await,
    };
    let error = failure(&services).await;
    assert_eq!(error.operation(), Some("StartAttachmentUpload"));
    assert_eq!(error.kind(), ErrorKind::ServiceQuotaExceeded);
    assert_eq!((services.targets().len(), services.storage.requests().len()), (1, 0));
}

#[tokio::test]
async fn a_start_that_says_nothing_is_told_of() {
    for answer in ["{}", r#"{"AttachmentId":"a"}"#, r#"{"UploadMetadata":{}}"#] {
        let services = Services {
            service: Recorder::start(Answer::ok(answer)).await,
            storage: Recorder::start(Answer::status(200)).await,
        };
        let error = failure(&services).await;
        assert_eq!(error.operation(), Some("StartAttachmentUpload"));
        assert_eq!(error.kind(), ErrorKind::UnreadableResponse);
    }
}

/// The words of the storage may repeat the URL, and so are none of the error's.
#[tokio::test]
async fn a_put_that_fails_is_told_of_and_nothing_is_completed() {
    let refusal = format!(
        "<Error><Code>SignatureDoesNotMatch</Code><Resource>{SIGNATURE}</Resource></Error>"
    );
    let answer = Answer::status(403).header("x-amz-request-id", "r-1").body(refusal);
    let services = Services::start([answer]).await;
    let error = failure(&services).await;
    assert_eq!(error.kind(), ErrorKind::Service);
    assert_eq!(
        error.to_string(),
        "PutAttachment failed: Service: the attachment was rejected (HTTP 403, request id r-1)"
    );
    assert!(!error.is_token_refused() && !error.is_retryable());
    assert_eq!(services.targets(), [START]);
}

#[tokio::test]
async fn a_put_that_is_redirected_goes_nowhere() {
    let elsewhere = Recorder::start(Answer::status(200)).await;
    let answer = Answer::status(307).header("location", &elsewhere.url());
    let services = Services::start([answer]).await;
    assert_eq!(failure(&services).await.status().unwrap().as_u16(), 307);
    assert_eq!(elsewhere.connections(), 0);
}

#[tokio::test]
async fn a_storage_that_is_not_there_is_told_of_without_the_url() {
    let service = started(&format!("{}/?{SIGNATURE}", closed_port().await), &json!({}));
    let services = Services {
        service: Recorder::start(service).await,
        storage: Recorder::start(Answer::status(200)).await,
    };
    let error = failure(&services).await;
    assert_eq!((error.kind(), error.operation()), (ErrorKind::Transport, Some("PutAttachment")));
    assert!(error.to_string().contains("Connection refused"), "{error}");
}

#[tokio::test]
async fn a_completion_that_fails_is_told_of() {
    let storage = Recorder::start(Answer::status(200)).await;
    let start = started(&storage.url(), &json!({}));
    let services =
        Services { service: Recorder::start_with([start, Answer::status(409)]).await, storage };
    let error = failure(&services).await;
    assert_eq!(error.operation(), Some("CompleteAttachmentUpload"));
    assert_eq!(error.kind(), ErrorKind::Conflict);
}

/// Each attempt sends all of it, from the beginning.
#[tokio::test]
async fn a_put_is_tried_again() {
    for first in [Answer::status(503), Answer::nothing().then_reset(), Answer::nothing()] {
        let services = Services::start([first, Answer::status(200)]).await;
        let client = HeldClock::retrying(services.service.url()).build().unwrap();
        services.upload(&client).await.unwrap();
        let puts = services.storage.requests();
        assert_eq!(puts.len(), 2);
        assert!(puts.iter().all(|put| put.body == b"Hello!"));
        assert_eq!(puts[0].headers, puts[1].headers);
    }
    let services = Services::start([Answer::status(503)]).await;
    let client = HeldClock::retrying(services.service.url()).build().unwrap();
    let error = services.upload(&client).await.unwrap_err();
    assert_eq!((error.attempts(), error.operation()), (3, Some("PutAttachment")));
}

/// A success whose body is cut off is one: there is nothing in it.
#[tokio::test]
async fn the_head_of_the_storages_answer_is_enough() {
    let cut = Answer::status(200).body("a body that nobody needs").cut_short_after(3);
    let services = Services::start([cut]).await;
    services.upload(&client(services.service.url())).await.unwrap();
    assert_eq!(services.storage.requests().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_storage_that_never_answers_is_given_up() {
    let captured = Scripted::new(|_| Outcome::Never);
    let client = captured.builder().max_attempts(1).build().unwrap();
    let began = tokio::time::Instant::now();
    let error =
        client.put_attachment(&metadata("https://a.example"), "Hello!".into()).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "PutAttachment failed: Timeout: no response to the upload: no progress for 30s"
    );
    // The bytes have moved in the first quarter of that, and nothing in the next four.
    assert_eq!(began.elapsed().as_millis(), 37_500);
}

fn metadata(url: &str) -> UploadMetadata {
    serde_json::from_value(json!({ "Url": url })).unwrap()
}

#[tokio::test]
async fn metadata_that_are_of_no_use_are_refused() {
    let captured = Captured::default();
    let client = captured.client();
    let with_header = |name: &str, value: &str| json!({ "Url": "https://a.example", "HeadersToInclude": { name: value } });
    for (metadata, problem) in [
        (json!({}), "has no URL"),
        (json!({ "Url": format!("{SIGNATURE} ") }), "has an invalid URL"),
        (json!({ "Url": SIGNATURE }), "has an invalid URL"),
        (json!({ "Url": "http://127.0.0.1:1" }), "has a URL that is not https"),
        (json!({ "Url": "http://chat.example" }), "has a URL that is not https"),
        (json!({ "Url": "ftp://127.0.0.1" }), "has an invalid URL"),
        (with_header("a b", "c"), "has an invalid header"),
        (with_header("a", "b\nc"), "has an invalid header"),
        (with_header("content-length", "7"), "is for an attachment of another size"),
    ] {
        let metadata: UploadMetadata = serde_json::from_value(metadata).unwrap();
        let error = client.put_attachment(&metadata, "Hello!".into()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        assert_eq!(error.message(), Some(&*format!("the upload metadata {problem}")));
        assert_eq!(error.operation(), Some("PutAttachment"));
    }
    assert!(captured.take().is_empty());
}

/// The same host and port do not make a URL the endpoint's.
#[tokio::test]
async fn what_is_to_be_encrypted_is_not_sent_in_the_clear() {
    let recorder = Recorder::start(Answer::status(200)).await;
    let client =
        builder(recorder.url()).connect_timeout(Duration::from_millis(500)).build().unwrap();
    let metadata = metadata(&format!("https://{}/key?{SIGNATURE}", recorder.authority()));
    let error = client.put_attachment(&metadata, "Hello!".into()).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Transport | ErrorKind::Timeout), "{error}");
    assert_eq!(recorder.requests(), []);
}

#[tokio::test]
async fn an_empty_attachment_is_not_started() {
    let services = Services::start([Answer::status(200)]).await;
    let client = client(services.service.url());
    let error = client
        .upload_attachment("text/plain", "a.txt", "".into(), &connection_token())
        .await
        .unwrap_err();
    assert_eq!(error.message(), Some("`attachment_size_in_bytes` is 0, less than 1"));
    assert_eq!(services.targets().len(), 0);
}

/// A file of the test's own, which is removed with it.
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
async fn a_file_is_sent_whole_and_its_progress_is_told() {
    let bytes: Vec<u8> = (0..200_000_u32).flat_map(u32::to_le_bytes).collect();
    let file = File::new("whole", &bytes);
    let storage = Recorder::start(Answer::status(200)).await;
    let told = Arc::new(Mutex::new(Vec::<Progress>::new()));
    let body = AttachmentBody::from_file(&file.0).await.unwrap();
    assert_eq!(body.size(), 800_000);
    let telling = Arc::clone(&told);
    let body = body.on_progress(move |progress| telling.lock().unwrap().push(progress));
    client("http://127.0.0.1:1").put_attachment(&metadata(&storage.url()), body).await.unwrap();
    assert!(storage.request().body == bytes, "other bytes have come");

    let told = told.lock().unwrap();
    assert!(told.len() > 10, "{told:?}");
    assert!(told.is_sorted_by(|one, next| one.sent < next.sent), "{told:?}");
    assert!(told.iter().all(|progress| progress.total == 800_000));
    assert_eq!(told.last().unwrap().sent, 800_000);
}

#[tokio::test]
async fn a_file_that_cannot_be_read_is_told_of() {
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
async fn a_file_that_has_changed_is_not_sent() {
    let file = File::new("changed", b"Hello!");
    let body = AttachmentBody::from_file(&file.0).await.unwrap();
    std::fs::write(&file.0, b"Hello, all!").unwrap();
    let storage = Recorder::start(Answer::status(200)).await;
    let error = client("http://127.0.0.1:1")
        .put_attachment(&metadata(&storage.url()), body)
        .await
        .unwrap_err();
    assert_eq!(error.message(), Some("the size of the file has changed"));
    assert_eq!(storage.requests(), []);
}

/// A transport that knows of no streams gets the body whole.
#[tokio::test]
async fn a_transport_of_ones_own_gets_it_in_memory() {
    let captured = Captured::default();
    let client = captured.client();
    client.put_attachment(&metadata("https://a.example/x"), "Hello!".into()).await.unwrap();
    let [put] = &captured.take()[..] else { panic!("not one request") };
    assert_eq!((put.method().as_str(), &put.body()[..]), ("PUT", &b"Hello!"[..]));
    assert_eq!(put.uri(), "https://a.example/x");
}

#[tokio::test]
async fn it_can_be_sent_from_any_thread() {
    fn is_send<F: Future + Send>(future: F) -> F {
        future
    }
    let services = Services::start([Answer::status(200)]).await;
    let client = client(services.service.url());
    is_send(services.upload(&client)).await.unwrap();
    is_send(AttachmentBody::from_file("x")).await.unwrap_err();
}

/// What the storage asks for is waited for, up to what a call may take.
#[tokio::test(start_paused = true)]
async fn a_storage_may_ask_for_a_pause_but_not_for_a_year() {
    for (seconds, pauses) in [("7", vec![7_000]), ("31536000", vec![])] {
        let transport = Scripted::new(|attempt| match attempt {
            1 => Outcome::status(503).header("retry-after", seconds),
            _ => Outcome::status(200),
        });
        let put = transport.client();
        let put = put.put_attachment(&metadata("https://a.example"), "Hello!".into()).await;
        assert_eq!(put.is_ok(), !pauses.is_empty());
        assert_eq!(transport.pauses(), pauses);
    }
}

/// An upload that is worth a retry gives it back, as a call does.
#[tokio::test(start_paused = true)]
async fn a_retry_that_helps_is_given_back() {
    let transport = Scripted::new(|attempt| match attempt % 2 {
        1 => Outcome::status(503),
        _ => Outcome::status(200),
    });
    let client = transport.builder().retry_quota(5).build().unwrap();
    for _ in 0..3 {
        client.put_attachment(&metadata("https://a.example"), "Hello!".into()).await.unwrap();
    }
}

/// A transport of one's own may say what it likes of a URL.
#[tokio::test]
async fn a_url_that_a_transport_tells_of_is_in_no_error() {
    let url = format!("https://a.example/k?{SIGNATURE}");
    let told = url.clone();
    let transport = Scripted::new(move |_| {
        TransportError::connection(format!("error sending request for url ({told})\nsecond line"))
            .into()
    });
    let client = transport.builder().max_attempts(1).build().unwrap();
    let error = client.put_attachment(&metadata(&url), "Hello!".into()).await.unwrap_err();
    let told = everything_in(&error);
    assert!(!told.contains(SIGNATURE), "{told}");
    assert_eq!(
        error.to_string(),
        "PutAttachment failed: Transport: no response to the upload: error sending request for url (…) second line"
    );
}

/// A plain URL is for whoever talks to a plain endpoint.
#[tokio::test]
async fn an_encrypted_endpoint_uploads_to_no_plain_url() {
    let storage = Recorder::start(Answer::status(200)).await;
    let client = client("https://127.0.0.1:1");
    let error =
        client.put_attachment(&metadata(&storage.url()), "Hello!".into()).await.unwrap_err();
    assert_eq!(error.message(), Some("the upload metadata has a URL that is not https"));
    assert_eq!(storage.connections(), 0);
}

/// What the storage is asked with, by a transport that reads slowly and has something happen meanwhile.
struct Meanwhile<F>(F);

impl<F: Fn() + Send + Sync + 'static> Transport for Meanwhile<F> {
    fn send(&self, _: http::Request<Bytes>) -> TransportFuture<'_> {
        panic!("it is not sent from memory")
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

async fn put_meanwhile(file: &File, happens: impl Fn() + Send + Sync + 'static) -> Error {
    // Through both pointers that a transport may be behind.
    let transport: Arc<Box<dyn Transport>> = Arc::new(Box::new(Meanwhile(happens)));
    let client = Client::builder().region("eu-central-1").transport(transport).max_attempts(1);
    let body = AttachmentBody::from_file(&file.0).await.unwrap();
    let client = client.build().unwrap();
    client.put_attachment(&metadata("https://a.example"), body).await.unwrap_err()
}

#[tokio::test]
async fn a_file_that_grows_is_sent_as_it_was() {
    let file = File::new("grows", &vec![b'x'; 100_000]);
    let path = file.0.clone();
    let error = put_meanwhile(&file, move || {
        let mut file = std::fs::File::options().append(true).open(&path).unwrap();
        std::io::Write::write_all(&mut file, &vec![b'y'; 100_000]).unwrap();
    });
    // It was read to the end that was announced, without a problem.
    assert_eq!(error.await.status().unwrap().as_u16(), 418);
}

#[tokio::test]
async fn a_file_that_shrinks_is_an_error() {
    let file = File::new("shrinks", &vec![b'x'; 10_000_000]);
    let path = file.0.clone();
    let error = put_meanwhile(&file, move || {
        std::fs::File::options().write(true).open(&path).unwrap().set_len(70_000).unwrap();
    });
    let error = error.await;
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(error.to_string().ends_with("the file has become shorter"), "{error}");
}

/// To open one is to wait for whoever writes to it.
#[cfg(unix)]
#[tokio::test]
async fn a_pipe_is_no_file() {
    let file = File(std::env::temp_dir().join(format!("{}-pipe", std::process::id())));
    assert!(std::process::Command::new("mkfifo").arg(&file.0).status().unwrap().success());
    let error = AttachmentBody::from_file(&file.0).await.unwrap_err();
    assert!(error.to_string().ends_with("it is not a file"), "{error}");
}

#[tokio::test]
async fn a_file_is_named_on_one_line() {
    let error = AttachmentBody::from_file("no\nsuch\nfile").await.unwrap_err();
    let told = r#"the file "no\nsuch\nfile" cannot be read: "#;
    assert!(error.message().unwrap().starts_with(told), "{error}");
}

/// What is trusted is a process's affair, so the upload is made in a process of its own: this test binary, again.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_plain_endpoint_uploads_to_an_encrypted_url() {
    let storage = Recorder::start(Answer::status(200)).await;
    let front = TlsFront::start(storage.authority(), "localhost").await;
    let authority = File::new("authority.pem", front.authority().as_bytes());
    let mut child = std::process::Command::new(std::env::current_exe().unwrap());
    child
        .args(["--exact", "attachments::an_upload_in_a_process_of_its_own", "--ignored"])
        .env("SSL_CERT_FILE", &authority.0)
        .env_remove("SSL_CERT_DIR")
        .env("UPLOAD_TO", format!("https://localhost:{}", front.address().port()))
        .env("NO_PROXY", "localhost");
    let output = tokio::task::spawn_blocking(move || child.output()).await.unwrap().unwrap();
    let stdout = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{stdout}\n{}", String::from_utf8_lossy(&output.stderr));
    assert!(stdout.contains("1 passed"), "the child has uploaded nothing: {stdout}");
    assert_eq!(storage.request().body, b"Hello!");
}

#[tokio::test]
#[ignore = "the test above runs it, with variables that make it mean something"]
async fn an_upload_in_a_process_of_its_own() {
    let metadata = metadata(&std::env::var("UPLOAD_TO").unwrap());
    client("http://127.0.0.1:1").put_attachment(&metadata, "Hello!".into()).await.unwrap();
}
