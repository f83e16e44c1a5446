//! The clock and expiry.

use std::time::{Duration, UNIX_EPOCH};

use connect_participant::{
    ConnectionCredentials, ConnectionType, CreateParticipantConnectionInput, ErrorKind,
};
use connect_participant_local::{Fault, LocalService, LocalServiceBuilder, ManualClock};
use connect_participant_model::{GET_ATTACHMENT, SEND_MESSAGE};
use serde_json::json;

use crate::scene::{DENIED, Raw, Scene};

const SECOND: Duration = Duration::from_secs(1);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

fn manual_clock() -> (LocalServiceBuilder, ManualClock) {
    let clock = ManualClock::default();
    (LocalService::builder().clock(clock.clone()), clock)
}

/// New credentials for the agent.
async fn credentials(scene: &Scene) -> ConnectionCredentials {
    let input = CreateParticipantConnectionInput::new(scene.agent.participant_token().clone())
        .r#type([ConnectionType::ConnectionCredentials]);
    let output = scene.client.call(input).await.unwrap();
    output.connection_credentials.unwrap()
}

#[tokio::test]
async fn items_have_the_time_of_the_clock() {
    let (builder, clock) = manual_clock();
    let scene = Scene::at(builder).await;
    let output = scene.typing(scene.agent.connection_token()).await.unwrap();
    assert_eq!(output.absolute_time.unwrap().as_str(), "2019-11-08T02:41:28.172Z");
    clock.advance(Duration::from_millis(1));
    let message = json!({ "ContentType": "text/plain", "Content": "a" });
    let response = scene.call_as(&scene.agent, &SEND_MESSAGE, &message).await;
    assert_eq!(response.body["AbsoluteTime"], "2019-11-08T02:41:28.173Z");
    let times = scene.chat.transcript().into_iter().map(|item| item.absolute_time.unwrap());
    let times: Vec<_> = times.map(|time| time.as_str().to_owned()).collect();
    assert_eq!(times, ["2019-11-08T02:41:28.172Z", "2019-11-08T02:41:28.173Z"]);
}

#[tokio::test]
async fn a_connection_token_expires_after_one_day() {
    let (builder, clock) = manual_clock();
    let scene = Scene::at(builder).await;
    clock.advance(DAY / 2);
    let second = credentials(&scene).await;
    assert_eq!(second.expiry.unwrap().as_str(), "2019-11-09T14:41:28.172Z");
    let second = second.connection_token.unwrap();

    clock.advance((DAY / 2).saturating_sub(SECOND));
    scene.typing(scene.agent.connection_token()).await.unwrap();
    clock.advance(SECOND);
    let response = scene.post_as(Some(scene.agent.connection_token().expose()), "").await;
    assert_eq!(response.error(), DENIED);
    let error = scene.typing(scene.customer.connection_token()).await.unwrap_err();
    assert!(error.is_token_refused());
    scene.typing(&second).await.unwrap();

    clock.advance(100 * DAY);
    assert_eq!(scene.typing(&second).await.unwrap_err().kind(), ErrorKind::AccessDenied);
    let third = credentials(&scene).await.connection_token.unwrap();
    scene.typing(&third).await.unwrap();
}

#[tokio::test]
async fn connection_token_lifetime_can_be_set() {
    let (builder, clock) = manual_clock();
    let scene = Scene::at(builder.connection_token_lifetime(3 * SECOND)).await;
    let given = credentials(&scene).await;
    assert_eq!(given.expiry.unwrap().as_str(), "2019-11-08T02:41:31.172Z");
    for token in [given.connection_token.unwrap(), scene.agent.connection_token().clone()] {
        scene.typing(&token).await.unwrap();
    }
    clock.advance(3 * SECOND);
    scene.typing(scene.agent.connection_token()).await.unwrap_err();
}

#[tokio::test]
async fn extreme_token_lifetimes_work() {
    let (builder, clock) = manual_clock();
    let scene = Scene::at(builder.connection_token_lifetime(Duration::MAX)).await;
    let expiry = credentials(&scene).await.expiry.unwrap();
    assert_eq!(expiry.as_str(), "9999-12-31T23:59:59.999Z");
    clock.advance(100_000 * DAY);
    scene.typing(scene.agent.connection_token()).await.unwrap();

    let never = LocalService::builder().connection_token_lifetime(Duration::ZERO);
    let scene = Scene::at(never).await;
    scene.typing(scene.agent.connection_token()).await.unwrap_err();
}

#[tokio::test]
async fn a_pre_signed_url_expires_by_the_clock() {
    let (builder, clock) = manual_clock();
    let scene = Scene::at(builder).await;
    let id = scene.upload(b"a").await;
    scene.complete(&scene.agent, &id).await.unwrap();
    let body = json!({ "AttachmentId": id, "UrlExpiryInSeconds": 5 });
    let response = scene.call_as(&scene.agent, &GET_ATTACHMENT, &body).await;
    assert_eq!(response.body["UrlExpiry"], "2019-11-08T02:41:33.172Z");
    let url = response.body["Url"].as_str().unwrap();
    let get = format!("GET {} HTTP/1.1\r\n", scene.path(url));
    clock.advance(Duration::from_millis(4999));
    assert_eq!(scene.exchange(&get, "").await.bytes, b"a");
    clock.advance(Duration::from_millis(1));
    assert_eq!(scene.exchange(&get, "").await.error(), DENIED);
}

#[tokio::test]
async fn all_responses_have_the_date_of_the_clock() {
    let (builder, _clock) = manual_clock();
    let scene = Scene::at(builder).await;
    let date = Some("Fri, 08 Nov 2019 02:41:28 GMT");
    for fault in [None, Some(Fault::status(500)), Some(Fault::status(503))] {
        if let Some(fault) = fault {
            scene.service.inject(fault);
        }
        let (response, _) = scene.send_typing().await;
        assert_eq!(Raw::parse_head(&response).header("date"), date);
    }
    scene.service.inject(Fault::cut_short());
    let (response, _) = scene.send_typing().await;
    assert_eq!(Raw::parse_head(&response).header("date"), date);
    scene.service.inject(Fault::status(503).header("date", "never"));
    let (response, _) = scene.send_typing().await;
    assert_eq!(Raw::parse_head(&response).header("date"), Some("never"));
}

#[tokio::test]
async fn extreme_times_work() {
    for (start, written) in [
        (UNIX_EPOCH - DAY, "1970-01-01T00:00:00.000Z"),
        (UNIX_EPOCH + 4_000_000 * DAY, "9999-12-31T23:59:59.999Z"),
    ] {
        let clock = ManualClock::new(start);
        let scene = Scene::at(LocalService::builder().clock(clock.clone())).await;
        let output = scene.typing(scene.agent.connection_token()).await.unwrap();
        assert_eq!(output.absolute_time.unwrap().as_str(), written);
        clock.advance(Duration::MAX);
        assert_eq!(clock.now(), start);
    }
}

#[test]
fn clones_of_a_clock_share_the_time() {
    let clock = ManualClock::new(UNIX_EPOCH);
    clock.clone().advance(SECOND);
    assert_eq!(clock.now(), UNIX_EPOCH + SECOND);
}
