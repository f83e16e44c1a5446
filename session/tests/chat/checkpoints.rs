//! Checkpoints: another process goes on where they say.

use connect_participant_session::{Checkpoint, Events, Session};
use serde_json::{Value, json};
use tokio::time::sleep;

use crate::heard::{heard, items_for, millis, seconds, settle};
use crate::scene::Scene;
use crate::scripted::items::{ids, own};
use crate::scripted::reply::Reply;
use crate::scripted::{CONNECT, Service, TRANSCRIPT};

async fn connect(service: &Service) -> (Session, Events) {
    let (session, mut events) = Session::connect(&service.client(), service.token()).await.unwrap();
    assert_eq!(heard(&mut events).await, ["live"]);
    (session, events)
}

/// Stores a checkpoint, and reads it again.
fn stored(checkpoint: &Checkpoint) -> Checkpoint {
    let text = serde_json::to_string(checkpoint).unwrap();
    let read = serde_json::from_str(&text).unwrap();
    assert_eq!(*checkpoint, read);
    let bytes = postcard::to_allocvec(checkpoint).unwrap();
    assert_eq!(*checkpoint, postcard::from_bytes(&bytes).unwrap());
    read
}

/// Ends the process, and returns its checkpoint.
async fn stop((session, events): (Session, Events)) -> Checkpoint {
    let checkpoint = stored(&session.checkpoint());
    drop((session, events));
    settle().await;
    checkpoint
}

async fn resume(service: &Service, checkpoint: &Checkpoint) -> (Session, Events) {
    Session::resume(&service.client(), checkpoint.clone()).await.unwrap()
}

/// Takes as many events.
async fn take(events: &mut Events, count: usize) -> Vec<String> {
    let mut all = Vec::new();
    for _ in 0..count {
        let event = tokio::time::timeout(seconds(60), events.next()).await;
        all.push(crate::heard::describe(&event.expect("an event").unwrap()));
    }
    all
}

#[tokio::test(start_paused = true)]
async fn nothing_is_lost_between_two_processes() {
    let service = Service::new();
    let (session, mut events) = connect(&service).await;
    service.say_all(ids(3));
    assert_eq!(heard(&mut events).await, ids(3));
    let checkpoint = stop((session, events)).await;
    assert_eq!(service.open_sockets(), 0);
    service.record_all(&ids(250)[3..]);
    let (_session, mut events) = resume(&service, &checkpoint).await;
    service.say_all(["m251"]);
    assert_eq!(items_for(&mut events, seconds(5)).await, ids(251)[3..]);
}

#[tokio::test(start_paused = true)]
async fn events_that_were_not_taken_come_again() {
    let service = Service::new();
    let (session, mut events) = connect(&service).await;
    service.say_all(ids(100));
    settle().await;
    assert_eq!(take(&mut events, 40).await, ids(40));
    let checkpoint = stop((session, events)).await;
    let (_session, mut events) = resume(&service, &checkpoint).await;
    assert_eq!(items_for(&mut events, seconds(5)).await, ids(100)[40..]);
}

/// A part of the message `bot`, which the transcript has when it is complete.
fn chunk(service: &Service, number: u32, text: &str) -> serde_json::Value {
    let mut chunk = service.message("bot", text);
    chunk["MessageMetadata"] = json!({ "MessageCompleted": false });
    chunk["ChunkNumber"] = json!(number);
    chunk
}

#[tokio::test(start_paused = true)]
async fn streamed_message_is_completed_in_another_process() {
    let service = Service::new();
    let (session, mut events) = connect(&service).await;
    service.say_all(["m1"]);
    service.push(&chunk(&service, 1, "How "));
    service.push(&chunk(&service, 2, "can I "));
    assert_eq!(heard(&mut events).await, ["m1", "How ", "updated: How can I "]);
    let checkpoint = stop((session, events)).await;

    // Its chunks cannot be put together without the first ones. The last one has the whole text.
    let (session, mut events) = resume(&service, &checkpoint).await;
    service.push(&chunk(&service, 3, "help "));
    service.push(&chunk(&service, 4, "you?"));
    service.say_all(["m2"]);
    assert_eq!(heard(&mut events).await, ["live", "m2"]);
    let mut completed = service.message("bot", "How can I help you?");
    service.record(completed.clone());
    completed["MessageMetadata"] = json!({ "MessageCompleted": true });
    service.push(&completed);
    assert_eq!(heard(&mut events).await, ["updated: How can I help you?"]);
    drop((session, events));
    settle().await;

    // It was completed while no process was there.
    let (session, mut events) = resume(&service, &checkpoint).await;
    let all = ["live", "updated: How can I help you?", "m2"];
    let mut heard = heard(&mut events).await;
    heard.sort_by_key(|event| event == "m2");
    assert_eq!(heard, all);
    let checkpoint = stop((session, events)).await;
    let (_session, mut events) = resume(&service, &checkpoint).await;
    service.push(&completed);
    assert_eq!(items_for(&mut events, seconds(5)).await, [""; 0], "each change once");
}

#[tokio::test(start_paused = true)]
async fn two_processes_from_one_checkpoint_hear_the_same() {
    let service = Service::new();
    let (session, mut events) = connect(&service).await;
    service.say_all(ids(10));
    settle().await;
    take(&mut events, 5).await;
    let checkpoint = stop((session, events)).await;
    for _ in 0..2 {
        let (session, mut events) = resume(&service, &checkpoint).await;
        assert_eq!(items_for(&mut events, seconds(5)).await, ids(10)[5..]);
        drop((session, events));
    }
}

#[tokio::test(start_paused = true)]
async fn checkpoint_before_the_first_event_begins_where_the_session_did() {
    let service = Service::new();
    service.record_all(["said long ago"]);
    sleep(seconds(60)).await;
    let checkpoint = stop(connect(&service).await).await;
    service.record_all(["m1"]);
    let (session, mut events) = resume(&service, &checkpoint).await;
    assert_eq!(items_for(&mut events, seconds(5)).await, ["m1"]);
    // And again, after an event that no transcript has.
    let checkpoint = stop((session, events)).await;
    service.record_all(["m2"]);
    let (_session, mut events) = resume(&service, &checkpoint).await;
    assert_eq!(items_for(&mut events, seconds(5)).await, ["m2"]);
}

#[tokio::test(start_paused = true)]
async fn checkpoint_before_the_history_was_taken_keeps_it() {
    let service = Service::new();
    service.record_all(ids(10));
    sleep(seconds(60)).await;
    let builder = Session::builder(&service.client(), service.token()).history(4);
    let checkpoint = stop(builder.connect().await.unwrap()).await;
    let (session, mut events) = resume(&service, &checkpoint).await;
    assert_eq!(take(&mut events, 3).await, ["live", "m7", "m8"]);
    let checkpoint = stop((session, events)).await;
    let (_session, mut events) = resume(&service, &checkpoint).await;
    assert_eq!(items_for(&mut events, seconds(5)).await, ["m9", "m10"]);
}

/// Connects, hears `m0`, and lets `m1` to `m60` pass a gap of forty messages.
async fn with_gap(service: &Service, queue: usize) -> (Session, Events, Vec<String>) {
    let builder = Session::builder(&service.client(), service.token());
    let (session, mut events) = builder.queue_capacity(queue).connect().await.unwrap();
    service.say_all(["m0"]);
    assert_eq!(heard(&mut events).await, ["live", "m0"]);
    service.always(TRANSCRIPT, Reply::internal_error());
    service.socket().reset();
    settle().await;
    let missing: Vec<_> = (1..=40).map(|number| format!("gap{number}")).collect();
    service.record_all(&missing);
    sleep(seconds(12)).await;
    for id in ids(60) {
        service.say_all([id]);
        items_for(&mut events, millis(100)).await;
    }
    (session, events, missing)
}

#[tokio::test(start_paused = true)]
async fn checkpoint_in_a_gap_goes_back_to_its_start() {
    let service = Service::new();
    let (session, events, missing) = with_gap(&service, 256).await;
    let checkpoint = stop((session, events)).await;
    service.recover();
    let (_session, mut events) = resume(&service, &checkpoint).await;
    service.say_all(["m61"]);
    let heard = items_for(&mut events, seconds(5)).await;
    assert_eq!(heard, [&missing[..], &["m61".to_owned()]].concat());
}

#[tokio::test(start_paused = true)]
async fn checkpoints_while_a_gap_is_being_filled() {
    for queue in [16, 256] {
        let service = Service::new();
        let (session, events, missing) = with_gap(&service, queue).await;
        service.recover();
        let mut process = (session, events);
        let mut all = Vec::new();
        // Several processes, each of which takes a few events.
        for _ in 0..6 {
            sleep(seconds(31)).await;
            let taken = take(&mut process.1, 6).await;
            all.extend(taken.into_iter().filter(|event| event.starts_with("gap")));
            let checkpoint = stop(process).await;
            let builder = Session::resume_builder(&service.client(), checkpoint);
            process = builder.queue_capacity(queue).connect().await.unwrap();
        }
        all.extend(items_for(&mut process.1, seconds(5)).await);
        assert_eq!(all, missing, "{queue}");
    }
}

#[tokio::test(start_paused = true)]
async fn checkpoint_in_the_first_gap_reads_it_later() {
    let service = Service::new();
    service.record_all(["said long ago"]);
    sleep(seconds(60)).await;
    service.always(TRANSCRIPT, Reply::internal_error());
    let (session, mut events) = Session::connect(&service.client(), service.token()).await.unwrap();
    let missing: Vec<_> = (1..=40).map(|number| format!("gap{number}")).collect();
    service.record_all(&missing);
    sleep(seconds(12)).await;
    service.say_all(ids(60));
    assert_eq!(items_for(&mut events, seconds(1)).await, ids(60));
    let checkpoint = stop((session, events)).await;
    service.recover();
    // All pages are read at once, and are more than the queue holds.
    let builder = Session::resume_builder(&service.client(), checkpoint).queue_capacity(16);
    let (session, mut events) = builder.connect().await.unwrap();
    let live_and_more = take(&mut events, 31).await;
    assert_eq!(live_and_more[1..], missing[..30]);
    let checkpoint = stop((session, events)).await;
    let (_session, mut events) = resume(&service, &checkpoint).await;
    assert_eq!(items_for(&mut events, seconds(5)).await, missing[30..]);
}

#[tokio::test(start_paused = true)]
async fn checkpoint_after_a_gap_is_small_again() {
    let service = Service::new();
    let (session, mut events, missing) = with_gap(&service, 256).await;
    let in_gap = serde_json::to_string(&session.checkpoint()).unwrap().len();
    service.recover();
    assert_eq!(items_for(&mut events, seconds(31)).await, missing);
    for id in ids(200) {
        service.say_all([format!("later {id}")]);
        heard(&mut events).await;
    }
    let checkpoint = session.checkpoint();
    let after = serde_json::to_string(&checkpoint).unwrap();
    assert!(after.len() < 8 * 1024, "{in_gap} {}", after.len());
    assert!(!after.contains("gap1"), "{after}");
    assert!(serde_json::to_value(&checkpoint).unwrap()["progress"]["gap"].is_null(), "{after}");
}

/// As the first version of this crate has stored it. Later ones must read it.
const VERSION_1: &str = r#"{
    "version": 1,
    "participant_token": "participant-secret",
    "participant_id": null,
    "connect_participant": false,
    "progress": {
        "first": {
            "history": 0,
            "since": { "secs_since_epoch": 1777852799, "nanos_since_epoch": 0 }
        },
        "gap": null,
        "delivered": [
            {
                "id": "m1",
                "time": "2026-05-04T00:00:00.001Z",
                "fingerprint": "c03782a3bb0530e6",
                "receipts": null
            }
        ],
        "others": [],
        "initial_contact_id": "contact"
    }
}"#;

#[tokio::test(start_paused = true)]
async fn stored_checkpoint_has_a_version() {
    let service = Service::new();
    let (session, mut events) = connect(&service).await;
    service.say_all(["m1"]);
    heard(&mut events).await;
    let stored = serde_json::to_value(session.checkpoint()).unwrap();
    assert_eq!(stored, serde_json::from_str::<serde_json::Value>(VERSION_1).unwrap());
    stop((session, events)).await;

    service.record_all(["m2"]);
    let checkpoint = serde_json::from_str(VERSION_1).unwrap();
    let (_session, mut events) = resume(&service, &checkpoint).await;
    assert_eq!(items_for(&mut events, seconds(5)).await, ["m2"]);

    let newer = VERSION_1.replace("\"version\": 1", "\"version\": 2");
    let error = serde_json::from_str::<Checkpoint>(&newer).unwrap_err().to_string();
    let expected = "the checkpoint has version 2, and this version of the crate reads version 1";
    assert!(error.starts_with(expected), "{error}");
    let without = VERSION_1.replace("\"version\": 1,", "");
    let error = serde_json::from_str::<Checkpoint>(&without).unwrap_err().to_string();
    assert!(error.contains("missing field `version`"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn checkpoint_hides_the_token() {
    let service = Service::new();
    let (session, mut events) = connect(&service).await;
    service.say_all(["m1"]);
    heard(&mut events).await;
    let checkpoint = session.checkpoint();
    let shown = format!("{checkpoint:?} {checkpoint:#?}");
    assert!(shown.contains("m1") && !shown.contains("secret"), "{shown}");
    assert!(serde_json::to_string(&checkpoint).unwrap().contains("participant-secret"));
}

#[tokio::test(start_paused = true)]
async fn participant_id_is_kept() {
    let service = Service::new();
    let builder = Session::builder(&service.client(), service.token()).participant_id("agent");
    let checkpoint = stop(builder.connect().await.unwrap()).await;
    let (_session, mut events) = resume(&service, &checkpoint).await;
    service.say(own(service.message("own-1", "mine")));
    let events = crate::heard::events(&mut events).await;
    let connect_participant_session::ChatEvent::Message(message) = &events[1] else { panic!() };
    assert!(message.is_own());
}

#[tokio::test(start_paused = true)]
async fn bot_is_connected_in_each_process() {
    let service = Service::new();
    for connect in [true, false] {
        let builder = Session::builder(&service.client(), service.token());
        let process = builder.connect_participant(connect).connect().await.unwrap();
        let checkpoint = stop(process).await;
        let _process = resume(&service, &checkpoint).await;
        let call = service.calls(CONNECT).pop().unwrap();
        assert_eq!(call.body["ConnectParticipant"].as_bool(), connect.then_some(true));
    }
}

#[tokio::test(start_paused = true)]
async fn resuming_a_chat_that_has_ended_is_refused() {
    let scene = Scene::new().await;
    let (session, events) = scene.connect().await.unwrap();
    let checkpoint = stop((session, events)).await;
    scene.chat.end();
    let error = Session::resume(&scene.client, checkpoint).await.unwrap_err();
    assert_eq!(error.kind(), connect_participant::ErrorKind::AccessDenied);
}

#[tokio::test(start_paused = true)]
async fn process_after_process_with_the_local_service() {
    let scene = Scene::new().await;
    let mut process = scene.connect().await.unwrap();
    let mut all = Vec::new();
    for number in 1..=120 {
        scene.customer.say(format!("m{number}")).unwrap();
        if number % 3 == 0 {
            settle().await;
            all.push(crate::heard::describe(&process.1.next().await.unwrap()));
        }
        if number % 10 == 0 {
            let checkpoint = stop(process).await;
            process = Session::resume(&scene.client, checkpoint).await.unwrap();
        }
    }
    all.extend(items_for(&mut process.1, seconds(10)).await);
    all.retain(|event| event.starts_with('m'));
    assert_eq!(all, ids(120));
}

/// The service does not say which of them a transcript has.
fn odd_items(service: &Service, number: u32) -> [Value; 4] {
    let mut unknown = service.message(&format!("u{number}"), "u");
    unknown["Type"] = json!("HOLOGRAM");
    let event = |name| service.event(&format!("{name}{number}"), name);
    [
        unknown,
        event("chat.rehydrated"),
        event("participant.displayname.updated"),
        event("workflow.cancelled"),
    ]
}

/// A message with receipts of another participant.
fn received_by_other(service: &Service, id: &str) -> Value {
    let mut message = service.message(id, id);
    message["MessageMetadata"] = service.receipt(id, "other")["MessageMetadata"].clone();
    message
}

#[tokio::test(start_paused = true)]
async fn resuming_repeats_no_part_of_the_transcript() {
    let service = Service::new();
    let builder = Session::builder(&service.client(), service.token()).participant_id("agent");
    let (session, mut events) = builder.connect().await.unwrap();
    // From the transcript, and live.
    service.socket().reset();
    settle().await;
    service.record(received_by_other(&service, "m1"));
    for item in odd_items(&service, 1) {
        service.record(item);
    }
    assert_eq!(items_for(&mut events, seconds(30)).await.len(), 6);
    for item in odd_items(&service, 2) {
        service.say(item);
    }
    service.say_all(["m2"]);
    service.push(&service.receipt("m2", "other"));
    assert_eq!(items_for(&mut events, seconds(1)).await.len(), 6);
    let mut process = (session, events);
    for number in 3..6 {
        let checkpoint = stop(process).await;
        process = resume(&service, &checkpoint).await;
        assert_eq!(items_for(&mut process.1, seconds(30)).await, [""; 0], "{number}");
        service.say_all([format!("m{number}")]);
        assert_eq!(heard(&mut process.1).await, [format!("m{number}")]);
    }
}

/// As many as a checkpoint remembers of each kind, and some.
#[tokio::test(start_paused = true)]
async fn many_items_of_an_unknown_kind_keep_the_place() {
    let service = Service::new();
    let (session, mut events) = connect(&service).await;
    service.say_all(ids(40));
    heard(&mut events).await;
    for number in 0..50 {
        for item in odd_items(&service, number) {
            service.push(&item);
        }
        heard(&mut events).await;
    }
    let checkpoint = stop((session, events)).await;
    service.record_all(["m41"]);
    let (_session, mut events) = resume(&service, &checkpoint).await;
    assert_eq!(items_for(&mut events, seconds(30)).await, ["m41"]);
}

#[tokio::test(start_paused = true)]
async fn receipt_that_has_changed_while_away_comes() {
    let service = Service::new();
    let (session, mut events) = connect(&service).await;
    let mut message = received_by_other(&service, "m1");
    let receipts = &mut message["MessageMetadata"]["Receipts"][0];
    let read = receipts.as_object_mut().unwrap().remove("ReadTimestamp").unwrap();
    service.push(&message);
    assert_eq!(heard(&mut events).await, ["m1", "delivered: m1"]);
    let checkpoint = stop((session, events)).await;
    message["MessageMetadata"]["Receipts"][0]["ReadTimestamp"] = read;
    service.record(message);
    let (session, mut events) = resume(&service, &checkpoint).await;
    assert_eq!(items_for(&mut events, seconds(30)).await, ["read: m1"]);
    let checkpoint = stop((session, events)).await;
    let (_session, mut events) = resume(&service, &checkpoint).await;
    assert_eq!(items_for(&mut events, seconds(30)).await, [""; 0]);
}

/// The message was taken, and its receipt was not.
#[tokio::test(start_paused = true)]
async fn receipt_that_was_not_taken_comes_again() {
    let service = Service::new();
    let (session, mut events) = connect(&service).await;
    service.say(received_by_other(&service, "m1"));
    settle().await;
    assert_eq!(take(&mut events, 1).await, ["m1"]);
    let checkpoint = stop((session, events)).await;
    let (_session, mut events) = resume(&service, &checkpoint).await;
    assert_eq!(items_for(&mut events, seconds(30)).await, ["read: m1"]);
}
