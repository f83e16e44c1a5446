//! Quotas.

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

/// Makes a call that fails because of its input, if it does not fail earlier.
async fn attempt(scene: &Scene, operation: &Operation) -> Raw {
    let token = if *operation == CREATE_PARTICIPANT_CONNECTION {
        scene.agent.participant_token().expose()
    } else {
        scene.agent.connection_token().expose()
    };
    scene.call(operation, Some(token), "").await
}

#[tokio::test]
async fn each_operation_has_its_documented_quota() {
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
async fn a_throttled_call_has_no_effect() {
    let (scene, clock) = limited(Quotas::none().limit("SendEvent", 1, 1)).await;
    let input =
        SendEventInput::new(EventContentType::Typing, scene.agent.connection_token().clone())
            .client_token("a");
    scene.client.call(input.clone()).await.unwrap();
    // A repeated call uses quota too, and all callers share it.
    let error = scene.client.call(input).await.unwrap_err();
    assert_eq!((error.kind(), error.message()), (ErrorKind::Throttling, Some("Rate exceeded")));
    let error = scene.typing(scene.customer.connection_token()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Throttling);
    assert_eq!(scene.chat.events().len(), 1);
    clock.advance(Duration::from_secs(1));
    scene.typing(scene.customer.connection_token()).await.unwrap();
}

#[tokio::test]
async fn unauthorised_calls_and_faults_do_not_use_quota() {
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
async fn burst_limits_concurrent_calls() {
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
async fn calls_are_unlimited_without_quotas() {
    let (scene, _) = limited(Quotas::documented().limit("SendEvent", 0, 0)).await;
    assert_eq!(attempt(&scene, &SEND_EVENT).await.error(), THROTTLED);
    let scene = Scene::new().await;
    for _ in 0..50 {
        scene.typing(scene.agent.connection_token()).await.unwrap();
    }
}

#[tokio::test]
async fn a_quota_for_an_unknown_operation_is_rejected() {
    let quotas = Quotas::documented().limit("SendEvnt", 1, 1);
    let error = LocalService::builder().quotas(quotas).start().await.unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::InvalidInput);
    let message = r#"a quota is for "SendEvnt", which is not an operation"#;
    assert_eq!(error.to_string(), message);
    // A later limit replaces an earlier one.
    assert_eq!(
        Quotas::none().limit("SendEvent", 1, 1).limit("SendEvent", 10, 15),
        Quotas::none().limit("SendEvent", 10, 15)
    );
}
