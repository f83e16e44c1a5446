//! The kinds of exceptions.

use connect_participant::ErrorKind;

/// The kind that an exception of the service model has, by its name.
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
