//! The events of a session, in words.

use std::time::Duration;

use connect_participant_session::{ChatEvent, ConnectionState, Events};
use futures_util::FutureExt;
use tokio::time::{Instant, sleep, timeout_at};

/// Lets everything happen that needs no time, or nearly none.
pub(crate) async fn settle() {
    sleep(Duration::from_millis(1)).await;
}

pub(crate) const fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

pub(crate) const fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

/// Returns the events that are there.
pub(crate) async fn events(events: &mut Events) -> Vec<ChatEvent> {
    settle().await;
    let mut all = Vec::new();
    while let Some(Some(event)) = events.next().now_or_never() {
        all.push(event);
    }
    all
}

/// Returns the events that are there, in words.
pub(crate) async fn heard(stream: &mut Events) -> Vec<String> {
    events(stream).await.iter().map(describe).collect()
}

/// Returns the events of the next `time`, in words.
pub(crate) async fn heard_for(stream: &mut Events, time: Duration) -> Vec<String> {
    let end = Instant::now() + time;
    let mut all = Vec::new();
    while let Ok(Some(event)) = timeout_at(end, stream.next()).await {
        all.push(describe(&event));
    }
    all
}

/// Returns the events of the next `time` without those of the connection.
pub(crate) async fn items_for(stream: &mut Events, time: Duration) -> Vec<String> {
    let mut all = heard_for(stream, time).await;
    all.retain(|event| !["live", "degraded", "reconnecting"].contains(&event.as_str()));
    all
}

/// Returns all events up to the end of the session.
pub(crate) async fn heard_to_the_end(stream: &mut Events) -> Vec<String> {
    let end = Instant::now() + seconds(3_600);
    let mut all = Vec::new();
    while let Some(event) = timeout_at(end, stream.next()).await.expect("the session ends") {
        all.push(describe(&event));
    }
    all
}

/// Returns an event in a few words: messages as their text.
pub(crate) fn describe(event: &ChatEvent) -> String {
    match event {
        ChatEvent::Message(message) => message.text().to_owned(),
        ChatEvent::MessageUpdated(message) => format!("updated: {}", message.text()),
        ChatEvent::Attachment(message) => {
            format!("attachment: {:?}", message.attachments()[0].attachment_name)
        }
        ChatEvent::Typing(typing) if typing.is_typing() => "typing".to_owned(),
        ChatEvent::Typing(_) => "stopped typing".to_owned(),
        ChatEvent::Receipt(receipt) if receipt.is_read() => {
            format!("read: {}", receipt.message_id())
        }
        ChatEvent::Receipt(receipt) => format!("delivered: {}", receipt.message_id()),
        ChatEvent::Participant(event) => format!("{:?}", event.change()),
        ChatEvent::Connection(ConnectionState::Live) => "live".to_owned(),
        ChatEvent::Connection(ConnectionState::Degraded) => "degraded".to_owned(),
        ChatEvent::Connection(ConnectionState::Reconnecting) => "reconnecting".to_owned(),
        ChatEvent::Gap => "gap".to_owned(),
        ChatEvent::Ended => "ended".to_owned(),
        ChatEvent::Failed(error) => format!("failed: {:?}", error.kind()),
        ChatEvent::Unknown(item) => format!("unknown: {}", item.json()),
        other => format!("{other:?}"),
    }
}

/// Rounds to tenths of a second, which leaves out the accuracy of timers.
pub(crate) fn tenths(time: Duration) -> f64 {
    (time.as_secs_f64() * 10.0).round() / 10.0
}
