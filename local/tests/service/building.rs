//! `LocalServiceBuilder`.

use std::io;
use std::panic::{RefUnwindSafe, UnwindSafe};

use connect_participant::{ErrorKind, ParticipantRole};
use connect_participant_local::{
    Chat, ChatParticipant, Fault, LocalService, LocalServiceBuilder, ManualClock,
};
use connect_participant_model::{GET_AUTHENTICATION_URL, TYPING};
use serde_json::json;

use crate::scene::Scene;

#[tokio::test]
async fn a_port_is_free_again_after_a_service_is_dropped() {
    let first = LocalService::start().await.unwrap();
    let port: u16 = first.url().rsplit(':').next().unwrap().parse().unwrap();
    assert_ne!(port, 0);

    let error = LocalService::builder().port(port).start().await.unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::AddrInUse);
    assert_eq!(error.to_string(), format!("port {port} of 127.0.0.1 is already in use"));

    drop(first);
    let second = LocalService::builder().port(port).start().await.unwrap();
    assert_eq!(second.url(), format!("http://127.0.0.1:{port}"));
}

/// The ids and tokens of a short chat, in order. With `failures`, calls that must not change them
/// are made too.
async fn ids(seed: u64, failures: bool) -> Vec<String> {
    let scene = Scene::at(LocalService::builder().seed(seed)).await;
    if failures {
        scene.post_as(None, "").await;
        // This call succeeds, and changes nothing.
        let session =
            json!({ "SessionId": "9b3e1f0a-7c52-4d88-a1e6-0f2b4c6d8e90", "RedirectUri": "a" });
        let url = scene.call_as(&scene.customer, &GET_AUTHENTICATION_URL, &session).await;
        url.assert_success();
    }
    let output = scene.typing(scene.agent.connection_token()).await.unwrap();
    vec![
        scene.chat.contact_id().to_owned(),
        scene.agent.id().to_owned(),
        scene.agent.connection_token().expose().to_owned(),
        scene.customer.participant_token().expose().to_owned(),
        output.id.unwrap(),
    ]
}

#[tokio::test]
async fn the_same_seed_makes_the_same_ids() {
    let first = ids(7, false).await;
    assert_eq!(ids(7, true).await, first);
    for (other, first) in ids(8, false).await.iter().zip(&first) {
        assert_ne!(other, first);
    }
    // They must not change between releases, because users' tests may contain them.
    assert_eq!(first[0], "23221892-8abf-462f-b19b-0c13e3237033");
}

#[tokio::test]
async fn the_same_seed_makes_the_same_request_ids() {
    let mut request_ids = Vec::new();
    for _ in 0..2 {
        let scene = Scene::at(LocalService::builder().seed(7)).await;
        let response = scene.post_as(None, "").await;
        request_ids.push(response.header("x-amzn-requestid").unwrap().to_owned());
        assert_ne!(response.header("x-amzn-requestid"), Some(scene.chat.contact_id()));
    }
    assert_eq!(request_ids[0], request_ids[1]);
}

#[tokio::test]
async fn ids_are_random_without_a_seed() {
    let [first, second] = [Scene::new().await, Scene::new().await];
    assert_ne!(first.chat.contact_id(), second.chat.contact_id());
    let [first, second] = [first.post_as(None, "").await, second.post_as(None, "").await];
    assert_ne!(first.header("x-amzn-requestid"), second.header("x-amzn-requestid"));
}

#[test]
fn public_types_are_send_and_sync() {
    fn is_send(_: &impl Send) {}
    fn is_shared<T: Send + Sync + 'static>() {}
    fn is_unwind_safe<T: UnwindSafe + RefUnwindSafe>() {}
    is_send(&LocalService::builder().start());
    is_shared::<LocalService>();
    is_unwind_safe::<LocalService>();
    is_unwind_safe::<LocalServiceBuilder>();
    is_unwind_safe::<Chat>();
    is_unwind_safe::<ChatParticipant>();
    is_shared::<LocalServiceBuilder>();
    is_shared::<Fault>();
    is_shared::<ManualClock>();
}

#[tokio::test]
async fn error_type_header_can_be_turned_off() {
    let scene = Scene::at(LocalService::builder().error_type_header(false)).await;
    for response in [
        scene.post_as(None, "").await,
        scene.exchange("GET / HTTP/1.1\r\n", "").await,
        scene.post(&json!({})).await,
        scene.exchange("PUT /_local/attachments/a HTTP/1.1\r\n", "").await,
        {
            scene.service.inject(Fault::throttling());
            scene.post(&json!({ "ContentType": TYPING.value })).await
        },
    ] {
        assert_eq!(response.header("x-amzn-errortype"), None, "{response:?}");
        let body = response.body.as_object().unwrap();
        assert_eq!(body.keys().collect::<Vec<_>>(), ["message"]);
    }
    // The client recognises the error by its status.
    let supervisor = scene.service.open_chat().add_participant(ParticipantRole::Supervisor);
    scene.service.inject(Fault::status(409));
    let error = scene.typing(supervisor.connection_token()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Conflict);
    // A header that a fault sets is still sent.
    scene.service.inject(Fault::status(429).header("x-amzn-errortype", "Own"));
    assert_eq!(scene.post(&json!({})).await.header("x-amzn-errortype"), Some("Own"));
}

#[tokio::test]
async fn debug_output_of_a_builder_contains_no_seed() {
    let printed = format!("{:?}", LocalService::builder().port(1).seed(4711));
    assert!(
        printed.starts_with("LocalServiceBuilder { address: 127.0.0.1, port: Some(1), "),
        "{printed}"
    );
    assert!(!printed.contains("4711"), "{printed}");
}
