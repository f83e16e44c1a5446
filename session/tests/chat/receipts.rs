//! Receipts: collected, sent once, and answered once.

use std::time::Duration;

use connect_participant::{Connected, ErrorKind, Result, participant_operation};
use connect_participant_session::{ChatEvent, ChatItem, Events, Message, ReceiptOutcome, Session};
use futures_util::future::join_all;
use tokio::time::sleep;

use crate::heard::{events, heard, millis, seconds, settle, tenths};
use crate::scene::Scene;
use crate::scripted::items::{ids, own};
use crate::scripted::reply::Reply;
use crate::scripted::{EVENT, MESSAGE, Service, TRANSCRIPT};

async fn connect(service: &Service) -> (Session, Events) {
    let (session, mut events) = Session::connect(&service.client(), service.token()).await.unwrap();
    assert_eq!(heard(&mut events).await, ["live"]);
    (session, events)
}

/// Says as many messages, and returns them as they were heard.
async fn messages(service: &Service, stream: &mut Events, count: usize) -> Vec<Message> {
    service.say_all(ids(count));
    let mut messages = Vec::new();
    for event in events(stream).await {
        match event {
            ChatEvent::Message(message) => messages.push(message),
            other => panic!("{other:?}"),
        }
    }
    messages
}

/// Returns kind, message and time of the receipts that were sent.
fn sent(service: &Service) -> Vec<(String, String, f64)> {
    let receipt = |call: crate::scripted::Call| {
        let kind =
            call.body["ContentType"].as_str().unwrap().rsplit('.').next().unwrap().to_owned();
        let content: serde_json::Value =
            serde_json::from_str(call.body["Content"].as_str().unwrap()).unwrap();
        (kind, content["messageId"].as_str().unwrap().to_owned(), tenths(call.at))
    };
    service.calls(EVENT).into_iter().map(receipt).collect()
}

/// In amazon-connect-chatjs, the first promise never settles.
#[tokio::test(start_paused = true)]
async fn read_receipt_stands_for_the_delivered_one() {
    // https://github.com/amazon-connect/amazon-connect-chatjs/issues/130
    // https://github.com/amazon-connect/amazon-connect-chatjs/issues/131
    let service = Service::new();
    let (session, mut events) = connect(&service).await;
    let messages = messages(&service, &mut events, 1).await;
    let began = service.time.elapsed();
    let delivered = session.mark_delivered(&messages[0]);
    sleep(millis(100)).await;
    let read = session.mark_read(&messages[0]);
    let (delivered, read) = tokio::join!(delivered, read);
    assert_eq!(read.unwrap(), ReceiptOutcome::Sent);
    delivered.unwrap();
    let sent = sent(&service);
    assert_eq!(sent, [("read".to_owned(), "m1".to_owned(), tenths(began + millis(5_100)))]);
    sleep(seconds(60)).await;
    assert_eq!(service.calls(EVENT).len(), 1);
}

/// On iOS, only the first caller of a window hears of it. On Android, callers that are superseded
/// wait for ever.
#[tokio::test(start_paused = true)]
async fn newest_of_fifty_is_sent_and_all_are_answered() {
    let service = Service::new();
    let (session, mut events) = connect(&service).await;
    let messages = messages(&service, &mut events, 50).await;
    let mut order: Vec<_> = (0..50).collect();
    order.sort_by_key(|number| number * 37 % 50);
    let mut calls = Vec::new();
    for number in order {
        calls.push(session.mark_read(&messages[number]));
        sleep(millis(90)).await;
    }
    let outcomes = join_all(calls).await;
    let count = |outcome| outcomes.iter().filter(|it| *it.as_ref().unwrap() == outcome).count();
    assert_eq!(count(ReceiptOutcome::Sent), 1);
    assert_eq!(count(ReceiptOutcome::Superseded), 49);
    let sent = sent(&service);
    assert_eq!(sent.len(), 1);
    assert_eq!((&*sent[0].0, &*sent[0].1), ("read", "m50"));
}

#[tokio::test(start_paused = true)]
async fn receipts_that_are_not_awaited_are_sent() {
    let service = Service::new();
    let (session, mut events) = connect(&service).await;
    let messages = messages(&service, &mut events, 1).await;
    drop(session.mark_read(&messages[0]));
    sleep(seconds(6)).await;
    assert_eq!(sent(&service).len(), 1);
    assert_eq!(session.mark_read(&messages[0]).await.unwrap(), ReceiptOutcome::AlreadyMarked);
    let outcome = session.mark_delivered(&messages[0]).await.unwrap();
    assert_eq!(outcome, ReceiptOutcome::AlreadyMarked);
    assert_eq!(sent(&service).len(), 1);
}

#[tokio::test(start_paused = true)]
async fn chat_of_three_takes_no_receipts_until_one_leaves() {
    let service = Service::new();
    let (session, mut events) = connect(&service).await;
    let all = messages(&service, &mut events, 10).await;
    service.always(EVENT, Reply::conflict());
    let outcomes = join_all(all[..8].iter().map(|message| session.mark_read(message))).await;
    assert!(outcomes.iter().all(|it| *it.as_ref().unwrap() == ReceiptOutcome::Unsupported));
    let outcome = session.mark_read(&all[8]).await.unwrap();
    assert_eq!(outcome, ReceiptOutcome::Unsupported);
    assert_eq!(service.calls(EVENT).len(), 1);
    // Messages go on.
    session.send_text("hello").await.unwrap();
    service.recover();
    let mut left = service.event("left", "participant.left");
    left["ParticipantId"] = serde_json::json!("supervisor");
    service.say(left);
    assert_eq!(heard(&mut events).await, ["Left"]);
    assert_eq!(session.mark_read(&all[9]).await.unwrap(), ReceiptOutcome::Sent);
}

#[tokio::test(start_paused = true)]
async fn error_of_a_receipt_goes_to_its_callers() {
    let service = Service::new();
    let (session, mut events) = connect(&service).await;
    let messages = messages(&service, &mut events, 2).await;
    service.next(EVENT, Reply::invalid());
    let (first, second) =
        tokio::join!(session.mark_read(&messages[0]), session.mark_read(&messages[0]));
    assert_eq!(first.unwrap_err().kind(), ErrorKind::Validation);
    assert_eq!(second.unwrap_err().kind(), ErrorKind::Validation);
    assert_eq!(session.mark_read(&messages[1]).await.unwrap(), ReceiptOutcome::Sent);
}

#[tokio::test(start_paused = true)]
async fn throttled_receipt_is_sent_later() {
    let service = Service::new();
    let (session, mut events) = connect(&service).await;
    let messages = messages(&service, &mut events, 1).await;
    for _ in 0..4 {
        service.next(EVENT, Reply::throttled().retry_after(3));
    }
    assert_eq!(session.mark_read(&messages[0]).await.unwrap(), ReceiptOutcome::Sent);
    let tokens: Vec<_> =
        service.calls(EVENT).iter().map(|call| call.body["ClientToken"].clone()).collect();
    assert_eq!(tokens.len(), 5);
}

#[tokio::test(start_paused = true)]
async fn own_messages_have_no_receipts() {
    let service = Service::new();
    let builder = Session::builder(&service.client(), service.token()).participant_id("agent");
    let (session, mut stream) = builder.connect().await.unwrap();
    service.say(own(service.message("own-1", "mine")));
    let heard = events(&mut stream).await;
    let ChatEvent::Message(message) = &heard[1] else { panic!() };
    assert_eq!(session.mark_read(message).await.unwrap(), ReceiptOutcome::OwnMessage);
    sleep(seconds(10)).await;
    assert!(sent(&service).is_empty());
}

#[tokio::test(start_paused = true)]
async fn receipts_in_the_transcript_are_not_sent_again() {
    let service = Service::new();
    let mut item = service.message("m1", "m1");
    item["MessageMetadata"] = service.receipt("m1", "agent")["MessageMetadata"].clone();
    service.record(item);
    let builder = Session::builder(&service.client(), service.token());
    let builder = builder.participant_id("agent").history(10);
    let (session, mut stream) = builder.connect().await.unwrap();
    let heard = events(&mut stream).await;
    let ChatEvent::Message(message) = &heard[1] else { panic!() };
    assert_eq!(heard.len(), 2, "one's own receipt is no event: {heard:?}");
    assert_eq!(session.mark_read(message).await.unwrap(), ReceiptOutcome::AlreadyMarked);
}

trait Marker: Connected {
    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.message.read"
    )]
    async fn read(&self, message_id: &str) -> Result<()>;
}

impl Marker for Session {}

#[tokio::test(start_paused = true)]
async fn receipt_by_a_call_of_your_own_marks_the_message() {
    let service = Service::new();
    let (session, mut events) = connect(&service).await;
    let messages = messages(&service, &mut events, 1).await;
    session.read("m1").await.unwrap();
    assert_eq!(session.mark_read(&messages[0]).await.unwrap(), ReceiptOutcome::AlreadyMarked);
    assert_eq!(sent(&service).len(), 1);
}

#[tokio::test(start_paused = true)]
async fn two_sessions_have_receipts_of_their_own() {
    // https://github.com/amazon-connect/amazon-connect-chatjs/issues/132
    // https://github.com/amazon-connect/amazon-connect-chatjs/issues/222
    let services = [Service::new(), Service::new()];
    let (first, mut of_first) = connect(&services[0]).await;
    let (second, mut of_second) = connect(&services[1]).await;
    let [one] = &messages(&services[0], &mut of_first, 1).await[..] else { panic!() };
    let [two] = &messages(&services[1], &mut of_second, 1).await[..] else { panic!() };
    let (one, two) = tokio::join!(first.mark_read(one), second.mark_read(two));
    assert_eq!((one.unwrap(), two.unwrap()), (ReceiptOutcome::Sent, ReceiptOutcome::Sent));
    assert_eq!((sent(&services[0]).len(), sent(&services[1]).len()), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn receipt_of_the_other_participant_is_an_event() {
    let scene = Scene::new().await;
    let builder = scene.builder().participant_id(scene.agent.id());
    let (session, mut events) = builder.connect().await.unwrap();
    session.send_text("hello").await.unwrap();
    settle().await;
    let item = scene.chat.transcript().pop().unwrap();
    scene.customer.delivered(&item).unwrap();
    scene.customer.read(&item).unwrap();
    let id = item.id.unwrap();
    let expected = ["live", "hello", &format!("delivered: {id}"), &format!("read: {id}")];
    assert_eq!(heard(&mut events).await, expected);
}

/// Returns the messages among the events that are there.
async fn heard_messages(stream: &mut Events) -> Vec<Message> {
    let message = |event| match event {
        ChatEvent::Message(message) => Some(message),
        _ => None,
    };
    events(stream).await.into_iter().filter_map(message).collect()
}

#[tokio::test(start_paused = true)]
async fn message_of_an_earlier_session_supersedes_no_newer_one() {
    let service = Service::new();
    let (first, mut stream) = connect(&service).await;
    let pending = messages(&service, &mut stream, 200).await.pop().unwrap();
    let checkpoint = first.checkpoint();
    drop((first, stream));
    settle().await;
    let (second, mut stream) = Session::resume(&service.client(), checkpoint).await.unwrap();
    assert_eq!(second.mark_read(&pending).await.unwrap(), ReceiptOutcome::Sent);
    service.say_all(["later"]);
    let later = heard_messages(&mut stream).await;
    assert_eq!(second.mark_read(&later[0]).await.unwrap(), ReceiptOutcome::Sent);
    // Of the same millisecond as the last one of the first session.
    let messages: Vec<_> = sent(&service).into_iter().map(|(_, id, _)| id).collect();
    assert_eq!(messages, ["m200", "later"]);
}

#[tokio::test(start_paused = true)]
async fn messages_without_a_place_have_receipts_of_their_own() {
    let service = Service::new();
    let (session, _stream) = connect(&service).await;
    let message = |id: &str| {
        let item = ChatItem::parse(&service.message(id, id).to_string()).unwrap();
        let ChatEvent::Message(message) = item.into_event() else { panic!() };
        message
    };
    let (a, b) = (message("a"), message("b"));
    let outcomes = tokio::join!(session.mark_read(&a), session.mark_read(&b));
    let outcomes = [outcomes.0.unwrap(), outcomes.1.unwrap()];
    assert_eq!(outcomes, [ReceiptOutcome::Superseded, ReceiptOutcome::Sent]);
    let outcomes = tokio::join!(session.mark_delivered(&a), session.mark_delivered(&b));
    let outcomes = [outcomes.0.unwrap(), outcomes.1.unwrap()];
    assert_eq!(outcomes, [ReceiptOutcome::Sent, ReceiptOutcome::AlreadyMarked]);
}

#[tokio::test(start_paused = true)]
async fn newest_message_is_the_last_of_the_chat_not_of_delivery() {
    let service = Service::new();
    let (session, mut stream) = connect(&service).await;
    service.say_all(["m0"]);
    sleep(seconds(120)).await;
    service.always(TRANSCRIPT, Reply::internal_error());
    service.socket().reset();
    settle().await;
    service.record_all(["old"]);
    sleep(seconds(15)).await;
    service.say_all(["new"]);
    settle().await;
    service.recover();
    sleep(seconds(31)).await;
    let messages = heard_messages(&mut stream).await;
    let texts: Vec<_> = messages.iter().map(Message::text).collect();
    assert_eq!(texts, ["m0", "new", "old"]);
    let outcomes = join_all(messages.iter().map(|message| session.mark_read(message))).await;
    let outcomes: Vec<_> = outcomes.into_iter().map(Result::unwrap).collect();
    let superseded = ReceiptOutcome::Superseded;
    assert_eq!(outcomes, [superseded, ReceiptOutcome::Sent, superseded]);
    assert_eq!(sent(&service)[0].1, "new");
}

/// Sends a message whose response takes this long, and which comes back before.
async fn say_and_hear(service: &Service, session: &Session, response_after: Duration) {
    service.next(MESSAGE, Reply::ok().after(response_after));
    let push = async {
        sleep(millis(100)).await;
        service.say(own(service.message("own-1", "mine")));
    };
    tokio::join!(session.send_text("mine"), push).0.unwrap();
}

#[tokio::test(start_paused = true)]
async fn first_own_message_is_recognised_before_its_response() {
    let service = Service::new();
    let builder = Session::builder(&service.client(), service.token()).delivered_receipts(true);
    let (session, mut stream) = builder.connect().await.unwrap();
    say_and_hear(&service, &session, millis(300)).await;
    sleep(seconds(10)).await;
    let messages = heard_messages(&mut stream).await;
    assert!(messages[0].is_own());
    assert!(sent(&service).is_empty());
}

#[tokio::test(start_paused = true)]
async fn first_own_message_in_the_transcript_is_recognised() {
    let service = Service::new();
    service.next(TRANSCRIPT, Reply::ok().after(millis(200)));
    let builder = Session::builder(&service.client(), service.token());
    let (session, mut stream) = builder.connect().await.unwrap();
    say_and_hear(&service, &session, millis(300)).await;
    assert!(heard_messages(&mut stream).await[0].is_own());
}

#[tokio::test(start_paused = true)]
async fn messages_do_not_wait_for_long_for_the_own_one() {
    let service = Service::new();
    let builder = Session::builder(&service.client(), service.token()).delivered_receipts(true);
    let (session, mut stream) = builder.connect().await.unwrap();
    heard(&mut stream).await;
    let hearing = async {
        let Some(ChatEvent::Message(message)) = stream.next().await else { panic!() };
        (message.is_own(), tenths(service.time.elapsed()))
    };
    let ((), heard) = tokio::join!(say_and_hear(&service, &session, seconds(4)), hearing);
    assert_eq!(heard, (false, 2.0));
    // The receipt of the message is dropped once it is known to be an own one.
    sleep(seconds(20)).await;
    assert!(sent(&service).is_empty());
    service.say_all(["m1"]);
    sleep(seconds(6)).await;
    assert_eq!(sent(&service)[0].1, "m1");
}

#[tokio::test(start_paused = true)]
async fn message_that_fails_holds_back_nothing() {
    let service = Service::new();
    let (session, mut stream) = connect(&service).await;
    service.next(MESSAGE, Reply::invalid());
    session.send_text("hello").await.unwrap_err();
    service.say_all(["m1"]);
    assert_eq!(heard(&mut stream).await, ["m1"]);
}

#[tokio::test(start_paused = true)]
async fn own_receipts_are_no_events_before_the_id_is_known() {
    let service = Service::new();
    let (session, mut stream) = connect(&service).await;
    let messages = messages(&service, &mut stream, 2).await;
    session.mark_read(&messages[0]).await.unwrap();
    service.push(&service.receipt("m1", "agent"));
    service.next(EVENT, Reply::ok().after(seconds(1)));
    let push = async {
        sleep(millis(100)).await;
        service.push(&service.receipt("m2", "agent"));
    };
    tokio::join!(session.read("m2"), push).0.unwrap();
    assert_eq!(heard(&mut stream).await, [""; 0]);
    service.push(&service.receipt("m3", "customer"));
    assert_eq!(heard(&mut stream).await, ["read: m3"]);
}
