//! The exceptions of the service model.

use connect_participant_local::Fault;

/// An exception. All clients use its name for their error class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exception {
    pub name: &'static str,
    pub status: u16,
}

impl Exception {
    /// The message of an injected exception.
    pub const MESSAGE: &str = "Injected";

    /// Returns a fault that responds with this exception.
    pub fn fault(self) -> Fault {
        Fault::status(self.status).body(r#"{"message":"Injected"}"#)
    }
}

pub const VALIDATION: Exception = Exception { name: "ValidationException", status: 400 };
pub const QUOTA: Exception = Exception { name: "ServiceQuotaExceededException", status: 402 };
pub const ACCESS_DENIED: Exception = Exception { name: "AccessDeniedException", status: 403 };
pub const NOT_FOUND: Exception = Exception { name: "ResourceNotFoundException", status: 404 };
pub const CONFLICT: Exception = Exception { name: "ConflictException", status: 409 };
pub const THROTTLING: Exception = Exception { name: "ThrottlingException", status: 429 };
pub const INTERNAL_SERVER: Exception = Exception { name: "InternalServerException", status: 500 };
