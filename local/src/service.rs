//! The state that all connections and all chats share.

use std::collections::HashMap;
use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard};
use std::time::Duration;

use connect_participant::{ConnectionToken, ParticipantToken};
use connect_participant_model::BearerToken;
use connect_participant_model::header::BEARER;
use http::HeaderMap;
use tokio::runtime::Handle;

use crate::clock::ServiceClock;
use crate::clock::expiry::Expiry;
use crate::contact::caller::Caller;
use crate::directory::Directory;
use crate::fault::Fault;
use crate::fault::faults::Faults;
use crate::ids::Ids;
use crate::links::{AttachmentLink, Links};
use crate::lock::lock;
use crate::push::socket_fault::SocketFault;
use crate::push::socket_faults::SocketFaults;
use crate::quotas::throttle::Throttle;
use crate::refusal_reason::RefusalReason;
use crate::request_log::RequestLog;
use crate::request_record::RequestRecord;
use crate::response::ErrorResponse;
use crate::settings::{OnRequest, Settings};
use crate::sites::Sites;
use crate::socket_log::SocketLog;
use crate::websocket_settings::WebsocketSettings;

/// The state of a local service. It contains all tokens and URLs, so it must never be printed.
pub(crate) struct Service {
    /// The URL of the service, without a path.
    pub(crate) url: String,
    pub(crate) ids: Ids,
    pub(crate) request_ids: Ids,
    /// Secrets in the responses to calls that change nothing. They have a counter of their own, so
    /// that such a call does not change the ids that follow.
    pub(crate) secrets: Ids,
    /// The ids of websockets, and of the frames `Forbidden`.
    pub(crate) websocket_ids: Ids,
    pub(crate) directory: Directory,
    pub(crate) links: Links<AttachmentLink>,
    /// The URLs of websockets, each with the participant who may open it.
    pub(crate) websocket_links: Links<Arc<Caller>>,
    pub(crate) websockets: WebsocketSettings,
    pub(crate) faults: Faults,
    pub(crate) socket_faults: Arc<SocketFaults>,
    /// The number of faults of both kinds that were injected.
    fault_count: AtomicU64,
    pub(crate) error_type_header: bool,
    on_request: Option<OnRequest>,
    /// The latest requests, for the control. `None` if the control is off.
    pub(crate) request_log: Option<RequestLog>,
    /// The latest websockets, for the control. `None` if the control is off.
    pub(crate) socket_log: Option<SocketLog>,
    pub(crate) sites: Sites,
    pub(crate) throttle: Throttle,
    pub(crate) clock: ServiceClock,
    connection_token_lifetime: Duration,
    /// The permissions of all tokens, by token.
    grants: Mutex<HashMap<String, Grant>>,
    is_stopped: RwLock<bool>,
    /// The runtime on which the service runs.
    pub(crate) runtime: Handle,
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
            control,
            sites,
            websockets,
        } = settings;
        let ids = Ids::new(seed)?;
        Ok(Self {
            url,
            request_ids: ids.derive("requests"),
            secrets: ids.derive("secrets"),
            websocket_ids: ids.derive("websockets"),
            ids,
            directory: Directory::default(),
            links: Links::default(),
            websocket_links: Links::default(),
            websockets,
            faults: Faults::default(),
            socket_faults: Arc::default(),
            fault_count: AtomicU64::default(),
            error_type_header,
            on_request,
            request_log: control.then(RequestLog::default),
            socket_log: control.then(SocketLog::default),
            sites,
            throttle: Throttle::new(quotas, clock.now())?,
            clock,
            connection_token_lifetime,
            grants: Mutex::default(),
            is_stopped: RwLock::default(),
            runtime: Handle::try_current().map_err(io::Error::other)?,
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

    /// Injects a fault. Returns its number.
    pub(crate) fn inject(&self, fault: Fault) -> u64 {
        let number = self.next_fault_number();
        self.faults.inject(number, fault, self.clock.now());
        number
    }

    /// Injects a fault of websockets. Returns its number.
    pub(crate) fn inject_socket_fault(&self, fault: SocketFault) -> u64 {
        let number = self.next_fault_number();
        self.socket_faults.inject(number, fault);
        number
    }

    fn next_fault_number(&self) -> u64 {
        self.fault_count.fetch_add(1, Ordering::Relaxed) + 1
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
        let grant = self.find_grant(headers).map_err(ErrorResponse::access_denied)?;
        if grant.kind != kind {
            return Err(ErrorResponse::access_denied(RefusalReason::WrongTokenKind));
        }
        if grant.expiry.is_past(self.clock.now()) {
            return Err(ErrorResponse::access_denied(RefusalReason::TokenExpired));
        }
        Ok(grant.holder)
    }

    /// Returns the holder of the request's token, whether or not the token is valid for the call.
    pub(crate) fn holder(&self, headers: &HeaderMap) -> Option<Arc<Caller>> {
        self.find_grant(headers).ok().map(|grant| grant.holder)
    }

    /// Returns the grant of the request's token. Fails if the request has two tokens, because it is
    /// not clear which one is meant.
    fn find_grant(&self, headers: &HeaderMap) -> Result<Grant, RefusalReason> {
        let mut values = headers.get_all(BEARER).iter();
        match (values.next(), values.next()) {
            (None, _) => Err(RefusalReason::NoToken),
            (Some(token), None) if token.is_empty() => Err(RefusalReason::NoToken),
            (Some(token), None) => {
                let token = token.to_str().map_err(|_| RefusalReason::UnknownToken)?;
                lock(&self.grants).get(token).cloned().ok_or(RefusalReason::UnknownToken)
            }
            (Some(_), Some(_)) => Err(RefusalReason::SeveralTokens),
        }
    }
}
