//! More calls than the service takes.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use connect_participant::{ErrorKind, EventContentType, SendEventInput};
use connect_participant_local::{Fault, LocalService, ManualClock, Quotas};
use connect_participant_model::{
    COMPLETE_ATTACHMENT_UPLOAD, CREATE_PARTICIPANT_CONNECTION, DISCONNECT_PARTICIPANT,
    GET_ATTACHMENT, GET_AUTHENTICATION_URL, GET_TRANSCRIPT, Operation, SEND_EVENT, SEND_MESSAGE,
    START_ATTACHMENT_UPLOAD,
};
use tokio::task::JoinSet;

use crate::scene::{DENIED, Raw, Scene};

const THROTTLED: (u16, &str, &str) = (429, "ThrottlingException", "Rate exceeded");

async fn limited(quotas: Quotas) -> (Scene, ManualClock) {
    let clock = ManualClock::default();
    let builder = LocalService::builder().clock(clock.clone()).quotas(quotas);
    (Scene::at(builder).await, clock)
}

/// A call that is refused for its input, unless it is refused earlier.
async fn attempt(scene: &Scene, operation: &Operation) -> Raw {
    let token = if *operation == CREATE_PARTICIPANT_CONNECTION {
        scene.agent.participant_token().expose()
    } else {
        scene.agent.connection_token().expose()
    };
    scene.call(operation, Some(token), "").await
}

#[tokio::test]
async fn the_documented_quotas_are_kept_each_for_itself() {
    let (scene, clock) = limited(Quotas::documented()).await;
    for (operation, per_second, burst) in [
        (SEND_EVENT, 10, 15),
        (SEND_MESSAGE, 10, 15),
        (GET_TRANSCRIPT, 8, 12),
        (GET_ATTACHMENT, 8, 12),
        (CREATE_PARTICIPANT_CONNECTION, 6, 9),
        (DISCONNECT_PARTICIPANT, 3, 5),
        (START_ATTACHMENT_UPLOAD, 2, 5),
        (COMPLETE_ATTACHMENT_UPLOAD, 2, 5),
    ] {
        let name = operation.name;
        for calls in [burst, per_second] {
            for call in 0..calls {
                assert_eq!(attempt(&scene, &operation).await.status, 400, "{name} {call}");
            }
            assert_eq!(attempt(&scene, &operation).await.error(), THROTTLED, "{name}");
            clock.advance(Duration::from_secs(1));
        }
    }
    for _ in 0..30 {
        assert_eq!(attempt(&scene, &GET_AUTHENTICATION_URL).await.status, 400);
    }
}

#[tokio::test]
async fn a_call_that_is_refused_takes_no_effect_and_passes_later() {
    let (scene, clock) = limited(Quotas::none().limit("SendEvent", 1, 1)).await;
    let input =
        SendEventInput::new(EventContentType::Typing, scene.agent.connection_token().clone())
            .client_token("a");
    scene.client.call(input.clone()).await.unwrap();
    // A repeated call is a call, whoever makes it.
    let error = scene.client.call(input).await.unwrap_err();
    assert_eq!((error.kind(), error.message()), (ErrorKind::Throttling, Some("Rate exceeded")));
    let error = scene.typing(scene.customer.connection_token()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Throttling);
    assert_eq!(scene.chat.events().len(), 1);
    clock.advance(Duration::from_secs(1));
    scene.typing(scene.customer.connection_token()).await.unwrap();
}

#[tokio::test]
async fn who_is_not_let_in_takes_nothing_and_neither_does_a_fault() {
    let (scene, _) = limited(Quotas::none().limit("SendEvent", 0, 1)).await;
    for _ in 0..3 {
        assert_eq!(scene.post_as(Some("unknown"), "").await.error(), DENIED);
        scene.service.inject(Fault::status(500));
        assert_eq!(attempt(&scene, &SEND_EVENT).await.status, 500);
    }
    scene.typing(scene.agent.connection_token()).await.unwrap();
    assert_eq!(attempt(&scene, &SEND_EVENT).await.error(), THROTTLED);
    scene.chat.end();
    assert_eq!(attempt(&scene, &SEND_EVENT).await.error(), DENIED);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn calls_at_once_are_as_many_as_the_burst() {
    let (scene, _) = limited(Quotas::none().limit("SendEvent", 10, 15)).await;
    let scene = Arc::new(scene);
    let mut calls = JoinSet::new();
    for _ in 0..40 {
        let scene = Arc::clone(&scene);
        calls.spawn(async move { scene.typing(scene.agent.connection_token()).await.is_ok() });
    }
    let taken = calls.join_all().await.into_iter().filter(|taken| *taken).count();
    assert_eq!((taken, scene.chat.events().len()), (15, 15));
}

#[tokio::test]
async fn without_quotas_everything_is_taken() {
    let (scene, _) = limited(Quotas::documented().limit("SendEvent", 0, 0)).await;
    assert_eq!(attempt(&scene, &SEND_EVENT).await.error(), THROTTLED);
    let scene = Scene::new().await;
    for _ in 0..50 {
        scene.typing(scene.agent.connection_token()).await.unwrap();
    }
}

#[tokio::test]
async fn a_quota_is_for_an_operation_that_there_is() {
    let quotas = Quotas::documented().limit("SendEvnt", 1, 1);
    let error = LocalService::builder().quotas(quotas).start().await.unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::InvalidInput);
    let message = r#"there is a quota for "SendEvnt", which is no operation"#;
    assert_eq!(error.to_string(), message);
    // What is said later counts.
    assert_eq!(
        Quotas::none().limit("SendEvent", 1, 1).limit("SendEvent", 10, 15),
        Quotas::none().limit("SendEvent", 10, 15)
    );
}
