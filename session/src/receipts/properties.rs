//! Properties of receipts, for any order of requests, results and times.

use std::time::Duration;

use connect_participant::ErrorKind;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::Config;

use super::harness::{Caller, Harness, error};
use super::outcome::ReceiptOutcome::{self, AlreadyMarked, Ended, Sent, Superseded, Unsupported};
use super::receipt::DueReceipt;
use super::receipt::ReceiptKind::{self, Delivered, Read};

/// Something that happens.
#[derive(Debug, Clone, Copy)]
enum Step {
    /// A request for a message. The caller may be dropped at once.
    Request {
        kind: ReceiptKind,
        order: u64,
        is_dropped: bool,
    },
    /// Time passes. Nothing is sent until the next [`Step::Send`].
    Wait {
        millis: u64,
    },
    /// Everything that is due is sent.
    Send,
    /// The result of one of the receipts in flight.
    Result {
        index: Index,
        error: Option<ErrorKind>,
    },
    Marked {
        kind: ReceiptKind,
        order: u64,
    },
    Left,
}

fn kind() -> impl Strategy<Value = ReceiptKind> {
    prop_oneof![Just(Read), Just(Delivered)]
}

fn step(errors: &'static [ErrorKind]) -> impl Strategy<Value = Step> {
    let failures = errors.iter().map(|error| Some(*error));
    let result = prop::sample::select(failures.chain([None; 6]).collect::<Vec<_>>());
    let request = (kind(), 0..12_u64, any::<bool>());
    prop_oneof![
        6 => request
            .prop_map(|(kind, order, is_dropped)| Step::Request { kind, order, is_dropped }),
        4 => prop_oneof![0..400_u64, 0..6_000_u64].prop_map(|millis| Step::Wait { millis }),
        4 => Just(Step::Send),
        4 => (any::<Index>(), result).prop_map(|(index, error)| Step::Result { index, error }),
        1 => (kind(), 0..12_u64).prop_map(|(kind, order)| Step::Marked { kind, order }),
        1 => Just(Step::Left),
    ]
}

const ERRORS: &[ErrorKind] = &[
    ErrorKind::Conflict,
    ErrorKind::Throttling,
    ErrorKind::Validation,
    ErrorKind::InternalServer,
    ErrorKind::AccessDenied,
];

/// A session, and what a test remembers of it.
struct World {
    session: Harness,
    callers: Vec<(ReceiptKind, u64, Caller)>,
    in_flight: Vec<DueReceipt>,
    /// The receipts that were handed out.
    attempts: Vec<(Duration, ReceiptKind, u64)>,
    /// The messages that are marked.
    marked: Vec<(ReceiptKind, u64)>,
    /// The receipts that were successful.
    sent: Vec<(ReceiptKind, u64)>,
}

fn order_of(receipt: &DueReceipt) -> u64 {
    receipt.message_id.trim_start_matches('m').parse().unwrap()
}

impl World {
    fn new() -> Self {
        let (session, callers, in_flight) = (Harness::new(), Vec::new(), Vec::new());
        let (attempts, marked, sent) = (Vec::new(), Vec::new(), Vec::new());
        Self { session, callers, in_flight, attempts, marked, sent }
    }

    fn apply(&mut self, step: Step) -> Result<(), TestCaseError> {
        match step {
            Step::Request { kind, order, is_dropped } => {
                let caller = self.session.request(kind, order);
                if !is_dropped {
                    self.callers.push((kind, order, caller));
                }
            }
            Step::Wait { millis } => {
                let now = self.session.now() + Duration::from_millis(millis);
                self.session.skip_to(u64::try_from(now.as_millis()).unwrap());
            }
            Step::Send => self.send()?,
            Step::Result { index, error: kind } => {
                if !self.in_flight.is_empty() {
                    let receipt = self.in_flight.remove(index.index(self.in_flight.len()));
                    self.finish(&receipt, kind);
                }
            }
            Step::Marked { kind, order } => {
                self.session.receipts.marked(kind, &format!("m{order}"), Some(order.into()));
                self.marked.push((kind, order));
            }
            Step::Left => self.session.receipts.participant_left(),
        }
        Ok(())
    }

    fn finish(&mut self, receipt: &DueReceipt, kind: Option<ErrorKind>) {
        if kind.is_none() {
            self.sent.push((receipt.kind, order_of(receipt)));
            self.marked.push((receipt.kind, order_of(receipt)));
        }
        self.session.report(receipt, kind.map_or(Ok(()), |kind| Err(error(kind))));
    }

    fn send(&mut self) -> Result<(), TestCaseError> {
        while let Some(receipt) = self.session.due() {
            let (kind, order, now) = (receipt.kind, order_of(&receipt), self.session.now());
            let newer = self.sent.iter().find(|(sent, newest)| *sent == kind && *newest >= order);
            prop_assert_eq!(newer, None, "{:?} of m{} is not the newest", kind, order);
            let last = self.attempts.iter().rev().find(|(_, sent, _)| *sent == kind);
            let is_early = last.is_some_and(|(time, ..)| now < *time + Duration::from_secs(5));
            prop_assert!(!is_early, "{:?} at {:?} after {:?}", kind, now, last);
            self.attempts.push((now, kind, order));
            self.in_flight.push(receipt);
        }
        Ok(())
    }

    /// Follows the deadlines until nothing is pending. All receipts are accepted.
    fn run_until_idle(&mut self) -> Result<(), TestCaseError> {
        for _ in 0..1_000 {
            self.send()?;
            for receipt in std::mem::take(&mut self.in_flight) {
                self.finish(&receipt, None);
            }
            let Some(deadline) = self.session.receipts.deadline() else {
                prop_assert!(self.session.receipts.is_idle(), "stuck");
                return Ok(());
            };
            let now = self.session.now().max(deadline);
            self.session.skip_to(u64::try_from(now.as_millis()).unwrap() + 1);
        }
        Err(TestCaseError::fail("there is always a deadline"))
    }

    /// Checks that the outcome is true.
    fn check(
        &self,
        kind: ReceiptKind,
        order: u64,
        outcome: ReceiptOutcome,
    ) -> Result<(), TestCaseError> {
        let is_marked = |wanted: ReceiptKind, is_wanted: &dyn Fn(u64) -> bool| {
            self.marked.iter().any(|(kind, order)| *kind == wanted && is_wanted(*order))
        };
        let is_true = match outcome {
            Sent => self.sent.contains(&(kind, order)),
            AlreadyMarked => is_marked(kind, &|o| o == order) || is_marked(Read, &|o| o == order),
            Superseded if kind == Read => is_marked(Read, &|newer| newer > order),
            Superseded => {
                is_marked(Delivered, &|newer| newer > order) || is_marked(Read, &|o| o >= order)
            }
            Unsupported => true,
            _ => false,
        };
        prop_assert!(is_true, "{:?} for {:?} of m{}", outcome, kind, order);
        Ok(())
    }
}

fn config() -> Config {
    Config { cases: 256, failure_persistence: None, ..Config::default() }
}

fn steps(errors: &'static [ErrorKind]) -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec(step(errors), 0..120)
}

proptest! {
    #![proptest_config(config())]

    /// `send` checks the order, and that at most one receipt of a kind is sent in five seconds.
    #[test]
    fn every_caller_gets_one_true_reply(steps in steps(ERRORS)) {
        let mut world = World::new();
        for step in steps {
            world.apply(step)?;
        }
        world.run_until_idle()?;
        for (kind, order, mut caller) in std::mem::take(&mut world.callers) {
            match caller.reply() {
                None => prop_assert!(false, "{:?} of m{} has no reply", kind, order),
                Some(Ok(outcome)) => world.check(kind, order, outcome)?,
                Some(Err(error)) => prop_assert_ne!(error.kind(), ErrorKind::Throttling),
            }
            prop_assert!(caller.reply().is_none(), "a second reply");
        }
    }

    #[test]
    fn the_newest_message_of_each_kind_is_marked(steps in steps(&[])) {
        let mut world = World::new();
        for step in &steps {
            world.apply(*step)?;
        }
        world.run_until_idle()?;
        let requests = steps.iter().filter_map(|step| match step {
            Step::Request { kind, order, .. } => Some((*kind, *order)),
            _ => None,
        });
        for (kind, order) in requests {
            let is_covered = world.marked.iter().any(|(marked, newest)| match kind {
                Read => *marked == Read && *newest >= order,
                Delivered => *newest >= order,
            });
            prop_assert!(is_covered, "{:?} of m{} is lost", kind, order);
        }
    }

    #[test]
    fn after_the_end_every_caller_has_one_reply(steps in steps(ERRORS), rest in steps(ERRORS)) {
        let mut world = World::new();
        for step in steps {
            world.apply(step)?;
        }
        world.session.receipts.end();
        let attempts = world.attempts.len();
        for step in rest {
            world.apply(step)?;
        }
        prop_assert_eq!(world.attempts.len(), attempts);
        prop_assert_eq!(world.session.receipts.deadline(), None);
        for (.., mut caller) in world.callers {
            prop_assert!(caller.reply().is_some());
            prop_assert!(caller.reply().is_none());
        }
    }

    #[test]
    fn a_flush_leaves_nothing_pending(steps in steps(ERRORS)) {
        let mut world = World::new();
        for step in steps {
            world.apply(step)?;
        }
        for receipt in std::mem::take(&mut world.in_flight) {
            world.finish(&receipt, Some(ErrorKind::Timeout));
        }
        let now = world.session.now();
        world.session.receipts.flush(now);
        while let Some(receipt) = world.session.due() {
            world.finish(&receipt, Some(ErrorKind::Throttling));
        }
        prop_assert!(world.session.receipts.is_idle());
        for (.., mut caller) in world.callers {
            prop_assert!(!matches!(caller.reply(), None | Some(Ok(Ended))));
        }
    }
}
