//! Finds out if code runs in a task, which must not block.

use std::pin::pin;
use std::task::{Context, Waker};

use tokio::runtime::Handle;
use tokio::task::coop::consume_budget;

use crate::error::{Error, Result};

/// More than the budget of a task, which is 128 steps.
const MAX_BUDGET: usize = 1_024;

/// Returns an error in a task of Tokio.
///
/// A thread of `spawn_blocking` belongs to a runtime too, and may block. Only a task has a budget, so
/// this uses it up. The task then yields to the others at its next `await`.
pub(super) fn check_not_in_task() -> Result<()> {
    if Handle::try_current().is_err() {
        return Ok(());
    }
    let mut context = Context::from_waker(Waker::noop());
    let is_task = (0..MAX_BUDGET).any(|_| pin!(consume_budget()).poll(&mut context).is_pending());
    if is_task {
        return Err(Error::invalid_input(
            "a blocking client cannot be used in async code: use `connect_participant::Client`, or \
             make the call in `tokio::task::spawn_blocking`",
        ));
    }
    Ok(())
}
