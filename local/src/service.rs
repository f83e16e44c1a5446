//! The state that all connections and all chats share.

use std::collections::HashMap;
use std::io;
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard};
use std::time::Duration;

use connect_participant::{ConnectionToken, ParticipantToken};
use connect_participant_model::BearerToken;
use connect_participant_model::header::BEARER;
use http::HeaderMap;

use crate::clock::ServiceClock;
use crate::clock::expiry::Expiry;
use crate::contact::SharedContact;
use crate::contact::caller::Caller;
use crate::fault::faults::Faults;
use crate::ids::Ids;
use crate::links::Links;
use crate::lock::lock;
use crate::quotas::throttle::Throttle;
use crate::request_record::RequestRecord;
use crate::response::ErrorResponse;
use crate::settings::{OnRequest, Settings};

/// The state of a local service. It contains all tokens and URLs, so it must never be printed.
pub(crate) struct Service {
    /// The URL of the service, without a path.
    pub(crate) url: String,
    pub(crate) ids: Ids,
    pub(crate) request_ids: Ids,
    /// Secrets in the responses to calls that change nothing. They have a counter of their own, so
    /// that such a call does not change the ids that follow.
    pub(crate) secrets: Ids,
    /// All chats, in the order in which they were opened.
    pub(crate) contacts: Mutex<Vec<SharedContact>>,
    pub(crate) links: Links,
    pub(crate) faults: Faults,
    pub(crate) error_type_header: bool,
    on_request: Option<OnRequest>,
    pub(crate) throttle: Throttle,
    pub(crate) clock: ServiceClock,
    connection_token_lifetime: Duration,
    /// The permissions of all tokens, by token.
    grants: Mutex<HashMap<String, Grant>>,
    is_stopped: RwLock<bool>,
}

/// Keeps a service from being stopped.
pub(crate) struct Running<'a> {
    _guard: RwLockReadGuard<'a, bool>,
}

/// The permission that a token grants.
#[derive(Clone)]
struct Grant {
    kind: BearerToken,
    holder: Arc<Caller>,
    expiry: Expiry,
}

impl Service {
    pub(crate) fn new(url: String, settings: Settings) -> io::Result<Self> {
        let Settings {
            clock,
            connection_token_lifetime,
            quotas,
            seed,
            error_type_header,
            on_request,
        } = settings;
        let ids = Ids::new(seed)?;
        Ok(Self {
            url,
            request_ids: ids.derive("requests"),
            secrets: ids.derive("secrets"),
            ids,
            contacts: Mutex::default(),
            links: Links::default(),
            faults: Faults::default(),
            error_type_header,
            on_request,
            throttle: Throttle::new(quotas, clock.now())?,
            clock,
            connection_token_lifetime,
            grants: Mutex::default(),
            is_stopped: RwLock::default(),
        })
    }

    /// Keeps the service from being stopped while a request is handled. Returns `None` if it is
    /// stopped already.
    pub(crate) fn running(&self) -> Option<Running<'_>> {
        let guard = self.is_stopped.read().unwrap_or_else(PoisonError::into_inner);
        (!*guard).then_some(Running { _guard: guard })
    }

    /// Waits for the requests that are being handled. No later request is handled.
    pub(crate) fn stop(&self) {
        *self.is_stopped.write().unwrap_or_else(PoisonError::into_inner) = true;
    }

    /// Calls the user's callback for requests, if there is one.
    pub(crate) fn report(&self, request: &RequestRecord) {
        if let Some(on_request) = &self.on_request {
            on_request.call(request);
        }
    }

    /// Authorises the holder of the token to connect.
    pub(crate) fn authorise_connecting(&self, token: &ParticipantToken, holder: &Arc<Caller>) {
        self.grant(token.expose(), BearerToken::Participant, holder, Expiry::NEVER);
    }

    /// Authorises the holder of the token for all calls other than connecting. Returns the expiry.
    pub(crate) fn authorise_calls(&self, token: &ConnectionToken, holder: &Arc<Caller>) -> Expiry {
        let expiry = Expiry::after(self.clock.now(), self.connection_token_lifetime);
        self.grant(token.expose(), BearerToken::Connection, holder, expiry);
        expiry
    }

    fn grant(&self, token: &str, kind: BearerToken, holder: &Arc<Caller>, expiry: Expiry) {
        let grant = Grant { kind, holder: Arc::clone(holder), expiry };
        lock(&self.grants).insert(token.to_owned(), grant);
    }

    /// Returns the holder of the request's token, if it is a valid token of this kind.
    pub(crate) fn authorise(
        &self,
        kind: BearerToken,
        headers: &HeaderMap,
    ) -> Result<Arc<Caller>, ErrorResponse> {
        let now = self.clock.now();
        let grant = self.find_grant(headers);
        let grant = grant.filter(|grant| grant.kind == kind && !grant.expiry.is_past(now));
        grant.map(|grant| grant.holder).ok_or_else(ErrorResponse::access_denied)
    }

    /// Returns the holder of the request's token, whether or not the token is valid for the call.
    pub(crate) fn holder(&self, headers: &HeaderMap) -> Option<Arc<Caller>> {
        self.find_grant(headers).map(|grant| grant.holder)
    }

    /// Returns the grant of the request's token. Returns `None` if the request has two tokens,
    /// because it is not clear which one is meant.
    fn find_grant(&self, headers: &HeaderMap) -> Option<Grant> {
        let mut values = headers.get_all(BEARER).iter();
        let (Some(token), None) = (values.next(), values.next()) else { return None };
        lock(&self.grants).get(token.to_str().ok()?).cloned()
    }
}
