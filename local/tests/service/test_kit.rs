//! Speaking as a participant, reading what was said, and waiting for it.

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use connect_participant::{
    ChatItemType, ErrorKind, GetAttachmentInput, GetTranscriptInput, Item, MessageContentType,
    ParticipantRole, SendMessageInput, SortKey,
};
use connect_participant_local::{Chat, ChatParticipant, Fault, LocalService, Quotas};
use tokio::time::{sleep, timeout};

use crate::scene::{Scene, WAIT};
use crate::socket::Client;

const HOUR: Duration = Duration::from_secs(3600);

async fn transcript(scene: &Scene) -> Vec<Item> {
    let input = GetTranscriptInput::new(scene.customer.connection_token().clone());
    let input = input.sort_order(SortKey::Ascending);
    scene.client.call(input).await.unwrap().transcript.unwrap()
}

/// A bot that asks for the transcript every two seconds, and replies to the first message.
async fn bot(client: connect_participant::Client, bot: ChatParticipant) {
    loop {
        let token = || bot.connection_token().clone();
        let output = client.call(GetTranscriptInput::new(token())).await.unwrap();
        if let Some(Item { content: Some(content), .. }) = output.transcript.unwrap().first() {
            let reply = format!("You said: {content}");
            let message = SendMessageInput::new(MessageContentType::TextPlain, reply, token());
            client.call(message).await.unwrap();
            return;
        }
        sleep(Duration::from_secs(2)).await;
    }
}

#[tokio::test]
async fn a_spoken_message_is_recorded_as_if_it_was_sent() {
    let scene = Scene::new().await;
    let sent = scene.say(&scene.customer, "Hello?").await;
    let spoken = scene.customer.say("Hello?").unwrap();
    let [first, second] = &scene.chat.transcript()[..] else { panic!("two messages") };
    assert_eq!(*second, spoken);
    let without_id = |item: &Item| {
        let mut item = item.clone();
        (item.id, item.absolute_time) = (None, None);
        item
    };
    assert_eq!(without_id(first), without_id(second));
    assert_eq!(first.id.as_deref(), Some(sent.as_str()));
    assert_eq!(transcript(&scene).await, scene.chat.transcript());
    assert_eq!(scene.chat.said(), ["CUSTOMER: Hello?", "CUSTOMER: Hello?"]);
}

#[tokio::test]
async fn events_and_attachments_are_recorded() {
    let scene = Scene::new().await;
    let message = scene.customer.say("Hello?").unwrap();
    scene.agent.delivered(&message).unwrap();
    scene.agent.read(&message).unwrap();
    assert_eq!(scene.agent.typing().unwrap().r#type, Some(ChatItemType::Typing));
    let file = scene.agent.attach("a.txt", "text/plain", "abc").unwrap();
    scene.agent.send_message(MessageContentType::TextMarkdown, "*Hi*").unwrap();
    assert_eq!(scene.chat.events().len(), 3);
    assert_eq!(scene.chat.said(), ["CUSTOMER: Hello?", "AGENT: *Hi*"]);

    let items = transcript(&scene).await;
    let receipts = items[0].message_metadata.clone().unwrap().receipts.unwrap();
    assert!(receipts[0].read_timestamp.is_some() && receipts[0].delivered_timestamp.is_some());
    let attachment = file.attachments.unwrap().remove(0);
    assert_eq!(attachment.attachment_name.as_deref(), Some("a.txt"));
    let id = attachment.attachment_id.unwrap();
    let input = GetAttachmentInput::new(id, scene.customer.connection_token().clone());
    let url = scene.client.call(input).await.unwrap().url.unwrap();
    let line = format!("GET {} HTTP/1.1\r\n", scene.path(&url));
    assert_eq!(scene.exchange(&line, "").await.bytes, b"abc");

    scene.agent.leave().unwrap();
    assert_eq!(scene.chat.transcript().last().unwrap().r#type, Some(ChatItemType::ParticipantLeft));
}

#[tokio::test]
async fn speaking_fails_as_a_call_does() {
    let scene =
        Scene::at(LocalService::builder().quotas(Quotas::none().limit("SendMessage", 0, 0)));
    let scene = scene.await;
    // It uses no quota and no fault.
    scene.service.inject(Fault::status(500));
    let message = scene.customer.say("Hello?").unwrap();
    for (error, kind) in [
        (scene.customer.say("").unwrap_err(), ErrorKind::Validation),
        (scene.customer.say("a".repeat(16_385)).unwrap_err(), ErrorKind::Validation),
        (scene.agent.read(&Item::default()).unwrap_err(), ErrorKind::Validation),
        (scene.agent.attach("", "text/plain", "a").unwrap_err(), ErrorKind::Validation),
        (scene.agent.attach("a", "text/plain", "").unwrap_err(), ErrorKind::Validation),
    ] {
        assert_eq!(error.kind(), kind, "{error}");
    }
    let third = scene.chat.add_participant(ParticipantRole::CustomBot);
    assert!(scene.agent.read(&message).unwrap_err().is_receipt_unsupported());
    third.leave().unwrap();
    let error = third.say("a").unwrap_err();
    assert_eq!(error.to_string(), "AccessDenied: Access denied: participant left");
    scene.chat.end();
    let error = scene.agent.say("a").unwrap_err();
    assert!(error.is_token_refused());
    drop(scene.service);
    assert_eq!(scene.agent.say("a").unwrap_err().kind(), ErrorKind::Transport);
    assert_eq!(scene.chat.said(), ["CUSTOMER: Hello?"]);
}

#[tokio::test(start_paused = true)]
async fn a_wait_with_paused_time_takes_no_time() {
    let scene = Scene::new().await;
    let began = Instant::now();
    scene.customer.say("Hello?").unwrap();
    let running = tokio::spawn(bot(scene.client.clone(), scene.agent.clone()));
    let reply = scene.chat.wait_for("You said: Hello?").by(ParticipantRole::Agent).await.unwrap();
    assert_eq!(reply.participant_id.as_deref(), Some(scene.agent.id()));
    running.await.unwrap();

    let error = scene.chat.wait_for("Bye.").within(HOUR).await.unwrap_err();
    assert!(error.to_string().starts_with("no message \"Bye.\" within 3600s; "), "{error}");
    assert!(began.elapsed() < HOUR);
}

/// Paused time goes on whenever the runtime has nothing to do, also while data is on its way.
#[tokio::test(start_paused = true)]
async fn paused_time_does_not_end_a_wait_before_data_arrives() {
    let scene = Scene::new().await;
    let (client, agent) = (scene.client.clone(), scene.agent.clone());
    tokio::spawn(async move {
        for number in 0..20 {
            let token = agent.connection_token().clone();
            let text = MessageContentType::TextPlain;
            client.call(SendMessageInput::new(text, number.to_string(), token)).await.unwrap();
        }
    });
    scene.chat.wait_for("19").within(Duration::from_secs(1)).await.unwrap();
}

/// Only the thread of the service measures time, and it is never paused.
#[tokio::test(start_paused = true)]
async fn paused_time_does_not_end_a_wait_on_a_thread_of_its_own() {
    let service = LocalService::builder().own_thread().start().await.unwrap();
    let chat = service.open_chat();
    let customer = chat.add_participant(ParticipantRole::Customer);
    let program = thread::spawn(move || {
        thread::sleep(Duration::from_millis(20));
        customer.say("Hello?")
    });
    chat.wait_for("Hello?").await.unwrap();
    program.join().unwrap().unwrap();
    let began = Instant::now();
    chat.wait_for("Bye.").within(Duration::from_millis(50)).await.unwrap_err();
    assert!(began.elapsed() >= Duration::from_millis(50));
}

#[test]
fn a_blocking_test_can_wait() {
    let service = LocalService::builder().start_blocking().unwrap();
    let chat = service.open_chat();
    let customer = chat.add_participant(ParticipantRole::Customer);
    let program = thread::spawn(move || customer.typing());
    let is_typing = |item: &Item| item.r#type == Some(ChatItemType::Typing);
    chat.wait_for_item(is_typing).blocking().unwrap();
    program.join().unwrap().unwrap();
    let wait = chat.wait_for_item(is_typing).by(ParticipantRole::Agent);
    let error = wait.within(Duration::from_millis(5)).blocking().unwrap_err();
    let line = "no item that meets the condition by AGENT within 5ms; the chat has:";
    assert_eq!(error.to_string(), format!("{line}\n  CUSTOMER event typing"));
}

#[tokio::test]
async fn a_test_can_wait_for_a_subscription() {
    let scene = Arc::new(Scene::new().await);
    let connecting = {
        let scene = Arc::clone(&scene);
        tokio::spawn(async move { Client::subscribed(&scene, &scene.customer).await })
    };
    let wait = scene.customer.wait_until_subscribed().within(HOUR).into_future();
    let socket = timeout(WAIT, wait).await.expect("it does not wait for the hour").unwrap();
    assert!(socket.is_subscribed());
    assert_eq!(socket.participant_id(), scene.customer.id());
    let mut client = connecting.await.unwrap();
    scene.agent.say("Hi").unwrap();
    assert_eq!(client.item().await["Content"], "Hi");

    // Another participant does not count, nor does a websocket that hears nothing any more.
    let soon = || scene.customer.wait_until_subscribed().within(Duration::from_millis(5));
    scene.agent.wait_until_subscribed().within(Duration::from_millis(5)).await.unwrap_err();
    socket.silence();
    let error = soon().await.unwrap_err();
    let message = "no subscribed websocket of CUSTOMER within 5ms; open websockets: 1";
    assert_eq!(error.to_string(), message);
    let _second = Client::subscribed(&scene, &scene.customer).await;
    let second = soon().await.unwrap();
    assert_ne!(second.id(), socket.id());
    second.reset();
    soon().await.unwrap_err();
}

#[test]
fn a_blocking_test_can_wait_for_a_subscription() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let scene = runtime.block_on(Scene::at(LocalService::builder().own_thread()));
    let customer = scene.customer.clone();
    let program = thread::spawn(move || {
        let client = runtime.block_on(Client::subscribed(&scene, &scene.customer));
        (client, scene, runtime)
    });
    customer.wait_until_subscribed().blocking().unwrap();
    program.join().unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_wait_for_a_subscription_ends() {
    let scene = Scene::new().await;
    let began = Instant::now();
    scene.customer.wait_until_subscribed().within(HOUR).await.unwrap_err();
    assert!(began.elapsed() < Duration::from_secs(60));
}

#[tokio::test]
async fn a_failed_wait_shows_the_transcript() {
    let scene = Scene::new().await;
    let wait = |chat: &Chat| {
        let chat = chat.clone();
        async move { chat.wait_for("Bye.").within(Duration::ZERO).await.unwrap_err() }
    };
    let error = wait(&scene.chat).await;
    assert_eq!(error.to_string(), "no message \"Bye.\" within 0ns; the chat has no items");
    let message = scene.customer.say("Hello?").unwrap();
    scene.agent.read(&message).unwrap();
    scene.agent.attach("a.txt", "text/plain", "abc").unwrap();
    scene.agent.leave().unwrap();
    let error = wait(&scene.chat).await;
    // A failing test prints the `Debug` form.
    let lines: Vec<_> = format!("{error:?}").lines().map(str::to_owned).collect();
    let id = message.id.unwrap();
    assert_eq!(
        lines[1..],
        [
            "  CUSTOMER: Hello?".to_owned(),
            format!("  AGENT event message.read {{\"messageId\":\"{id}\"}}"),
            "  AGENT attached a.txt".to_owned(),
            "  AGENT event participant.left".to_owned(),
        ]
    );
}

#[tokio::test]
async fn a_wait_that_is_over_leaves_no_task() {
    let scene = Scene::new().await;
    let tasks = || tokio::runtime::Handle::current().metrics().num_alive_tasks();
    scene.customer.say("Hello?").unwrap();
    let before = tasks();
    scene.chat.wait_for("Hello?").within(HOUR).await.unwrap();
    // The runtime removes an aborted task when it polls the next ones.
    tokio::task::yield_now().await;
    assert_eq!(tasks(), before);
}

#[tokio::test]
async fn debug_output_of_a_wait_says_what_is_waited_for() {
    let scene = Scene::new().await;
    let wait = scene.chat.wait_for("Hi").by(ParticipantRole::Agent).within(HOUR);
    let debug = format!("{wait:?}");
    for part in [r#"message \"Hi\""#, "Agent", "3600s"] {
        assert!(debug.contains(part), "{part} is not in {debug}");
    }
}

#[test]
fn a_wait_ends_with_the_runtime_of_the_service() {
    let runtime = || tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let first = runtime();
    let service = first.block_on(LocalService::start()).unwrap();
    let chat = service.open_chat();
    drop(first);
    runtime().block_on(async {
        timeout(WAIT, chat.wait_for("a").into_future()).await.expect("it ends").unwrap_err();
    });
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_item_is_missed() {
    let scene = Scene::new().await;
    for number in 0..500 {
        let (customer, text) = (scene.customer.clone(), number.to_string());
        let saying = tokio::spawn(async move { customer.say(text).map(drop) });
        scene.chat.wait_for(number.to_string()).await.unwrap();
        saying.await.unwrap().unwrap();
    }
}
