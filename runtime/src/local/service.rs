//! What all connections and all chats share.

use std::collections::HashMap;
use std::sync::Mutex;

use connect_participant_model::Token;
use http::HeaderMap;

use super::answer::Refusal;
use super::faults::Faults;
use super::ids::Ids;
use super::links::Links;
use super::lock::lock;
use super::settings::{OnRequest, Settings};
use super::{ChatParticipant, RequestRecord};
use crate::header::BEARER;
use crate::{ConnectionToken, ParticipantToken, Result};

/// Who is authorised by which token, and what by which URL. It is never printed.
pub(super) struct Service {
    /// Where it listens.
    pub(super) url: String,
    pub(super) ids: Ids,
    pub(super) request_ids: Ids,
    pub(super) links: Links,
    pub(super) faults: Faults,
    pub(super) error_type_header: bool,
    on_request: Option<OnRequest>,
    tokens: Mutex<HashMap<String, (Token, ChatParticipant)>>,
}

impl Service {
    pub(super) fn new(url: String, settings: Settings) -> Result<Self> {
        let Settings { seed, error_type_header, on_request } = settings;
        let ids = Ids::new(seed)?;
        Ok(Self {
            url,
            request_ids: ids.apart(),
            ids,
            links: Links::default(),
            faults: Faults::default(),
            error_type_header,
            on_request,
            tokens: Mutex::default(),
        })
    }

    /// Tells whoever wants to know what became of a request.
    pub(super) fn tell(&self, request: &RequestRecord) {
        if let Some(told) = &self.on_request {
            told(request);
        }
    }

    /// From now on the token authorises the caller to connect.
    pub(super) fn authorise_connecting(&self, token: &ParticipantToken, caller: &ChatParticipant) {
        self.authorise(token.expose(), Token::Participant, caller);
    }

    /// From now on the token authorises the caller to everything but connecting.
    pub(super) fn authorise_calls(&self, token: &ConnectionToken, caller: &ChatParticipant) {
        self.authorise(token.expose(), Token::Connection, caller);
    }

    fn authorise(&self, token: &str, kind: Token, caller: &ChatParticipant) {
        lock(&self.tokens).insert(token.to_owned(), (kind, caller.clone()));
    }

    /// Whose token of this kind the request has.
    pub(super) fn caller(
        &self,
        kind: Token,
        headers: &HeaderMap,
    ) -> Result<ChatParticipant, Refusal> {
        let grant = self.grant(headers).filter(|(known, _)| *known == kind);
        grant.map(|(_, caller)| caller).ok_or_else(Refusal::access_denied)
    }

    /// Whose token the request has, whatever it is good for.
    pub(super) fn holder(&self, headers: &HeaderMap) -> Option<ChatParticipant> {
        self.grant(headers).map(|(_, caller)| caller)
    }

    /// What the token of a request is good for. Of two tokens nobody knows which one is meant.
    fn grant(&self, headers: &HeaderMap) -> Option<(Token, ChatParticipant)> {
        let mut values = headers.get_all(BEARER).iter();
        let (Some(token), None) = (values.next(), values.next()) else { return None };
        lock(&self.tokens).get(token.to_str().ok()?).cloned()
    }
}
