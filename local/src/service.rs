//! What all connections and all chats share.

use std::collections::HashMap;
use std::io;
use std::sync::Mutex;
use std::time::Duration;

use connect_participant_model::BearerToken;
use http::HeaderMap;

use super::answer::Refusal;
use super::clock::ServiceClock;
use super::clock::expiry::Expiry;
use super::contact::SharedContact;
use super::fault::faults::Faults;
use super::ids::Ids;
use super::lock::lock;
use super::presigned::links::Links;
use super::quotas::throttle::Throttle;
use super::settings::{OnRequest, Settings};
use super::{ChatParticipant, RequestRecord};
use crate::header::BEARER;
use connect_participant::{ConnectionToken, ParticipantToken};

/// Who is authorised by which token, and what by which URL. It is never printed.
pub(crate) struct Service {
    /// Where it listens.
    pub(crate) url: String,
    pub(crate) ids: Ids,
    pub(crate) request_ids: Ids,
    /// What calls are answered that change nothing, and may be made again.
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
    grants: Mutex<HashMap<String, Grant>>,
}

/// What a token is good for.
#[derive(Clone)]
struct Grant {
    kind: BearerToken,
    holder: ChatParticipant,
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
            request_ids: ids.apart("requests"),
            secrets: ids.apart("secrets"),
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
        })
    }

    /// Tells whoever wants to know what became of a request.
    pub(crate) fn tell(&self, request: &RequestRecord) {
        if let Some(told) = &self.on_request {
            told.tell(request);
        }
    }

    /// From now on the token authorises its holder to connect.
    pub(crate) fn authorise_connecting(&self, token: &ParticipantToken, holder: &ChatParticipant) {
        let (kind, expiry) = (BearerToken::Participant, Expiry::NEVER);
        self.grant(token.expose(), Grant { kind, holder: holder.clone(), expiry });
    }

    /// From now on the token authorises its holder to everything but connecting. Returns until when.
    pub(crate) fn authorise_calls(
        &self,
        token: &ConnectionToken,
        holder: &ChatParticipant,
    ) -> Expiry {
        let expiry = Expiry::after(self.clock.now(), self.connection_token_lifetime);
        let kind = BearerToken::Connection;
        self.grant(token.expose(), Grant { kind, holder: holder.clone(), expiry });
        expiry
    }

    fn grant(&self, token: &str, grant: Grant) {
        lock(&self.grants).insert(token.to_owned(), grant);
    }

    /// Whose token of this kind the request has.
    pub(crate) fn caller(
        &self,
        kind: BearerToken,
        headers: &HeaderMap,
    ) -> Result<ChatParticipant, Refusal> {
        let now = self.clock.now();
        let grant = self.granted(headers);
        let grant = grant.filter(|grant| grant.kind == kind && !grant.expiry.is_past(now));
        grant.map(|grant| grant.holder).ok_or_else(Refusal::access_denied)
    }

    /// Whose token the request has, whatever it is good for.
    pub(crate) fn holder(&self, headers: &HeaderMap) -> Option<ChatParticipant> {
        self.granted(headers).map(|grant| grant.holder)
    }

    /// What the token of a request is good for. Of two tokens nobody knows which one is meant.
    fn granted(&self, headers: &HeaderMap) -> Option<Grant> {
        let mut values = headers.get_all(BEARER).iter();
        let (Some(token), None) = (values.next(), values.next()) else { return None };
        lock(&self.grants).get(token.to_str().ok()?).cloned()
    }
}
