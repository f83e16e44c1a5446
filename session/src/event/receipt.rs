//! Receipts.

use std::sync::Arc;

use crate::event::info::ItemInfo;
use crate::fingerprint::Fingerprint;

/// A receipt: another participant has received or read a message.
///
/// ```
/// use connect_participant_session::Receipt;
///
/// fn tick(receipt: &Receipt) -> (&str, &'static str) {
///     (receipt.message_id(), if receipt.is_read() { "read" } else { "delivered" })
/// }
/// ```
///
/// Source: [`MessageMetadata`][api] for transcripts, and the items `MESSAGEMETADATA` in
/// amazon-connect-chatjs 5.0.0 for the websocket.
///
/// [api]: https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_MessageMetadata.html
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    parts: Arc<Parts>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Parts {
    message_id: Box<str>,
    recipients: Box<[connect_participant::Receipt]>,
    info: ItemInfo,
}

impl Receipt {
    pub(crate) fn new(
        message_id: &str,
        recipients: &[connect_participant::Receipt],
        info: ItemInfo,
    ) -> Self {
        let parts = Parts { message_id: message_id.into(), recipients: recipients.into(), info };
        Self { parts: Arc::new(parts) }
    }

    /// Returns the id of the message.
    #[must_use]
    pub fn message_id(&self) -> &str {
        &self.parts.message_id
    }

    /// Returns the recipients of the message, with the times at which it was delivered and read.
    /// The service supports receipts for one recipient only.
    #[must_use]
    pub fn recipients(&self) -> &[connect_participant::Receipt] {
        &self.parts.recipients
    }

    /// Returns `true` if a recipient has read the message.
    #[must_use]
    pub fn is_read(&self) -> bool {
        self.recipients().iter().any(|recipient| recipient.read_timestamp.is_some())
    }

    /// Returns `true` if the message has been delivered to a recipient. A message that was read has
    /// been delivered.
    #[must_use]
    pub fn is_delivered(&self) -> bool {
        let delivered =
            |recipient: &connect_participant::Receipt| recipient.delivered_timestamp.is_some();
        self.is_read() || self.recipients().iter().any(delivered)
    }

    /// Returns the parts that all items have in common. A receipt names no sender and no contact.
    #[must_use]
    pub fn info(&self) -> &ItemInfo {
        &self.parts.info
    }

    pub(crate) fn info_mut(&mut self) -> &mut ItemInfo {
        &mut Arc::make_mut(&mut self.parts).info
    }

    /// Splits the recipients into those for whom this is `true`, and the others.
    pub(crate) fn split(
        &self,
        is_own: impl Fn(Option<&str>) -> bool,
    ) -> (Option<Self>, Option<Self>) {
        let is_own = |receipt: &&connect_participant::Receipt| {
            is_own(receipt.recipient_participant_id.as_deref())
        };
        let with = |recipients: Box<[connect_participant::Receipt]>| {
            let Parts { message_id, info, .. } = &*self.parts;
            let parts = Parts { message_id: message_id.clone(), recipients, info: info.clone() };
            Self { parts: Arc::new(parts) }
        };
        let (own, others): (Vec<_>, Vec<_>) = self.recipients().iter().partition(is_own);
        let some = |recipients: Vec<&connect_participant::Receipt>| {
            let recipients: Box<[_]> = recipients.into_iter().cloned().collect();
            (!recipients.is_empty()).then(|| with(recipients))
        };
        (some(own), some(others))
    }

    /// Returns a fingerprint of the recipients who have received and read the message.
    pub(crate) fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(self.recipients().iter().flat_map(|recipient| {
            // Who has read a message has received it.
            let state = match recipient {
                it if it.read_timestamp.is_some() => Some("read"),
                it if it.delivered_timestamp.is_some() => Some("delivered"),
                _ => None,
            };
            [recipient.recipient_participant_id.as_deref(), state]
        }))
    }
}
