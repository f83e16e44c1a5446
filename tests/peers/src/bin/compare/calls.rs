//! Situations of a single call.

use std::sync::Arc;
use std::time::Duration;

use connect_participant_local::{Fault, LocalService, RefusalReason};
use serde_json::{Value, json};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

use crate::client::{Client, Kind};
use crate::situation::Situation;
use crate::stage::Stage;

pub const QUICK: [Situation; 16] = [
    Situation {
        name: "throttled",
        observe: |client| Box::pin(every_response(client, Fault::throttling())),
    },
    Situation {
        name: "throttled_without_a_name",
        observe: |client| Box::pin(throttled_without_a_name(client)),
    },
    Situation { name: "retry_after", observe: |client| Box::pin(retry_after(client)) },
    Situation { name: "gateway_503", observe: |client| Box::pin(gateway_503(client)) },
    Situation { name: "lost_response", observe: |client| Box::pin(lost_response(client)) },
    Situation {
        name: "empty_success",
        observe: |client| Box::pin(every_response(client, Fault::status(200).body(""))),
    },
    Situation { name: "html_success", observe: |client| Box::pin(html_success(client)) },
    Situation {
        name: "lower_case_message",
        observe: |client| Box::pin(lower_case_message(client)),
    },
    Situation { name: "redirect", observe: |client| Box::pin(redirect(client)) },
    Situation {
        name: "misspelt_content_type",
        observe: |client| Box::pin(refused(client, "read", r#"{"messageId":"a"}"#)),
    },
    Situation {
        name: "receipt_without_message_id",
        observe: |client| Box::pin(refused(client, "message.read", "{}")),
    },
    Situation { name: "long_message", observe: |client| Box::pin(long_message(client)) },
    Situation { name: "missing_token", observe: |client| Box::pin(missing_token(client)) },
    Situation { name: "no_credentials", observe: |client| Box::pin(no_credentials(client)) },
    Situation { name: "token_in_the_log", observe: |client| Box::pin(token_in_the_log(client)) },
    Situation { name: "expired_token", observe: |client| Box::pin(expired_token(client)) },
];

/// Has long waits, so the gate does not run it.
pub const NO_RESPONSE: Situation =
    Situation { name: "no_response", observe: |client| Box::pin(no_response(client)) };

/// Is slow too. The client with rate limits also runs it.
pub const QUOTA: Situation = Situation { name: "quota", observe: |client| Box::pin(quota(client)) };

/// Is slow too. It runs alone, because it measures memory.
pub const LARGE: Situation = Situation {
    name: "response_of_100_mb",
    observe: |client| Box::pin(response_of_100_mb(client)),
};

/// The longest time of a call with its retries.
const CALL: Duration = Duration::from_mins(1);
const EVENT: &str = "application/vnd.amazonaws.connect.event.";

/// Responds to each attempt with this fault.
async fn every_response(client: &Client, fault: Fault) -> String {
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

/// The first attempt is throttled, and its response has a `Retry-After` header.
async fn retry_after(client: &Client) -> String {
    let stage = Stage::open(client).await;
    let fault = Fault::throttling().header("retry-after", "3");
    stage.service.inject(fault.on("SendMessage"));
    let words = stage.say(CALL).await.words();
    // The times are those of the records, which are made a little later.
    let least = Duration::from_millis(2_800);
    let waited = match stage.requests_of("SendMessage").as_slice() {
        [(first, _), (second, _)] if *second - *first >= least => "waits for it",
        [_, _] => "retries sooner",
        _ => "does not retry",
    };
    format!("{waited}; {words}")
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

async fn html_success(client: &Client) -> String {
    let page = Fault::status(200).header("content-type", "text/html");
    every_response(client, page.body("<html>Welcome to our Wi-Fi</html>")).await
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

/// Logs a message, and then a receipt.
async fn token_in_the_log(client: &Client) -> String {
    let stage = Stage::with(client, LocalService::builder(), &["log"]).await;
    let message = json!({ "ContentType": "text/plain", "Content": "a" });
    let content = json!({ "messageId": stage.agent.say("a").expect("a message").id });
    let receipt =
        json!({ "ContentType": format!("{EVENT}message.read"), "Content": content.to_string() });
    let is_printed = async |action: &str, operation: &str, input: &Value| {
        if client.kind == Kind::Chatjs {
            // It logs when it makes the call.
            stage.call(operation, input.clone(), CALL).await;
        }
        let outcome = stage.command(action, operation, input.clone(), CALL).await;
        assert!(!outcome.log().is_empty(), "{:?} logs nothing: {outcome:?}", client.kind);
        // A client with a websocket gets tokens of its own from the service.
        let tokens = outcome
            .tokens()
            .unwrap_or_else(|| vec![stage.customer.connection_token().expose().to_owned()]);
        assert!(!tokens.is_empty(), "{:?} has no token", client.kind);
        tokens.iter().any(|token| outcome.log().contains(token))
    };
    let with_message = is_printed("log", "SendMessage", &message).await;
    let with_receipt = is_printed("log", "SendEvent", &receipt).await;
    if !(with_message && with_receipt) {
        // The search finds a token that is printed on purpose.
        assert!(is_printed("print_token", "SendMessage", &message).await, "{:?}", client.kind);
    }
    match (with_message, with_receipt) {
        (true, true) => "printed".to_owned(),
        (true, false) => "printed with a message".to_owned(),
        (false, true) => "printed with a receipt".to_owned(),
        (false, false) => "not printed".to_owned(),
    }
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
