//! The tokens of a session.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use connect_participant::ConnectionToken;
use connect_participant::http::HeaderValue;

/// The number of earlier tokens that are recognised. A call that was made before a renewal sends
/// the token of that time. Two renewals are at least ten seconds apart.
const MAX_EARLIER: usize = 8;

/// The connection tokens of a session. Its calls and its task share them.
#[derive(Debug)]
pub(crate) struct Tokens(Mutex<State>);

#[derive(Debug)]
struct State {
    current: ConnectionToken,
    earlier: VecDeque<HeaderValue>,
    is_over: bool,
}

/// The token to send in a call.
#[derive(Debug)]
pub(crate) enum Current {
    /// The token of the call is not of this session.
    Foreign,
    /// The current token.
    Token(ConnectionToken),
    /// The chat is over.
    Over,
}

impl Tokens {
    pub(crate) fn new(current: ConnectionToken) -> Self {
        Self(Mutex::new(State { current, earlier: VecDeque::new(), is_over: false }))
    }

    /// Returns the current token.
    pub(crate) fn current(&self) -> ConnectionToken {
        self.lock().current.clone()
    }

    /// Sets a new token.
    pub(crate) fn replace(&self, token: ConnectionToken) {
        let mut state = self.lock();
        if state.current == token {
            return;
        }
        let earlier = std::mem::replace(&mut state.current, token);
        state.earlier.push_front(earlier.into());
        state.earlier.truncate(MAX_EARLIER);
    }

    /// Returns the token to send in a call that was made with this one.
    pub(crate) fn for_call(&self, token: &HeaderValue) -> Current {
        let state = self.lock();
        let is_current = HeaderValue::from(state.current.clone()) == token;
        match state.is_over {
            _ if !is_current && !state.earlier.contains(token) => Current::Foreign,
            true => Current::Over,
            false => Current::Token(state.current.clone()),
        }
    }

    /// Returns `true` if this is a token of the session.
    pub(crate) fn has(&self, token: &HeaderValue) -> bool {
        !matches!(self.for_call(token), Current::Foreign)
    }

    /// Marks the chat as over: no token is valid any more.
    pub(crate) fn end(&self) {
        self.lock().is_over = true;
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // The state is valid after each statement, so a panic elsewhere does no harm.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
