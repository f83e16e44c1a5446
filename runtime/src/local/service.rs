//! What all connections and all chats share.

use std::collections::HashMap;
use std::sync::Mutex;

use connect_participant_model::Token;
use http::HeaderMap;

use super::ChatParticipant;
use super::answer::Refusal;
use super::contact::SharedContact;
use super::ids::Ids;
use super::links::Links;
use super::lock::lock;
use crate::header::BEARER;
use crate::{ConnectionToken, ParticipantToken, Result};

/// Who is authorised by which token, and what by which URL. It is never printed.
pub(super) struct Service {
    /// Where it listens.
    pub(super) url: String,
    pub(super) ids: Ids,
    pub(super) links: Links,
    tokens: Mutex<HashMap<String, (Token, Caller)>>,
}

/// Someone in a chat.
#[derive(Clone)]
pub(super) struct Caller {
    pub(super) participant: ChatParticipant,
    pub(super) contact: SharedContact,
}

impl Service {
    pub(super) fn new(url: String) -> Result<Self> {
        Ok(Self { url, ids: Ids::new()?, links: Links::default(), tokens: Mutex::default() })
    }

    /// From now on the token authorises the caller to connect.
    pub(super) fn authorise_connecting(&self, token: &ParticipantToken, caller: Caller) {
        self.authorise(token.expose(), Token::Participant, caller);
    }

    /// From now on the token authorises the caller to everything but connecting.
    pub(super) fn authorise_calls(&self, token: &ConnectionToken, caller: Caller) {
        self.authorise(token.expose(), Token::Connection, caller);
    }

    fn authorise(&self, token: &str, kind: Token, caller: Caller) {
        lock(&self.tokens).insert(token.to_owned(), (kind, caller));
    }

    /// Whose token of this kind the request has.
    pub(super) fn caller(&self, kind: Token, headers: &HeaderMap) -> Result<Caller, Refusal> {
        let token = headers.get(BEARER).and_then(|value| value.to_str().ok());
        token
            .and_then(|token| lock(&self.tokens).get(token).cloned())
            .and_then(|(known, caller)| (known == kind).then_some(caller))
            .ok_or_else(Refusal::access_denied)
    }
}
