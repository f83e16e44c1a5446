//! The traits of the public types.

use connect_participant::{ChatItemType, Error, ErrorKind, Item};
use connect_participant_session::{
    Authentication, ChatEvent, ChatItem, Checkpoint, Events, ItemInfo, Message, ParticipantEvent,
    Receipt, ReceiptFuture, Session, SessionBuilder, Transfer, Typing, TypingGuard, UnknownItem,
    ViewToken,
};

/// Compiles if the type can be moved to other threads, and shared by them.
const fn is_send_and_sync<T: Send + Sync>() {}

const _: () = {
    is_send_and_sync::<Session>();
    is_send_and_sync::<SessionBuilder>();
    is_send_and_sync::<Events>();
    is_send_and_sync::<TypingGuard>();
    is_send_and_sync::<ReceiptFuture>();
    is_send_and_sync::<Checkpoint>();
    is_send_and_sync::<ChatItem>();
    is_send_and_sync::<ChatEvent>();
    is_send_and_sync::<ViewToken>();
};

/// Compiles if the type can be cloned and compared.
const fn is_a_value<T: Clone + PartialEq>() {}

const _: () = {
    is_a_value::<Authentication>();
    is_a_value::<ChatEvent>();
    is_a_value::<ChatItem>();
    is_a_value::<Checkpoint>();
    is_a_value::<ItemInfo>();
    is_a_value::<Message>();
    is_a_value::<ParticipantEvent>();
    is_a_value::<Receipt>();
    is_a_value::<Transfer>();
    is_a_value::<Typing>();
    is_a_value::<UnknownItem>();
};

fn item(text: &str) -> ChatItem {
    Item::default().with_type(ChatItemType::Message).with_id("m1").with_content(text).into()
}

#[test]
fn equal_events_have_equal_parts() {
    let failed = |text: &str| ChatEvent::Failed(Error::new(ErrorKind::Timeout, text));
    let message = |text: &str| {
        let ChatEvent::Message(message) = item(text).into_event() else { panic!() };
        message
    };
    let events = [
        ChatEvent::Message(message("a")),
        ChatEvent::Message(message("b")),
        ChatEvent::MessageUpdated(message("a")),
        item("a").with_own(true).into_event(),
        item("a").with_history(true).into_event(),
        ChatEvent::Rehydrated,
        ChatEvent::WorkflowCancelled,
        ChatEvent::Gap,
        ChatEvent::Ended,
        failed("a"),
        failed("b"),
    ];
    for (place, event) in events.iter().enumerate() {
        for (other_place, other) in events.iter().enumerate() {
            assert_eq!(event == other, place == other_place, "{event:?} {other:?}");
        }
        assert_eq!(*event, event.clone());
    }
}

#[test]
fn unit_tests_can_create_own_and_earlier_messages() {
    let item = item("Hello!").with_own(true).with_history(true);
    assert!(item.info().is_own() && item.info().is_history());
    // A clone is not changed.
    let other = item.clone().with_own(false).with_history(false);
    let ChatEvent::Message(message) = item.event() else { panic!() };
    assert!(message.is_own() && message.is_history());
    let ChatEvent::Message(message) = other.event() else { panic!() };
    assert!(!message.is_own() && !message.is_history());
}
