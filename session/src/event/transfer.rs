//! Transfers.

use std::sync::Arc;

use crate::event::info::ItemInfo;

/// A transfer of the chat to another agent or queue, which has succeeded or failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transfer {
    info: Arc<ItemInfo>,
    outcome: TransferOutcome,
}

impl Transfer {
    pub(crate) fn new(outcome: TransferOutcome, info: ItemInfo) -> Self {
        Self { info: Arc::new(info), outcome }
    }

    /// Returns the outcome.
    #[must_use]
    pub fn outcome(&self) -> TransferOutcome {
        self.outcome
    }

    /// Returns the parts that all items have in common.
    #[must_use]
    pub fn info(&self) -> &ItemInfo {
        &self.info
    }

    pub(crate) fn info_mut(&mut self) -> &mut ItemInfo {
        Arc::make_mut(&mut self.info)
    }
}

/// The outcome of a transfer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransferOutcome {
    /// The chat has been transferred. For the agent before the transfer, the chat has ended.
    Succeeded,
    /// The transfer has failed. The chat continues as before.
    Failed,
}
