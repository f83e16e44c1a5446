//! Readers that take their time: nothing is lost, and nothing grows.

use connect_participant::ArtifactStatus;
use connect_participant_session::{ChatEvent, Events, Session};
use serde_json::{Value, json};
use tokio::time::sleep;

use crate::heard::{heard, heard_for, millis, seconds, settle};
use crate::scene::Scene;
use crate::scripted::items::ids;
use crate::scripted::reply::Reply;
use crate::scripted::{Service, TRANSCRIPT};

async fn connect(service: &Service, capacity: usize) -> (Session, Events) {
    let builder = Session::builder(&service.client(), service.token());
    let (session, mut events) = builder.queue_capacity(capacity).connect().await.unwrap();
    assert_eq!(heard(&mut events).await, ["live"]);
    (session, events)
}

#[tokio::test(start_paused = true)]
async fn reader_asleep_for_five_minutes_in_a_busy_chat() {
    let service = Service::new();
    let (_session, mut events) = connect(&service, 256).await;
    for pair in ids(3_000).chunks(10) {
        sleep(seconds(1)).await;
        service.say_all(pair);
    }
    let heartbeats = service.socket().topics();
    let heartbeats = heartbeats.iter().filter(|(_, topic)| topic == "heartbeat").count();
    assert!((30..=31).contains(&heartbeats), "{heartbeats}");
    assert_eq!(service.sockets().len(), 1, "no loss");
    let waiting = service.calls(TRANSCRIPT).len();
    assert!(waiting <= 3, "a full queue reads nothing: {waiting}");
    assert_eq!(heard_for(&mut events, seconds(60)).await, ids(3_000));
}

#[tokio::test(start_paused = true)]
async fn smallest_queue_has_sixteen_events() {
    for capacity in [0, 16, 17, 40] {
        let service = Service::new();
        let (_session, mut events) = connect(&service, capacity).await;
        service.say_all(ids(500));
        sleep(seconds(30)).await;
        assert_eq!(heard_for(&mut events, seconds(60)).await, ids(500), "{capacity}");
        service.say_all(["m501"]);
        assert_eq!(heard(&mut events).await, ["m501"]);
    }
}

#[tokio::test(start_paused = true)]
async fn reader_that_wakes_now_and_then() {
    let service = Service::new();
    let (_session, mut events) = connect(&service, 16).await;
    let mut all = Vec::new();
    for (number, id) in ids(1_000).into_iter().enumerate() {
        service.say_all([id]);
        sleep(millis(100)).await;
        if number % 7 == 0 {
            all.extend(events.next().await.map(|event| crate::heard::describe(&event)));
        }
        if number % 150 == 149 {
            service.socket().reset();
        }
    }
    all.extend(heard_for(&mut events, seconds(120)).await);
    all.retain(|event| event.starts_with('m'));
    assert_eq!(all, ids(1_000));
}

#[tokio::test(start_paused = true)]
async fn items_that_no_transcript_has_wait_beside_the_queue() {
    let service = Service::new();
    let (_session, mut events) = connect(&service, 16).await;
    service.say_all(ids(30));
    service.push(&service.receipt("own-1", "customer"));
    service.push(&service.event("idle", "participant.idle"));
    service.push(&service.event("typing", "typing"));
    settle().await;
    let all = heard_for(&mut events, seconds(10)).await;
    assert_eq!(all[..30], ids(30));
    assert_eq!(all[30..], ["read: own-1", "Idle"], "only typing is not kept");
}

#[tokio::test(start_paused = true)]
async fn receipts_in_the_transcript_survive_a_full_queue() {
    let service = Service::new();
    let (_session, mut events) = connect(&service, 16).await;
    service.socket().reset();
    settle().await;
    for id in ids(40) {
        let mut item = service.message(&id, &id);
        item["MessageMetadata"] = service.receipt(&id, "other")["MessageMetadata"].clone();
        service.record(item);
    }
    sleep(seconds(10)).await;
    let mut all = heard_for(&mut events, seconds(60)).await;
    all.retain(|event| event.starts_with("read"));
    assert_eq!(all.len(), 40, "{all:?}");
}

#[tokio::test(start_paused = true)]
async fn items_that_pass_a_gap_survive_a_full_queue() {
    let service = Service::new();
    let (_session, mut events) = connect(&service, 16).await;
    service.say_all(["m0"]);
    settle().await;
    service.always(TRANSCRIPT, Reply::internal_error());
    service.socket().reset();
    settle().await;
    let missing: Vec<_> = (1..=60).map(|number| format!("gap{number}")).collect();
    service.record_all(&missing);
    sleep(seconds(15)).await;
    service.say_all(ids(60));
    sleep(seconds(15)).await;
    service.recover();
    let mut all = heard_for(&mut events, seconds(120)).await;
    all.retain(|event| event.starts_with('m') || event.starts_with("gap"));
    let mut once = all.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), all.len(), "nothing comes twice");
    assert_eq!(once.len(), 121, "nothing is lost");
    let gap: Vec<_> = all.iter().filter(|event| event.starts_with("gap")).cloned().collect();
    assert_eq!(gap, missing, "in order");
}

#[tokio::test(start_paused = true)]
async fn item_that_passes_while_the_last_page_is_on_its_way() {
    let service = Service::new();
    let (_session, mut events) = connect(&service, 16).await;
    service.say_all(["m0"]);
    settle().await;
    heard(&mut events).await;
    service.always(TRANSCRIPT, Reply::internal_error());
    service.socket().reset();
    assert_eq!(heard_for(&mut events, seconds(20)).await, ["reconnecting", "live"]);
    service.recover();
    service.always(TRANSCRIPT, Reply::ok().after(seconds(5)));
    let pages = service.calls(TRANSCRIPT).len();
    while service.calls(TRANSCRIPT).len() == pages {
        sleep(millis(100)).await;
    }
    // The page is made, and not here yet. More comes than the queue holds.
    service.say_all(ids(40));
    sleep(millis(100)).await;
    service.recover();
    assert_eq!(heard_for(&mut events, seconds(120)).await, ids(40));
}

/// Connects, and hears forty messages. An earlier one is recorded, and is not pushed yet.
async fn connect_and_miss_one(service: &Service) -> (Session, Events, Value) {
    let (session, mut events) = connect(service, 16).await;
    service.say_all(["m0"]);
    let late = service.message("late", "late");
    service.record(late.clone());
    for id in ids(40) {
        sleep(seconds(5)).await;
        service.say_all([&id]);
        assert_eq!(heard(&mut events).await.pop(), Some(id));
    }
    (session, events, late)
}

/// It is earlier than all items that are read again after a full queue.
#[tokio::test(start_paused = true)]
async fn item_that_is_minutes_late_meets_a_full_queue() {
    let service = Service::new();
    let (_session, mut events, late) = connect_and_miss_one(&service).await;
    service.say_all(&ids(56)[40..]);
    service.push(&late);
    settle().await;
    let mut all = heard_for(&mut events, seconds(60)).await;
    all.sort_by_key(|event| event == "late");
    assert_eq!(all[..16], ids(56)[40..]);
    assert_eq!(all[16..], ["late"]);
}

#[tokio::test(start_paused = true)]
async fn item_that_is_minutes_late_meets_a_gap_without_room() {
    let service = Service::new();
    let (_session, mut events, late) = connect_and_miss_one(&service).await;
    // A full queue, and as many live items as are held.
    service.say_all(&ids(340)[40..]);
    service.push(&late);
    settle().await;
    let mut all = heard_for(&mut events, seconds(60)).await;
    all.sort_by_key(|event| event == "late");
    assert_eq!(all[..300], ids(340)[40..]);
    assert_eq!(all[300..], ["late"]);
}

#[tokio::test(start_paused = true)]
async fn item_that_is_minutes_late_passes_a_gap() {
    let service = Service::new();
    let (_session, mut events, late) = connect_and_miss_one(&service).await;
    service.always(TRANSCRIPT, Reply::internal_error());
    service.socket().reset();
    sleep(seconds(15)).await;
    service.say_all(&ids(80)[40..]);
    service.push(&late);
    sleep(seconds(15)).await;
    service.recover();
    let mut all = heard_for(&mut events, seconds(120)).await;
    all.retain(|event| event.starts_with('m') || event == "late");
    all.sort_by_key(|event| event == "late");
    assert_eq!(all[..40], ids(80)[40..]);
    assert_eq!(all[40..], ["late"]);
}

#[tokio::test(start_paused = true)]
async fn changes_of_the_connection_do_not_pile_up() {
    let service = Service::new();
    let (_session, mut events) = connect(&service, 16).await;
    service.say_all(ids(16));
    for _ in 0..100 {
        sleep(seconds(61)).await;
        service.socket().reset();
    }
    sleep(seconds(5)).await;
    let all = heard(&mut events).await;
    assert_eq!(all[..16], ids(16));
    assert_eq!(all[16..], ["live"], "the last one");
}

#[tokio::test(start_paused = true)]
async fn reader_that_is_gone_stops_nothing() {
    let service = Service::new();
    let (session, events) = connect(&service, 16).await;
    drop(events);
    service.say_all(ids(1_000));
    sleep(seconds(600)).await;
    assert_eq!(service.sockets().len(), 1);
    session.send_text("still here").await.unwrap();
    assert_eq!(service.open_sockets(), 1);
}

#[tokio::test(start_paused = true)]
async fn local_service_and_a_reader_that_sleeps() {
    let scene = Scene::new().await;
    let (_session, mut events) = scene.builder().queue_capacity(16).connect().await.unwrap();
    for number in 1..=400 {
        scene.customer.say(format!("m{number}")).unwrap();
        sleep(millis(500)).await;
    }
    let heard = heard_for(&mut events, seconds(60)).await;
    assert_eq!(heard[1..], ids(400));
}

/// A persistent chat has the ends of its earlier contacts.
#[tokio::test(start_paused = true)]
async fn old_end_in_the_history_leaves_the_queue_bounded() {
    let service = Service::new();
    service.record(service.event("old-end", "chat.ended"));
    sleep(seconds(60)).await;
    let builder = Session::builder(&service.client(), service.token()).history(10);
    let (session, mut events) = builder.queue_capacity(16).connect().await.unwrap();
    settle().await;
    for some in ids(1_000).chunks(10) {
        service.say_all(some);
        sleep(millis(100)).await;
    }
    session.close().await;
    assert_eq!(heard_for(&mut events, seconds(60)).await[1..], ids(15));
}

/// Connects with a message whose attachment is being scanned, and hears forty more.
async fn connect_with_attachment(service: &Service) -> (Session, Events, Value) {
    let (session, mut events) = connect(service, 16).await;
    let mut file = service.message("file", "");
    let members = file.as_object_mut().unwrap();
    members.retain(|name, _| !name.starts_with("Content"));
    file["Type"] = json!("ATTACHMENT");
    file["Attachments"] =
        json!([{ "AttachmentId": "a", "AttachmentName": "n", "Status": "IN_PROGRESS" }]);
    service.say(file.clone());
    settle().await;
    for id in ids(40) {
        sleep(seconds(1)).await;
        service.say_all([id]);
        heard(&mut events).await;
    }
    file["Attachments"][0]["Status"] = json!("APPROVED");
    (session, events, file)
}

/// Returns the statuses of the attachments that have changed.
fn statuses(events: &[ChatEvent]) -> Vec<&str> {
    let updated = events.iter().filter_map(|event| match event {
        ChatEvent::MessageUpdated(message) => message.attachments()[0].status.as_ref(),
        _ => None,
    });
    updated.map(ArtifactStatus::as_str).collect()
}

async fn events_of_a_minute(stream: &mut Events) -> Vec<ChatEvent> {
    let mut all = Vec::new();
    for _ in 0..60 {
        all.extend(crate::heard::events(stream).await);
        sleep(seconds(1)).await;
    }
    all
}

/// The part of the transcript that is read again does not have it. Its time is that of the message,
/// or of the update.
#[tokio::test(start_paused = true)]
async fn update_of_an_old_message_meets_a_full_queue() {
    for is_dated_anew in [false, true] {
        let service = Service::new();
        let (_session, mut events, mut file) = connect_with_attachment(&service).await;
        service.say_all(&ids(56)[40..]);
        settle().await;
        if is_dated_anew {
            file["AbsoluteTime"] = service.message("now", "")["AbsoluteTime"].clone();
        }
        let pages = service.calls(TRANSCRIPT).len();
        service.change(&file);
        let events = events_of_a_minute(&mut events).await;
        assert_eq!(statuses(&events), ["APPROVED"]);
        let messages = events.iter().filter(|it| matches!(it, ChatEvent::Message(_))).count();
        assert_eq!(messages, 16, "once each");
        let pages = service.calls(TRANSCRIPT).len() - pages;
        assert_eq!(pages, 4, "32 items in pages of 8, and not those since the message");
    }
}

/// More live items than are held wait already.
#[tokio::test(start_paused = true)]
async fn update_of_an_old_message_meets_a_gap_without_room() {
    let service = Service::new();
    let (_session, mut events, mut file) = connect_with_attachment(&service).await;
    service.say_all(&ids(340)[40..]);
    settle().await;
    file["AbsoluteTime"] = service.message("now", "")["AbsoluteTime"].clone();
    service.change(&file);
    service.push(&service.receipt("own-1", "customer"));
    let events = events_of_a_minute(&mut events).await;
    assert_eq!(statuses(&events), ["APPROVED"]);
    let messages = events.iter().filter(|it| matches!(it, ChatEvent::Message(_))).count();
    assert_eq!(messages, 300, "once each");
    let receipts = events.iter().filter(|it| matches!(it, ChatEvent::Receipt(_))).count();
    assert_eq!(receipts, 1);
}

/// The newest update counts.
#[tokio::test(start_paused = true)]
async fn updates_of_an_old_message_meet_a_full_queue() {
    let service = Service::new();
    let (_session, mut events, mut file) = connect_with_attachment(&service).await;
    service.always(TRANSCRIPT, Reply::internal_error());
    service.say_all(&ids(55)[40..]);
    settle().await;
    // The first has the last place in the queue. The last passes the gap, because the transcript
    // cannot be read.
    for status in ["REJECTED", "IN_PROGRESS", "APPROVED"] {
        file["Attachments"][0]["Status"] = json!(status);
        service.change(&file);
        sleep(seconds(20)).await;
    }
    service.recover();
    assert_eq!(statuses(&events_of_a_minute(&mut events).await), ["REJECTED", "APPROVED"]);
}

/// Pushes a part of the message of a bot.
fn push_chunk(service: &Service, number: u32, text: &str, is_complete: bool) {
    let mut chunk = service.message("bot", text);
    chunk["MessageMetadata"] = json!({ "MessageCompleted": is_complete, "ChunkNumber": number });
    service.push(&chunk);
}

/// Connects, and hears the first chunk of a message, and forty other messages. The queue is full.
async fn connect_with_chunk(service: &Service) -> (Session, Events) {
    let (session, mut events) = connect(service, 16).await;
    push_chunk(service, 1, "How ", false);
    assert_eq!(heard(&mut events).await, ["How "]);
    for id in ids(40) {
        service.say_all([id]);
        heard(&mut events).await;
    }
    service.say_all(&ids(56)[40..]);
    settle().await;
    (session, events)
}

/// A bot goes on with a message while nobody reads.
#[tokio::test(start_paused = true)]
async fn chunks_of_an_old_message_meet_a_full_queue() {
    for last in ["How can I help?", ""] {
        let service = Service::new();
        let (_session, mut events) = connect_with_chunk(&service).await;
        push_chunk(&service, 2, "can I ", false);
        settle().await;
        push_chunk(&service, 3, "help?", false);
        push_chunk(&service, 4, last, true);
        let all = heard_for(&mut events, seconds(60)).await;
        assert_eq!(all[..16], ids(56)[40..]);
        // The last chunk completes the message.
        assert_eq!(all[16..], ["updated: How can I help?"; 2], "{last}");
    }
}

#[tokio::test(start_paused = true)]
async fn chunk_that_meets_a_full_queue_is_shown_later() {
    let service = Service::new();
    let (_session, mut events) = connect_with_chunk(&service).await;
    push_chunk(&service, 2, "can I ", false);
    settle().await;
    let all = heard_for(&mut events, seconds(60)).await;
    assert_eq!(all[..16], ids(56)[40..]);
    assert_eq!(all[16..], ["updated: How can I "]);
    push_chunk(&service, 3, "help?", false);
    assert_eq!(heard(&mut events).await, ["updated: How can I help?"]);
}
