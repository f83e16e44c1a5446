//! Faults.

use std::io;
use std::sync::{Arc, Mutex, mpsc};
use std::time::{Duration, Instant};

use connect_participant::{ErrorKind, ParticipantRole};
use connect_participant_local::{Fault, LocalService, ManualClock};
use connect_participant_model::{DISCONNECT_PARTICIPANT, EXCEPTIONS, SEND_MESSAGE, TYPING};
use serde_json::json;
use tokio::io::AsyncWriteExt;
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::scene::{Raw, Scene, WAIT, connect, read_to_end};

/// The statuses of events that are sent one after another.
async fn statuses(scene: &Scene, count: usize) -> Vec<u16> {
    let mut statuses = Vec::new();
    for _ in 0..count {
        let result = scene.typing(scene.agent.connection_token()).await;
        statuses.push(result.map_or_else(|error| error.status().unwrap().as_u16(), |_| 200));
    }
    statuses
}

#[tokio::test]
async fn a_status_of_an_exception_returns_the_exception() {
    let scene = Scene::new().await;
    for exception in EXCEPTIONS {
        scene.service.inject(Fault::status(exception.status));
        let response = scene.post(&json!({ "ContentType": TYPING.value })).await;
        let message = match exception.status {
            403 => "Access denied",
            409 => "Operation can not be performed due to the state of the contact.",
            429 => "Rate exceeded",
            _ => "a fault was injected",
        };
        assert_eq!(response.error(), (exception.status, exception.name, message));
    }
    scene.service.inject(Fault::throttling());
    let error = scene.typing(scene.agent.connection_token()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Throttling);
    // No call took effect, and each fault was applied once.
    assert_eq!(scene.chat.events(), []);
    scene.typing(scene.agent.connection_token()).await.unwrap();
}

#[tokio::test]
async fn other_statuses_imitate_a_gateway() {
    let scene = Scene::new().await;
    for status in [200, 301, 418, 502, 503, 999] {
        scene.service.inject(Fault::status(status));
        let (response, end) = scene.send_typing().await;
        end.unwrap();
        let response = String::from_utf8(response).unwrap();
        assert!(response.starts_with(&format!("HTTP/1.1 {status} ")), "{response}");
        assert!(response.contains("content-type: text/html\r\n"), "{response}");
        assert!(response.ends_with("</html>\r\n"), "{response}");
        assert!(!response.contains("x-amzn"), "{response}");
    }
    // HTTP allows no body for these.
    for status in [204, 304] {
        scene.service.inject(Fault::status(status));
        let (response, end) = scene.send_typing().await;
        end.unwrap();
        let response = String::from_utf8(response).unwrap();
        assert!(response.starts_with(&format!("HTTP/1.1 {status} ")), "{response}");
        assert!(response.ends_with("\r\n\r\n"), "{response}");
    }
    scene.service.inject(Fault::status(503));
    let error = scene.typing(scene.agent.connection_token()).await.unwrap_err();
    assert_eq!((error.kind(), error.request_id()), (ErrorKind::Service, None));
    assert_eq!(scene.chat.events(), []);
}

#[tokio::test]
async fn body_and_headers_can_be_set() {
    let scene = Scene::new().await;
    let body = r#"{"__type":"a#B","message":"c"}"#;
    scene.service.inject(
        Fault::status(503)
            .body(body)
            .header("content-type", "application/json")
            .header("x-amzn-requestid", "00000000-0000-4000-8000-000000000000")
            .header("retry-after", "1")
            .header("retry-after", "2"),
    );
    let response = scene.post(&json!({})).await;
    assert_eq!((response.status, response.bytes), (503, body.as_bytes().to_vec()));
    assert_eq!(response.head.matches("retry-after").count(), 1);
    assert!(response.head.contains("retry-after: 2"), "{}", response.head);

    // Everything else is as the service sends it.
    scene.service.inject(Fault::status(429).header("x-amzn-errortype", "Other").body(""));
    let response = scene.post(&json!({})).await;
    assert_eq!((response.status, response.bytes.len()), (429, 0));
    assert_eq!(response.header("x-amzn-errortype"), Some("Other"));
}

#[tokio::test]
async fn an_invalid_fault_reports_the_mistake() {
    let scene = Scene::new().await;
    for (fault, message) in [
        (Fault::status(0), "the fault's status 0 is not from 200 to 999"),
        (Fault::status(101), "the fault's status 101 is not from 200 to 999"),
        (Fault::status(1000), "the fault's status 1000 is not from 200 to 999"),
        (Fault::status(400).header("a b", "c"), "a header name of the fault is not valid"),
        (
            Fault::status(400).header("retry-after", "a\nb"),
            "the fault's header `retry-after` has an invalid value",
        ),
    ] {
        scene.service.inject(fault);
        let response = scene.post(&json!({})).await;
        assert_eq!(response.error(), (500, "InternalServerException", message));
    }
}

#[tokio::test]
async fn reset_closes_the_connection_without_effect() {
    let scene = Scene::new().await;
    scene.service.inject(Fault::reset());
    let (response, end) = scene.send_typing().await;
    assert_eq!(response, b"");
    assert_eq!(end.unwrap_err().kind(), io::ErrorKind::ConnectionReset);
    assert_eq!(scene.chat.events(), []);

    scene.service.inject(Fault::reset());
    let error = scene.typing(scene.agent.connection_token()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
}

#[tokio::test]
async fn cut_short_sends_half_of_the_body() {
    let scene = Scene::new().await;
    scene.service.inject(Fault::cut_short());
    let (response, end) = scene.send_typing().await;
    end.unwrap();
    let response = Raw::parse_head(&response);
    let event = &scene.chat.events()[0];
    let whole = format!(r#"{{"Id":"{}","AbsoluteTime":"{}"}}"#, event.id, event.absolute_time);
    assert_eq!(response.status, 200);
    assert_eq!(response.header("content-type"), Some("application/json"));
    assert_eq!(response.header("content-length"), Some(whole.len().to_string().as_str()));
    assert!(response.header("date").is_some_and(|date| date.ends_with(" GMT")), "{response:?}");
    assert_eq!(response.bytes, &whole.as_bytes()[..whole.len() / 2]);

    scene.service.inject(Fault::cut_short());
    let error = scene.typing(scene.agent.connection_token()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnreadableResponse);
    assert_eq!(scene.chat.events().len(), 2);
}

#[tokio::test]
async fn cut_short_without_a_body_sends_half_of_the_headers() {
    let scene = Scene::new().await;
    scene.service.inject(Fault::cut_short());
    let token = scene.agent.connection_token().expose();
    let mut stream = connect(&scene.service).await;
    let head = format!(
        "POST {} HTTP/1.1\r\nHost: a\r\nX-Amz-Bearer: {token}\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{{}}",
        DISCONNECT_PARTICIPANT.path
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let response = read_to_end(&mut stream).await;
    assert!(response.starts_with("HTTP/1.1 200 OK\r\n"), "{response}");
    assert!(!response.contains("\r\n\r\n"), "{response}");
    assert_eq!(scene.chat.transcript().len(), 1);
}

#[tokio::test]
async fn a_delayed_call_takes_effect_at_once() {
    let scene = Scene::new().await;
    scene.service.inject(Fault::delay(Duration::from_secs(3600)));
    let mut waiting = connect(&scene.service).await;
    waiting.write_all(scene.typing_request().as_bytes()).await.unwrap();
    let recorded = async {
        while scene.chat.events().is_empty() {
            tokio::task::yield_now().await;
        }
    };
    timeout(WAIT, recorded).await.expect("it takes effect");

    scene.typing(scene.agent.connection_token()).await.unwrap();
    assert_eq!(scene.chat.events().len(), 2);
    // Dropping the service ends the delay.
    drop(scene.service);
    assert_eq!(read_to_end(&mut waiting).await, "");
}

#[tokio::test]
async fn a_delay_takes_as_long_as_it_says() {
    let scene = Scene::new().await;
    let delay = Duration::from_millis(30);
    scene.service.inject(Fault::delay(delay));
    let before = Instant::now();
    let output = scene.typing(scene.agent.connection_token()).await.unwrap();
    assert!(before.elapsed() >= delay);
    assert_eq!(output.id.unwrap(), scene.chat.events()[0].id);
}

#[tokio::test]
async fn faults_are_applied_in_order() {
    let scene = Scene::new().await;
    scene.service.inject(Fault::status(429).times(0));
    scene.service.inject(Fault::status(500).times(2));
    scene.service.inject(Fault::status(409));
    assert_eq!(statuses(&scene, 4).await, [500, 500, 409, 200]);
}

#[tokio::test]
async fn on_applies_a_fault_to_one_operation() {
    let scene = Scene::new().await;
    scene.service.inject(Fault::status(409).on("SendMessage"));
    scene.service.inject(Fault::status(500).on("SendEvent"));
    assert_eq!(statuses(&scene, 2).await, [500, 200]);
    let message = json!({ "ContentType": "text/plain", "Content": "a" });
    let response = scene.call_as(&scene.agent, &SEND_MESSAGE, &message).await;
    assert_eq!(response.status, 409);
    scene.call_as(&scene.agent, &SEND_MESSAGE, &message).await.assert_success();
}

#[tokio::test]
async fn of_applies_a_fault_to_a_participant_or_a_chat() {
    let scene = Scene::new().await;
    let other = scene.service.open_chat().add_participant(ParticipantRole::Agent);
    let callers = [&scene.customer, &scene.agent, &other];
    for (id, denied) in [
        (scene.customer.id(), [true, false, false]),
        (scene.chat.contact_id(), [true, true, false]),
        (other.id(), [false, false, true]),
        ("", [false; 3]),
    ] {
        scene.service.inject(Fault::status(500).of(id).always());
        for (caller, is_denied) in callers.into_iter().zip(denied) {
            let result = scene.typing(caller.connection_token()).await;
            assert_eq!(result.is_err(), is_denied, "{id}");
        }
        scene.service.clear_faults();
    }
}

#[tokio::test]
async fn lasting_applies_a_fault_for_a_time() {
    let clock = ManualClock::default();
    let scene = Scene::at(LocalService::builder().clock(clock.clone())).await;
    scene.service.inject(Fault::status(503).lasting(Duration::from_secs(60)));
    assert_eq!(statuses(&scene, 3).await, [503; 3]);
    clock.advance(Duration::from_millis(59_999));
    assert_eq!(statuses(&scene, 1).await, [503]);
    clock.advance(Duration::from_millis(1));
    assert_eq!(statuses(&scene, 2).await, [200; 2]);

    scene.service.inject(Fault::status(503).lasting(Duration::from_secs(60)).times(1));
    assert_eq!(statuses(&scene, 2).await, [503, 200]);
}

/// A fault that is never applied would make a test pass for the wrong reason.
#[tokio::test]
async fn on_reports_an_unknown_operation() {
    let scene = Scene::new().await;
    scene.service.inject(Fault::status(409).on("sendevent"));
    let response = scene.call_as(&scene.agent, &SEND_MESSAGE, &json!({})).await;
    let problem = "the fault is for `sendevent`, which is not an operation";
    assert_eq!(response.error(), (500, "InternalServerException", problem));
}

#[tokio::test]
async fn when_receives_the_request() {
    let scene = Scene::new().await;
    let (sender, seen) = mpsc::channel();
    scene.service.inject(
        Fault::status(500)
            .when(move |request| {
                sender.send(request.clone()).unwrap();
                request.participant_role == Some(ParticipantRole::Customer)
            })
            .on("SendEvent"),
    );
    scene.typing(scene.agent.connection_token()).await.unwrap();
    scene.typing(scene.customer.connection_token()).await.unwrap_err();
    let seen: Vec<_> = seen.try_iter().collect();
    assert_eq!(seen.len(), 2);
    assert!(seen.iter().all(|request| request.status.is_none() && !request.fault));
    assert_eq!(seen[1].participant_id.as_deref(), Some(scene.customer.id()));
}

#[tokio::test]
async fn when_may_use_the_service() {
    let service = Arc::new(Mutex::new(None::<LocalService>));
    let scene = Scene::new().await;
    let rule = {
        let service = Arc::clone(&service);
        move |_: &_| {
            let service = service.lock().unwrap();
            service.as_ref().unwrap().inject(Fault::status(409));
            let _ = service.as_ref().unwrap().open_chat();
            true
        }
    };
    scene.service.inject(Fault::status(500).when(rule));
    let Scene { service: started, client, agent, .. } = scene;
    *service.lock().unwrap() = Some(started);
    let scene = Scene { client, agent, ..Scene::new().await };
    assert_eq!(statuses(&scene, 3).await, [500, 409, 200]);
}

#[tokio::test]
async fn always_applies_until_faults_are_cleared() {
    let scene = Scene::new().await;
    scene.service.inject(Fault::status(500).times(3).always());
    scene.service.inject(Fault::status(409));
    assert_eq!(statuses(&scene, 5).await, [500; 5]);
    scene.service.clear_faults();
    assert_eq!(statuses(&scene, 1).await, [200]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn times_is_exact_for_concurrent_requests() {
    let scene = Arc::new(Scene::new().await);
    scene.service.inject(Fault::status(500).times(8));
    let mut calls = JoinSet::new();
    for _ in 0..32 {
        let scene = Arc::clone(&scene);
        calls.spawn(async move { scene.typing(scene.agent.connection_token()).await.is_err() });
    }
    let failed = calls.join_all().await.into_iter().filter(|failed| *failed).count();
    assert_eq!(failed, 8);
    assert_eq!(scene.chat.events().len(), 24);
}

#[tokio::test]
async fn unreadable_requests_use_up_no_fault() {
    let scene = Scene::new().await;
    scene.service.inject(Fault::status(500));
    let head = "POST /participant/event HTTP/1.1\r\nContent-Length: 1048577\r\n";
    assert_eq!(scene.exchange(head, "").await.status, 413);
    assert_eq!(statuses(&scene, 2).await, [500, 200]);
}

#[test]
fn debug_output_of_a_fault_is_one_line() {
    let fault = Fault::delay(Duration::from_secs(1)).on("SendEvent").of("9d1c").times(3);
    let printed = r#"Fault { effect: delay of 1s, operation: Some("SendEvent"), of: Some("9d1c"), times: Some(3), lifetime: None, .. }"#;
    assert_eq!(format!("{fault:?}"), printed);
    assert!(format!("{:?}", Fault::status(503).always()).contains("status 503"));
}
