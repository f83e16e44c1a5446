//! What is found to disagree.

use std::collections::BTreeSet;
use std::fmt::Debug;

/// Everything that disagrees, a sentence each, so that one run tells all of it.
#[derive(Default)]
pub(crate) struct Report(Vec<String>);

impl Report {
    /// Notes it where `ours`, the table's, is not what the service has.
    #[expect(clippy::needless_pass_by_value, reason = "most are made for the call")]
    pub(crate) fn same<T: PartialEq + Debug>(&mut self, what: &str, ours: T, theirs: T) {
        if ours != theirs {
            self.problem(what, &format!("the table has {ours:?}, the service has {theirs:?}"));
        }
    }

    /// Notes what is forgotten, what is surplus, and, where it is neither, a wrong order.
    pub(crate) fn same_names(&mut self, what: &str, ours: &[&str], theirs: &[&str]) {
        let (our_set, their_set): (BTreeSet<_>, BTreeSet<_>) =
            (ours.iter().collect(), theirs.iter().collect());
        for forgotten in their_set.difference(&our_set) {
            self.problem(what, &format!("the table has no `{forgotten}`"));
        }
        for surplus in our_set.difference(&their_set) {
            self.problem(what, &format!("the service has no `{surplus}`"));
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

    /// Ends the test if anything disagrees.
    pub(crate) fn assert_empty(self) {
        assert!(self.0.is_empty(), "{}", self.0.join("\n"));
    }
}
