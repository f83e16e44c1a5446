//! Items of a chat.

use std::time::Duration;

use serde_json::{Value, json};

use super::Service;
use super::time::iso_date;

/// The id of the first contact.
pub(crate) const CONTACT: &str = "contact";

impl Service {
    /// A message of the customer, said now.
    pub(crate) fn message(&self, id: &str, text: &str) -> Value {
        message(id, text, self.time.elapsed())
    }

    /// An event of the customer, such as `typing`, that happens now.
    pub(crate) fn event(&self, id: &str, name: &str) -> Value {
        let mut item = self.message(id, "");
        let members = item.as_object_mut().unwrap();
        members.remove("Content");
        item["Type"] = json!("EVENT");
        item["ContentType"] = json!(format!("application/vnd.amazonaws.connect.event.{name}"));
        item
    }

    /// A receipt for a message.
    pub(crate) fn receipt(&self, message_id: &str, recipient: &str) -> Value {
        let now = iso_date(self.time.elapsed());
        json!({
            "AbsoluteTime": now,
            "ContentType": "application/vnd.amazonaws.connect.event.message.metadata",
            "Id": format!("receipt-{message_id}-{recipient}"),
            "MessageMetadata": {
                "MessageId": message_id,
                "Receipts": [
                    {
                        "DeliveredTimestamp": now,
                        "ReadTimestamp": now,
                        "RecipientParticipantId": recipient,
                    },
                ],
            },
            "Type": "MESSAGEMETADATA",
        })
    }

    /// Says messages with these ids, and the same texts.
    pub(crate) fn say_all<I: AsRef<str>>(&self, ids: impl IntoIterator<Item = I>) {
        for id in ids {
            self.say(self.message(id.as_ref(), id.as_ref()));
        }
    }

    /// Records such messages, and pushes nothing.
    pub(crate) fn record_all<I: AsRef<str>>(&self, ids: impl IntoIterator<Item = I>) {
        for id in ids {
            self.record(self.message(id.as_ref(), id.as_ref()));
        }
    }
}

/// A message of the customer.
pub(crate) fn message(id: &str, text: &str, at: Duration) -> Value {
    json!({
        "AbsoluteTime": iso_date(at),
        "ContactId": CONTACT,
        "Content": text,
        "ContentType": "text/plain",
        "DisplayName": "Customer",
        "Id": id,
        "InitialContactId": CONTACT,
        "ParticipantId": "customer",
        "ParticipantRole": "CUSTOMER",
        "Type": "MESSAGE",
    })
}

/// The same item, by the participant of the session.
pub(crate) fn own(mut item: Value) -> Value {
    item["ParticipantId"] = json!("agent");
    item["ParticipantRole"] = json!("AGENT");
    item
}

/// Returns `m1` to `m{count}`.
pub(crate) fn ids(count: usize) -> Vec<String> {
    (1..=count).map(|number| format!("m{number}")).collect()
}
