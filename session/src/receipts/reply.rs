//! The reply to a request for a receipt.

use connect_participant::Result;
use tokio::sync::oneshot;

use super::outcome::ReceiptOutcome;

/// The caller of a receipt, who gets one reply. A caller without another reply gets
/// [`ReceiptOutcome::Ended`] when this value is dropped.
pub(crate) struct Reply(Option<oneshot::Sender<Result<ReceiptOutcome>>>);

impl Reply {
    /// Creates a reply, and the end where the caller receives it.
    pub(crate) fn new() -> (Self, oneshot::Receiver<Result<ReceiptOutcome>>) {
        let (sender, receiver) = oneshot::channel();
        (Self(Some(sender)), receiver)
    }

    /// Sends the reply. A caller that is gone does not need it.
    pub(crate) fn send(mut self, reply: Result<ReceiptOutcome>) {
        if let Some(sender) = self.0.take() {
            let _ = sender.send(reply);
        }
    }

    /// Returns `true` if the caller does not wait any more.
    pub(crate) fn is_closed(&self) -> bool {
        self.0.as_ref().is_none_or(oneshot::Sender::is_closed)
    }
}

impl Drop for Reply {
    fn drop(&mut self) {
        if let Some(sender) = self.0.take() {
            let _ = sender.send(Ok(ReceiptOutcome::Ended));
        }
    }
}
