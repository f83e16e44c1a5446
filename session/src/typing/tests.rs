//! The rules of typing, one by one.

use std::time::Duration;

use connect_participant::{Error, ErrorKind};

use super::indicators::Indicators;
use super::outcome::TypingOutcome::{Ended, NotLive, Suppressed};
use super::own_typing::OwnTyping;

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

fn live() -> OwnTyping {
    let mut typing = OwnTyping::new();
    typing.live();
    typing
}

/// Returns the times in milliseconds at which the guards send an event until `end`.
fn run(typing: &mut OwnTyping, end: Duration) -> Vec<u128> {
    let mut times = Vec::new();
    while let Some(deadline) = typing.deadline().filter(|deadline| *deadline <= end) {
        let early = deadline.checked_sub(millis(1));
        assert_eq!(early.and_then(|early| typing.due(early)), None, "early");
        assert!(typing.due(deadline).is_some(), "nothing is due at {deadline:?}");
        times.push(deadline.as_millis());
    }
    times
}

#[test]
fn one_event_is_sent_in_ten_seconds_in_each_session() {
    let mut sessions = [live(), live()];
    for typing in &mut sessions {
        let sent: Vec<_> =
            (0..25).filter(|second| typing.request(seconds(*second)).is_ok()).collect();
        assert_eq!(sent, [0, 10, 20]);
        assert_eq!(typing.request(seconds(25)), Err(Suppressed));
        typing.message_sent(seconds(25));
        assert!(typing.request(seconds(25)).is_ok());
        assert_eq!(typing.request(seconds(26)), Err(Suppressed));
    }
}

#[test]
fn a_failed_event_does_not_count() {
    let mut typing = live();
    let attempt = typing.request(seconds(0)).unwrap();
    typing.failed(attempt, &Error::new(ErrorKind::Transport, "refused"));
    assert_eq!(typing.deadline(), None);
    assert!(typing.request(seconds(1)).is_ok());
}

#[test]
fn a_late_failure_does_not_allow_another_event() {
    let mut typing = live();
    let first = typing.request(seconds(0)).unwrap();
    typing.message_sent(seconds(1));
    let _second = typing.request(seconds(2)).unwrap();
    typing.failed(first, &Error::new(ErrorKind::Transport, "refused"));
    assert_eq!(typing.request(seconds(3)), Err(Suppressed));
}

#[test]
fn nothing_is_sent_or_queued_unless_the_session_is_live() {
    let mut typing = OwnTyping::new();
    assert_eq!(typing.request(seconds(0)), Err(NotLive));
    let _guard = typing.start_guard(seconds(0));
    assert_eq!(typing.deadline(), None);
    assert_eq!(typing.due(seconds(0)), None);
    typing.live();
    assert_eq!(run(&mut typing, seconds(5)), [0]);
    typing.lost();
    assert_eq!(typing.request(seconds(60)), Err(NotLive));
    assert_eq!(run(&mut typing, seconds(60)), []);
    assert_eq!(typing.due(seconds(60)), None);
    typing.live();
    assert!(typing.due(seconds(61)).is_some());

    typing.end();
    typing.live();
    typing.lost();
    assert_eq!(typing.request(seconds(80)), Err(Ended));
    assert_eq!(run(&mut typing, seconds(100)), []);
}

#[test]
fn a_guard_repeats_events_until_it_is_stopped() {
    let mut typing = live();
    let guard = typing.start_guard(seconds(0));
    assert_eq!(run(&mut typing, seconds(35)), [0, 10_000, 20_000, 30_000]);
    let other = typing.start_guard(seconds(35));
    assert_eq!(run(&mut typing, seconds(45)), [40_000]);
    typing.stop_guard(guard);
    assert_eq!(run(&mut typing, seconds(55)), [50_000]);
    typing.stop_guard(other);
    assert_eq!(run(&mut typing, seconds(100)), []);
    // A guard that starts again does not break the limit.
    typing.start_guard(seconds(51));
    assert_eq!(run(&mut typing, seconds(65)), [60_000]);
}

#[test]
fn a_guard_sends_for_five_minutes_without_a_renewal() {
    let mut typing = live();
    let guard = typing.start_guard(seconds(0));
    let times = run(&mut typing, seconds(1_000));
    assert_eq!((times.len(), times.last()), (30, Some(&290_000)));

    typing.renew_guard(seconds(1_000), guard);
    assert_eq!(run(&mut typing, seconds(1_015)), [1_000_000, 1_010_000]);
    typing.renew_guard(seconds(1_100), guard);
    let times = run(&mut typing, seconds(2_000));
    assert_eq!(times.last(), Some(&1_390_000));

    typing.stop_guard(guard);
    typing.renew_guard(seconds(2_000), guard);
    assert_eq!(run(&mut typing, seconds(3_000)), []);
}

#[test]
fn a_guard_is_not_active_after_a_long_loss() {
    let mut typing = live();
    let guard = typing.start_guard(seconds(0));
    assert_eq!(run(&mut typing, seconds(5)), [0]);
    typing.lost();
    typing.live();
    assert_eq!(typing.due(seconds(300)), None);
    assert_eq!(typing.deadline(), None);
    typing.renew_guard(seconds(301), guard);
    assert_eq!(run(&mut typing, seconds(305)), [301_000]);
}

#[test]
fn a_guard_and_the_user_share_the_limit() {
    let mut typing = live();
    assert!(typing.request(seconds(0)).is_ok());
    let _guard = typing.start_guard(seconds(3));
    assert_eq!(run(&mut typing, seconds(9)), []);
    assert_eq!(typing.request(seconds(9)), Err(Suppressed));
    assert_eq!(run(&mut typing, seconds(25)), [10_000, 20_000]);
}

#[test]
fn a_guard_goes_on_a_second_after_a_message() {
    let mut typing = live();
    let guard = typing.start_guard(seconds(0));
    assert_eq!(run(&mut typing, seconds(5)), [0]);
    typing.message_sent(seconds(5));
    assert_eq!(run(&mut typing, seconds(17)), [6_000, 16_000]);
    typing.message_sent(seconds(18));
    typing.stop_guard(guard);
    assert_eq!(run(&mut typing, seconds(60)), []);
}

#[test]
fn throttling_stops_the_guards_until_the_user_types() {
    let throttled = Error::new(ErrorKind::Throttling, "Rate exceeded");
    let mut typing = live();
    let guard = typing.start_guard(seconds(0));
    let attempt = typing.due(seconds(0)).unwrap();
    typing.failed(attempt, &throttled);
    assert_eq!(typing.deadline(), None);

    assert!(typing.request(seconds(20)).is_ok());
    assert_eq!(run(&mut typing, seconds(35)), [30_000]);
    let attempt = typing.due(seconds(40)).unwrap();
    typing.failed(attempt, &throttled);
    assert_eq!(typing.deadline(), None);
    typing.renew_guard(seconds(42), guard);
    assert_eq!(run(&mut typing, seconds(55)), [42_000, 52_000]);
}

#[test]
fn a_guard_goes_on_after_another_failure() {
    let mut typing = live();
    let _guard = typing.start_guard(seconds(0));
    let attempt = typing.due(seconds(0)).unwrap();
    typing.failed(attempt, &Error::new(ErrorKind::Timeout, "no response"));
    assert_eq!(run(&mut typing, seconds(25)), [10_000, 20_000]);
}

#[test]
fn an_indicator_is_shown_for_12_s() {
    let mut indicators = Indicators::new(None);
    assert!(indicators.show(seconds(0), "p1", "Ana"));
    assert!(indicators.show(seconds(3), "p2", "Ben"));
    assert!(!indicators.show(seconds(5), "p1", "Ana"));
    assert_eq!(indicators.deadline(), Some(seconds(15)));
    assert_eq!(indicators.due(millis(14_999)), None);
    assert_eq!(indicators.due(seconds(15)), Some("Ben"));
    assert_eq!(indicators.due(seconds(15)), None);
    assert_eq!(indicators.deadline(), Some(seconds(17)));
    assert_eq!(indicators.due(seconds(17)), Some("Ana"));
    assert_eq!(indicators.deadline(), None);
    assert!(indicators.show(seconds(20), "p1", "Ana"));
}

#[test]
fn an_indicator_is_cleared_once() {
    let mut indicators = Indicators::new(None);
    for (id, name) in [("p1", "Ana"), ("p2", "Ben"), ("p3", "Cem")] {
        assert!(indicators.show(seconds(0), id, name));
    }
    assert_eq!(indicators.clear("p2"), Some("Ben"));
    assert_eq!(indicators.clear("p2"), None);
    assert_eq!(indicators.clear_all().collect::<Vec<_>>(), ["Ana", "Cem"]);
    assert_eq!(indicators.clear_all().count(), 0);
    assert_eq!((indicators.clear("p1"), indicators.due(seconds(60))), (None, None));
}

#[test]
fn own_typing_is_not_shown() {
    let mut indicators = Indicators::new(Some("p1"));
    assert!(!indicators.show(seconds(0), "p1", "Bot"));
    assert!(indicators.show(seconds(0), "p2", "Ana"));
    // The session learns that it is another participant.
    assert_eq!(indicators.set_own_id("p2"), Some("Ana"));
    assert!(!indicators.show(seconds(1), "p2", "Ana"));
    assert_eq!(indicators.deadline(), None);
}

#[test]
fn indicators_are_bounded() {
    let mut indicators = Indicators::new(None);
    let shown = (0..1_000).filter(|id| indicators.show(seconds(0), &id.to_string(), *id));
    assert_eq!(shown.count(), 64);
    assert!(!indicators.show(seconds(1), "3", 3));
    assert_eq!(indicators.clear_all().count(), 64);
}

#[test]
fn a_clock_at_its_end_is_no_panic() {
    let mut typing = live();
    let guard = typing.start_guard(Duration::MAX);
    assert_eq!(typing.due(Duration::MAX), None);
    typing.renew_guard(Duration::MAX, guard);
    assert!(typing.request(Duration::MAX).is_ok());
    typing.message_sent(Duration::MAX);
    let mut indicators = Indicators::new(None);
    assert!(indicators.show(Duration::MAX, "p1", ()));
    assert_eq!(indicators.due(Duration::MAX), Some(()));
}
