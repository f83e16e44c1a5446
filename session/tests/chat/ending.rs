//! The end of a chat, and of a session.

use connect_participant::{ErrorKind, Participant, participant_operation};
use connect_participant_local::Fault;
use connect_participant_session::{ChatEvent, Events, ReceiptOutcome, Session, TypingOutcome};
use serde_json::{Value, json};
use tokio::time::{sleep, timeout};

use crate::heard::{events, heard, heard_for, heard_to_the_end, millis, seconds, settle};
use crate::scene::Scene;
use crate::scripted::items::ids;
use crate::scripted::reply::Reply;
use crate::scripted::socket::{End, Handshake};
use crate::scripted::{CONNECT, EVENT, LEAVE, MESSAGE, Service, TRANSCRIPT};

async fn connect(service: &Service) -> (Session, Events) {
    let (session, mut events) = Session::connect(&service.client(), service.token()).await.unwrap();
    service.say_all(["m0"]);
    sleep(seconds(120)).await;
    assert_eq!(heard(&mut events).await, ["live", "m0"]);
    (session, events)
}

/// The chat ends: its tokens are void from now on.
fn end_chat(service: &Service) {
    for operation in [CONNECT, TRANSCRIPT, MESSAGE, EVENT, LEAVE] {
        service.always(operation, Reply::denied());
    }
}

#[tokio::test(start_paused = true)]
async fn last_event_is_the_end() {
    let service = Service::new();
    let (session, mut events) = connect(&service).await;
    service.say(service.event("left", "participant.left"));
    sleep(millis(300)).await;
    service.push(&service.event("ended", "chat.ended"));
    end_chat(&service);
    assert_eq!(heard_to_the_end(&mut events).await, ["Left", "ended"]);
    assert!(events.next().await.is_none(), "it stays ended");
    assert_eq!(session.connection(), None);
    settle().await;
    assert_eq!(service.socket().end().unwrap().1, End::Closed(1000));
    sleep(seconds(86_400)).await;
    assert_eq!(service.calls(CONNECT).len(), 1);
}

#[tokio::test(start_paused = true)]
async fn calls_after_the_end_send_nothing() {
    let service = Service::new();
    let (session, mut events) = connect(&service).await;
    let last = crate::heard::events(&mut events);
    service.push(&service.message("m1", "good-bye"));
    let last = last.await;
    let ChatEvent::Message(message) = &last[0] else { panic!() };
    service.push(&service.event("ended", "chat.ended"));
    assert_eq!(heard_to_the_end(&mut events).await, ["ended"]);
    let calls = service.call_count();
    let error = session.send_text("too late").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::AccessDenied);
    assert!(error.to_string().contains("the chat is over"), "{error}");
    assert_eq!(session.disconnect().await.unwrap_err().kind(), ErrorKind::AccessDenied);
    assert_eq!(session.mark_read(message).await.unwrap(), ReceiptOutcome::Ended);
    assert_eq!(session.send_typing().await.unwrap(), TypingOutcome::Ended);
    drop(session.typing());
    session.close().await;
    assert_eq!(service.call_count(), calls);
}

/// A failed ping hides the state "lost" in amazon-connect-chatjs, so that it does not see this end.
#[tokio::test(start_paused = true)]
async fn end_during_an_outage_is_found_once() {
    let service = Service::new();
    let (session, mut events) = connect(&service).await;
    service.rules(|rules| rules.ping_codes.push_back(500));
    sleep(seconds(11)).await;
    assert_eq!(heard(&mut events).await, ["degraded"]);
    let waiting = session.mark_read(&message(&service, &mut events, "m1").await);
    service.socket().reset();
    end_chat(&service);
    let typing = session.typing();
    let (text, rest) = tokio::join!(session.send_text("hello?"), heard_to_the_end(&mut events));
    assert_eq!(text.unwrap_err().kind(), ErrorKind::AccessDenied);
    assert_eq!(waiting.await.unwrap(), ReceiptOutcome::Ended);
    // The transcript cannot be read any more.
    assert_eq!(rest, ["reconnecting", "gap", "ended"]);
    drop(typing);
    let calls = service.call_count();
    sleep(seconds(86_400)).await;
    assert_eq!(service.call_count(), calls);
    assert_eq!(service.calls(CONNECT).len(), 2);
}

/// Pushes a message, and returns it as it was heard.
async fn message(
    service: &Service,
    stream: &mut Events,
    id: &str,
) -> connect_participant_session::Message {
    service.say(service.message(id, id));
    match events(stream).await.pop() {
        Some(ChatEvent::Message(message)) => message,
        other => panic!("{other:?}"),
    }
}

/// The websocket lives, and the participant token is still valid.
#[tokio::test(start_paused = true)]
async fn transcript_that_stays_refused_is_the_end() {
    let service = Service::new();
    let (session, mut events) = connect(&service).await;
    let waiting = session.mark_read(&message(&service, &mut events, "m1").await);
    service.always(TRANSCRIPT, Reply::denied());
    service.socket().reset();
    assert_eq!(heard_to_the_end(&mut events).await, ["reconnecting", "live", "gap", "ended"]);
    assert_eq!(waiting.await.unwrap(), ReceiptOutcome::Ended);
    let error = session.send_text("too late").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::AccessDenied);
    let calls = service.call_count();
    sleep(seconds(86_400)).await;
    assert_eq!(service.call_count(), calls);
    // At the start, for the new websocket, and because the token was refused.
    assert_eq!(service.calls(CONNECT).len(), 3);
}

#[tokio::test(start_paused = true)]
async fn transcript_that_is_refused_for_a_moment_is_no_end() {
    let service = Service::new();
    let (_session, mut events) = connect(&service).await;
    // With the token, and with a new one.
    service.next(TRANSCRIPT, Reply::denied());
    service.next(TRANSCRIPT, Reply::denied());
    service.socket().reset();
    settle().await;
    service.record_all(["m1"]);
    assert_eq!(heard_for(&mut events, seconds(60)).await, ["reconnecting", "live", "m1"]);
    // The token is not valid any more, and no new one can be had.
    service.always(TRANSCRIPT, Reply::denied());
    service.next(CONNECT, Reply::ok());
    service.always(CONNECT, Reply::internal_error());
    service.socket().reset();
    settle().await;
    service.record_all(["m2"]);
    assert_eq!(heard_for(&mut events, seconds(300)).await, ["reconnecting", "live"]);
    service.recover();
    assert_eq!(heard_for(&mut events, seconds(60)).await, ["m2"]);
}

/// At first, no new token can be had. With one, the transcript is refused for a moment.
#[tokio::test(start_paused = true)]
async fn refusals_of_several_kinds_are_no_end() {
    let service = Service::new();
    let (_session, mut events) = connect(&service).await;
    service.always(TRANSCRIPT, Reply::denied());
    service.next(CONNECT, Reply::ok());
    service.always(CONNECT, Reply::internal_error());
    service.socket().reset();
    sleep(seconds(70)).await;
    service.recover();
    service.next(TRANSCRIPT, Reply::denied());
    service.next(TRANSCRIPT, Reply::denied());
    service.record_all(["m1"]);
    service.socket().reset();
    let heard = heard_for(&mut events, seconds(120)).await;
    assert_eq!(heard.last().unwrap(), "m1", "{heard:?}");
}

/// For the agent before the transfer, the chat is over. Their token is refused from then on.
#[tokio::test(start_paused = true)]
async fn transfer_is_the_end_for_its_agent() {
    let service = Service::new();
    let (_session, mut events) = connect(&service).await;
    service.push(&service.event("transferred", "transfer.succeeded"));
    end_chat(&service);
    assert_eq!(heard_for(&mut events, seconds(5)).await.pop().unwrap(), "ended");
    assert!(events.next().await.is_none());
}

#[tokio::test(start_paused = true)]
async fn transfer_is_no_end_for_the_others() {
    let service = Service::new();
    let (_session, mut events) = connect(&service).await;
    for outcome in ["succeeded", "failed"] {
        service.push(&service.event(outcome, &format!("transfer.{outcome}")));
        assert_eq!(heard_for(&mut events, seconds(600)).await.len(), 1, "{outcome}");
        assert_eq!(service.calls(CONNECT).len(), 2, "one question after the success");
    }
    service.say_all(["m1"]);
    assert_eq!(heard(&mut events).await, ["m1"]);
}

/// Somebody else has ended their part, for example with the same token.
#[tokio::test(start_paused = true)]
async fn own_participant_who_has_left_is_the_end() {
    let service = Service::new();
    let builder = Session::builder(&service.client(), service.token()).participant_id("agent");
    let (_session, mut events) = builder.connect().await.unwrap();
    assert_eq!(heard(&mut events).await, ["live"]);
    service.push(&service.event("other", "participant.left"));
    assert_eq!(heard_for(&mut events, seconds(600)).await, ["Left"]);
    assert_eq!(service.calls(CONNECT).len(), 1);
    service.push(&crate::scripted::items::own(service.event("own", "participant.left")));
    // The token is refused only later.
    assert_eq!(heard_for(&mut events, seconds(30)).await, ["Left"]);
    end_chat(&service);
    assert_eq!(heard_for(&mut events, seconds(61)).await, ["ended"]);
}

#[tokio::test(start_paused = true)]
async fn refusal_of_an_access_policy_is_no_end() {
    let service = Service::new();
    let (session, mut events) = connect(&service).await;
    service.always(CONNECT, Reply::policy());
    service.socket().reset();
    assert_eq!(heard_for(&mut events, seconds(300)).await, ["reconnecting"]);
    service.recover();
    assert_eq!(heard_for(&mut events, seconds(31)).await, ["live"]);
    drop(session);
}

#[tokio::test(start_paused = true)]
async fn refused_handshake_is_no_end() {
    let service = Service::new();
    let (_session, mut events) = connect(&service).await;
    service.rules(|rules| rules.handshakes.extend([Handshake::Refuse(403); 3]));
    service.socket().reset();
    assert_eq!(heard_for(&mut events, seconds(120)).await, ["reconnecting", "live"]);
}

#[tokio::test(start_paused = true)]
async fn refused_call_while_live_waits_for_the_last_items() {
    let service = Service::new();
    let (session, mut events) = connect(&service).await;
    end_chat(&service);
    let say = async { session.send_text("hello?").await.unwrap_err() };
    let push = async {
        sleep(millis(500)).await;
        service.push(&service.message("m1", "thank you"));
        sleep(millis(500)).await;
        service.push(&service.event("ended", "chat.ended"));
    };
    let (error, ()) = tokio::join!(say, push);
    assert_eq!(error.kind(), ErrorKind::AccessDenied);
    assert_eq!(heard_to_the_end(&mut events).await, ["thank you", "ended"]);
}

#[tokio::test(start_paused = true)]
async fn refused_call_without_a_last_item_ends_too() {
    let service = Service::new();
    let (session, mut events) = connect(&service).await;
    end_chat(&service);
    let began = service.time.elapsed();
    session.send_text("hello?").await.unwrap_err();
    assert_eq!(heard_to_the_end(&mut events).await, ["ended"]);
    assert!(service.time.elapsed().abs_diff(began) <= seconds(3));
}

#[tokio::test(start_paused = true)]
async fn end_while_a_gap_is_filled_has_everything() {
    let service = Service::new();
    let (_session, mut events) = connect(&service).await;
    service.next(TRANSCRIPT, Reply::ok().after(seconds(1)));
    service.socket().reset();
    settle().await;
    service.record_all(ids(40));
    sleep(seconds(1)).await;
    service.push(&service.event("ended", "chat.ended"));
    end_chat(&service);
    let mut rest = heard_to_the_end(&mut events).await;
    rest.retain(|event| !["live", "reconnecting"].contains(&event.as_str()));
    assert_eq!(rest, [&ids(40)[..], &["ended".to_owned()]].concat(), "and no gap");
}

#[tokio::test(start_paused = true)]
async fn end_while_a_slow_reader_fills_a_gap() {
    let service = Service::new();
    let builder = Session::builder(&service.client(), service.token()).queue_capacity(100);
    let (_session, mut events) = builder.connect().await.unwrap();
    assert_eq!(heard(&mut events).await, ["live"]);
    service.next(TRANSCRIPT, Reply::ok().after(seconds(1)));
    service.say_all(ids(105));
    settle().await;
    for _ in 0..60 {
        events.next().await.unwrap();
    }
    // The page with the rest is on its way.
    sleep(millis(500)).await;
    service.push(&service.event("ended", "chat.ended"));
    end_chat(&service);
    let rest = heard_to_the_end(&mut events).await;
    assert_eq!(rest, [&ids(105)[60..], &["ended".to_owned()]].concat());
}

#[tokio::test(start_paused = true)]
async fn end_with_items_that_cannot_be_read_any_more_says_so() {
    let service = Service::new();
    let (_session, mut events) = connect(&service).await;
    service.always(TRANSCRIPT, Reply::internal_error());
    service.socket().reset();
    settle().await;
    service.record_all(["lost"]);
    sleep(seconds(2)).await;
    service.push(&service.message("m1", "m1"));
    service.push(&service.event("ended", "chat.ended"));
    end_chat(&service);
    let mut rest = heard_to_the_end(&mut events).await;
    rest.retain(|event| !["live", "reconnecting"].contains(&event.as_str()));
    assert_eq!(rest, ["gap", "m1", "ended"]);
}

/// amazon-connect-chatjs takes the end back when a websocket opens again.
#[tokio::test(start_paused = true)]
async fn end_is_final() {
    let service = Service::new();
    let (session, mut events) = connect(&service).await;
    service.push(&service.event("ended", "chat.ended"));
    service.push(&service.message("m1", "after the end"));
    service.push(&service.event("ended-2", "chat.ended"));
    assert_eq!(heard_to_the_end(&mut events).await, ["ended"]);
    assert_eq!(session.connection(), None);
    sleep(seconds(600)).await;
    assert!(events.next().await.is_none());
}

#[tokio::test(start_paused = true)]
async fn end_that_was_held_is_final() {
    let service = Service::new();
    let (_session, mut events) = connect(&service).await;
    service.next(TRANSCRIPT, Reply::ok().after(seconds(1)));
    service.socket().reset();
    sleep(seconds(1)).await;
    service.push(&service.event("ended", "chat.ended"));
    service.push(&service.message("m1", "after the end"));
    let mut rest = heard_to_the_end(&mut events).await;
    rest.retain(|event| !["live", "reconnecting"].contains(&event.as_str()));
    assert_eq!(rest, ["after the end", "ended"], "the end comes last");
}

#[tokio::test(start_paused = true)]
async fn leaving_waits_for_the_end() {
    // https://github.com/amazon-connect/amazon-connect-chatjs/pull/300
    let scene = Scene::new().await;
    let token = scene.customer.participant_token().clone();
    let (session, mut events) = Session::connect(&scene.client, token).await.unwrap();
    settle().await;
    session.disconnect().await.unwrap();
    let rest = heard_to_the_end(&mut events).await;
    assert_eq!(rest, ["live", "Left", "ended"]);
    settle().await;
    assert!(scene.chat.sockets().is_empty());
}

#[tokio::test(start_paused = true)]
async fn flow_goes_on_after_leaving() {
    let service = Service::new();
    let (session, mut events) = connect(&service).await;
    session.disconnect().await.unwrap();
    for id in ids(10) {
        sleep(seconds(9)).await;
        service.say_all([id]);
    }
    service.push(&service.event("ended", "chat.ended"));
    let mut rest = heard_to_the_end(&mut events).await;
    rest.retain(|event| event != "live");
    assert_eq!(rest, [&ids(10)[..], &["ended".to_owned()]].concat());
    assert!(service.calls(CONNECT).len() <= 4, "{}", service.calls(CONNECT).len());
}

#[tokio::test(start_paused = true)]
async fn leaving_without_any_further_item_ends() {
    let service = Service::new();
    let (session, mut events) = connect(&service).await;
    session.disconnect().await.unwrap();
    end_chat(&service);
    assert_eq!(heard_to_the_end(&mut events).await, ["ended"]);
    assert!(service.time.elapsed() <= seconds(120 + 40));
    drop(session);
}

#[tokio::test(start_paused = true)]
async fn agent_who_leaves_is_done_and_the_chat_goes_on() {
    let scene = Scene::new().await;
    let (session, mut events) = scene.connect().await.unwrap();
    settle().await;
    session.disconnect().await.unwrap();
    let rest = heard_to_the_end(&mut events).await;
    assert_eq!(rest, ["live", "Left", "ended"]);
    scene.customer.say("Is somebody there?").unwrap();
    drop(session);
}

#[tokio::test(start_paused = true)]
async fn other_participant_who_leaves_is_no_end() {
    let scene = Scene::new().await;
    let token = scene.customer.participant_token().clone();
    let (_session, mut events) = Session::connect(&scene.client, token).await.unwrap();
    settle().await;
    scene.agent.leave().unwrap();
    assert_eq!(heard_for(&mut events, seconds(600)).await, ["live", "Left"]);
}

trait Leaver: Participant {
    #[participant_operation(DisconnectParticipant)]
    async fn leave(
        &self,
        connection_token: connect_participant::ConnectionToken,
    ) -> connect_participant::Result<()>;
}

impl Leaver for Session {}

#[tokio::test(start_paused = true)]
async fn leaving_by_a_call_of_your_own_is_noticed() {
    use connect_participant::Connected;
    let service = Service::new();
    let (session, mut events) = connect(&service).await;
    session.leave(session.connection_token()).await.unwrap();
    end_chat(&service);
    assert_eq!(heard_to_the_end(&mut events).await, ["ended"]);
}

#[tokio::test(start_paused = true)]
async fn closing_sends_pending_receipts_and_ends_nothing() {
    let scene = Scene::new().await;
    // The session knows its own receipt.
    let builder = scene.builder().participant_id(scene.agent.id());
    let (session, mut events) = builder.connect().await.unwrap();
    scene.customer.say("m1").unwrap();
    let last = crate::heard::events(&mut events).await;
    let Some(ChatEvent::Message(message)) = last.last() else { panic!() };
    let receipt = session.mark_read(message);
    let other = session.clone();
    let began = tokio::time::Instant::now();
    tokio::join!(session.close(), other.close());
    assert!(began.elapsed() < seconds(5));
    assert_eq!(receipt.await.unwrap(), ReceiptOutcome::Sent);
    assert!(heard_to_the_end(&mut events).await.is_empty());
    assert!(scene.chat.sockets().is_empty());
    // The chat goes on, and so do calls.
    session.send_text("still here").await.unwrap();
    session.close().await;
    assert_eq!(scene.chat.said().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn closing_waits_for_receipts_for_five_seconds_at_most() {
    let service = Service::new();
    let (session, mut events) = connect(&service).await;
    let receipt = session.mark_read(&message(&service, &mut events, "m1").await);
    service.always(EVENT, Reply::withheld());
    let began = service.time.elapsed();
    session.close().await;
    assert!(service.time.elapsed().abs_diff(began) <= millis(5_100));
    assert_eq!(receipt.await.unwrap(), ReceiptOutcome::Ended);
}

#[tokio::test(start_paused = true)]
async fn closing_leaves_queued_events_to_be_read() {
    let service = Service::new();
    let (session, mut events) = connect(&service).await;
    service.say_all(ids(3));
    settle().await;
    session.close().await;
    assert_eq!(heard_to_the_end(&mut events).await, ids(3));
    assert_eq!(service.socket().end().unwrap().1, End::Closed(1000));
}

#[tokio::test(start_paused = true)]
async fn service_that_does_not_answer_the_close_is_left_after_two_seconds() {
    let service = Service::new();
    let (session, _events) = connect(&service).await;
    service.rules(|rules| rules.answers_close = false);
    let began = service.time.elapsed();
    session.close().await;
    assert!(service.time.elapsed().abs_diff(began).abs_diff(seconds(2)) < millis(50));
}

#[tokio::test(start_paused = true)]
async fn closing_while_reconnecting_is_at_once() {
    let service = Service::new();
    let (session, mut events) = connect(&service).await;
    service.always(CONNECT, Reply::withheld());
    service.socket().reset();
    sleep(seconds(5)).await;
    timeout(millis(10), session.close()).await.unwrap();
    assert_eq!(heard_to_the_end(&mut events).await, ["reconnecting"]);
}

#[tokio::test(start_paused = true)]
async fn end_clears_indicators() {
    let scene = Scene::new().await;
    let (_session, mut events) = scene.connect().await.unwrap();
    settle().await;
    scene.customer.typing().unwrap();
    settle().await;
    scene.chat.end();
    let rest = heard_to_the_end(&mut events).await;
    assert_eq!(rest, ["live", "typing", "stopped typing", "ended"]);
}

#[tokio::test(start_paused = true)]
async fn end_during_an_outage_of_the_local_service() {
    let scene = Scene::new().await;
    let (session, mut events) = scene.connect().await.unwrap();
    sleep(seconds(61)).await;
    scene.service.inject(Fault::status(500).on(CONNECT).times(2));
    scene.agent.sockets()[0].reset();
    scene.customer.say("good-bye").unwrap();
    scene.chat.end();
    let rest = heard_to_the_end(&mut events).await;
    assert_eq!(rest, ["live", "reconnecting", "gap", "ended"]);
    assert_eq!(session.send_text("?").await.unwrap_err().kind(), ErrorKind::AccessDenied);
}

#[tokio::test(start_paused = true)]
async fn reader_that_is_gone_misses_the_end_and_calls_do_not() {
    let service = Service::new();
    let (session, events) = connect(&service).await;
    drop(events);
    service.push(&service.event("ended", "chat.ended"));
    settle().await;
    assert_eq!(session.connection(), None);
    let calls = service.call_count();
    session.send_text("?").await.unwrap_err();
    assert_eq!(service.call_count(), calls);
}

#[tokio::test(start_paused = true)]
async fn items_before_the_end_come_in_order_with_an_empty_queue() {
    let service = Service::new();
    let (_session, mut events) = connect(&service).await;
    service.say_all(ids(5));
    service.push(&service.event("ended", "chat.ended"));
    settle().await;
    let expected = [&ids(5)[..], &["ended".to_owned()]].concat();
    assert_eq!(heard_to_the_end(&mut events).await, expected);
}

#[test]
fn runtime_that_shuts_down_ends_the_stream_and_answers_calls() {
    let runtime = || {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .start_paused(true)
            .build()
            .unwrap()
    };
    let first = runtime();
    let (session, mut events, service, receipt) = first.block_on(async {
        let service = Service::new();
        let (session, mut events) = connect(&service).await;
        let receipt = session.mark_read(&message(&service, &mut events, "m1").await);
        (session, events, service, receipt)
    });
    drop(first);
    runtime().block_on(async {
        assert!(events.next().await.is_none());
        assert_eq!(session.connection(), None);
        assert_eq!(receipt.await.unwrap(), ReceiptOutcome::Ended);
        assert_eq!(session.send_typing().await.unwrap(), TypingOutcome::Ended);
        session.close().await;
        drop(service);
    });
}

/// The end of another chat of the same agent.
fn end_of_another_chat(service: &Service) -> Value {
    let mut end = service.event("other-end", "chat.ended");
    end["ContactId"] = json!("other");
    end["InitialContactId"] = json!("other");
    end
}

/// The transcript says which chat it is. Before, nothing does.
#[tokio::test(start_paused = true)]
async fn end_of_another_chat_before_the_first_page() {
    let service = Service::new();
    service.next(TRANSCRIPT, Reply::ok().after(seconds(1)));
    let (session, mut events) = Session::connect(&service.client(), service.token()).await.unwrap();
    sleep(millis(100)).await;
    service.push(&end_of_another_chat(&service));
    sleep(millis(100)).await;
    session.send_text("still here").await.unwrap();
    service.say_all(["m1"]);
    assert_eq!(heard_for(&mut events, seconds(60)).await, ["live", "m1"]);
    session.send_text("and here").await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn end_of_another_chat_while_the_first_page_fails() {
    let service = Service::new();
    service.always(TRANSCRIPT, Reply::internal_error());
    let (session, mut events) = Session::connect(&service.client(), service.token()).await.unwrap();
    let mut foreign = service.message("f1", "foreign");
    foreign["InitialContactId"] = json!("other");
    foreign["ContactId"] = json!("other");
    sleep(millis(100)).await;
    service.push(&end_of_another_chat(&service));
    // Live items do not wait any longer.
    sleep(seconds(15)).await;
    service.push(&end_of_another_chat(&service));
    service.push(&foreign);
    service.say_all(["m1"]);
    sleep(seconds(60)).await;
    service.recover();
    // Nobody can say whose items come before the transcript.
    assert_eq!(heard_for(&mut events, seconds(60)).await, ["live", "foreign", "m1"]);
    service.push(&foreign);
    service.say_all(["m2"]);
    assert_eq!(heard_for(&mut events, seconds(60)).await, ["m2"]);
    session.send_text("still here").await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn end_before_the_first_page_is_an_end_too() {
    for is_readable in [true, false] {
        let service = Service::new();
        service.next(TRANSCRIPT, Reply::ok().after(seconds(1)));
        let (session, mut events) =
            Session::connect(&service.client(), service.token()).await.unwrap();
        sleep(millis(100)).await;
        service.say_all(["m1"]);
        service.push(&service.event("ended", "chat.ended"));
        end_chat(&service);
        if !is_readable {
            service.socket().reset();
        }
        let mut rest = heard_to_the_end(&mut events).await;
        rest.retain(|event| !["live", "reconnecting", "gap"].contains(&event.as_str()));
        assert_eq!(rest, ["m1", "ended"], "{is_readable}");
        assert_eq!(session.connection(), None);
    }
}

/// After a resumption, the checkpoint says which chat it is.
#[tokio::test(start_paused = true)]
async fn end_of_another_chat_before_the_first_page_of_a_resumed_session() {
    let service = Service::new();
    let (session, mut events) = connect(&service).await;
    let checkpoint = session.checkpoint();
    drop((session, events));
    service.always(TRANSCRIPT, Reply::internal_error());
    let resumed = Session::resume(&service.client(), checkpoint).await.unwrap();
    events = resumed.1;
    sleep(seconds(15)).await;
    let mut foreign = service.message("f1", "foreign");
    foreign["InitialContactId"] = json!("other");
    foreign["ContactId"] = json!("other");
    service.push(&foreign);
    service.push(&end_of_another_chat(&service));
    assert_eq!(heard_for(&mut events, seconds(60)).await, ["live"]);
    service.push(&service.event("ended", "chat.ended"));
    assert_eq!(heard_to_the_end(&mut events).await, ["gap", "ended"]);
}

/// A persistent chat has the ends of its earlier contacts.
#[tokio::test(start_paused = true)]
async fn end_of_an_earlier_contact_that_comes_late() {
    let service = Service::new();
    let old_end = service.event("old-end", "chat.ended");
    sleep(seconds(60)).await;
    service.next(TRANSCRIPT, Reply::ok().after(seconds(1)));
    let (session, mut events) = Session::connect(&service.client(), service.token()).await.unwrap();
    sleep(millis(100)).await;
    service.push(&old_end);
    assert_eq!(heard_for(&mut events, seconds(60)).await, ["live"]);
    service.push(&old_end);
    assert_eq!(heard_for(&mut events, seconds(60)).await, [""; 0]);
    session.send_text("still here").await.unwrap();
}
