//! The responses of the scripted service.

use std::time::Duration;

use serde_json::Value;

/// The response to a request. The default is what the service answers in good days.
#[derive(Clone, Default)]
pub(crate) struct Reply {
    pub(super) error: Option<(u16, &'static str, &'static str)>,
    pub(super) body: Option<Value>,
    pub(super) retry_after: Option<u64>,
    pub(super) delay: Duration,
    pub(super) is_lost: bool,
    pub(super) is_withheld: bool,
    pub(super) has_no_date: bool,
}

impl Reply {
    pub(crate) fn ok() -> Self {
        Self::default()
    }

    /// A success with this body.
    pub(crate) fn json(body: Value) -> Self {
        Self { body: Some(body), ..Self::default() }
    }

    /// The refusal of a token, or of a chat that has ended.
    pub(crate) fn denied() -> Self {
        Self::error(403, "AccessDeniedException", "Access denied")
    }

    /// The refusal of an access policy, which says nothing of the token.
    pub(crate) fn policy() -> Self {
        Self::error(403, "AccessDeniedException", "explicit deny in a policy")
    }

    pub(crate) fn throttled() -> Self {
        Self::error(429, "ThrottlingException", "Too many requests")
    }

    pub(crate) fn internal_error() -> Self {
        Self::error(500, "InternalServerException", "Internal error")
    }

    pub(crate) fn invalid() -> Self {
        Self::error(400, "ValidationException", "Invalid")
    }

    pub(crate) fn conflict() -> Self {
        Self::error(409, "ConflictException", "Receipts are not supported")
    }

    fn error(status: u16, code: &'static str, message: &'static str) -> Self {
        Self { error: Some((status, code, message)), ..Self::default() }
    }

    /// The connection breaks before the response.
    pub(crate) fn lost() -> Self {
        Self { is_lost: true, ..Self::default() }
    }

    /// The response never comes.
    pub(crate) fn withheld() -> Self {
        Self { is_withheld: true, ..Self::default() }
    }

    pub(crate) fn retry_after(mut self, seconds: u64) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// The response is made now, and arrives later.
    pub(crate) fn after(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    pub(crate) fn without_date(mut self) -> Self {
        self.has_no_date = true;
        self
    }
}
