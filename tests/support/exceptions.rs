//! The error kinds of exceptions.

use connect_participant::ErrorKind;

/// Returns the error kind of an exception in the service model.
#[must_use]
pub fn kind_of(name: &str) -> Option<ErrorKind> {
    Some(match name {
        "AccessDeniedException" => ErrorKind::AccessDenied,
        "ConflictException" => ErrorKind::Conflict,
        "InternalServerException" => ErrorKind::InternalServer,
        "ResourceNotFoundException" => ErrorKind::ResourceNotFound,
        "ServiceQuotaExceededException" => ErrorKind::ServiceQuotaExceeded,
        "ThrottlingException" => ErrorKind::Throttling,
        "ValidationException" => ErrorKind::Validation,
        _ => return None,
    })
}
