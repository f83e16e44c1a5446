//! A call of an operation: what is the same for all of them.

pub(crate) mod input;

use std::sync::MutexGuard;
use std::time::SystemTime;

use bytes::Bytes;
use connect_participant_model::{BearerToken, Operation, Shape};
use http::Request;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use self::input::Members;
use super::ChatParticipant;
use super::answer::{Refusal, Success};
use super::contact::{CallId, Contact};
use super::lock::lock;
use super::server::path::Label;
use super::service::Service;
use connect_participant::{Item, Timestamp};

/// What an operation does with its input: the members that it has beside the token and the client token, checked.
pub(crate) trait Handle: DeserializeOwned {
    const OPERATION: &'static Operation;

    type Output: Serialize;

    fn handle(self, call: &mut Call<'_>) -> Result<Self::Output, Refusal>;
}

/// A call whose token is good for it.
pub(crate) struct Call<'a> {
    pub(crate) service: &'a Service,
    pub(crate) caller: &'a ChatParticipant,
    /// The caller's chat. It cannot end before the call does.
    pub(crate) contact: MutexGuard<'a, Contact>,
}

impl Call<'_> {
    /// The id of something that is new in the chat.
    pub(crate) fn new_id(&self) -> String {
        self.service.ids.next().to_string()
    }

    /// A secret that is good for something that is there already.
    pub(crate) fn new_secret(&self) -> String {
        self.service.secrets.next().to_string()
    }

    /// What time it is.
    pub(crate) fn now(&self) -> SystemTime {
        self.service.clock.now()
    }

    /// Adds to the transcript what the caller did. Returns the item's id, and when that was.
    pub(crate) fn record(&mut self, item: Item) -> (String, Timestamp) {
        let (id, now) = (self.new_id(), self.now());
        let absolute_time = self.contact.record(self.caller, id.clone(), now, item);
        (id, absolute_time)
    }

    /// Adds an event of the caller's to the transcript. Returns the item's id, and when that was.
    pub(crate) fn record_event(
        &mut self,
        content_type: &str,
        content: Option<String>,
    ) -> (String, Timestamp) {
        let (id, now) = (self.new_id(), self.now());
        let absolute_time =
            self.contact.record_event(self.caller, id.clone(), now, content_type, content);
        (id, absolute_time)
    }
}

/// An operation, and what answers its calls.
pub(crate) struct Handler {
    pub(crate) operation: &'static Operation,
    handle: fn(&mut Call<'_>, Members) -> Result<Success, Refusal>,
}

impl Handler {
    pub(crate) const fn of<H: Handle>() -> Self {
        Self { operation: H::OPERATION, handle: handle::<H> }
    }

    /// Answers a call: the token is looked at first, then the quota, then the input, then the state of the chat. A call that
    /// was answered with success before gets the same answer again.
    pub(crate) fn answer(
        &self,
        service: &Service,
        labels: &[Label<'_>],
        request: &Request<Bytes>,
    ) -> Result<Success, Refusal> {
        let caller = service.caller(self.token(), request.headers())?;
        let contact = lock(caller.contact());
        contact.admits(&caller)?;
        service.throttle.take(self.operation, service.clock.now())?;
        let input = input::read(self.operation, labels, request)?;

        let call_id = self.call_id(&caller, &input);
        if let Some(success) = call_id.as_ref().and_then(|id| contact.answered.get(id)) {
            return Ok(success.clone());
        }
        let mut call = Call { service, caller: &caller, contact };
        let success = (self.handle)(&mut call, input)?;
        if let Some(call_id) = call_id {
            call.contact.answered.insert(call_id, success.clone());
        }
        Ok(success)
    }

    /// The kind of token that authorises the operation.
    fn token(&self) -> BearerToken {
        let mut shapes = self.operation.members.iter().map(|member| member.shape);
        let token = shapes.find_map(|shape| match shape {
            Shape::Token(token, _) => Some(token),
            _ => None,
        });
        token.unwrap_or(BearerToken::Connection)
    }

    /// What a repetition of the call is known by. An empty client token is none.
    fn call_id(&self, caller: &ChatParticipant, input: &Members) -> Option<CallId> {
        let member = self.operation.members.iter().find(|member| member.idempotency_token)?;
        let client_token = input.get(member.name).and_then(Value::as_str)?;
        (!client_token.is_empty()).then(|| CallId {
            participant_id: caller.id().to_owned(),
            operation: self.operation.name,
            client_token: client_token.to_owned(),
        })
    }
}

fn handle<H: Handle>(call: &mut Call<'_>, input: Members) -> Result<Success, Refusal> {
    let input = serde_json::from_value::<H>(Value::Object(input)).map_err(|error| {
        // What is checked fits the type.
        Refusal::internal_server(format!("the local service cannot read the input: {error}"))
    })?;
    input.handle(call).map(|output| Success::new(H::OPERATION, &output))
}
