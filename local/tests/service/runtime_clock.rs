//! A clock that follows the paused time of the test.

use std::time::{Duration, SystemTime};

use connect_participant::{
    Bytes, ConnectionToken, ConnectionType, CreateParticipantConnectionInput, ErrorKind,
    GetTranscriptInput, ParticipantRole, Result, SortKey, Transport, http,
};
use connect_participant_local::{LocalService, LocalServiceBuilder, ManualClock, Quotas};
use tokio::time::sleep;
use tokio_tungstenite::client_async;

use crate::scene::Scene;
use crate::socket::{SECOND, websocket_url};

const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(24 * 3600);

fn builder() -> LocalServiceBuilder {
    LocalService::builder().without_port().follow_runtime()
}

async fn connection_token(scene: &Scene) -> Result<ConnectionToken> {
    let token = scene.customer.participant_token().clone();
    let input = CreateParticipantConnectionInput::new(token)
        .r#type([ConnectionType::ConnectionCredentials]);
    let output = scene.client.call(input).await?;
    Ok(output.connection_credentials.unwrap().connection_token.unwrap())
}

#[tokio::test(start_paused = true)]
async fn a_week_of_a_chat_takes_no_time() {
    let scene = Scene::in_memory(builder()).await;
    for day in 0..7 {
        let token = connection_token(&scene).await.unwrap();
        scene.typing(&token).await.unwrap();
        scene.agent.say(format!("day {day}")).unwrap();
        sleep(DAY.saturating_sub(SECOND)).await;
        scene.typing(&token).await.unwrap();
        sleep(SECOND).await;
        let error = scene.typing(&token).await.unwrap_err();
        assert!(error.is_token_refused(), "{error}");
    }
    let token = connection_token(&scene).await.unwrap();
    let input = GetTranscriptInput::new(token).sort_order(SortKey::Ascending);
    let output = scene.client.call(input).await.unwrap();
    let items = output.transcript.unwrap();
    let time = |index: usize| items[index].absolute_time.as_ref().unwrap().to_system_time();
    let between = time(6).unwrap().duration_since(time(0).unwrap()).unwrap();
    assert_eq!(between, 6 * DAY);
}

#[tokio::test(start_paused = true)]
async fn the_date_of_a_response_follows_the_runtime() {
    let scene = Scene::in_memory(builder()).await;
    let date = async || {
        let input = CreateParticipantConnectionInput::new(scene.agent.participant_token().clone())
            .r#type([ConnectionType::ConnectionCredentials]);
        scene.client.call_with_metadata(input).await.unwrap().metadata.date().unwrap()
    };
    let before = date().await;
    sleep(DAY).await;
    assert_eq!(date().await.duration_since(before).unwrap(), DAY);
}

#[tokio::test(start_paused = true)]
async fn urls_and_quotas_follow_the_runtime() {
    let quotas = Quotas::none().limit("SendEvent", 1, 1);
    let scene = Scene::in_memory(builder().quotas(quotas)).await;
    let token = scene.agent.connection_token();
    scene.typing(token).await.unwrap();
    assert_eq!(scene.typing(token).await.unwrap_err().kind(), ErrorKind::Throttling);
    sleep(SECOND).await;
    scene.typing(token).await.unwrap();

    let (url, _) = websocket_url(&scene, &scene.customer).await;
    let open = async || client_async(&*url, scene.client.open_socket(&url).await.unwrap()).await;
    sleep(99 * SECOND).await;
    open().await.unwrap();
    sleep(SECOND).await;
    open().await.unwrap_err();
}

#[tokio::test(start_paused = true)]
async fn a_manual_clock_moves_besides_the_runtime() {
    let clock = ManualClock::default();
    let scene = Scene::in_memory(builder().clock(clock.clone())).await;
    sleep(HOUR).await;
    // Any thread sees the time of the runtime.
    let agent = &scene.agent;
    let say = |text| std::thread::scope(|scope| scope.spawn(|| agent.say(text)).join().unwrap());
    let time = |text| say(text).unwrap().absolute_time.unwrap();
    assert_eq!(time("an hour later").as_str(), "2019-11-08T03:41:28.172Z");
    clock.advance(DAY);
    assert_eq!(time("a day later").as_str(), "2019-11-09T03:41:28.172Z");
}

#[tokio::test(start_paused = true)]
async fn the_control_advances_it_too() {
    let builder = builder().clock(ManualClock::default()).control(true);
    let service = builder.start().await.unwrap();
    sleep(HOUR).await;
    let request = http::Request::post("http://localhost/_local/clock/advance");
    let request = request.body(Bytes::from_static(br#"{"seconds":60}"#)).unwrap();
    let response = service.transport().send(request).await.unwrap();
    assert_eq!(response.into_body(), r#"{"now":"2019-11-08T03:42:28.172Z"}"#);
}

#[tokio::test(start_paused = true)]
async fn the_clock_of_the_system_is_the_start() {
    let before = SystemTime::now();
    let scene = Scene::in_memory(builder()).await;
    let after = SystemTime::now();
    sleep(100 * DAY).await;
    let time = scene.agent.say("a").unwrap().absolute_time.unwrap().to_system_time().unwrap();
    let started = time - 100 * DAY;
    let millisecond = Duration::from_millis(1);
    assert!((before - millisecond..=after + millisecond).contains(&started), "{started:?}");
}

#[test]
fn a_thread_of_its_own_has_its_own_time() {
    let builder = LocalService::builder().clock(ManualClock::default()).follow_runtime();
    let service = builder.start_blocking().unwrap();
    let chat = service.open_chat();
    let customer = chat.add_participant(ParticipantRole::Customer);
    // The time goes on, also if this takes a while.
    loop {
        let time = customer.say("a").unwrap().absolute_time.unwrap();
        if time.as_str() > "2019-11-08T02:41:28.172Z" {
            break;
        }
        std::thread::yield_now();
    }
}
