//! Receipts and typing of sessions, with a local service in memory and paused time.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a failing test panics"
)]

use std::time::Duration;

use connect_participant::{
    Client, Connected, ErrorKind, ParticipantRole, Result, participant_operation,
};
use connect_participant_local::{Chat, ChatParticipant, Fault, LocalService, RecordedEvent};
use connect_participant_session::{
    ChatEvent, Events, Message, ReceiptOutcome, Session, TypingOutcome,
};
use tokio::time::{Instant, sleep};

const SECOND: Duration = Duration::from_secs(1);
const MILLISECOND: Duration = Duration::from_millis(1);
const READ: &str = "application/vnd.amazonaws.connect.event.message.read";
const TYPING: &str = "application/vnd.amazonaws.connect.event.typing";

/// A chat of a customer, who is on the side of the test, and an agent with a session.
struct Scene {
    chat: Chat,
    customer: ChatParticipant,
    agent: ChatParticipant,
    session: Session,
    events: Events,
}

async fn service() -> (LocalService, Client) {
    let service = LocalService::builder().without_port().follow_runtime().start().await.unwrap();
    let client = Client::builder().endpoint_url(service.url()).transport(service.transport());
    let client = client.build().unwrap();
    (service, client)
}

impl Scene {
    async fn new(service: &LocalService, client: &Client) -> Self {
        let chat = service.open_chat();
        let customer = chat.add_participant(ParticipantRole::Customer);
        let agent = chat.invite_participant(ParticipantRole::Agent);
        let builder = Session::builder(client, agent.participant_token().clone());
        let (session, events) = builder.participant_id(agent.id()).connect().await.unwrap();
        Self { chat, customer, agent, session, events }
    }

    /// The customer says something, and the agent hears it.
    async fn hear(&mut self, text: &str) -> Message {
        self.customer.say(text).unwrap();
        loop {
            match self.events.next().await.expect("the session goes on") {
                ChatEvent::Message(message) if message.text() == text => return message,
                _ => {}
            }
        }
    }

    /// Returns the events that the agent has sent: the end of the content type, and the content.
    fn sent(&self) -> Vec<(String, String)> {
        let events = self.chat.events().into_iter();
        let events = events.filter(|event| event.participant_id == self.agent.id());
        events
            .map(|event| {
                let kind = event.content_type.rsplit('.').next().unwrap().to_owned();
                (kind, event.content.unwrap_or_default())
            })
            .collect()
    }

    fn count(&self, content_type: &str) -> usize {
        let events = self.chat.events().into_iter();
        let events = events.filter(|event| event.participant_id == self.agent.id());
        events.filter(|event| event.content_type == content_type).count()
    }
}

/// The receipt without the rules of a session.
trait Raw: Connected {
    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.message.read"
    )]
    async fn read(&self, message_id: &str) -> Result<()>;
}

impl Raw for Session {}

fn receipt(message: &Message) -> String {
    format!(r#"{{"messageId":"{}"}}"#, message.id())
}

#[tokio::test(start_paused = true)]
async fn a_read_receipt_replaces_a_delivered_one() {
    let (service, client) = service().await;
    let mut scene = Scene::new(&service, &client).await;
    let message = scene.hear("Hello?").await;
    let began = Instant::now();
    let delivered = scene.session.mark_delivered(&message);
    sleep(100 * MILLISECOND).await;
    let read = scene.session.mark_read(&message);
    assert_eq!(read.await.unwrap(), ReceiptOutcome::Sent);
    assert_eq!(began.elapsed().as_millis() / 10, 510);
    assert_eq!(delivered.await.unwrap(), ReceiptOutcome::Superseded);
    sleep(60 * SECOND).await;
    assert_eq!(scene.sent(), [("read".to_owned(), receipt(&message))]);
}

#[tokio::test(start_paused = true)]
async fn one_receipt_stands_for_fifty_messages() {
    let (service, client) = service().await;
    let mut scene = Scene::new(&service, &client).await;
    let mut messages = Vec::new();
    for number in 0..50 {
        messages.push(scene.hear(&format!("message {number}")).await);
    }
    // 7 and 50 have no common divisor, so this is an order of all messages.
    let calls = (0..50).map(|call| call * 7 % 50);
    let receipts: Vec<_> =
        calls.map(|number| (number, scene.session.mark_read(&messages[number]))).collect();
    for (number, receipt) in receipts {
        let newest = if number == 49 { ReceiptOutcome::Sent } else { ReceiptOutcome::Superseded };
        assert_eq!(receipt.await.unwrap(), newest, "message {number}");
    }
    assert_eq!(scene.sent(), [("read".to_owned(), receipt(&messages[49]))]);
}

/// <https://github.com/amazon-connect/AmazonConnectSDK/issues/9>
#[tokio::test(start_paused = true)]
async fn receipts_pause_until_a_third_participant_leaves() {
    let (service, client) = service().await;
    let mut scene = Scene::new(&service, &client).await;
    let supervisor = scene.chat.add_participant(ParticipantRole::Supervisor);
    supervisor.barge_in();
    let (one, two) = (scene.hear("One").await, scene.hear("Two").await);
    let receipts = [scene.session.mark_read(&one), scene.session.mark_delivered(&two)];
    for receipt in receipts {
        assert_eq!(receipt.await.unwrap(), ReceiptOutcome::Unsupported);
    }
    assert_eq!(scene.session.mark_read(&two).await.unwrap(), ReceiptOutcome::Unsupported);
    scene.session.send_text("The chat goes on.").await.unwrap();

    supervisor.leave().unwrap();
    let three = scene.hear("Three").await;
    assert_eq!(scene.session.mark_read(&three).await.unwrap(), ReceiptOutcome::Sent);
    assert_eq!(scene.sent(), [("read".to_owned(), receipt(&three))]);
}

#[tokio::test(start_paused = true)]
async fn a_receipt_is_sent_although_its_future_is_dropped() {
    let (service, client) = service().await;
    let mut scene = Scene::new(&service, &client).await;
    let message = scene.hear("Hello?").await;
    drop(scene.session.mark_read(&message));
    sleep(6 * SECOND).await;
    assert_eq!(scene.count(READ), 1);
    assert_eq!(scene.session.mark_read(&message).await.unwrap(), ReceiptOutcome::AlreadyMarked);
}

#[tokio::test(start_paused = true)]
async fn own_messages_get_no_receipt() {
    let (service, client) = service().await;
    let mut scene = Scene::new(&service, &client).await;
    scene.session.send_text("Hello.").await.unwrap();
    let message = loop {
        if let ChatEvent::Message(message) = scene.events.next().await.unwrap() {
            break message;
        }
    };
    assert_eq!(scene.session.mark_read(&message).await.unwrap(), ReceiptOutcome::OwnMessage);
    sleep(60 * SECOND).await;
    assert_eq!(scene.sent(), []);
}

#[tokio::test(start_paused = true)]
async fn receipts_are_sent_before_a_session_closes() {
    let (service, client) = service().await;
    let mut scene = Scene::new(&service, &client).await;
    let message = scene.hear("Hello?").await;
    let read = scene.session.mark_read(&message);
    let began = Instant::now();
    scene.session.close().await;
    assert!(began.elapsed() < SECOND, "{:?}", began.elapsed());
    assert_eq!(read.await.unwrap(), ReceiptOutcome::Sent);
    assert_eq!(scene.count(READ), 1);
    assert_eq!(scene.session.mark_read(&message).await.unwrap(), ReceiptOutcome::Ended);
    assert_eq!(scene.session.send_typing().await.unwrap(), TypingOutcome::Ended);
}

#[tokio::test(start_paused = true)]
async fn pending_receipts_end_with_the_chat() {
    let (service, client) = service().await;
    let mut scene = Scene::new(&service, &client).await;
    let message = scene.hear("Hello?").await;
    let receipts = [scene.session.mark_read(&message), scene.session.mark_delivered(&message)];
    scene.chat.end();
    for receipt in receipts {
        assert_eq!(receipt.await.unwrap(), ReceiptOutcome::Ended);
    }
    assert_eq!(scene.sent(), []);
}

#[tokio::test(start_paused = true)]
async fn one_typing_event_is_sent_in_ten_seconds_in_each_chat() {
    let (service, client) = service().await;
    let scenes = [Scene::new(&service, &client).await, Scene::new(&service, &client).await];
    let began = Instant::now();
    for second in 0..25 {
        for scene in &scenes {
            let expected =
                if second % 10 == 0 { TypingOutcome::Sent } else { TypingOutcome::Suppressed };
            assert_eq!(scene.session.send_typing().await.unwrap(), expected, "{second}");
        }
        tokio::time::sleep_until(began + (second + 1) * SECOND).await;
    }
    for scene in &scenes {
        assert_eq!(scene.count(TYPING), 3);
        scene.session.send_text("Here it is.").await.unwrap();
        assert_eq!(scene.session.send_typing().await.unwrap(), TypingOutcome::Sent);
        assert_eq!(scene.session.send_typing().await.unwrap(), TypingOutcome::Suppressed);
        assert_eq!(scene.count(TYPING), 4);
    }
}

#[tokio::test(start_paused = true)]
async fn a_typing_guard_repeats_the_event_until_it_is_dropped() {
    let (service, client) = service().await;
    let scene = Scene::new(&service, &client).await;
    let guard = scene.session.typing();
    sleep(35 * SECOND).await;
    assert_eq!(scene.count(TYPING), 4);
    drop(guard);
    sleep(60 * SECOND).await;
    assert_eq!(scene.count(TYPING), 4);

    let guard = scene.session.typing();
    sleep(3_600 * SECOND).await;
    assert_eq!(scene.count(TYPING), 4 + 30);
    guard.renew();
    sleep(15 * SECOND).await;
    assert_eq!(scene.count(TYPING), 4 + 30 + 2);
}

#[tokio::test(start_paused = true)]
async fn typing_of_others_stops_after_12_s_or_with_their_message() {
    let (service, client) = service().await;
    let mut scene = Scene::new(&service, &client).await;
    let _guard = scene.session.typing();
    let typing = async |events: &mut Events| {
        loop {
            if let ChatEvent::Typing(typing) = events.next().await.unwrap() {
                assert_eq!(typing.participant().id(), Some(scene.customer.id()));
                return typing.is_typing();
            }
        }
    };
    scene.customer.typing().unwrap();
    assert!(typing(&mut scene.events).await);
    let began = Instant::now();
    sleep(5 * SECOND).await;
    scene.customer.typing().unwrap();
    assert!(!typing(&mut scene.events).await);
    assert_eq!(began.elapsed().as_secs(), 17);

    scene.customer.typing().unwrap();
    assert!(typing(&mut scene.events).await);
    let began = Instant::now();
    scene.customer.say("Hello?").unwrap();
    assert!(!typing(&mut scene.events).await);
    assert_eq!(began.elapsed().as_secs(), 0);
}

#[tokio::test(start_paused = true)]
async fn every_caller_gets_the_error_with_its_request_id() {
    let (service, client) = service().await;
    let mut scene = Scene::new(&service, &client).await;
    let (one, two) = (scene.hear("One").await, scene.hear("Two").await);
    service.inject(Fault::status(500).on("SendEvent").always());
    let callers = [scene.session.mark_read(&one), scene.session.mark_read(&two)];
    let mut texts = Vec::new();
    for caller in callers {
        let error = caller.await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InternalServer);
        assert!(error.request_id().is_some());
        texts.push(error.to_string());
    }
    assert_eq!(texts[0], texts[1]);
    service.clear_faults();
    assert_eq!(scene.session.mark_read(&two).await.unwrap(), ReceiptOutcome::Sent);
}

#[tokio::test(start_paused = true)]
async fn a_throttled_receipt_is_sent_later() {
    let (service, client) = service().await;
    let mut scene = Scene::new(&service, &client).await;
    let message = scene.hear("Hello?").await;
    service.inject(Fault::throttling().on("SendEvent").times(10));
    assert_eq!(scene.session.mark_read(&message).await.unwrap(), ReceiptOutcome::Sent);
    assert_eq!(scene.count(READ), 1);
}

#[tokio::test(start_paused = true)]
async fn a_receipt_of_the_user_marks_the_message() {
    let (service, client) = service().await;
    let mut scene = Scene::new(&service, &client).await;
    let message = scene.hear("Hello?").await;
    let pending = scene.session.mark_read(&message);
    scene.session.read(message.id()).await.unwrap();
    assert_eq!(pending.await.unwrap(), ReceiptOutcome::AlreadyMarked);
    let delivered = scene.session.mark_delivered(&message);
    assert_eq!(delivered.await.unwrap(), ReceiptOutcome::AlreadyMarked);
    sleep(60 * SECOND).await;
    assert_eq!(scene.count(READ), 1);
}

#[tokio::test(start_paused = true)]
async fn receipts_of_an_earlier_session_are_known() {
    let (service, client) = service().await;
    let mut scene = Scene::new(&service, &client).await;
    let message = scene.hear("Hello?").await;
    assert_eq!(scene.session.mark_read(&message).await.unwrap(), ReceiptOutcome::Sent);
    scene.session.close().await;

    let builder = Session::builder(&client, scene.agent.participant_token().clone());
    let builder = builder.participant_id(scene.agent.id()).history(10);
    let (session, mut events) = builder.connect().await.unwrap();
    let again = loop {
        if let ChatEvent::Message(message) = events.next().await.unwrap() {
            break message;
        }
    };
    assert_eq!((again.id(), again.is_history()), (message.id(), true));
    assert_eq!(session.mark_read(&again).await.unwrap(), ReceiptOutcome::AlreadyMarked);
}

#[tokio::test(start_paused = true)]
async fn a_failed_typing_event_is_not_retried_and_does_not_count() {
    let (service, client) = service().await;
    let scene = Scene::new(&service, &client).await;
    service.inject(Fault::throttling().on("SendEvent"));
    let error = scene.session.send_typing().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Throttling, 1));
    assert_eq!(scene.count(TYPING), 0);
    assert_eq!(scene.session.send_typing().await.unwrap(), TypingOutcome::Sent);
}

#[tokio::test(start_paused = true)]
async fn there_is_no_typing_while_the_connection_is_lost() {
    let (service, client) = service().await;
    let mut scene = Scene::new(&service, &client).await;
    scene.customer.typing().unwrap();
    service.inject(Fault::status(503).on("websocket").always());
    let guard = scene.session.typing();
    sleep(SECOND).await;
    assert_eq!(scene.count(TYPING), 1);
    let began = Instant::now();
    for socket in scene.agent.sockets() {
        socket.reset();
    }
    let mut shown = Vec::new();
    while shown.len() < 2 {
        if let ChatEvent::Typing(typing) = scene.events.next().await.unwrap() {
            shown.push(typing.is_typing());
        }
    }
    assert_eq!(shown, [true, false]);
    assert!(began.elapsed() < SECOND, "{:?}", began.elapsed());
    sleep(60 * SECOND).await;
    assert_eq!(scene.session.send_typing().await.unwrap(), TypingOutcome::NotLive);
    assert_eq!(scene.count(TYPING), 1);

    service.clear_faults();
    sleep(60 * SECOND).await;
    assert!(scene.count(TYPING) > 1, "the guard goes on");
    drop(guard);
}

#[tokio::test(start_paused = true)]
async fn a_session_that_is_dropped_sends_nothing() {
    let (service, client) = service().await;
    let mut scene = Scene::new(&service, &client).await;
    let message = scene.hear("Hello?").await;
    let read = scene.session.mark_read(&message);
    let guard = scene.session.typing();
    sleep(SECOND).await;
    let Scene { chat, agent, session, events, .. } = scene;
    drop((session, events));
    assert_eq!(read.await.unwrap(), ReceiptOutcome::Ended);
    sleep(60 * SECOND).await;
    guard.renew();
    sleep(60 * SECOND).await;
    let sent = chat.events().into_iter().filter(|event| event.participant_id == agent.id());
    assert_eq!(sent.map(|event| event.content_type).collect::<Vec<_>>(), [TYPING]);
    assert_eq!(agent.sockets().len(), 0);
}

#[tokio::test(start_paused = true)]
async fn session_marks_messages_as_delivered_if_it_is_asked() {
    const DELIVERED: &str = "application/vnd.amazonaws.connect.event.message.delivered";
    for (is_asked, expected) in [(true, vec!["c".to_owned()]), (false, Vec::new())] {
        let (service, client) = service().await;
        let chat = service.open_chat();
        let customer = chat.add_participant(ParticipantRole::Customer);
        let agent = chat.add_participant(ParticipantRole::Agent);
        customer.say("history").unwrap();
        sleep(60 * SECOND).await;
        let builder = Session::builder(&client, agent.participant_token().clone());
        let builder = builder.participant_id(agent.id()).history(10);
        let connected = builder.delivered_receipts(is_asked).connect().await.unwrap();
        let (session, _events) = &connected;
        for text in ["a", "b", "c"] {
            customer.say(text).unwrap();
        }
        sleep(SECOND).await;
        session.send_text("own").await.unwrap();
        sleep(10 * SECOND).await;
        // One receipt stands for all three messages.
        let events = chat.events();
        let delivered = events.iter().filter(|event| event.content_type == DELIVERED);
        let texts: Vec<_> = delivered.map(|event| message_text(&chat, event)).collect();
        assert_eq!(texts, expected);
    }
}

/// The text of the message that a receipt names.
fn message_text(chat: &Chat, receipt: &RecordedEvent) -> String {
    let content = receipt.content.as_deref().unwrap_or_default();
    let items = chat.transcript();
    let mut items = items.iter();
    let item = items.find(|item| item.id.as_deref().is_some_and(|id| content.contains(id)));
    item.and_then(|item| item.content.clone()).unwrap_or_default()
}
