//! Properties of typing, for any order of events and times.

use std::collections::BTreeSet;
use std::time::Duration;

use connect_participant::{Error, ErrorKind};
use proptest::prelude::*;
use proptest::test_runner::Config;

use super::guards::GuardId;
use super::indicators::Indicators;
use super::own_typing::OwnTyping;
use super::throttle::Attempt;

const SECOND: Duration = Duration::from_secs(1);

/// Something that happens to the events of this participant.
#[derive(Debug, Clone, Copy)]
enum Step {
    Wait {
        millis: u64,
    },
    Key,
    Start,
    Renew,
    Stop,
    Message,
    /// The last event has failed.
    Fail {
        is_throttled: bool,
    },
    Live,
    Lost,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => prop_oneof![0..2_000_u64, 0..20_000_u64, 0..400_000_u64]
            .prop_map(|millis| Step::Wait { millis }),
        4 => Just(Step::Key),
        2 => Just(Step::Start),
        1 => Just(Step::Renew),
        1 => Just(Step::Stop),
        1 => Just(Step::Message),
        1 => any::<bool>().prop_map(|is_throttled| Step::Fail { is_throttled }),
        3 => Just(Step::Live),
        1 => Just(Step::Lost),
    ]
}

/// A session's typing, and what a test remembers of it.
#[derive(Default)]
struct World {
    typing: OwnTyping,
    now: Duration,
    is_live: bool,
    guards: Vec<GuardId>,
    last: Option<(Attempt, Duration)>,
    /// The last time at which the user asked for an event, or had a guard of their own.
    asked: Option<Duration>,
}

impl World {
    /// Moves the clock, and sends what the guards ask for meanwhile.
    fn run_to(&mut self, end: Duration) -> Result<(), TestCaseError> {
        while let Some(deadline) = self.typing.deadline().filter(|deadline| *deadline <= end) {
            self.now = self.now.max(deadline);
            let attempt = self.typing.due(self.now);
            if attempt.is_none() {
                let deadline = self.typing.deadline();
                prop_assert!(deadline.is_none_or(|deadline| deadline > self.now), "stuck");
                continue;
            }
            prop_assert!(!self.guards.is_empty(), "an event without a guard");
            let asked = self.asked.map(|asked| self.now.saturating_sub(asked));
            prop_assert!(asked < Some(300 * SECOND), "an event {:?} after the user", asked);
            self.sent(attempt)?;
        }
        self.now = end;
        Ok(())
    }

    fn sent(&mut self, attempt: Option<Attempt>) -> Result<(), TestCaseError> {
        let Some(attempt) = attempt else { return Ok(()) };
        prop_assert!(self.is_live, "an event without a connection");
        if let Some((_, last)) = self.last {
            let interval = self.now.saturating_sub(last);
            prop_assert!(interval >= 10 * SECOND, "an event after {:?}", interval);
        }
        self.last = Some((attempt, self.now));
        Ok(())
    }

    fn apply(&mut self, step: Step) -> Result<(), TestCaseError> {
        match step {
            Step::Wait { millis } => self.run_to(self.now + Duration::from_millis(millis))?,
            Step::Key => {
                let attempt = self.typing.request(self.now).ok();
                self.sent(attempt)?;
            }
            Step::Start => {
                self.guards.push(self.typing.start_guard(self.now));
                self.asked = Some(self.now);
            }
            Step::Renew => {
                if let Some(guard) = self.guards.last() {
                    self.typing.renew_guard(self.now, *guard);
                    self.asked = Some(self.now);
                }
            }
            Step::Stop => {
                if let Some(guard) = self.guards.pop() {
                    self.typing.stop_guard(guard);
                }
            }
            Step::Message => {
                self.typing.message_sent(self.now);
                self.last = None;
            }
            Step::Fail { is_throttled } => {
                if let Some((attempt, _)) = self.last.take() {
                    let kind =
                        if is_throttled { ErrorKind::Throttling } else { ErrorKind::Timeout };
                    self.typing.failed(attempt, &Error::new(kind, "no"));
                }
            }
            Step::Live => {
                self.typing.live();
                self.is_live = true;
            }
            Step::Lost => {
                self.typing.lost();
                self.is_live = false;
            }
        }
        Ok(())
    }
}

proptest! {
    #![proptest_config(Config { cases: 256, failure_persistence: None, ..Config::default() })]

    #[test]
    fn events_are_ten_seconds_apart(steps in prop::collection::vec(step(), 0..100)) {
        let mut world = World::default();
        for step in steps {
            world.apply(step)?;
        }
        world.typing.end();
        prop_assert_eq!(world.typing.deadline(), None);
        prop_assert!(world.typing.request(world.now + 60 * SECOND).is_err());
    }

    /// A step is a participant who types, with their number, or clears their indicator.
    #[test]
    fn each_indicator_that_is_shown_is_cleared_once(
        steps in prop::collection::vec((0..4_u8, any::<bool>(), 0..9_000_u64), 0..100),
    ) {
        let mut indicators = Indicators::new(Some("0"));
        let mut shown = BTreeSet::new();
        let mut now = Duration::ZERO;
        for (participant, is_typing, millis) in steps {
            let id = participant.to_string();
            if is_typing {
                let is_new = !shown.contains(&participant) && participant != 0;
                prop_assert_eq!(indicators.show(now, &id, participant), is_new);
                if participant != 0 {
                    shown.insert(participant);
                }
            } else {
                let expected = shown.take(&participant);
                prop_assert_eq!(indicators.clear(&id), expected);
            }
            now += Duration::from_millis(millis);
            while let Some(participant) = indicators.due(now) {
                prop_assert!(shown.remove(&participant), "{} is cleared twice", participant);
            }
            prop_assert!(indicators.deadline().is_none_or(|deadline| deadline > now));
            prop_assert_eq!(indicators.deadline().is_none(), shown.is_empty());
        }
        prop_assert_eq!(indicators.clear_all().collect::<BTreeSet<_>>(), shown);
    }
}
