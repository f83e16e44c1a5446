//! What goes wrong on purpose.

use std::io;
use std::sync::{Arc, Mutex, mpsc};
use std::time::{Duration, Instant};

use connect_participant::{ErrorKind, ParticipantRole};
use connect_participant_local::{Fault, LocalService};
use connect_participant_model::{DISCONNECT_PARTICIPANT, EXCEPTIONS, SEND_MESSAGE, TYPING};
use serde_json::json;
use tokio::io::AsyncWriteExt;
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::scene::{PATIENCE, Raw, Scene, connect, read_to_end};

/// The statuses of events that are sent one after the other.
async fn statuses(scene: &Scene, count: usize) -> Vec<u16> {
    let mut statuses = Vec::new();
    for _ in 0..count {
        let result = scene.typing(scene.agent.connection_token()).await;
        statuses.push(result.map_or_else(|error| error.status().unwrap().as_u16(), |_| 200));
    }
    statuses
}

#[tokio::test]
async fn a_status_of_the_services_is_its_exception() {
    let scene = Scene::new().await;
    for exception in EXCEPTIONS {
        scene.service.inject(Fault::status(exception.status));
        let answer = scene.post(&json!({ "ContentType": TYPING.value })).await;
        let message = match exception.status {
            403 => "Access denied",
            409 => "Operation can not be performed due to the state of the contact.",
            429 => "Rate exceeded",
            _ => "a fault was injected",
        };
        assert_eq!(answer.error(), (exception.status, exception.name, message));
    }
    scene.service.inject(Fault::throttling());
    let error = scene.typing(scene.agent.connection_token()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Throttling);
    // None of them took effect, and each met one request.
    assert_eq!(scene.chat.events(), []);
    scene.typing(scene.agent.connection_token()).await.unwrap();
}

#[tokio::test]
async fn another_status_is_a_gateways() {
    let scene = Scene::new().await;
    for status in [200, 301, 418, 502, 503, 999] {
        scene.service.inject(Fault::status(status));
        let (answer, end) = scene.send_typing().await;
        end.unwrap();
        let answer = String::from_utf8(answer).unwrap();
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{answer}");
        assert!(answer.contains("content-type: text/html\r\n"), "{answer}");
        assert!(answer.ends_with("</html>\r\n"), "{answer}");
        assert!(!answer.contains("x-amzn"), "{answer}");
    }
    // These have no body.
    for status in [204, 304] {
        scene.service.inject(Fault::status(status));
        let (answer, end) = scene.send_typing().await;
        end.unwrap();
        let answer = String::from_utf8(answer).unwrap();
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{answer}");
        assert!(answer.ends_with("\r\n\r\n"), "{answer}");
    }
    scene.service.inject(Fault::status(503));
    let error = scene.typing(scene.agent.connection_token()).await.unwrap_err();
    assert_eq!((error.kind(), error.request_id()), (ErrorKind::Service, None));
    assert_eq!(scene.chat.events(), []);
}

#[tokio::test]
async fn a_body_and_headers_are_ones_own() {
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
    let answer = scene.post(&json!({})).await;
    assert_eq!((answer.status, answer.bytes), (503, body.as_bytes().to_vec()));
    assert_eq!(answer.head.matches("retry-after").count(), 1);
    assert!(answer.head.contains("retry-after: 2"), "{}", answer.head);

    // What is the service's stays, where nothing takes its place.
    scene.service.inject(Fault::status(429).header("x-amzn-errortype", "Other").body(""));
    let answer = scene.post(&json!({})).await;
    assert_eq!((answer.status, answer.bytes.len()), (429, 0));
    assert_eq!(answer.header("x-amzn-errortype"), Some("Other"));
}

#[tokio::test]
async fn what_is_no_answer_says_so() {
    let scene = Scene::new().await;
    for (fault, message) in [
        (Fault::status(0), "the fault's status 0 is none of an answer"),
        (Fault::status(101), "the fault's status 101 is none of an answer"),
        (Fault::status(1000), "the fault's status 1000 is none of an answer"),
        (
            Fault::status(400).header("a b", "c"),
            "a header of the fault's has a name that HTTP does not have",
        ),
        (
            Fault::status(400).header("retry-after", "a\nb"),
            "the fault's header `retry-after` has no such value",
        ),
    ] {
        scene.service.inject(fault);
        let answer = scene.post(&json!({})).await;
        assert_eq!(answer.error(), (500, "InternalServerException", message));
    }
}

#[tokio::test]
async fn a_reset_is_one_and_the_call_took_no_effect() {
    let scene = Scene::new().await;
    scene.service.inject(Fault::reset());
    let (answer, end) = scene.send_typing().await;
    assert_eq!(answer, b"");
    assert_eq!(end.unwrap_err().kind(), io::ErrorKind::ConnectionReset);
    assert_eq!(scene.chat.events(), []);

    scene.service.inject(Fault::reset());
    let error = scene.typing(scene.agent.connection_token()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
}

#[tokio::test]
async fn an_answer_that_is_cut_short_is_half_there_and_the_call_took_effect() {
    let scene = Scene::new().await;
    scene.service.inject(Fault::cut_short());
    let (answer, end) = scene.send_typing().await;
    end.unwrap();
    let answer = Raw::parse_head(&answer);
    let event = &scene.chat.events()[0];
    let whole = format!(r#"{{"Id":"{}","AbsoluteTime":"{}"}}"#, event.id, event.absolute_time);
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), Some("application/json"));
    assert_eq!(answer.header("content-length"), Some(whole.len().to_string().as_str()));
    assert!(answer.header("date").is_some_and(|date| date.ends_with(" GMT")), "{answer:?}");
    assert_eq!(answer.bytes, &whole.as_bytes()[..whole.len() / 2]);

    scene.service.inject(Fault::cut_short());
    let error = scene.typing(scene.agent.connection_token()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnreadableResponse);
    assert_eq!(scene.chat.events().len(), 2);
}

#[tokio::test]
async fn an_answer_without_a_body_is_cut_in_its_head() {
    let scene = Scene::new().await;
    scene.service.inject(Fault::cut_short());
    let token = scene.agent.connection_token().expose();
    let mut stream = connect(&scene.service).await;
    let head = format!(
        "POST {} HTTP/1.1\r\nHost: a\r\nX-Amz-Bearer: {token}\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{{}}",
        DISCONNECT_PARTICIPANT.path
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let answer = read_to_end(&mut stream).await;
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    assert!(!answer.contains("\r\n\r\n"), "{answer}");
    assert_eq!(scene.chat.transcript().len(), 1);
}

#[tokio::test]
async fn a_delayed_call_takes_effect_at_once_and_keeps_nobody_else_waiting() {
    let scene = Scene::new().await;
    scene.service.inject(Fault::delay(Duration::from_secs(3600)));
    let mut waiting = connect(&scene.service).await;
    waiting.write_all(scene.typing_request().as_bytes()).await.unwrap();
    let recorded = async {
        while scene.chat.events().is_empty() {
            tokio::task::yield_now().await;
        }
    };
    timeout(PATIENCE, recorded).await.expect("it takes effect");

    scene.typing(scene.agent.connection_token()).await.unwrap();
    assert_eq!(scene.chat.events().len(), 2);
    // Nobody waits any longer than the service is there.
    drop(scene.service);
    assert_eq!(read_to_end(&mut waiting).await, "");
}

#[tokio::test]
async fn a_delay_is_as_long_as_it_says_and_then_all_is_as_ever() {
    let scene = Scene::new().await;
    let delay = Duration::from_millis(30);
    scene.service.inject(Fault::delay(delay));
    let before = Instant::now();
    let output = scene.typing(scene.agent.connection_token()).await.unwrap();
    assert!(before.elapsed() >= delay);
    assert_eq!(output.id.unwrap(), scene.chat.events()[0].id);
}

#[tokio::test]
async fn faults_meet_requests_in_their_order() {
    let scene = Scene::new().await;
    scene.service.inject(Fault::status(429).times(0));
    scene.service.inject(Fault::status(500).times(2));
    scene.service.inject(Fault::status(409));
    assert_eq!(statuses(&scene, 4).await, [500, 500, 409, 200]);
}

#[tokio::test]
async fn a_fault_is_for_its_operation_and_the_others_pass_it() {
    let scene = Scene::new().await;
    scene.service.inject(Fault::status(409).on("SendMessage"));
    scene.service.inject(Fault::status(500).on("SendEvent"));
    assert_eq!(statuses(&scene, 2).await, [500, 200]);
    let message = json!({ "ContentType": "text/plain", "Content": "a" });
    let answer = scene.call_as(&scene.agent, &SEND_MESSAGE, &message).await;
    assert_eq!(answer.status, 409);
    scene.call_as(&scene.agent, &SEND_MESSAGE, &message).await.assert_success();
}

/// A test whose fault met nothing would prove nothing.
#[tokio::test]
async fn a_fault_for_no_operation_says_so() {
    let scene = Scene::new().await;
    scene.service.inject(Fault::status(409).on("sendevent"));
    let answer = scene.call_as(&scene.agent, &SEND_MESSAGE, &json!({})).await;
    let problem = "the fault is for `sendevent`, which is no operation";
    assert_eq!(answer.error(), (500, "InternalServerException", problem));
}

#[tokio::test]
async fn a_rule_decides_by_what_is_known_of_the_request() {
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
async fn a_rule_may_have_to_do_with_the_service_itself() {
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
async fn a_fault_that_is_always_there_goes_when_it_is_cleared() {
    let scene = Scene::new().await;
    scene.service.inject(Fault::status(500).times(3).always());
    scene.service.inject(Fault::status(409));
    assert_eq!(statuses(&scene, 5).await, [500; 5]);
    scene.service.clear_faults();
    assert_eq!(statuses(&scene, 1).await, [200]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn as_many_requests_meet_a_fault_as_it_says_though_they_come_at_once() {
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
async fn what_cannot_be_read_meets_no_fault() {
    let scene = Scene::new().await;
    scene.service.inject(Fault::status(500));
    let head = "POST /participant/event HTTP/1.1\r\nContent-Length: 1048577\r\n";
    assert_eq!(scene.exchange(head, "").await.status, 413);
    assert_eq!(statuses(&scene, 2).await, [500, 200]);
}

#[test]
fn a_fault_prints_on_one_line() {
    let fault = Fault::delay(Duration::from_secs(1)).on("SendEvent").times(3);
    let printed =
        r#"Fault { effect: delay of 1s, operation: Some("SendEvent"), times: Some(3), .. }"#;
    assert_eq!(format!("{fault:?}"), printed);
    assert!(format!("{:?}", Fault::status(503).always()).contains("status 503"));
}
