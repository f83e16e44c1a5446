//! The rules of receipts, one by one.

use std::time::{Duration, UNIX_EPOCH};

use connect_participant::{Error, ErrorKind};

use super::harness::{Caller, Harness, error};
use super::marks::Marks;
use super::outcome::ReceiptOutcome::{
    AlreadyMarked, Ended, OwnMessage, Sent, Superseded, Unsupported,
};
use super::receipt::ReceiptKind::{Delivered, Read};
use super::receipt::{MessageRef, Order};

const NONE: [&str; 0] = [];

#[test]
fn a_message_is_marked_once_per_kind() {
    let mut session = Harness::new();
    let mut callers = [session.delivered(1), session.delivered(1)];
    session.run_to(6_000);
    assert_eq!(session.sent(), ["5300 Delivered m1"]);
    assert_eq!(callers.each_mut().map(Caller::outcome), [Sent, Sent]);
    assert_eq!(session.delivered(1).outcome(), AlreadyMarked);

    let mut callers = [session.read(1), session.read(1)];
    session.run_to(20_000);
    assert_eq!(session.sent(), ["11000 Read m1"]);
    assert_eq!(callers.each_mut().map(Caller::outcome), [Sent, Sent]);
    assert_eq!(session.read(1).outcome(), AlreadyMarked);
}

#[test]
fn a_read_message_counts_as_delivered() {
    let mut session = Harness::new();
    let mut read = session.read(1);
    let mut while_pending = session.delivered(1);
    session.skip_to(5_000);
    let receipt = session.due().unwrap();
    let mut while_in_flight = session.delivered(1);
    assert!(while_pending.is_waiting() && while_in_flight.is_waiting());
    session.report(&receipt, Ok(()));
    assert_eq!(read.outcome(), Sent);
    assert_eq!(while_pending.outcome(), Superseded);
    assert_eq!(while_in_flight.outcome(), Superseded);
    assert_eq!(session.delivered(1).outcome(), AlreadyMarked);
    session.run_to(60_000);
    assert_eq!(session.sent(), ["5000 Read m1"]);
}

#[test]
fn a_read_receipt_replaces_a_delivered_one_within_300_ms() {
    let mut session = Harness::new();
    let mut delivered = session.delivered(1);
    session.run_to(100);
    let mut read = session.read(1);
    session.run_to(60_000);
    assert_eq!(session.sent(), ["5100 Read m1"]);
    assert_eq!((delivered.outcome(), read.outcome()), (Superseded, Sent));
}

#[test]
fn a_window_of_five_seconds_sends_the_newest_of_each_kind() {
    let mut session = Harness::new();
    let mut callers = [session.delivered(1), session.delivered(3)];
    session.run_to(2_000);
    let mut readers = [session.read(1), session.read(2)];
    session.run_to(60_000);
    assert_eq!(session.sent(), ["5300 Read m2", "5300 Delivered m3"]);
    assert_eq!(callers.each_mut().map(Caller::outcome), [Superseded, Sent]);
    assert_eq!(readers.each_mut().map(Caller::outcome), [Superseded, Sent]);
}

#[test]
fn a_read_receipt_stands_for_the_delivered_one_of_its_message() {
    let mut session = Harness::new();
    let mut callers = [session.delivered(1), session.delivered(2)];
    session.run_to(1_000);
    let mut read = session.read(2);
    session.run_to(60_000);
    assert_eq!(session.sent(), ["5300 Read m2"]);
    assert_eq!(callers.each_mut().map(Caller::outcome), [Superseded, Superseded]);
    assert_eq!(read.outcome(), Sent);
}

#[test]
fn a_late_delivered_receipt_is_part_of_the_next_window() {
    let mut session = Harness::new();
    let _read = session.read(1);
    session.run_to(4_900);
    let _delivered = session.delivered(2);
    session.run_to(60_000);
    assert_eq!(session.sent(), ["5000 Read m1", "10200 Delivered m2"]);
}

#[test]
fn the_newest_is_by_order_of_messages_and_not_of_calls() {
    for seed in [7_u64, 11, 23, 31, 43] {
        let mut session = Harness::new();
        // Each seed has no common divisor with 50, so this is an order of all messages.
        let mut orders: Vec<u64> = (1..=50).map(|call| call * seed % 50 + 1).collect();
        let mut callers: Vec<_> = orders.iter().map(|order| session.read(*order)).collect();
        session.run_to(60_000);
        assert_eq!(session.sent(), ["5000 Read m50"]);
        for (caller, order) in callers.iter_mut().zip(&orders) {
            let expected = if *order == 50 { Sent } else { Superseded };
            assert_eq!(caller.outcome(), expected, "m{order}, seed {seed}");
        }
        orders.sort_unstable();
        assert_eq!(orders, (1..=50).collect::<Vec<_>>());
    }
}

#[test]
fn an_older_message_is_not_marked_after_a_newer_one() {
    let mut session = Harness::new();
    let _read = session.read(5);
    session.run_to(5_000);
    assert_eq!(session.sent(), ["5000 Read m5"]);
    assert_eq!(session.read(4).outcome(), Superseded);
    // The read receipt of a message is the delivered receipt of no other message.
    let mut delivered = session.delivered(4);
    session.run_to(60_000);
    assert_eq!(session.sent(), ["10300 Delivered m4"]);
    assert_eq!(delivered.outcome(), Sent);
}

#[test]
fn a_request_joins_a_newer_receipt_in_flight() {
    let mut session = Harness::new();
    let mut callers = vec![session.read(5)];
    session.skip_to(5_000);
    let receipt = session.due().unwrap();
    callers.extend([session.read(5), session.read(3)]);
    let mut newer = session.read(6);
    // The next window ends while the receipt is in flight.
    session.skip_to(20_000);
    assert_eq!(session.due(), None);
    assert_eq!(session.receipts.deadline(), None);
    session.report(&receipt, Ok(()));
    let outcomes: Vec<_> = callers.iter_mut().map(Caller::outcome).collect();
    assert_eq!(outcomes, [Sent, Sent, Superseded]);
    assert!(newer.is_waiting());
    session.send();
    assert_eq!(session.sent(), ["5000 Read m5", "20000 Read m6"]);
    assert_eq!(newer.outcome(), Sent);
}

#[test]
fn a_request_joins_the_same_delivered_receipt_in_flight() {
    let mut session = Harness::new();
    let mut callers = vec![session.delivered(5)];
    session.run_to(300);
    session.skip_to(5_300);
    let receipt = session.due().unwrap();
    callers.extend([session.delivered(5), session.delivered(3)]);
    session.report(&receipt, Ok(()));
    let outcomes: Vec<_> = callers.iter_mut().map(Caller::outcome).collect();
    assert_eq!(outcomes, [Sent, Sent, Superseded]);
}

#[test]
fn a_window_opens_in_time_although_nothing_is_asked() {
    let mut session = Harness::new();
    let _delivered = session.delivered(1);
    session.skip_to(2_000);
    let _read = session.read(2);
    session.run_to(60_000);
    assert_eq!(session.sent(), ["5300 Read m2", "5300 Delivered m1"]);
}

#[test]
fn a_caller_that_is_gone_loses_no_receipt() {
    let mut session = Harness::new();
    drop(session.read(1));
    drop(session.delivered(2));
    session.run_to(60_000);
    assert_eq!(session.sent(), ["5000 Read m1", "5000 Delivered m2"]);
}

/// <https://github.com/amazon-connect/amazon-connect-chatjs/issues/130>
#[test]
fn chatjs_130_the_caller_of_a_failed_delivered_receipt_gets_the_error() {
    let mut session = Harness::new();
    let mut callers = [session.delivered(1), session.delivered(2)];
    session.responses = vec![Err(error(ErrorKind::InternalServer))];
    session.run_to(60_000);
    assert_eq!(session.sent(), ["5300 Delivered m2"]);
    let expected = error(ErrorKind::InternalServer).to_string();
    assert_eq!(
        callers.each_mut().map(|caller| caller.error().to_string()),
        [&*expected, &expected]
    );

    let mut again = session.delivered(2);
    session.run_to(120_000);
    assert_eq!(again.outcome(), Sent);
}

/// <https://github.com/amazon-connect/amazon-connect-chatjs/issues/131>
#[test]
fn chatjs_131_a_delivered_receipt_before_any_read_receipt_is_sent() {
    let mut session = Harness::new();
    let mut delivered = session.delivered(1);
    session.run_to(60_000);
    assert_eq!(session.sent(), ["5300 Delivered m1"]);
    assert_eq!(delivered.outcome(), Sent);
}

/// A read receipt of another message in the same window.
/// <https://github.com/amazon-connect/amazon-connect-chatjs/pull/185>
#[test]
fn chatjs_185_both_callers_of_a_window_get_an_outcome() {
    for (delivered, read) in [(1, 2), (2, 1)] {
        let mut session = Harness::new();
        let mut delivered = session.delivered(delivered);
        session.run_to(1_000);
        let mut read = session.read(read);
        session.run_to(60_000);
        assert_eq!(session.sent().len(), 2);
        assert_eq!((delivered.outcome(), read.outcome()), (Sent, Sent));
    }
}

/// Receipts of one session depend on nothing outside of it, and need no setting.
///
/// - <https://github.com/amazon-connect/amazon-connect-chatjs/issues/132>
/// - <https://github.com/amazon-connect/amazon-connect-chatjs/issues/155>
/// - <https://github.com/amazon-connect/amazon-connect-chatjs/issues/222>
/// - <https://github.com/amazon-connect/amazon-connect-chatjs/pull/317>
/// - <https://github.com/amazon-connect/amazon-connect-chatjs/pull/319>
#[test]
fn chatjs_132_155_222_317_319_sessions_share_no_receipts() {
    let mut sessions = [Harness::new(), Harness::new(), Harness::new()];
    let mut callers = sessions.each_mut().map(|session| session.read(1));
    sessions[0].responses = vec![Err(error(ErrorKind::Conflict))];
    sessions[1].receipts.end();
    for session in &mut sessions {
        session.run_to(60_000);
    }
    assert_eq!(callers.each_mut().map(Caller::outcome), [Unsupported, Ended, Sent]);
    let mut callers = sessions.each_mut().map(|session| session.read(2));
    for session in &mut sessions {
        session.run_to(120_000);
    }
    assert_eq!(callers.each_mut().map(Caller::outcome), [Unsupported, Ended, Sent]);
    assert_eq!(sessions[2].sent(), ["5000 Read m1", "65000 Read m2"]);
}

/// <https://github.com/amazon-connect/AmazonConnectSDK/issues/9>
#[test]
fn amazon_connect_sdk_9_receipts_pause_while_a_supervisor_monitors() {
    let mut session = Harness::new();
    let mut callers =
        [session.read(1), session.read(2), session.delivered(3), session.delivered(1)];
    session.responses = vec![Err(error(ErrorKind::Conflict))];
    session.run_to(5_000);
    assert_eq!(session.sent(), ["5000 Read m2"]);
    assert_eq!(callers.each_mut().map(Caller::outcome), [Unsupported; 4]);
    session.run_to(100_000);
    assert_eq!(session.read(4).outcome(), Unsupported);
    assert_eq!(session.delivered(4).outcome(), Unsupported);
    assert_eq!(session.receipts.deadline(), None);

    session.receipts.participant_left();
    let mut read = session.read(4);
    session.run_to(200_000);
    assert_eq!(session.sent(), ["105000 Read m4"]);
    assert_eq!(read.outcome(), Sent);
}

#[test]
fn unsupported_receipts_are_tried_again_after_five_minutes() {
    let mut session = Harness::new();
    let _read = session.read(1);
    session.responses = vec![Err(error(ErrorKind::Conflict)), Err(error(ErrorKind::Conflict))];
    session.run_to(304_999);
    assert_eq!(session.read(1).outcome(), Unsupported);
    session.run_to(305_000);
    let mut read = session.read(1);
    session.run_to(400_000);
    assert_eq!(session.sent(), ["5000 Read m1", "310000 Read m1"]);
    assert_eq!(read.outcome(), Unsupported);
    assert_eq!(session.read(1).outcome(), Unsupported);
}

#[test]
fn a_departure_counts_also_while_a_receipt_is_in_flight() {
    let mut session = Harness::new();
    let mut read = session.read(1);
    session.skip_to(5_000);
    let receipt = session.due().unwrap();
    let mut next = session.read(2);
    session.receipts.participant_left();
    session.report(&receipt, Err(error(ErrorKind::Conflict)));
    assert_eq!(read.outcome(), Unsupported);
    session.run_to(60_000);
    assert_eq!(session.sent(), ["5000 Read m1", "10000 Read m2"]);
    assert_eq!(next.outcome(), Sent);
}

#[test]
fn a_throttled_receipt_is_kept_until_a_newer_one() {
    let mut session = Harness::new();
    let mut first = session.read(1);
    let pause = Duration::from_secs(60);
    session.responses = vec![
        Err(error(ErrorKind::Throttling)),
        Err(error(ErrorKind::Throttling).with_retry_after(pause)),
    ];
    session.run_to(11_000);
    let mut second = session.read(2);
    assert!(first.is_waiting());
    session.run_to(200_000);
    assert_eq!(session.sent(), ["5000 Read m1", "10000 Read m1", "70000 Read m2"]);
    assert_eq!((first.outcome(), second.outcome()), (Superseded, Sent));
}

#[test]
fn pauses_after_throttling_grow_to_30_s() {
    let mut session = Harness::new();
    let mut read = session.read(1);
    session.responses = (0..7).map(|_| Err(error(ErrorKind::Throttling))).collect();
    session.run_to(200_000);
    // The window of five seconds is longer than the first two pauses.
    let times = [5, 10, 15, 23, 39, 69, 99, 129].map(|time| format!("{time}000 Read m1"));
    assert_eq!(session.sent(), times);
    assert_eq!(read.outcome(), Sent);

    // A success ends it.
    let _read = session.read(2);
    session.responses = vec![Err(error(ErrorKind::RateLimited))];
    session.run_to(300_000);
    assert_eq!(session.sent(), ["205000 Read m2", "210000 Read m2"]);
}

#[test]
fn a_pause_is_random_from_half_of_its_length() {
    for (spread, expected) in
        [(0.0, 15), (0.5, 22), (1.0, 30), (f64::NAN, 30), (-1.0, 30), (9e99, 30)]
    {
        let mut session = Harness::new();
        let _read = session.read(1);
        session.receipts.back_off.count = 40;
        session.skip_to(5_000);
        let receipt = session.due().unwrap();
        let throttled = Err(error(ErrorKind::Throttling));
        session.receipts.sent(session.now(), &receipt, throttled, spread);
        let deadline = session.receipts.deadline().unwrap();
        assert_eq!(deadline.as_secs(), 5 + expected, "{spread}");
    }
}

#[test]
fn a_rejected_message_does_not_hold_up_the_others() {
    for kind in [ErrorKind::Validation, ErrorKind::InvalidInput] {
        let mut session = Harness::new();
        let mut callers = [session.read(1), session.read(2), session.read(3), session.delivered(3)];
        session.responses = vec![Err(error(kind))];
        session.run_to(60_000);
        assert_eq!(session.sent(), ["5000 Read m3", "10000 Read m2"]);
        let [first, second, third, delivered] = &mut callers;
        assert_eq!((first.outcome(), second.outcome()), (Superseded, Sent));
        assert_eq!(third.error().kind(), kind);
        assert_eq!(delivered.error().kind(), kind);
    }
}

#[test]
fn delivered_receipts_go_on_after_their_read_receipt_is_rejected() {
    let mut session = Harness::new();
    let mut callers = [session.delivered(1), session.delivered(2)];
    session.run_to(1_000);
    let mut read = session.read(2);
    session.responses = vec![Err(error(ErrorKind::Validation))];
    session.run_to(60_000);
    assert_eq!(session.sent(), ["5300 Read m2", "10300 Delivered m1"]);
    assert_eq!(read.error().kind(), ErrorKind::Validation);
    let [first, second] = &mut callers;
    assert_eq!(first.outcome(), Sent);
    assert_eq!(second.error().kind(), ErrorKind::Validation);
}

#[test]
fn every_caller_of_a_window_gets_the_error() {
    let kinds = [ErrorKind::AccessDenied, ErrorKind::Transport, ErrorKind::Timeout];
    for kind in kinds {
        let mut session = Harness::new();
        let mut callers =
            [session.read(1), session.read(2), session.delivered(2), session.delivered(3)];
        session.responses = vec![Err(error(kind))];
        session.run_to(60_000);
        assert_eq!(session.sent(), ["5000 Read m2", "5000 Delivered m3"]);
        let [first, second, implied, delivered] = &mut callers;
        for caller in [first, second, implied] {
            assert_eq!(caller.error().to_string(), error(kind).to_string());
        }
        assert_eq!(delivered.outcome(), Sent);
    }
}

#[test]
fn a_flush_makes_all_receipts_due() {
    let mut session = Harness::new();
    let mut callers = [session.read(1), session.delivered(2)];
    assert!(!session.receipts.is_idle());
    session.receipts.flush(session.now());
    session.run_to(0);
    assert_eq!(session.sent(), ["0 Read m1", "0 Delivered m2"]);
    assert_eq!(callers.each_mut().map(Caller::outcome), [Sent, Sent]);
    assert!(session.receipts.is_idle());
}

#[test]
fn a_flush_does_not_wait_for_a_pause() {
    let mut session = Harness::new();
    let mut read = session.read(1);
    session.responses = vec![Err(error(ErrorKind::Throttling)), Err(error(ErrorKind::Throttling))];
    session.run_to(6_000);
    session.receipts.flush(session.now());
    session.run_to(6_000);
    assert_eq!(session.sent(), ["5000 Read m1", "6000 Read m1"]);
    assert_eq!(read.error().kind(), ErrorKind::Throttling);
    assert!(session.receipts.is_idle());
}

#[test]
fn a_flush_sends_older_receipts_if_the_newest_is_rejected() {
    let mut session = Harness::new();
    let mut callers = [session.read(1), session.read(2)];
    session.responses = vec![Err(error(ErrorKind::Validation))];
    session.receipts.flush(session.now());
    assert_eq!(session.due().unwrap().message_id, "m2".into());
    session.report(&receipt(Read, "m2"), Err(error(ErrorKind::Validation)));
    assert!(!session.receipts.is_idle());
    session.responses.clear();
    session.send();
    assert!(session.receipts.is_idle());
    assert_eq!(callers[0].outcome(), Sent);
}

fn receipt(kind: super::ReceiptKind, id: &str) -> super::DueReceipt {
    super::DueReceipt { kind, message_id: id.into() }
}

#[test]
fn the_end_ends_all_receipts() {
    let mut session = Harness::new();
    let mut callers = vec![session.read(1)];
    session.skip_to(5_000);
    let in_flight = session.due().unwrap();
    callers.extend([session.read(2), session.delivered(3)]);
    session.skip_to(5_500);
    callers.extend([session.delivered(4), session.read(4), session.delivered(5)]);
    session.receipts.end();
    callers.push(session.read(9));
    let outcomes: Vec<_> = callers.iter_mut().map(Caller::outcome).collect();
    assert_eq!(outcomes, [Ended; 7]);
    // The result comes too late.
    session.report(&in_flight, Ok(()));
    assert_eq!(session.receipts.deadline(), None);
    session.run_to(60_000);
    assert_eq!(session.sent(), ["5000 Read m1"]);
    assert!(session.receipts.is_idle());
}

#[test]
fn callers_get_an_outcome_if_the_session_is_dropped() {
    let mut session = Harness::new();
    let mut callers = [session.read(1), session.delivered(2)];
    drop(session);
    assert_eq!(callers.each_mut().map(Caller::outcome), [Ended, Ended]);
}

#[test]
fn receipts_of_a_transcript_are_known() {
    let mut session = Harness::new();
    session.receipts.marked(Read, "m3", Some(3.into()));
    session.receipts.marked(Delivered, "m4", Some(4.into()));
    assert_eq!(session.read(3).outcome(), AlreadyMarked);
    assert_eq!(session.delivered(3).outcome(), AlreadyMarked);
    assert_eq!(session.delivered(4).outcome(), AlreadyMarked);
    assert_eq!(session.read(2).outcome(), Superseded);
    let _read = session.read(4);
    session.run_to(60_000);
    assert_eq!(session.sent(), ["5000 Read m4"]);
}

#[test]
fn a_receipt_that_the_user_has_sent_is_not_sent_again() {
    for order in [None, Some(2)] {
        let mut session = Harness::new();
        let mut callers =
            [session.delivered(3), session.delivered(2), session.read(1), session.read(2)];
        session.receipts.marked(Read, "m2", order.map(Order::from));
        let outcomes = callers.each_mut().map(Caller::reply);
        let outcomes = outcomes.map(|reply| reply.transpose().unwrap());
        let superseded = Some(Superseded);
        assert_eq!(outcomes, [None, Some(AlreadyMarked), superseded, Some(AlreadyMarked)]);
        session.run_to(60_000);
        assert_eq!(session.sent(), ["5300 Delivered m3"]);
    }
}

#[test]
fn a_message_can_be_marked_by_its_id() {
    let mut session = Harness::new();
    session.receipts.marked(Read, "m1", None);
    session.receipts.marked(Read, "m1", None);
    assert_eq!(session.read(1).outcome(), AlreadyMarked);
    assert_eq!(session.delivered(1).outcome(), AlreadyMarked);
    session.run_to(60_000);
    assert_eq!(session.sent(), NONE);
    assert!(session.receipts.is_idle());
}

#[test]
fn marks_are_bounded_and_nothing_old_is_sent_again() {
    let mut marks = Marks::default();
    let message = |order: u64| MessageRef { order: order.into(), id: format!("m{order}").into() };
    for order in 0..3_000 {
        let order = Some(order).filter(|order| order % 2 == 0);
        marks.insert(&message(order.unwrap_or(1)).id, order.map(Order::from));
    }
    assert_eq!(marks.len(), Marks::CAPACITY);
    assert!(marks.contains(&message(2_998)) && !marks.contains(&message(0)));
    assert!(marks.has_newer(0.into()) && !marks.has_newer(2_998.into()));
}

#[test]
fn an_update_of_a_message_needs_no_other_receipt() {
    let mut session = Harness::new();
    let _callers = [session.read(1), session.request_for(Delivered, "m1", 2)];
    session.run_to(5_000);
    let mut callers = [session.request_for(Read, "m1", 3), session.request_for(Delivered, "m1", 4)];
    session.run_to(60_000);
    assert_eq!(session.sent(), ["5000 Read m1"]);
    assert_eq!(callers.each_mut().map(Caller::outcome), [AlreadyMarked, AlreadyMarked]);

    // A part that comes while the receipt is in flight.
    let _read = session.read(5);
    session.skip_to(65_000);
    let receipt = session.due().unwrap();
    let mut update = session.request_for(Read, "m5", 6);
    session.report(&receipt, Ok(()));
    session.run_to(120_000);
    assert_eq!(session.sent(), ["65000 Read m5"]);
    assert_eq!(update.outcome(), AlreadyMarked);

    // Two parts, one of which is read.
    let _callers = [session.read(7), session.request_for(Delivered, "m7", 8)];
    session.run_to(180_000);
    assert_eq!(session.sent(), ["125000 Read m7"]);
}

#[test]
fn callers_that_are_gone_are_not_kept() {
    let mut session = Harness::new();
    let mut first = session.read(0);
    for order in 1..20_000 {
        drop(session.read(order));
        drop(session.read(order));
    }
    assert!(session.receipts.read.pending.len() < 1_000);
    session.run_to(60_000);
    assert_eq!(session.sent(), ["5000 Read m19999"]);
    assert_eq!(first.outcome(), Superseded);
}

#[test]
fn the_newest_message_is_kept_without_a_caller() {
    let mut session = Harness::new();
    drop(session.read(1_000));
    for order in 1..600 {
        drop(session.read(order));
    }
    session.run_to(60_000);
    assert_eq!(session.sent(), ["5000 Read m1000"]);
}

#[test]
fn receipts_that_are_put_back_join_new_ones() {
    let mut session = Harness::new();
    let mut callers = vec![session.delivered(1), session.delivered(2)];
    session.run_to(1_000);
    let _read = session.read(2);
    session.skip_to(5_300);
    let receipt = session.due().unwrap();
    callers.push(session.delivered(1));
    session.skip_to(5_700);
    session.report(&receipt, Err(error(ErrorKind::Validation)));
    session.run_to(60_000);
    assert_eq!(session.sent(), ["5300 Read m2", "10600 Delivered m1"]);
    assert_eq!((callers[0].outcome(), callers[2].outcome()), (Sent, Sent));
}

#[test]
fn a_clock_at_its_end_is_no_panic() {
    let mut session = Harness::new();
    session.skip_to(u64::MAX);
    let mut callers = [session.read(1), session.delivered(2)];
    let far = Duration::MAX;
    while let Some(receipt) = session.receipts.due(far) {
        let throttled: Error = error(ErrorKind::Throttling).with_retry_after(far);
        session.receipts.sent(far, &receipt, Err(throttled), 1.0);
        if session.receipts.back_off.count > 3 {
            session.receipts.end();
        }
    }
    assert_eq!(callers.each_mut().map(Caller::outcome), [Ended, Ended]);
}

/// Requests a read receipt for a message of this second, if it has a time, and with this place.
fn read_at(session: &mut Harness, id: &str, second: Option<u64>, place: Option<u64>) -> Caller {
    let time = second.map(|second| UNIX_EPOCH + Duration::from_secs(second));
    session.request_with(Read, id, Order { time, place })
}

#[test]
fn the_time_of_a_message_comes_before_its_place() {
    let mut session = Harness::new();
    let _callers = [
        read_at(&mut session, "new", Some(20), Some(1)),
        read_at(&mut session, "old", Some(10), Some(2)),
        read_at(&mut session, "of an earlier session", Some(15), None),
    ];
    session.run_to(5_000);
    assert_eq!(session.sent(), ["5000 Read new"]);
    assert_eq!(read_at(&mut session, "older", Some(5), Some(3)).outcome(), Superseded);
}

#[test]
fn messages_of_one_time_have_receipts_of_their_own() {
    let mut session = Harness::new();
    let mut callers = ["a", "b"].map(|id| read_at(&mut session, id, Some(10), None));
    session.run_to(5_000);
    assert_eq!(session.sent(), ["5000 Read b"]);
    assert_eq!(callers.each_mut().map(Caller::outcome), [Superseded, Sent]);
    let mut late = read_at(&mut session, "a", Some(10), None);
    session.run_to(10_000);
    assert_eq!(session.sent(), ["10000 Read a"]);
    assert_eq!(late.outcome(), Sent);
}

#[test]
fn a_message_without_a_time_counts_as_new() {
    let mut session = Harness::new();
    let _dated = read_at(&mut session, "dated", Some(10), Some(1));
    session.run_to(5_000);
    let mut undated = read_at(&mut session, "undated", None, Some(2));
    session.run_to(10_000);
    assert_eq!(session.sent(), ["5000 Read dated", "10000 Read undated"]);
    assert_eq!(undated.outcome(), Sent);
    let mut later = read_at(&mut session, "later", Some(11), Some(3));
    session.run_to(15_000);
    assert_eq!(later.outcome(), Sent);
}

#[test]
fn a_message_of_this_participant_gets_no_receipt() {
    for kind in [Read, Delivered] {
        let mut session = Harness::new();
        let mut own = session.request(kind, 2);
        session.receipts.own_message("m2");
        assert_eq!(own.outcome(), OwnMessage);
        assert!(session.receipts.is_idle());
        // It supersedes no older message.
        let mut other = session.request(kind, 1);
        session.run_to(6_000);
        assert_eq!(other.outcome(), Sent);
    }
    // After the first 300 ms.
    let mut session = Harness::new();
    let (mut own, mut other) = (session.delivered(2), session.delivered(1));
    session.run_to(1_000);
    session.receipts.own_message("m2");
    assert_eq!(own.outcome(), OwnMessage);
    session.run_to(6_000);
    assert_eq!((other.outcome(), session.sent()), (Sent, vec!["5300 Delivered m1".to_owned()]));
}
