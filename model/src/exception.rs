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

/// The input is not one that the service takes.
pub const VALIDATION: Exception = Exception { name: "ValidationException", status: 400 };

/// More of something than the quota of the Amazon Connect instance.
pub const SERVICE_QUOTA_EXCEEDED: Exception =
    Exception { name: "ServiceQuotaExceededException", status: 402 };

/// The token does not authorise the call, or no longer does.
pub const ACCESS_DENIED: Exception = Exception { name: "AccessDeniedException", status: 403 };

/// There is no such thing.
pub const RESOURCE_NOT_FOUND: Exception =
    Exception { name: "ResourceNotFoundException", status: 404 };

/// The state of the contact does not allow the call.
pub const CONFLICT: Exception = Exception { name: "ConflictException", status: 409 };

/// More calls than the quota of the Amazon Connect instance.
pub const THROTTLING: Exception = Exception { name: "ThrottlingException", status: 429 };

/// The service failed.
pub const INTERNAL_SERVER: Exception = Exception { name: "InternalServerException", status: 500 };

/// The codes by which any AWS service says that there are more calls than it takes, whatever the status.
///
/// Source: [Retry behavior](https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html), AWS SDKs and
/// Tools Reference Guide.
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
