//! The errors that the service models.

/// An exception of the service model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Exception {
    /// Its name: `ThrottlingException`.
    pub name: &'static str,
    /// Its HTTP status, which no other exception has.
    pub status: u16,
}

/// Every exception of the service, in the order of their statuses.
pub const EXCEPTIONS: &[Exception] = &[
    VALIDATION,
    SERVICE_QUOTA_EXCEEDED,
    ACCESS_DENIED,
    RESOURCE_NOT_FOUND,
    CONFLICT,
    THROTTLING,
    INTERNAL_SERVER,
];

pub(crate) const VALIDATION: Exception = Exception { name: "ValidationException", status: 400 };
pub(crate) const SERVICE_QUOTA_EXCEEDED: Exception =
    Exception { name: "ServiceQuotaExceededException", status: 402 };
pub(crate) const ACCESS_DENIED: Exception =
    Exception { name: "AccessDeniedException", status: 403 };
pub(crate) const RESOURCE_NOT_FOUND: Exception =
    Exception { name: "ResourceNotFoundException", status: 404 };
pub(crate) const CONFLICT: Exception = Exception { name: "ConflictException", status: 409 };
pub(crate) const THROTTLING: Exception = Exception { name: "ThrottlingException", status: 429 };
pub(crate) const INTERNAL_SERVER: Exception =
    Exception { name: "InternalServerException", status: 500 };
