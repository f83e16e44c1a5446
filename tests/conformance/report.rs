//! The report of differences.

use std::collections::BTreeSet;
use std::fmt::Debug;

/// All differences, one sentence each, so that one run shows all of them.
#[derive(Default)]
pub(crate) struct Report(Vec<String>);

impl Report {
    /// Reports a difference between the value in the table and the value of the service.
    #[expect(clippy::needless_pass_by_value, reason = "most arguments are temporary values")]
    pub(crate) fn same<T: PartialEq + Debug>(&mut self, what: &str, ours: T, theirs: T) {
        if ours != theirs {
            self.problem(what, &format!("the table has {ours:?}, the service has {theirs:?}"));
        }
    }

    /// Reports missing names, extra names, and otherwise a different order.
    pub(crate) fn same_names(&mut self, what: &str, ours: &[&str], theirs: &[&str]) {
        let (our_set, their_set): (BTreeSet<_>, BTreeSet<_>) =
            (ours.iter().collect(), theirs.iter().collect());
        for missing in their_set.difference(&our_set) {
            self.problem(what, &format!("the table has no `{missing}`"));
        }
        for extra in our_set.difference(&their_set) {
            self.problem(what, &format!("the service has no `{extra}`"));
        }
        if our_set == their_set {
            self.same(what, ours, theirs);
        }
    }

    pub(crate) fn problem(&mut self, what: &str, problem: &str) {
        self.0.push(format!("{what}: {problem}"));
    }

    pub(crate) fn problems(self) -> Vec<String> {
        self.0
    }

    /// Panics if there is any difference.
    pub(crate) fn assert_empty(self) {
        assert!(self.0.is_empty(), "{}", self.0.join("\n"));
    }
}
