//! What all connections and all chats share.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use http::HeaderMap;

use super::answer::Refusal;
use super::chat::ChatParticipant;
use super::ids::Ids;
use crate::Result;
use crate::header::BEARER;

/// Who is authorised by which token. It is never printed.
pub(super) struct Service {
    pub(super) ids: Ids,
    by_connection_token: Mutex<HashMap<String, ChatParticipant>>,
}

impl Service {
    pub(super) fn new() -> Result<Self> {
        Ok(Self { ids: Ids::new()?, by_connection_token: Mutex::default() })
    }

    /// From now on the token authorises calls of the participant's.
    pub(super) fn authorise(&self, connection_token: String, participant: ChatParticipant) {
        lock(&self.by_connection_token).insert(connection_token, participant);
    }

    /// Whose connection token the request has.
    pub(super) fn caller(&self, headers: &HeaderMap) -> Result<ChatParticipant, Refusal> {
        let token = headers.get(BEARER).and_then(|value| value.to_str().ok());
        token
            .and_then(|token| lock(&self.by_connection_token).get(token).cloned())
            .ok_or_else(Refusal::access_denied)
    }
}

/// Locks, also after a panic elsewhere: nothing here leaves a half of a change behind.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
