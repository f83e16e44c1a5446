//! The exceptions of the service.

/// An exception of the service model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Exception {
    /// The name: `ThrottlingException`.
    pub name: &'static str,
    /// The HTTP status. Each exception has a different one.
    pub status: u16,
}

/// All exceptions of the service, sorted by status.
pub const EXCEPTIONS: &[Exception] = &[
    VALIDATION,
    SERVICE_QUOTA_EXCEEDED,
    ACCESS_DENIED,
    RESOURCE_NOT_FOUND,
    CONFLICT,
    THROTTLING,
    INTERNAL_SERVER,
];

/// The input is invalid.
pub const VALIDATION: Exception = Exception { name: "ValidationException", status: 400 };

/// The call exceeds a quota of the Amazon Connect instance, other than its rate of calls.
pub const SERVICE_QUOTA_EXCEEDED: Exception =
    Exception { name: "ServiceQuotaExceededException", status: 402 };

/// The token does not authorise the call, or it has expired, or the chat has ended.
pub const ACCESS_DENIED: Exception = Exception { name: "AccessDeniedException", status: 403 };

/// The resource does not exist.
pub const RESOURCE_NOT_FOUND: Exception =
    Exception { name: "ResourceNotFoundException", status: 404 };

/// The state of the contact does not allow the call.
pub const CONFLICT: Exception = Exception { name: "ConflictException", status: 409 };

/// The rate of calls exceeds the quota of the Amazon Connect instance.
pub const THROTTLING: Exception = Exception { name: "ThrottlingException", status: 429 };

/// The service failed.
pub const INTERNAL_SERVER: Exception = Exception { name: "InternalServerException", status: 500 };

/// The error codes that mean throttling in any AWS service, with any status.
///
/// Source: [Retry behavior][source], AWS SDKs and Tools Reference Guide.
///
/// [source]: https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
pub const THROTTLING_CODES: &[&str] = &[
    "BandwidthLimitExceeded",
    "EC2ThrottledException",
    "LimitExceededException",
    "PriorRequestNotComplete",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "RequestThrottled",
    "RequestThrottledException",
    "SlowDown",
    "ThrottledException",
    "Throttling",
    "ThrottlingException",
    "TooManyRequestsException",
    "TransactionInProgressException",
];
