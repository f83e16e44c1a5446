//! Frames that the service should not send.

use connect_participant_session::{Events, Session};
use serde_json::json;
use tokio::time::sleep;

use crate::heard::{heard, heard_for, items_for, seconds, settle};
use crate::scripted::{Service, socket::End};

async fn connect(service: &Service) -> (Session, Events) {
    let (session, mut events) = Session::connect(&service.client(), service.token()).await.unwrap();
    assert_eq!(heard(&mut events).await, ["live"]);
    (session, events)
}

/// Android throws at an item without one of its members, and iOS did.
#[tokio::test(start_paused = true)]
async fn items_without_members_are_heard() {
    // https://github.com/amazon-connect/amazon-connect-chat-ios/issues/83
    // https://github.com/amazon-connect/amazon-connect-chat-ios/issues/109
    let service = Service::new();
    let (session, mut events) = connect(&service).await;
    let item = service.message("m1", "hello");
    let members: Vec<_> = item.as_object().unwrap().keys().cloned().collect();
    for name in &members {
        let mut item = service.message(&format!("without {name}"), "hello");
        item.as_object_mut().unwrap().remove(name);
        service.socket().push(&item);
        item[name] = json!(null);
        item["Id"] = json!(format!("null {name}"));
        service.socket().push(&item);
        item[name] = json!({ "deep": [1, 2, 3] });
        item["Id"] = json!(format!("object {name}"));
        service.socket().push(&item);
    }
    assert_eq!(heard(&mut events).await.len(), members.len() * 3);
    assert_eq!(session.unreadable_frames(), 0);
    assert_eq!(service.sockets().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn unreadable_frames_are_counted_and_skipped() {
    let service = Service::new();
    let (session, mut events) = connect(&service).await;
    let frames = [
        "",
        "[]",
        "null",
        "{",
        "\"text\"",
        r#"{"topic":7}"#,
        r#"{"topic":"aws/chat"}"#,
        r#"{"topic":"aws/chat","content":"no JSON"}"#,
        r#"{"topic":"aws/chat","content":"[]"}"#,
        r#"{"topic":"aws/chat","content":7}"#,
    ];
    for (number, frame) in frames.iter().enumerate() {
        service.socket().text(*frame);
        settle().await;
        assert_eq!(session.unreadable_frames(), number as u64 + 1, "{frame}");
    }
    let deep =
        format!(r#"{{"topic":"aws/chat","content":{}1{}}}"#, "[".repeat(9_000), "]".repeat(9_000));
    service.socket().text(deep);
    service.say_all(["m1"]);
    assert_eq!(heard(&mut events).await, ["m1"]);
    assert_eq!(service.sockets().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn frames_of_a_gateway_are_ignored() {
    let service = Service::new();
    let (session, mut events) = connect(&service).await;
    for frame in [
        r#"{"message":"Forbidden","connectionId":"c","requestId":"r"}"#,
        r#"{"topic":"aws/other","content":"?"}"#,
        r#"{"topic":"aws/unsubscribe","content":{"status":"success"}}"#,
        r#"{"topic":"aws/subscribe","content":{"status":"failure"}}"#,
        r#"{"topic":"aws/heartbeat"}]}})"#,
        "{}",
    ] {
        service.socket().text(frame);
    }
    service.socket().binary(b"binary".to_vec());
    assert_eq!(heard_for(&mut events, seconds(30)).await, [""; 0]);
    assert_eq!(session.unreadable_frames(), 0);
    assert_eq!(service.sockets().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn unknown_items_have_their_text() {
    let service = Service::new();
    let (_session, mut events) = connect(&service).await;
    let mut item = service.message("m1", "hello");
    item["Type"] = json!("HOLOGRAM");
    service.push(&item);
    let mut event = service.event("e1", "participant.levitates");
    event["Content"] = json!("up");
    service.push(&event);
    let heard = heard(&mut events).await;
    assert!(heard[0].starts_with("unknown: ") && heard[0].contains("HOLOGRAM"), "{heard:?}");
    assert!(heard[1].contains("levitates"), "{heard:?}");
}

#[tokio::test(start_paused = true)]
async fn frame_that_is_too_large_is_read_from_the_transcript() {
    let service = Service::new();
    let (_session, mut events) = connect(&service).await;
    service.say_all(["m1"]);
    sleep(seconds(61)).await;
    assert_eq!(heard(&mut events).await, ["m1"]);
    let mut large = service.message("m2", "m2");
    service.record(large.clone());
    large["Content"] = json!("x".repeat(1024 * 1024));
    service.push(&large);
    service.say_all(["m3"]);
    let items = items_for(&mut events, seconds(30)).await;
    assert_eq!(items, ["m2", "m3"]);
    let sockets = service.sockets();
    assert_eq!(sockets.len(), 2);
    assert!(!matches!(sockets[0].end(), Some((_, End::ByService)) | None));
}

#[tokio::test(start_paused = true)]
async fn items_without_an_id_are_heard() {
    let service = Service::new();
    let (_session, mut events) = connect(&service).await;
    for _ in 0..3 {
        let mut item = service.message("", "hello");
        item.as_object_mut().unwrap().remove("Id");
        service.push(&item);
    }
    assert_eq!(heard(&mut events).await, ["hello"; 3]);
}
