//! Notifications of SNS, as a subscriber gets them.

use std::borrow::Cow;

use connect_participant::ParticipantRole;
use serde_json::value::RawValue;

use crate::wire::json::{Unreadable, items, members, text};

/// A notification: an item, and the attributes beside it.
pub(crate) struct Notification<'a> {
    /// The item, as JSON.
    pub(crate) item: Cow<'a, str>,
    /// The attribute `MessageVisibility`.
    pub(crate) visibility: Option<Cow<'a, str>>,
    /// The attribute `ContactId`.
    pub(crate) contact_id: Option<Cow<'a, str>>,
    /// The attribute `InitialContactId`.
    pub(crate) initial_contact_id: Option<Cow<'a, str>>,
    /// The attribute `ParticipantRole`.
    pub(crate) role: Option<ParticipantRole>,
}

impl<'a> Notification<'a> {
    /// Reads a notification in any of the forms in which it is delivered: the event of a Lambda
    /// function, one record of it, or the body of a request or of a queued message. Returns `None`
    /// if `json` is another object.
    ///
    /// # Errors
    ///
    /// [`Unreadable`] if `json` is not an object, or has more than one record. SNS sends one.
    pub(crate) fn parse(json: &'a str) -> Result<Option<Self>, Unreadable> {
        let envelope = envelope(json)?;
        let [message, attributes] = members(envelope, ["Message", "MessageAttributes"])?;
        let Some(message) = message else { return Ok(None) };
        let names = ["MessageVisibility", "ContactId", "InitialContactId", "ParticipantRole"];
        let attributes = attributes.and_then(|all| members(all.get(), names).ok());
        let value = |attribute: &'a RawValue| {
            let [value] = members(attribute.get(), ["Value"]).ok()?;
            text(value?)
        };
        let [visibility, contact_id, initial_contact_id, role] =
            attributes.unwrap_or_default().map(|attribute| attribute.and_then(value));
        Ok(Some(Self {
            item: text(message).ok_or(Unreadable)?,
            visibility,
            contact_id,
            initial_contact_id,
            role: role.map(|role| ParticipantRole::from(&*role)),
        }))
    }
}

/// Returns the notification in the event of a Lambda function or in a record of it. Anything else
/// is returned as it is.
fn envelope(json: &str) -> Result<&str, Unreadable> {
    let [records, sns] = members(json, ["Records", "Sns"])?;
    match (records, sns) {
        (Some(records), _) => {
            let [record] = items(records, 2).try_into().map_err(|_| Unreadable)?;
            let [sns] = members(record.get(), ["Sns"])?;
            sns.map(RawValue::get).ok_or(Unreadable)
        }
        (None, Some(sns)) => Ok(sns.get()),
        (None, None) => Ok(json),
    }
}
