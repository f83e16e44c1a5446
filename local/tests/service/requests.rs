//! The callback for requests.

use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use connect_participant::{ParticipantRole, View};
use connect_participant_local::{Chat, Fault, LocalService, LocalServiceBuilder, RequestRecord};
use connect_participant_model::{
    MESSAGE_READ, SEND_EVENT, SEND_MESSAGE, START_ATTACHMENT_UPLOAD, TYPING,
};
use serde_json::json;
use tokio::io::AsyncWriteExt;

use crate::scene::{Scene, WAIT, assert_uuid, connect};

/// A builder of a service whose requests are sent to the receiver.
fn recording() -> (LocalServiceBuilder, Receiver<RequestRecord>) {
    let (sender, records) = channel();
    let builder = LocalService::builder().on_request(move |request| {
        // The receiver is gone once the test is over.
        let _ = sender.send(request.clone());
    });
    (builder, records)
}

#[tokio::test]
async fn a_call_is_reported_before_its_response() {
    let (builder, records) = recording();
    let scene = Scene::at(builder).await;
    let response = scene.post(&json!({ "ContentType": TYPING.value })).await;
    let record = records.try_recv().unwrap();
    assert_eq!(record.method, "POST");
    assert_eq!(record.operation, Some("SendEvent"));
    assert_eq!(record.content_type, Some(TYPING.value));
    assert_eq!(record.path, "/participant/event");
    assert_eq!(record.participant_role, Some(ParticipantRole::Agent));
    assert_eq!(record.participant_id.as_deref(), Some(scene.agent.id()));
    assert_eq!(record.contact_id.as_deref(), Some(scene.chat.contact_id()));
    assert_eq!(record.status.unwrap().as_u16(), 200);
    assert_eq!(Some(record.request_id.as_str()), response.header("x-amzn-requestid"));
    assert!(!record.fault);
    let (agent, id, typing) = (scene.agent.id(), &record.request_id, TYPING.value);
    assert_eq!(
        record.to_string(),
        format!("POST /participant/event SendEvent {typing} 200 AGENT {agent} request id {id}")
    );
    assert!(records.try_recv().is_err(), "the request is reported once");
}

#[tokio::test]
async fn the_caller_is_reported_for_any_known_token() {
    let (builder, records) = recording();
    let scene = Scene::at(builder).await;
    let typing = json!({ "ContentType": TYPING.value }).to_string();
    scene.post_as(Some(scene.customer.participant_token().expose()), &typing).await;
    let record = records.try_recv().unwrap();
    assert_eq!(record.participant_role, Some(ParticipantRole::Customer));
    assert_eq!(record.status.unwrap().as_u16(), 403);

    for bearer in [None, Some("unknown")] {
        scene.post_as(bearer, &typing).await;
        let record = records.try_recv().unwrap();
        assert_eq!((record.participant_role, record.participant_id), (None, None));
        assert_eq!(record.contact_id, None);
        assert_eq!(record.operation, Some("SendEvent"));
    }
}

#[tokio::test]
async fn reported_requests_contain_no_secrets() {
    let (builder, records) = recording();
    let scene = Scene::at(builder).await;
    let view = scene.chat.add_view(View::default());
    let token = scene.agent.connection_token().expose();
    for (line, path) in [
        (format!("GET /participant/views/{view}"), "/participant/views/{ViewToken}"),
        (format!("GET /participant/views/{view}/a"), "/participant/views/…/a"),
        (format!("GET /_local/attachments/{token}"), "/_local/attachments/…"),
        (format!("POST /participant/evnt?token={token}"), "/participant/evnt"),
        (format!("POST http://{token}@a/{token}"), "/…"),
        ("OPTIONS *".to_owned(), "…"),
    ] {
        scene.exchange(&format!("{line} HTTP/1.1\r\nX-Amz-Bearer: {token}\r\n"), "").await;
        let record = records.try_recv().unwrap();
        assert_eq!(record.path, path);
        let printed = format!("{record} {record:?} {record:#?}");
        for secret in [token, &view] {
            assert!(!printed.contains(secret), "{printed}");
        }
        assert!(!record.to_string().contains('\n'));
    }
}

#[tokio::test]
async fn only_known_content_types_are_reported() {
    let (builder, records) = recording();
    let scene = Scene::at(builder).await;
    let secret = scene.agent.connection_token().expose();
    for (operation, content_type, is_reported) in [
        (SEND_MESSAGE, "text/plain", true),
        (SEND_EVENT, "text/plain", false),
        (SEND_EVENT, secret, false),
        (SEND_EVENT, MESSAGE_READ.value, true),
        (START_ATTACHMENT_UPLOAD, "text/plain", false),
    ] {
        scene.call_as(&scene.agent, &operation, &json!({ "ContentType": content_type })).await;
        let record = records.try_recv().unwrap();
        assert_eq!(record.content_type.is_some(), is_reported, "{record}");
        assert_eq!(record.content_type.unwrap_or(content_type), content_type);
    }
}

#[tokio::test]
async fn a_wrong_method_is_reported_without_an_operation() {
    let (builder, records) = recording();
    let scene = Scene::at(builder).await;
    scene.exchange(&format!("GET {} HTTP/1.1\r\n", SEND_EVENT.path), "").await;
    let record = records.try_recv().unwrap();
    assert_eq!((record.operation, record.path.as_str()), (None, "/participant/event"));
    let id = &record.request_id;
    assert_uuid(id);
    assert_eq!(record.to_string(), format!("GET /participant/event 405 request id {id}"));
}

#[tokio::test]
async fn faults_are_reported() {
    let (builder, records) = recording();
    let scene = Scene::at(builder).await;
    for (fault, status) in [
        (Fault::status(503), Some(503)),
        (Fault::throttling(), Some(429)),
        (Fault::cut_short(), Some(200)),
        (Fault::delay(Duration::ZERO), Some(200)),
        (Fault::reset(), None),
    ] {
        scene.service.inject(fault);
        let _ = scene.send_typing().await;
        let record = records.try_recv().unwrap();
        assert_eq!((record.status.map(|status| status.as_u16()), record.fault), (status, true));
        if status.is_none() {
            let line = record.to_string();
            assert!(line.contains(".event.typing no response AGENT "), "{line}");
            assert!(line.contains(" fault request id "), "{line}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_request_is_reported_if_its_client_disconnects() {
    let (builder, records) = recording();
    let scene = Scene::at(builder).await;
    scene.service.inject(Fault::delay(Duration::from_secs(3600)));
    let mut stream = connect(&scene.service).await;
    // The service does not notice the end of a connection that it closes after the response.
    let request = scene.typing_request().replace("Connection: close\r\n", "");
    stream.write_all(request.as_bytes()).await.unwrap();
    drop(stream);
    let record = records.recv_timeout(WAIT).expect("the request is reported");
    assert_eq!((record.operation, record.status), (Some("SendEvent"), None));
}

#[tokio::test]
async fn the_callback_may_panic_and_may_use_the_service() {
    let scene = Arc::new(Mutex::new(None::<Chat>));
    let builder = LocalService::builder().on_request({
        let chat = Arc::clone(&scene);
        move |_| {
            let chat = chat.lock().unwrap_or_else(PoisonError::into_inner);
            assert_ne!(chat.as_ref().unwrap().events().len(), 1, "this is a test of panics");
        }
    });
    let started = Scene::at(builder).await;
    *scene.lock().unwrap() = Some(started.chat.clone());
    // The connection is closed without a response. Other connections go on.
    started.typing(started.agent.connection_token()).await.unwrap_err();
    started.typing(started.agent.connection_token()).await.unwrap();
    // A condition that panics does not end the service either.
    started.service.inject(Fault::reset().when(|_| panic!("this is a test of panics")));
    started.typing(started.agent.connection_token()).await.unwrap_err();
    started.service.clear_faults();
    started.typing(started.agent.connection_token()).await.unwrap();
    assert_eq!(started.chat.events().len(), 3);
}

/// A panic during another panic would abort the process.
#[tokio::test]
async fn the_callback_and_a_condition_may_both_panic() {
    let builder = LocalService::builder().on_request(|_| panic!("this is a test of panics"));
    let scene = Scene::at(builder).await;
    scene.service.inject(Fault::reset().when(|_| panic!("this is a test of two panics")));
    scene.typing(scene.agent.connection_token()).await.unwrap_err();
    assert_eq!(scene.chat.events().len(), 0);
}

#[tokio::test]
async fn an_unknown_method_is_reported_as_other() {
    let (builder, records) = recording();
    let scene = Scene::at(builder).await;
    scene.exchange("A-SECRET /x HTTP/1.1\r\n", "").await;
    assert_eq!(records.try_recv().unwrap().method.as_str(), "OTHER");
}

#[tokio::test]
async fn a_request_that_is_too_large_is_reported() {
    let (builder, records) = recording();
    let scene = Scene::at(builder).await;
    let head = "POST /participant/event HTTP/1.1\r\nContent-Length: 1048577\r\n";
    scene.exchange(head, "").await;
    assert_eq!(records.try_recv().unwrap().status.unwrap().as_u16(), 413);
}
