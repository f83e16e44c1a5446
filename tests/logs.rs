//! The logs of calls, and the redaction of secrets in them.

#![allow(clippy::unwrap_used, reason = "a failing test panics")]

use std::io::{self, Write};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use connect_participant::{
    Client, Clock, DescribeViewInput, EventContentType, ParticipantRole, RateLimits,
    SendEventInput, SleepFuture, UploadMetadata,
};
use connect_participant_local::{Fault, LocalService};
use connect_participant_session::Session;
use connect_participant_tests::{
    CONNECTION_TOKEN, ManualClock, Outcome, Recorder, Response, ScriptedTransport, ThreadedServer,
    builder, connection_token, typing,
};
use serde::Deserialize;
use tokio::net::TcpListener;
use tracing::Level;
use tracing_subscriber::fmt::format::FmtSpan;

/// The log so far.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

const MESSAGE_ID: &str = "4d91e0aa-the-message";
const VIEW: &str = "5a1cd3b7-the-view";
const SIGNATURE: &str = "f00dfeed-the-signature";
const ECHO: &str = "text of the service";

fn receipt() -> SendEventInput {
    SendEventInput::new(EventContentType::MessageRead, connection_token()).message_id(MESSAGE_ID)
}

/// Returns the URL of a server that accepts one connection and closes it.
async fn port_without_tls() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { drop(listener.accept().await) });
    url
}

/// The logs of all crates, for successful and for failed calls.
#[tokio::test]
async fn no_token_or_content_is_logged() {
    let log = Log::default();
    let writer = log.clone();
    // Logs the whole process, including records of the crate `log`.
    tracing_subscriber::fmt()
        .with_max_level(Level::TRACE)
        .with_span_events(FmtSpan::FULL)
        .with_writer(move || writer.clone())
        .init();

    let echo = format!(r#"{{"message":"{ECHO} {CONNECTION_TOKEN} {MESSAGE_ID}"}}"#);
    let responses = [
        Response::ok(r#"{"Id":"6bd8e4a7"}"#),
        Response::ok("{}").header("x-amzn-requestid", CONNECTION_TOKEN),
        Response::status(403).body(echo.clone()),
        Response::status(400).header("x-amzn-errortype", CONNECTION_TOKEN).body(echo.clone()),
        Response::status(503).header("x-amzn-requestid", CONNECTION_TOKEN).body(echo),
        Response::ok(format!("\"{CONNECTION_TOKEN}\"")),
        Response::ok(CONNECTION_TOKEN).truncated_after(20),
        Response::nothing().then_reset(),
        Response::status(307).header("location", &format!("http://127.0.0.1:1/{MESSAGE_ID}")),
    ];
    for response in responses {
        let recorder = Recorder::start_with([response]).await;
        let client = ManualClock::retrying(recorder.url())
            // The client must turn this off again: the logged bytes of a connection contain the
            // token.
            .configure_reqwest(|reqwest| reqwest.connection_verbose(true))
            .build()
            .unwrap();
        let _ = client.call(typing()).await;
        let _ = client.call(receipt()).await;
    }
    let client = builder(port_without_tls().await.replace("http:", "https:"))
        .configure_reqwest(reqwest::ClientBuilder::no_proxy)
        .build()
        .unwrap();
    let _ = client.call(typing()).await;
    let _ = client.call(typing().message_id(MESSAGE_ID)).await;

    // Secrets in URLs: the token of a view, and the signature of an upload.
    for response in [Response::ok("{}"), Response::status(403), Response::nothing().then_reset()] {
        let recorder = Recorder::start_with([response]).await;
        let client = ManualClock::retrying(recorder.url()).build().unwrap();
        let _ = client.call(DescribeViewInput::new(VIEW, connection_token())).await;
        let url = format!("{}/?X-Amz-Signature={SIGNATURE}", recorder.url());
        let metadata: UploadMetadata =
            serde_json::from_str(&format!(r#"{{"Url":"{url}"}}"#)).unwrap();
        let _ = client.put_attachment(&metadata, ECHO.into()).await;
    }

    let text = log.text();
    for secret in [CONNECTION_TOKEN, MESSAGE_ID, ECHO, VIEW, SIGNATURE] {
        let line = text.lines().find(|line| line.contains(secret));
        assert_eq!(line, None, "{secret}");
    }
    // The crates do write logs.
    for name in
        ["connect_participant: ", "reqwest::connect: ", "hyper_util::client", "rustls::client"]
    {
        assert!(text.contains(name), "no log of {name}:\n{text}");
    }
}

/// Returns the log of a call with these outcomes, with paused time.
async fn lines(input: SendEventInput, outcomes: fn(usize) -> Outcome) -> Vec<String> {
    let send = |client: Client| async move {
        let _ = client.call(input).await;
    };
    lines_of(send, outcomes).await
}

/// Returns the log of what `done` does with a client.
async fn lines_of(done: impl AsyncFnOnce(Client), outcomes: fn(usize) -> Outcome) -> Vec<String> {
    log_of(done(ScriptedTransport::new(outcomes).client())).await
}

/// Returns the log of a future.
async fn log_of(done: impl Future<Output = ()>) -> Vec<String> {
    log_at(Level::DEBUG, done).await
}

/// Returns the log of a future, up to this level.
async fn log_at(level: Level, done: impl Future<Output = ()>) -> Vec<String> {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(level)
        .with_span_events(FmtSpan::CLOSE)
        .with_ansi(false)
        .without_time()
        .with_writer(move || writer.clone())
        .finish();
    let guard = tracing::subscriber::set_default(subscriber);
    done.await;
    drop(guard);
    log.text().lines().map(|line| line.trim().to_owned()).collect()
}

/// Returns the fields of the span of a call at its start.
fn call(content_type: &str) -> String {
    let operation = r#"call{otel.name=ConnectParticipant.SendEvent otel.kind="client" rpc.system="aws-api" rpc.service="ConnectParticipant" rpc.method="SendEvent""#;
    let server = r#"server.address="participant.connect.eu-central-1.amazonaws.com" server.port=443 cloud.region="eu-central-1""#;
    format!("{operation} {server} content_type={content_type:?}")
}

#[tokio::test(start_paused = true)]
async fn a_call_is_a_span_and_each_attempt_an_event() {
    let lines = lines(typing(), |attempt| match attempt {
        1 => Outcome::status(503).header("x-amzn-requestid", "1b2c"),
        2 => Outcome::refused(),
        _ => Outcome::ok().header("x-amzn-requestid", "3d4e"),
    });
    let call = call("application/vnd.amazonaws.connect.event.typing");
    assert_eq!(
        lines.await,
        [
            format!(
                r#"WARN {call}}}: connect_participant: attempt failed attempt=1 error.type=Service http.response.status_code=503 aws.request_id="1b2c" elapsed_ms=0.0 retry_in_ms=1000"#
            ),
            format!(
                "WARN {call}}}: connect_participant: attempt failed attempt=2 error.type=Transport elapsed_ms=0.0 retry_in_ms=2000"
            ),
            format!(
                r#"DEBUG {call}}}: connect_participant: attempt succeeded attempt=3 http.response.status_code=200 aws.request_id="3d4e" elapsed_ms=0.0"#
            ),
            format!(
                r#"INFO {call} attempts=3 http.request.resend_count=2 http.response.status_code=200 aws.request_id="3d4e"}}: connect_participant: close"#
            ),
        ]
    );
}

#[tokio::test]
async fn a_request_on_a_stale_connection_is_logged() {
    let server = ThreadedServer::start(|exchange| {
        if exchange.on_connection == 2 {
            return Err(io::ErrorKind::ConnectionAborted.into());
        }
        exchange.respond(200)
    });
    let client = Client::builder().endpoint_url(server.url()).build().unwrap();
    client.call(typing()).await.unwrap();
    let lines = log_of(async { drop(client.call(typing()).await.unwrap()) }).await;
    let [stale, succeeded] = ["stale connection: sending again on a new one", "attempt succeeded"]
        .map(|event| lines.iter().position(|line| line.contains(&format!("{event} attempt=1"))));
    assert!(stale.is_some() && stale < succeeded, "{lines:#?}");
}

#[tokio::test(start_paused = true)]
async fn a_failed_call_is_logged() {
    let denied = |_| Outcome::status(403).header("x-amzn-requestid", "1b2c");
    let lines = lines(receipt(), denied).await;
    let call = call("application/vnd.amazonaws.connect.event.message.read");
    assert_eq!(
        lines,
        [
            format!(
                r#"WARN {call}}}: connect_participant: attempt failed attempt=1 error.type=AccessDenied http.response.status_code=403 aws.request_id="1b2c" elapsed_ms=0.0"#
            ),
            format!(
                r#"INFO {call} attempts=1 http.response.status_code=403 aws.request_id="1b2c" error.type=AccessDenied otel.status_code="ERROR"}}: connect_participant: close"#
            ),
        ]
    );
}

/// The upload itself is not an operation, but is traced like one.
#[tokio::test(start_paused = true)]
async fn the_put_of_an_upload_is_a_span() {
    let put = |client: Client| async move {
        let metadata: UploadMetadata =
            serde_json::from_str(r#"{"Url":"https://a.example"}"#).unwrap();
        let _ = client.put_attachment(&metadata, ECHO.into()).await;
    };
    let ok = |_| Outcome::ok().header("x-amz-request-id", "1b2c");
    let span = r#"put{otel.name=ConnectParticipant.PutAttachment otel.kind="client" http.request.method="PUT" server.address="a.example" server.port=443"#;
    assert_eq!(
        lines_of(put, ok).await,
        [
            format!(
                r#"DEBUG {span}}}: connect_participant: attempt succeeded attempt=1 http.response.status_code=200 aws.request_id="1b2c" elapsed_ms=0.0"#
            ),
            format!(
                r#"INFO {span} attempts=1 http.response.status_code=200 aws.request_id="1b2c"}}: connect_participant: close"#
            ),
        ]
    );
}

/// The elapsed time of an attempt explains its timeout.
#[tokio::test(start_paused = true)]
async fn the_elapsed_time_of_an_attempt_is_logged() {
    let lines = lines(typing(), |attempt| match attempt {
        1 => Outcome::Never,
        _ => Outcome::ok(),
    });
    let first = lines.await.remove(0);
    // Tokio timers have a resolution of one millisecond.
    assert!(first.contains("attempt=1 error.type=Timeout elapsed_ms=10000"), "{first}");
}

#[tokio::test(start_paused = true)]
async fn the_wait_for_the_rate_limit_is_logged() {
    let limits = RateLimits::none().limit::<SendEventInput>(0.04, 1);
    let transport = ScriptedTransport::new(|_| Outcome::ok().header("x-amzn-requestid", "1b2c"));
    let client = transport.builder().rate_limits(limits).build().unwrap();
    client.call(typing()).await.unwrap();
    let call = call("application/vnd.amazonaws.connect.event.typing");
    let lines = log_of(async { drop(client.call(typing()).await) }).await;
    assert_eq!(
        lines,
        [
            format!(
                "DEBUG {call}}}: connect_participant: waited for the rate limit attempt=1 waited_ms=25000.0"
            ),
            format!(
                r#"DEBUG {call}}}: connect_participant: attempt succeeded attempt=1 http.response.status_code=200 aws.request_id="1b2c" elapsed_ms=0.0"#
            ),
            format!(
                r#"INFO {call} attempts=1 http.response.status_code=200 aws.request_id="1b2c"}}: connect_participant: close"#
            ),
        ]
    );

    // There is one turn in 25 seconds, and a call takes at most 30.
    let lines = log_of(async {
        let _ = tokio::join!(client.call(typing()), client.call(typing()));
    });
    let lines = lines.await;
    let refused = lines.iter().filter(|line| line.starts_with("WARN")).collect::<Vec<_>>();
    assert_eq!(
        refused,
        [&format!(
            "WARN {call}}}: connect_participant: not sent: the rate limit left no time attempt=1"
        )]
    );
    let end = format!("INFO {call} attempts=0 error.type=RateLimited");
    assert!(lines.iter().any(|line| line.starts_with(&end)), "{lines:?}");
}

/// The values of a response that are secret.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Connection {
    websocket: Websocket,
    connection_credentials: Credentials,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Websocket {
    url: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Credentials {
    connection_token: String,
}

/// A session with losses, renewals, failed attempts and an end, at all levels.
#[tokio::test(start_paused = true)]
async fn no_token_url_or_content_of_a_session_is_logged() {
    const TEXT: &str = "my card is 4111";
    let builder = LocalService::builder().without_port().follow_runtime();
    let service = builder.connection_token_lifetime(Duration::from_secs(600)).start();
    let service = service.await.unwrap();
    let chat = service.open_chat();
    let customer = chat.add_participant(ParticipantRole::Customer);
    let agent = chat.add_participant(ParticipantRole::Agent);
    let secrets = Arc::<Mutex<Vec<String>>>::default();
    let found = Arc::clone(&secrets);
    let client = Client::builder().endpoint_url(service.url()).transport(service.transport());
    let client = client.layer(move |request, next| {
        let found = Arc::clone(&found);
        async move {
            let response = next.run(request).await?;
            if let Ok(connection) = serde_json::from_slice::<Connection>(response.body()) {
                let (_, query) = connection.websocket.url.split_once('?').unwrap();
                let token = connection.connection_credentials.connection_token;
                found.lock().unwrap().extend([query.to_owned(), token]);
            }
            Ok(response)
        }
    });
    let client = client.build().unwrap();
    let lines = log_at(Level::TRACE, async {
        let builder = Session::builder(&client, agent.participant_token().clone());
        let (session, events) = builder.delivered_receipts(true).connect().await.unwrap();
        customer.say(TEXT).unwrap();
        session.send_text(TEXT).await.unwrap();
        session.send_typing().await.unwrap();
        tokio::time::sleep(Duration::from_secs(10)).await;
        service.inject(Fault::status(500).on("CreateParticipantConnection").times(2));
        agent.sockets()[0].reset();
        // The token expires twice, and the websocket is renewed.
        tokio::time::sleep(Duration::from_secs(4_000)).await;
        session.send_text(TEXT).await.unwrap();
        customer.leave().unwrap();
        tokio::time::sleep(Duration::from_secs(10)).await;
        session.send_text(TEXT).await.unwrap_err();
        drop(events);
    });
    let lines = lines.await;
    for event in ["live", "connection lost", "attempt to connect failed", "session over"] {
        let event = format!("connect_participant_session: {event}");
        assert!(lines.iter().any(|line| line.contains(&event)), "no {event}: {lines:#?}");
    }
    let mut secrets = secrets.lock().unwrap().clone();
    assert!(secrets.len() > 10, "{secrets:?}");
    secrets.push(agent.participant_token().expose().to_owned());
    for secret in &secrets {
        assert_eq!(lines.iter().find(|line| line.contains(secret)), None, "{secret}");
    }
    // The library for frames logs them at the level `TRACE`.
    let line = lines.iter().find(|line| line.contains(TEXT) && !line.contains("tungstenite"));
    assert_eq!(line, None);
}

/// A clock that an attempt advances by a time with many digits.
#[derive(Clone)]
struct FineClock(Arc<Mutex<Duration>>);

impl FineClock {
    const STEP: Duration = Duration::from_nanos(12_345_678);

    fn advance(&self) {
        *self.0.lock().unwrap() += Self::STEP;
    }
}

impl Clock for FineClock {
    fn now(&self) -> Duration {
        *self.0.lock().unwrap()
    }

    /// Without retries, only timeouts sleep. They never end.
    fn sleep(&self, _: Duration) -> SleepFuture<'_> {
        Box::pin(std::future::pending())
    }
}

#[tokio::test]
async fn the_elapsed_time_has_two_decimals() {
    let clock = FineClock(Arc::default());
    for (outcome, event) in [
        (
            Outcome::ok as fn() -> Outcome,
            "attempt succeeded attempt=1 http.response.status_code=200",
        ),
        (Outcome::refused, "attempt failed attempt=1 error.type=Transport"),
    ] {
        let advancing = clock.clone();
        let transport = ScriptedTransport::new(move |_| {
            advancing.advance();
            outcome()
        });
        let client = transport.builder().clock(clock.clone()).max_attempts(1).build().unwrap();
        let lines = log_of(async { drop(client.call(typing()).await) }).await;
        let line = lines.first().unwrap();
        assert!(line.ends_with(&format!("{event} elapsed_ms=12.35")), "{line}");
    }
}
