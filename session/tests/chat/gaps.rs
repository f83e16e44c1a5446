//! Gaps: each item once, in order, after an outage or a transcript that could not be read.

use std::time::Duration;

use connect_participant::{AcquireFuture, PendingAttempt, RateLimiter};
use connect_participant_local::{ChatSocket, Fault, Push, SocketFault};
use connect_participant_session::{Events, Session};
use serde_json::json;
use tokio::time::sleep;

use crate::heard::{heard, heard_for, items_for, millis, seconds, settle};
use crate::scene::Scene;
use crate::scripted::items::{ids, own};
use crate::scripted::reply::Reply;
use crate::scripted::socket::Subscription;
use crate::scripted::{CONNECT, Service, TRANSCRIPT};

/// Connects, hears `m0`, and lives for two minutes.
async fn connect(service: &Service) -> (Session, Events) {
    let (session, mut events) = Session::connect(&service.client(), service.token()).await.unwrap();
    service.say_all(["m0"]);
    sleep(seconds(120)).await;
    assert_eq!(heard(&mut events).await, ["live", "m0"]);
    (session, events)
}

/// Drops the connection, and waits until nobody is subscribed.
async fn lose(service: &Service) {
    service.socket().reset();
    settle().await;
}

/// amazon-connect-chatjs leaves this to the application, and Android and iOS append what they have
/// read after what came meanwhile.
#[tokio::test(start_paused = true)]
async fn messages_of_an_outage_come_before_live_ones() {
    // https://github.com/amazon-connect/amazon-connect-chatjs/issues/125
    let service = Service::new();
    let (_session, mut events) = connect(&service).await;
    service.next(TRANSCRIPT, Reply::ok().after(millis(300)));
    lose(&service).await;
    service.record_all(["m1", "m2"]);
    while !service.socket().is_subscribed() {
        sleep(millis(10)).await;
    }
    sleep(millis(100)).await;
    service.say_all(["m3"]);
    assert_eq!(items_for(&mut events, seconds(5)).await, ["m1", "m2", "m3"]);
}

#[tokio::test(start_paused = true)]
async fn long_gap_is_read_in_pages() {
    let service = Service::new();
    let (_session, mut events) = connect(&service).await;
    lose(&service).await;
    service.record_all(ids(250));
    let heard = heard_for(&mut events, seconds(5)).await;
    assert_eq!(heard[..2], ["reconnecting", "live"]);
    assert_eq!(heard[2..], ids(250));
    let calls = service.calls(TRANSCRIPT);
    let pages = calls[calls.len() - 3..].iter();
    let sizes: Vec<_> = pages.map(|call| call.body["MaxResults"].as_u64().unwrap()).collect();
    assert_eq!(sizes, [100; 3]);
    assert_eq!(calls.len(), 4, "one page at the start");
}

/// Android and iOS begin with typing, which the service does not know.
#[tokio::test(start_paused = true)]
async fn filling_begins_with_an_item_of_the_transcript() {
    let service = Service::new();
    let (_session, mut events) = connect(&service).await;
    service.push(&service.event("typing-1", "typing"));
    service.push(&service.receipt("own-1", "customer"));
    sleep(seconds(20)).await;
    lose(&service).await;
    service.record_all(["m1"]);
    let heard = heard_for(&mut events, seconds(5)).await;
    let expected = ["typing", "read: own-1", "stopped typing", "reconnecting", "live", "m1"];
    assert_eq!(heard, expected);
    let call = service.calls(TRANSCRIPT).pop().unwrap();
    assert_eq!(call.body["StartPosition"], json!({ "Id": "m0" }));
    assert_eq!(call.body["ScanDirection"], "FORWARD");
    assert_eq!(call.body["SortOrder"], "ASCENDING");
}

#[tokio::test(start_paused = true)]
async fn unknown_id_is_replaced_by_its_time() {
    let service = Service::new();
    let (_session, mut events) = connect(&service).await;
    // The id is not in the transcript.
    service.push(&service.message("m0b", "m0b"));
    sleep(seconds(1)).await;
    lose(&service).await;
    service.next(TRANSCRIPT, Reply::invalid());
    service.record_all(["m1"]);
    let heard = heard_for(&mut events, seconds(5)).await;
    assert_eq!(heard, ["m0b", "reconnecting", "live", "m1"]);
    let calls = service.calls(TRANSCRIPT);
    let [by_id, by_time] = &calls[calls.len() - 2..] else { panic!() };
    assert!(by_id.body["StartPosition"]["Id"].is_string());
    assert!(by_time.body["StartPosition"]["AbsoluteTime"].is_string());
}

#[tokio::test(start_paused = true)]
async fn loss_while_filling_starts_without_the_old_page_token() {
    // https://github.com/amazon-connect/amazon-connect-chatjs/pull/245
    let service = Service::new();
    let (_session, mut events) = connect(&service).await;
    lose(&service).await;
    service.record_all(ids(250));
    service.next(TRANSCRIPT, Reply::ok());
    service.next(TRANSCRIPT, Reply::withheld());
    // The page begins with the item before the gap.
    assert_eq!(items_for(&mut events, seconds(5)).await, ids(99));
    lose(&service).await;
    assert_eq!(items_for(&mut events, seconds(5)).await, ids(250)[99..]);
    let calls = service.calls(TRANSCRIPT);
    let resumed = &calls[3].body;
    assert!(resumed["NextToken"].is_null() && resumed["StartPosition"]["Id"].is_string());
}

#[tokio::test(start_paused = true)]
async fn page_token_that_is_refused_is_not_repeated() {
    let service = Service::new();
    let (_session, mut events) = connect(&service).await;
    lose(&service).await;
    service.record_all(ids(250));
    service.next(TRANSCRIPT, Reply::ok());
    service.next(TRANSCRIPT, Reply::invalid());
    let heard = heard_for(&mut events, seconds(60)).await;
    assert_eq!(heard[2..], ids(250));
}

#[tokio::test(start_paused = true)]
async fn page_token_that_repeats_ends_the_filling() {
    let service = Service::new();
    let (_session, mut events) = connect(&service).await;
    lose(&service).await;
    service.always(TRANSCRIPT, Reply::json(json!({ "Transcript": [], "NextToken": "again" })));
    heard_for(&mut events, seconds(60)).await;
    assert!(service.calls(TRANSCRIPT).len() < 10);
    service.recover();
    service.say_all(["m1"]);
    assert_eq!(heard(&mut events).await, ["m1"]);
}

#[tokio::test(start_paused = true)]
async fn losses_while_filling_lose_nothing() {
    let service = Service::new();
    let (_session, mut events) = connect(&service).await;
    let mut all = Vec::new();
    for round in 0..20 {
        service.next(TRANSCRIPT, Reply::ok().after(millis(50 * round)));
        lose(&service).await;
        let first = usize::try_from(round).unwrap() * 7;
        service.record_all(&ids(first + 7)[first..]);
        all.extend(heard_for(&mut events, seconds(90)).await);
    }
    all.retain(|event| event.starts_with('m'));
    assert_eq!(all, ids(140));
}

#[tokio::test(start_paused = true)]
async fn failing_transcript_is_read_again_with_back_off() {
    let service = Service::new();
    let (_session, mut events) = connect(&service).await;
    service.always(TRANSCRIPT, Reply::internal_error());
    lose(&service).await;
    service.record_all(["m1"]);
    let before = service.calls(TRANSCRIPT).len();
    assert_eq!(heard_for(&mut events, seconds(600)).await, ["reconnecting", "live"]);
    let calls = service.calls(TRANSCRIPT).len() - before;
    // The client itself makes three attempts.
    assert!((20..=45 * 3).contains(&calls), "{calls}");
    service.recover();
    assert_eq!(heard_for(&mut events, seconds(31)).await, ["m1"]);
    assert_eq!(service.sockets().len(), 2, "the websocket stays open");
}

#[tokio::test(start_paused = true)]
async fn live_items_wait_ten_seconds_at_most() {
    let service = Service::new();
    let (_session, mut events) = connect(&service).await;
    service.always(TRANSCRIPT, Reply::internal_error());
    lose(&service).await;
    service.record_all(["m1"]);
    sleep(seconds(1)).await;
    service.say_all(["m2"]);
    assert_eq!(items_for(&mut events, seconds(8)).await, [""; 0]);
    assert_eq!(items_for(&mut events, seconds(3)).await, ["m2"]);
    service.say_all(["m3"]);
    assert_eq!(heard(&mut events).await, ["m3"]);
    service.recover();
    assert_eq!(heard_for(&mut events, seconds(31)).await, ["m1"]);
}

#[tokio::test(start_paused = true)]
async fn transcript_that_does_not_respond_lets_live_items_pass() {
    let service = Service::new();
    let (_session, mut events) = connect(&service).await;
    service.always(TRANSCRIPT, Reply::withheld());
    lose(&service).await;
    service.record_all(["m1"]);
    sleep(seconds(1)).await;
    service.say_all(["m2"]);
    assert_eq!(items_for(&mut events, seconds(8)).await, [""; 0]);
    assert_eq!(items_for(&mut events, seconds(3)).await, ["m2"]);
    service.recover();
    assert_eq!(heard_for(&mut events, seconds(41)).await, ["m1"]);
}

/// Lets each call of an operation wait, like a client with many chats after an outage.
struct Wait(&'static str, Duration);

impl RateLimiter for Wait {
    fn acquire<'a>(&'a self, attempt: PendingAttempt<'a>) -> AcquireFuture<'a> {
        let wait = if attempt.operation == self.0 { self.1 } else { Duration::ZERO };
        Box::pin(async move {
            attempt.clock.sleep(wait).await;
            Ok(())
        })
    }
}

/// The service has not failed, so the order is kept.
#[tokio::test(start_paused = true)]
async fn live_items_wait_for_the_turn_of_the_transcript() {
    // The second is longer than the time limit of other calls.
    for wait in [25, 45] {
        let service = Service::new();
        let limits = Wait(TRANSCRIPT, seconds(wait));
        let client = service.builder().rate_limits(limits).build().unwrap();
        let (_session, mut events) = Session::connect(&client, service.token()).await.unwrap();
        service.say_all(["m0"]);
        sleep(seconds(120)).await;
        assert_eq!(heard(&mut events).await, ["live", "m0"], "{wait}");
        lose(&service).await;
        service.record_all(["m1"]);
        sleep(seconds(1)).await;
        service.say_all(["m2"]);
        assert_eq!(items_for(&mut events, seconds(20)).await, [""; 0], "{wait}");
        assert_eq!(items_for(&mut events, seconds(30)).await, ["m1", "m2"], "{wait}");
    }
}

#[tokio::test(start_paused = true)]
async fn turn_that_does_not_come_lets_live_items_pass() {
    let service = Service::new();
    let limits = Wait(TRANSCRIPT, seconds(1_000));
    let client = service.builder().rate_limits(limits).build().unwrap();
    let (_session, mut events) = Session::connect(&client, service.token()).await.unwrap();
    service.say_all(["m0"]);
    assert_eq!(heard_for(&mut events, seconds(290)).await, ["live"]);
    assert_eq!(heard_for(&mut events, seconds(20)).await, ["m0"]);
}

/// One failure, and then the turn of the next request does not come soon.
#[tokio::test(start_paused = true)]
async fn wait_for_a_turn_does_not_count_after_a_failure() {
    let service = Service::new();
    let client = service.builder().rate_limits(Wait(TRANSCRIPT, seconds(8))).build().unwrap();
    let (_session, mut events) = Session::connect(&client, service.token()).await.unwrap();
    service.say_all(["m0"]);
    sleep(seconds(120)).await;
    assert_eq!(heard(&mut events).await, ["live", "m0"]);
    service.next(TRANSCRIPT, Reply::internal_error());
    service.next(TRANSCRIPT, Reply::internal_error());
    lose(&service).await;
    service.record_all(["m1"]);
    sleep(seconds(1)).await;
    service.say_all(["m2"]);
    // Three turns of eight seconds, and the delays after two failures: 3 to 6 seconds.
    assert_eq!(items_for(&mut events, seconds(25)).await, [""; 0]);
    assert_eq!(items_for(&mut events, seconds(10)).await, ["m1", "m2"]);
}

#[tokio::test(start_paused = true)]
async fn items_that_pass_do_not_move_the_gap() {
    let service = Service::new();
    let (_session, mut events) = connect(&service).await;
    service.always(TRANSCRIPT, Reply::internal_error());
    lose(&service).await;
    let missing: Vec<_> = (1..=40).map(|number| format!("gap{number}")).collect();
    service.record_all(&missing);
    sleep(seconds(12)).await;
    service.say_all(ids(60));
    assert_eq!(items_for(&mut events, seconds(1)).await, ids(60));
    // Another loss in the middle.
    lose(&service).await;
    sleep(seconds(20)).await;
    service.recover();
    assert_eq!(items_for(&mut events, seconds(31)).await, missing);
}

#[tokio::test(start_paused = true)]
async fn first_gap_that_fails_is_filled_later() {
    let service = Service::new();
    service.always(TRANSCRIPT, Reply::internal_error());
    let builder = Session::builder(&service.client(), service.token());
    let (_session, mut events) = builder.queue_capacity(16).connect().await.unwrap();
    let missing: Vec<_> = (1..=40).map(|number| format!("gap{number}")).collect();
    service.record_all(&missing);
    sleep(seconds(12)).await;
    let mut all = Vec::new();
    for id in ids(60) {
        service.say_all([id]);
        all.extend(heard(&mut events).await);
    }
    assert_eq!(all[1..], ids(60));
    lose(&service).await;
    sleep(seconds(20)).await;
    service.recover();
    assert_eq!(items_for(&mut events, seconds(31)).await, missing);
}

#[tokio::test(start_paused = true)]
async fn items_pushed_during_the_first_subscription_are_heard() {
    let service = Service::new();
    service.next(TRANSCRIPT, Reply::ok().after(millis(500)));
    let (_session, mut events) =
        Session::connect(&service.client(), service.token()).await.unwrap();
    sleep(millis(100)).await;
    service.say_all(["m1", "m2"]);
    assert_eq!(heard_for(&mut events, seconds(2)).await, ["live", "m1", "m2"]);
}

#[tokio::test(start_paused = true)]
async fn hundreds_of_live_items_while_filling_are_heard() {
    let service = Service::new();
    let builder = Session::builder(&service.client(), service.token()).queue_capacity(2_000);
    let (_session, mut events) = builder.connect().await.unwrap();
    service.say_all(["m0"]);
    sleep(seconds(120)).await;
    assert_eq!(heard(&mut events).await, ["live", "m0"]);
    service.next(TRANSCRIPT, Reply::ok().after(seconds(5)));
    lose(&service).await;
    service.record_all(ids(10));
    sleep(seconds(1)).await;
    service.say_all(&ids(1_000)[10..]);
    assert_eq!(items_for(&mut events, seconds(30)).await, ids(1_000));
}

#[tokio::test(start_paused = true)]
async fn live_items_in_another_order_than_the_transcript() {
    let service = Service::new();
    let (_session, mut events) = connect(&service).await;
    let [first, second, third] = ["m1", "m2", "m3"].map(|id| service.message(id, id));
    // The second is lost on its way.
    service.push(&third);
    service.push(&first);
    for item in [first, second, third] {
        service.record(item);
    }
    assert_eq!(heard(&mut events).await, ["m3", "m1"]);
    lose(&service).await;
    assert_eq!(heard_for(&mut events, seconds(5)).await, ["reconnecting", "live", "m2"]);
}

#[tokio::test(start_paused = true)]
async fn items_of_another_contact_are_left_out() {
    let service = Service::new();
    let (_session, mut events) = connect(&service).await;
    let mut foreign = service.message("f1", "foreign");
    foreign["ContactId"] = json!("other");
    foreign["InitialContactId"] = json!("other");
    service.push(&foreign);
    let mut typing = service.event("f2", "typing");
    typing["InitialContactId"] = json!("other");
    service.push(&typing);
    // A transfer changes the contact, and not the first one.
    let mut transferred = service.message("m1", "m1");
    transferred["ContactId"] = json!("transferred");
    service.say(transferred);
    assert_eq!(heard(&mut events).await, ["m1"]);
    foreign["ContentType"] = json!("application/vnd.amazonaws.connect.event.chat.ended");
    foreign["Type"] = json!("EVENT");
    service.push(&foreign);
    assert_eq!(heard_for(&mut events, seconds(60)).await, [""; 0]);
}

/// Receipts do not say to which contact they belong.
#[tokio::test(start_paused = true)]
async fn receipts_of_another_contact_are_left_out() {
    let service = Service::new();
    let (_session, mut events) = connect(&service).await;
    service.push(&service.receipt("before the session", "customer"));
    assert_eq!(heard(&mut events).await, ["read: before the session"]);
    let mut foreign = service.message("f1", "foreign");
    foreign["InitialContactId"] = json!("other");
    service.push(&foreign);
    service.push(&service.receipt("f1", "other customer"));
    service.push(&service.receipt("m0", "customer"));
    assert_eq!(heard(&mut events).await, ["read: m0"]);
}

/// The transcript says which chat it is. Before, nothing does.
#[tokio::test(start_paused = true)]
async fn first_item_may_belong_to_another_contact() {
    let service = Service::new();
    service.next(TRANSCRIPT, Reply::ok().after(seconds(1)));
    let (_session, mut events) =
        Session::connect(&service.client(), service.token()).await.unwrap();
    sleep(millis(100)).await;
    let mut foreign = service.message("f1", "foreign");
    foreign["ContactId"] = json!("other");
    foreign["InitialContactId"] = json!("other");
    service.push(&foreign);
    service.say_all(["m1"]);
    assert_eq!(heard_for(&mut events, seconds(60)).await, ["live", "m1"]);
}

#[tokio::test(start_paused = true)]
async fn own_messages_come_back_once() {
    let service = Service::new();
    let (session, mut events) = connect(&service).await;
    // The item comes before the call returns.
    service.next(crate::scripted::MESSAGE, Reply::ok().after(seconds(1)));
    let say = session.send_text("one");
    let push = async {
        sleep(millis(300)).await;
        service.say(own(service.message("own-1", "one")));
    };
    let (sent, ()) = tokio::join!(say, push);
    assert_eq!(sent.unwrap().id.unwrap(), "own-1");
    // And after it.
    session.send_text("two").await.unwrap();
    service.say(own(service.message("own-2", "two")));
    service.push(&own(service.message("own-2", "two")));
    let events = crate::heard::events(&mut events).await;
    let messages: Vec<_> = events
        .iter()
        .filter_map(|event| match event {
            connect_participant_session::ChatEvent::Message(message) => Some(message),
            _ => None,
        })
        .map(|message| (message.text(), message.is_own()))
        .collect();
    assert_eq!(messages, [("one", true), ("two", true)]);
}

#[tokio::test(start_paused = true)]
async fn participant_id_makes_all_own_messages_known() {
    let service = Service::new();
    service.record(own(service.message("own-0", "zero")));
    let builder = Session::builder(&service.client(), service.token());
    let (_session, mut events) =
        builder.participant_id("agent").history(10).connect().await.unwrap();
    let events = crate::heard::events(&mut events).await;
    let connect_participant_session::ChatEvent::Message(message) = &events[1] else { panic!() };
    assert!(message.is_own());
}

#[tokio::test(start_paused = true)]
async fn two_sessions_of_one_participant_hear_everything() {
    let scene = Scene::new().await;
    let (first, mut of_first) = scene.connect().await.unwrap();
    let (second, mut of_second) = scene.connect().await.unwrap();
    scene.customer.say("m1").unwrap();
    first.send_text("m2").await.unwrap();
    second.send_text("m3").await.unwrap();
    for events in [&mut of_first, &mut of_second] {
        assert_eq!(heard(events).await, ["live", "m1", "m2", "m3"]);
    }
    drop((second, of_second));
    settle().await;
    scene.customer.say("m4").unwrap();
    assert_eq!(heard(&mut of_first).await, ["m4"]);
    assert_eq!(scene.agent.sockets().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn streamed_message_is_one_message_with_updates() {
    let scene = Scene::new().await;
    let (_session, mut events) = scene.connect().await.unwrap();
    settle().await;
    let id = scene.chat.push(Push::chunk(1, "How "));
    let chunk = |number, text| Push::chunk(number, text).member("Id", id.as_str());
    scene.chat.push(chunk(3, "help?"));
    assert_eq!(heard(&mut events).await, ["live", "How "]);
    scene.chat.push(chunk(2, "can I "));
    scene.chat.push(chunk(2, "can I "));
    scene.chat.push(Push::completed("How can I help you?").member("Id", id.as_str()));
    scene.chat.push(chunk(4, "too late"));
    let updates = heard(&mut events).await;
    assert_eq!(updates, ["updated: How can I help?", "updated: How can I help you?"]);
}

#[tokio::test(start_paused = true)]
async fn streamed_message_that_breaks_off_is_completed_by_the_transcript() {
    let service = Service::new();
    let (_session, mut events) = connect(&service).await;
    let mut chunk = service.message("bot", "How ");
    chunk["MessageMetadata"] = json!({ "MessageCompleted": false });
    chunk["ChunkNumber"] = json!(1);
    service.push(&chunk);
    assert_eq!(heard(&mut events).await, ["How "]);
    service.record_all(["m1"]);
    service.record(service.message("bot", "How can I help?"));
    lose(&service).await;
    let heard = heard_for(&mut events, seconds(5)).await;
    assert_eq!(heard, ["reconnecting", "live", "m1", "updated: How can I help?"]);
}

#[tokio::test(start_paused = true)]
async fn local_service_with_lost_late_and_repeated_frames() {
    let scene = Scene::new().await;
    let (_session, mut events) = scene.connect().await.unwrap();
    let mut expected = vec!["live".to_owned()];
    for number in 0..300 {
        sleep(millis(700)).await;
        match number % 13 {
            3 => scene.service.inject_socket_fault(SocketFault::duplicate_push().times(3)),
            7 => scene.agent.sockets().iter().for_each(ChatSocket::reset),
            11 => scene.service.inject(Fault::status(500).on(TRANSCRIPT).times(2)),
            12 => scene.service.inject(Fault::throttling().on(CONNECT)),
            _ => {}
        }
        scene.customer.say(format!("m{number}")).unwrap();
        expected.push(format!("m{number}"));
    }
    scene.service.clear_faults();
    let mut all = heard_for(&mut events, seconds(120)).await;
    all.retain(|event| !["reconnecting", "live"].contains(&event.as_str()));
    expected.remove(0);
    assert_eq!(all, expected);
}

#[tokio::test(start_paused = true)]
async fn subscription_that_comes_late_loses_nothing() {
    let service = Service::new();
    let (_session, mut events) = connect(&service).await;
    service.rules(|rules| rules.subscription = Subscription::AcceptAfter(millis(990)));
    lose(&service).await;
    let mut all = Vec::new();
    for id in ids(40) {
        service.say_all([id]);
        all.extend(heard_for(&mut events, millis(100)).await);
    }
    all.extend(heard_for(&mut events, seconds(2)).await);
    assert_eq!(all[..2], ["reconnecting", "live"]);
    assert_eq!(all[2..], ids(40));
}

/// The transcript has completed the message before.
#[tokio::test(start_paused = true)]
async fn last_chunk_without_a_text_wipes_nothing() {
    let service = Service::new();
    let (_session, mut events) = connect(&service).await;
    let mut chunk = service.message("bot", "How ");
    chunk["MessageMetadata"] = json!({ "MessageCompleted": false, "ChunkNumber": 1 });
    service.push(&chunk);
    assert_eq!(heard(&mut events).await, ["How "]);
    service.record(service.message("bot", "How can I help?"));
    lose(&service).await;
    let all = heard_for(&mut events, seconds(5)).await;
    assert_eq!(all, ["reconnecting", "live", "updated: How can I help?"]);
    chunk["Content"] = json!("");
    chunk["MessageMetadata"] = json!({ "MessageCompleted": true });
    service.push(&chunk);
    assert_eq!(heard(&mut events).await, [""; 0]);
}

#[tokio::test(start_paused = true)]
async fn history_with_one_failure_in_five() {
    for failure in [Reply::throttled(), Reply::internal_error(), Reply::lost()] {
        let service = Service::new();
        service.record_all(ids(1_000));
        sleep(seconds(60)).await;
        for _ in 0..10 {
            for _ in 0..4 {
                service.next(TRANSCRIPT, Reply::ok());
            }
            service.next(TRANSCRIPT, failure.clone());
        }
        let builder = Session::builder(&service.client(), service.token());
        let builder = builder.history(1_000).queue_capacity(2_048);
        let (_session, mut events) = builder.connect().await.unwrap();
        assert_eq!(items_for(&mut events, seconds(60)).await, ids(1_000));
        // No page is read twice.
        assert!(service.calls(TRANSCRIPT).len() <= 14, "{}", service.calls(TRANSCRIPT).len());
    }
}

/// The history is read again from the end. If that fails each time, the pauses grow.
#[tokio::test(start_paused = true)]
async fn history_whose_page_token_is_refused() {
    for times in [1, 1_000] {
        let service = Service::new();
        service.record_all(ids(150));
        sleep(seconds(60)).await;
        for _ in 0..times {
            service.next(TRANSCRIPT, Reply::ok());
            service.next(TRANSCRIPT, Reply::invalid());
        }
        let builder = Session::builder(&service.client(), service.token()).history(150);
        let (_session, mut events) = builder.connect().await.unwrap();
        let heard = items_for(&mut events, seconds(600)).await;
        if times == 1 {
            assert_eq!(heard, ids(150));
        } else {
            let calls = service.calls(TRANSCRIPT).len();
            assert!((20..=100).contains(&calls), "{calls}");
        }
    }
}

/// An agent's websocket serves all of their chats. Not every item names the first contact.
#[tokio::test(start_paused = true)]
async fn items_that_name_another_contact_only_are_left_out() {
    let service = Service::new();
    let (_session, mut events) = connect(&service).await;
    let with = |id: &str, contact: &str, initial: Option<&str>| {
        let mut item = service.message(id, id);
        item["ContactId"] = json!(contact);
        item["InitialContactId"] = json!(initial);
        service.push(&item);
    };
    with("f1", "other", None);
    with("m1", "contact", None);
    with("f2", "transferred", None);
    with("m2", "transferred", Some("contact"));
    // From now on, it is known.
    with("m3", "transferred", None);
    with("f3", "transferred", Some("other"));
    assert_eq!(heard(&mut events).await, ["m1", "m2", "m3"]);
    let mut end = service.event("end", "chat.ended");
    end["ContactId"] = json!("other");
    end["InitialContactId"] = json!(null);
    service.push(&end);
    assert_eq!(heard_for(&mut events, seconds(60)).await, [""; 0]);
}
