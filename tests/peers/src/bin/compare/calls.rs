//! Situations of a single call.

use std::sync::Arc;
use std::time::Duration;

use connect_participant_local::{Fault, LocalService, RefusalReason};
use serde_json::json;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

use crate::client::{Client, Kind};
use crate::stage::Stage;

/// The situations, by the names in the page.
pub const ALL: [&str; 15] = [
    "throttled",
    "throttled_without_a_name",
    "gateway_503",
    "lost_response",
    "empty_success",
    "html_success",
    "lower_case_message",
    "redirect",
    "misspelt_content_type",
    "receipt_without_message_id",
    "long_message",
    "missing_token",
    "no_credentials",
    "token_in_the_log",
    "expired_token",
];

/// Those with long waits. They are not part of the gate.
pub const SLOW: [&str; 2] = ["no_response", QUOTA];

/// The client with rate limits runs this one too.
pub const QUOTA: &str = "quota";

/// Slow too. It runs alone, because it measures memory.
pub const LARGE: &str = "response_of_100_mb";

/// The longest time of a call with its retries.
const CALL: Duration = Duration::from_mins(1);
const EVENT: &str = "application/vnd.amazonaws.connect.event.";

pub async fn observe(situation: &str, client: &Client) -> String {
    match situation {
        "throttled" => answered(client, Fault::throttling()).await,
        "throttled_without_a_name" => throttled_without_a_name(client).await,
        "gateway_503" => gateway_503(client).await,
        "lost_response" => lost_response(client).await,
        "empty_success" => answered(client, Fault::status(200).body("")).await,
        "html_success" => {
            let page = Fault::status(200).header("content-type", "text/html");
            answered(client, page.body("<html>Welcome to our Wi-Fi</html>")).await
        }
        "lower_case_message" => lower_case_message(client).await,
        "redirect" => redirect(client).await,
        "misspelt_content_type" => refused(client, "read", r#"{"messageId":"a"}"#).await,
        "receipt_without_message_id" => refused(client, "message.read", "{}").await,
        "long_message" => long_message(client).await,
        "missing_token" => missing_token(client).await,
        "no_credentials" => no_credentials(client).await,
        "token_in_the_log" => token_in_the_log(client).await,
        "expired_token" => expired_token(client).await,
        "no_response" => no_response(client).await,
        QUOTA => quota(client).await,
        LARGE => response_of_100_mb(client).await,
        _ => unreachable!("{situation}"),
    }
}

/// Each attempt gets this response.
async fn answered(client: &Client, fault: Fault) -> String {
    let stage = Stage::open(client).await;
    stage.service.inject(fault.on("SendMessage").always());
    stage.say(CALL).await.words()
}

async fn throttled_without_a_name(client: &Client) -> String {
    let builder = LocalService::builder().error_type_header(false);
    let stage = Stage::with(client, builder, &[]).await;
    stage.service.inject(Fault::throttling().on("SendMessage").always());
    stage.say(CALL).await.words()
}

async fn gateway_503(client: &Client) -> String {
    let stage = Stage::open(client).await;
    stage.service.inject(Fault::status(503).on("SendMessage").always());
    let outcome = stage.say(CALL).await;
    let status = match (outcome.message().contains("503"), outcome.status()) {
        (true, _) => "its text has the status",
        (false, Some(_)) => "its text is about JSON; a field has the status",
        (false, None) => "its text is about JSON; nothing has the status",
    };
    format!("{}; {status}", outcome.words())
}

async fn lost_response(client: &Client) -> String {
    let stage = Stage::open(client).await;
    stage.service.inject(Fault::cut_short().on("SendMessage"));
    let words = stage.say(CALL).await.words();
    match stage.chat.said().len() {
        1 => format!("{words}; recorded once"),
        count => format!("{words}; recorded {count} times"),
    }
}

async fn lower_case_message(client: &Client) -> String {
    let stage = Stage::open(client).await;
    let body = r#"{"message":"The chat is busy"}"#;
    stage.service.inject(Fault::status(400).body(body).on("SendMessage").always());
    let outcome = stage.say(CALL).await;
    let has = if outcome.message().contains("The chat is busy") { "with" } else { "without" };
    format!("error {has} the text")
}

async fn redirect(client: &Client) -> String {
    let stage = Stage::open(client).await;
    let elsewhere = Stage::unconnected(client, LocalService::builder(), &[]).await;
    let location = format!("{}/participant/message", elsewhere.service.url());
    stage
        .service
        .inject(Fault::status(307).header("location", location).on("SendMessage").always());
    let outcome = stage.say(CALL).await;
    let requests = elsewhere.requests_of("SendMessage");
    let followed = match requests.last().map(|(_, request)| request.reason) {
        Some(Some(RefusalReason::UnknownToken)) => "follows it, and sends the token there",
        Some(_) => "follows it without the token",
        None => "does not follow it",
    };
    format!("{followed}; {}", outcome.words())
}

async fn refused(client: &Client, event: &str, content: &str) -> String {
    let stage = Stage::open(client).await;
    let input = json!({ "ContentType": format!("{EVENT}{event}"), "Content": content });
    let outcome = stage.call("SendEvent", input, CALL).await;
    outcome.words()
}

async fn long_message(client: &Client) -> String {
    let stage = Stage::open(client).await;
    let input = json!({ "ContentType": "text/plain", "Content": "a".repeat(20_000) });
    stage.call("SendMessage", input, CALL).await.words()
}

async fn missing_token(client: &Client) -> String {
    if client.kind == Kind::Chatjs {
        return "does not apply: the library has the token".to_owned();
    }
    let stage = Stage::open(client).await;
    let input = json!({ "ContentType": "text/plain", "Content": "a", "ConnectionToken": null });
    stage.call("SendMessage", input, CALL).await.words()
}

async fn no_credentials(client: &Client) -> String {
    let stage = Stage::open(client).await;
    // The others have no setting for credentials.
    let is_sdk = matches!(client.kind, Kind::Boto3 | Kind::JavaScript | Kind::Rust);
    let name = if is_sdk { "call_without_credentials" } else { "call" };
    let input = json!({ "ContentType": "text/plain", "Content": "a" });
    stage.command(name, "SendMessage", input, CALL).await.words()
}

async fn token_in_the_log(client: &Client) -> String {
    let stage = Stage::with(client, LocalService::builder(), &["log"]).await;
    if client.kind == Kind::Chatjs {
        stage.say(CALL).await;
    }
    let input = json!({ "ContentType": "text/plain", "Content": "a" });
    let outcome = stage.command("log", "SendMessage", input, CALL).await;
    let log = outcome.log();
    assert!(!log.is_empty(), "{:?} logs nothing", client.kind);
    let tokens =
        [stage.customer.connection_token().expose(), stage.customer.participant_token().expose()];
    let is_in = tokens.iter().any(|token| log.contains(*token));
    if is_in { "printed".to_owned() } else { "not printed".to_owned() }
}

pub async fn expired_token(client: &Client) -> String {
    let lifetime = Duration::from_secs(2);
    let builder = LocalService::builder().connection_token_lifetime(lifetime);
    let stage = Stage::with(client, builder, &[]).await;
    sleep(lifetime).await;
    let outcome = stage.say(CALL).await;
    outcome.words()
}

async fn no_response(client: &Client) -> String {
    let stage = Stage::open(client).await;
    stage.service.inject(Fault::delay(Duration::from_hours(1)).on("SendMessage").always());
    let start = Instant::now();
    let outcome = stage.say(Duration::from_secs(400)).await;
    match outcome.error() {
        // To ten seconds.
        Some(_) => format!("error after {} s", start.elapsed().as_secs() / 10 * 10),
        None => outcome.words(),
    }
}

/// 100 messages at once, with the documented quota.
async fn quota(client: &Client) -> String {
    let quotas = connect_participant_local::Quotas::documented();
    let stage = Stage::with(client, LocalService::builder().quotas(quotas), &[]).await;
    let stage = Arc::new(stage);
    let start = Instant::now();
    let mut calls = JoinSet::new();
    for _ in 0..100 {
        let stage = Arc::clone(&stage);
        calls.spawn(async move { stage.say(Duration::from_mins(2)).await });
    }
    let failed = calls.join_all().await.iter().filter(|outcome| outcome.id().is_none()).count();
    format!("{failed} of 100 fail, after {} s", start.elapsed().as_secs())
}

/// The size of the large response, in bytes.
const LARGE_SIZE: usize = 100_000_000;

async fn response_of_100_mb(client: &Client) -> String {
    let stage = Stage::open(client).await;
    let filler = "a".repeat(LARGE_SIZE);
    let body =
        format!(r#"{{"Id":"a","AbsoluteTime":"2026-01-01T00:00:00.000Z","New":"{filler}"}}"#);
    stage.service.inject(
        Fault::status(200)
            .header("content-type", "application/json")
            .body(body)
            .on("SendMessage")
            .always(),
    );
    let before = stage.driver.peak_memory();
    let outcome = stage.say(CALL).await;
    let grown = stage.driver.peak_memory() - before;
    let is_read = grown > LARGE_SIZE as u64 / 2;
    let memory = if is_read { "reads it into memory" } else { "does not read it" };
    format!("{memory}; {}", outcome.words())
}
