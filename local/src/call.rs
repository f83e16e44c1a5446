//! The steps that are the same for the calls of all operations.

pub(crate) mod input;
pub(crate) mod media_type;
pub(crate) mod path;

use std::sync::{Arc, MutexGuard};
use std::time::SystemTime;

use connect_participant::{Item, Timestamp};
use connect_participant_model::{BearerToken, Operation, Shape};
use http::HeaderMap;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use self::input::{JsonBody, Members};
use self::path::Label;
use crate::contact::caller::Caller;
use crate::contact::identity::Identity;
use crate::contact::{CallId, Contact};
use crate::lock::lock;
use crate::response::{ErrorResponse, SuccessResponse};
use crate::service::Service;

/// An operation. The implementing type is the operation's input without the token and the client
/// token. Its values have been checked against the service model.
pub(crate) trait Handle: DeserializeOwned {
    const OPERATION: &'static Operation;

    type Output: Serialize;

    fn handle(self, call: &mut Call<'_>) -> Result<Self::Output, ErrorResponse>;
}

/// An authorised call.
pub(crate) struct Call<'a> {
    pub(crate) service: &'a Service,
    pub(crate) caller: &'a Arc<Caller>,
    /// The caller's chat. It is locked until the call is complete, so the chat cannot end before.
    pub(crate) contact: MutexGuard<'a, Contact>,
}

impl Call<'_> {
    /// The id and the role of the caller.
    pub(crate) fn identity(&self) -> &Identity {
        &self.caller.identity
    }

    /// Returns an id for a new resource of the chat.
    pub(crate) fn new_id(&self) -> String {
        self.service.ids.next().to_string()
    }

    /// Returns a secret that refers to an existing resource.
    pub(crate) fn new_secret(&self) -> String {
        self.service.secrets.next().to_string()
    }

    pub(crate) fn now(&self) -> SystemTime {
        self.service.clock.now()
    }

    /// Adds an item of the caller to the transcript. Returns its id and its time.
    pub(crate) fn record(&mut self, item: Item) -> (String, Timestamp) {
        let (id, now) = (self.new_id(), self.now());
        let absolute_time = self.contact.record(&self.caller.identity, id.clone(), now, item);
        (id, absolute_time)
    }

    /// Adds an event of the caller to the transcript. Returns its id and its time.
    pub(crate) fn record_event(
        &mut self,
        content_type: &str,
        content: Option<String>,
    ) -> (String, Timestamp) {
        let (id, now) = (self.new_id(), self.now());
        let caller = &self.caller.identity;
        let absolute_time =
            self.contact.record_event(caller, id.clone(), now, content_type, content);
        (id, absolute_time)
    }
}

/// The handler of an operation.
pub(crate) struct Handler {
    pub(crate) operation: &'static Operation,
    handle: fn(&mut Call<'_>, Members) -> Result<SuccessResponse, ErrorResponse>,
}

impl Handler {
    pub(crate) const fn of<H: Handle>() -> Self {
        Self { operation: H::OPERATION, handle: handle::<H> }
    }

    /// Handles a call. Checks the token, then the quota, then the input, and then the state of the
    /// chat. A repeated call gets the response to the first successful one.
    pub(crate) fn respond(
        &self,
        service: &Service,
        headers: &HeaderMap,
        labels: Vec<Label>,
        body: JsonBody,
    ) -> Result<SuccessResponse, ErrorResponse> {
        let caller = service.authorise(self.token_kind(), headers)?;
        let contact = lock(&caller.contact);
        contact.check_access(&caller.identity)?;
        service.throttle.take(self.operation, service.clock.now())?;
        let input = input::check(self.operation, headers, labels, body)?;

        let call_id = self.call_id(&caller.identity, &input);
        if let Some(success) = call_id.as_ref().and_then(|id| contact.responses.get(id)) {
            return Ok(success.clone());
        }
        let mut call = Call { service, caller: &caller, contact };
        let success = (self.handle)(&mut call, input)?;
        if let Some(call_id) = call_id {
            call.contact.responses.insert(call_id, success.clone());
        }
        Ok(success)
    }

    /// Handles a call of a participant whom a test controls, without a token and a quota.
    pub(crate) fn call_as(
        &self,
        service: &Service,
        caller: &Arc<Caller>,
        input: Members,
    ) -> Result<SuccessResponse, ErrorResponse> {
        let contact = lock(&caller.contact);
        contact.check_access(&caller.identity)?;
        let input = input::check_members(self.operation, input)?;
        (self.handle)(&mut Call { service, caller, contact }, input)
    }

    /// The kind of token that authorises the operation.
    fn token_kind(&self) -> BearerToken {
        let mut shapes = self.operation.members.iter().map(|member| member.shape);
        let kind = shapes.find_map(|shape| match shape {
            Shape::Token(kind, _) => Some(kind),
            _ => None,
        });
        kind.unwrap_or(BearerToken::Connection)
    }

    /// Returns the key by which a repetition is recognised. `None` without a client token, or with
    /// an empty one.
    fn call_id(&self, caller: &Identity, input: &Members) -> Option<CallId> {
        let member = self.operation.members.iter().find(|member| member.idempotency_token)?;
        let client_token = input.get(member.name).and_then(Value::as_str)?;
        (!client_token.is_empty()).then(|| CallId {
            participant_id: caller.id.clone(),
            operation: self.operation.name,
            client_token: client_token.to_owned(),
        })
    }
}

fn handle<H: Handle>(
    call: &mut Call<'_>,
    input: Members,
) -> Result<SuccessResponse, ErrorResponse> {
    let input = serde_json::from_value::<H>(Value::Object(input)).map_err(|error| {
        // Not reachable: the type accepts all input that passes the checks.
        ErrorResponse::internal_server(format!("the local service cannot read the input: {error}"))
    })?;
    input.handle(call).map(|output| SuccessResponse::new(H::OPERATION, &output))
}
